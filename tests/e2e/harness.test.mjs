// The harness itself: what the other end-to-end tests take for granted, proved on both browsers with a throw-away extension.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findProgram, inExtensionPage, launch, screenshot, sendToTab, shadow, startWorld, waitFor } from './harness/browser.mjs';
import { match } from './harness/match.mjs';
import { writeProbe } from './harness/probe.mjs';
import { scorePage } from './score.mjs';

const PAGE = 'https://www.wildberries.ru/x';
const BROWSERS = /** @type {const} */ ([
  ['chromium', 'chromedriver'],
  ['firefox', 'geckodriver'],
]);

for (const [name, program] of BROWSERS) {
  const missing = [name, program].find((need) => !findProgram(need));
  describe(name, { skip: missing ? `${missing} not found` : false, timeout: 180_000 }, () => browserTests(name));
}

/** @param {'chromium' | 'firefox'} name */
function browserTests(name) {
  /** @type {string} */ let temp;
  /** @type {Awaited<ReturnType<typeof writeProbe>>} */ let probe;
  /** @type {import('./harness/server.mjs').World} */ let world;
  /** @type {import('./harness/browser.mjs').Browser} */ let browser;
  const outside = process.env.TMPDIR;

  before(async () => {
    // A temporary folder of our own shows at the end whether anything was left behind.
    temp = await mkdtemp(join(tmpdir(), 'amends-test-'));
    process.env.TMPDIR = temp;
    probe = await writeProbe();
    world = await startWorld({ sites: ['www.wildberries.ru'] });
    world.page(PAGE, { html: '<!doctype html><title>x</title><p>page</p>', csp: "default-src 'none'" });
    browser = await launch({ browser: name, extension: probe.dir, world, language: 'ru', dark: true });
    await browser.driver.get(PAGE);
  });

  after(async () => {
    await browser?.quit();
    await world?.close();
    await probe?.remove();
    const left = await readdir(temp);
    if (outside === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = outside;
    await rm(temp, { recursive: true, force: true });
    assert.deepEqual(left, [], 'temporary files left behind');
  });

  /** Presses the probe's button and returns what the background answers. */
  async function count() {
    const root = await shadow(browser.driver, '#probe');
    const before = await root.text('output');
    await root.click('button');
    const text = await waitFor(async () => ((await root.text('output')) !== before ? root.text('output') : null), {
      what: 'an answer of the background',
    });
    const [count, life] = text.split(' ');
    return { count: Number(count), life };
  }

  test('a page at its real address, under a closed CSP, gets the content script', async () => {
    assert.equal(await browser.driver.getCurrentUrl(), PAGE);
    assert.equal(await browser.driver.executeScript('return document.querySelector("#probe").shadowRoot'), null);
    const root = await shadow(browser.driver, '#probe');
    assert.match(await (await root.find('button')).getCssValue('color'), /1, 2, 3/);
    assert.equal((await root.all('button, output')).length, 2);
    assert.equal((await count()).count, 1);
  });

  test('the background is killed and comes back with what storage kept', async () => {
    const first = await count();
    assert.equal(await browser.backgroundRunning(), true);
    await browser.killBackground();
    assert.equal(await browser.backgroundRunning(), false);
    const second = await count();
    assert.notEqual(second.life, first.life);
    assert.equal(second.count, first.count + 1);
    assert.equal(await browser.backgroundRunning(), true);
  });

  test('extension pages open, and speak with the content script of another tab', async () => {
    const { driver } = browser;
    const tab = await driver.getWindowHandle();
    const found = await sendToTab(browser, { kind: 'report' });
    assert.equal(found.url, PAGE);
    assert.equal(await driver.getWindowHandle(), tab);
    assert.equal(await inExtensionPage(browser, (a, b) => a + b, 1, 2), 3);
    await assert.rejects(inExtensionPage(browser, () => Promise.reject(new Error('told'))), /told/);

    const page = await browser.openExtensionPage('extension/popup.html');
    assert.equal(await driver.getCurrentUrl(), `${browser.extensionOrigin}/extension/popup.html`);
    assert.equal(await driver.getTitle(), 'Probe');
    assert.equal(await driver.getWindowHandle(), page);
    await driver.close();
    await driver.switchTo().window(tab);
    assert.equal(await driver.executeScript('return document.hidden'), false, 'the page under test stays visible');
  });

  test('language and dark mode reach the page', async () => {
    const script = 'return [navigator.language, matchMedia("(prefers-color-scheme: dark)").matches]';
    assert.deepEqual(await browser.driver.executeScript(script), ['ru', true]);
  });

  test('a screenshot is a PNG', async () => {
    const file = join(temp, 'shot.png');
    await screenshot(browser.driver, file);
    assert.equal((await readFile(file)).subarray(1, 4).toString(), 'PNG');
    await rm(file);
  });

  test('no request is recorded but the page, and one of the extension would be', async () => {
    assert.deepEqual(world.unexplained(PAGE), []);
    const fetched = ['https://www.wildberries.ru/spy', 'https://elsewhere.example/spy', PAGE];
    for (const url of fetched) await inExtensionPage(browser, (url) => chrome.runtime.sendMessage({ kind: 'fetch', url }), url);
    const seen = world.unexplained(PAGE).filter(({ method }) => method === 'GET');
    assert.deepEqual(seen.map(({ url }) => url), fetched);
    world.requests.length = 0;
  });

  test('read.mjs writes what the hands report and scores it', async () => {
    const dir = join(temp, 'pages');
    const out = join(temp, 'read.jsonl');
    await mkdir(join(dir, 'probe'), { recursive: true });
    const card = '<p data-review="a" data-rating="2">Came  broken</p>';
    await savePage(join(dir, 'probe/one'), 'https://www.wildberries.ru/one?a=b', card, [review({ id: 'a', text: 'Came broken' })]);
    // The manifest does not match this one: the hands must be injected.
    await savePage(join(dir, 'probe/two'), 'https://shop.example/two', card, [review({ id: 'a', text: 'Came broken' })]);
    const script = fileURLToPath(new URL('read.mjs', import.meta.url));
    const args = [script, '--pages', dir, '--extension', probe.dir, '--browser', name, '--out', out];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const lines = (await readFile(out, 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(lines.map(({ page, site, error }) => [page, site, error]), [
      ['probe/one.html', 'probe', undefined],
      ['probe/two.html', 'probe', undefined],
    ]);
    assert.equal(lines[0].reviews[0].text, 'Came  broken');
    assert.match(stdout, /^all +2 +2 +0 +0 +100\.0 +100\.0 +100\.0 +100\.0/mu);
    await rm(dir, { recursive: true });
    await rm(out);
  });
}

/** @param {string} path without suffix @param {string} url @param {string} html @param {object[]} reviews */
async function savePage(path, url, html, reviews) {
  await writeFile(`${path}.html`, `<!doctype html><meta charset="utf-8">${html}`);
  await writeFile(`${path}.truth.json`, JSON.stringify({ url, site: 'probe', reviews }));
}

/** @param {Partial<import('./harness/match.mjs').TrueReview>} fields @returns {import('./harness/match.mjs').TrueReview} */
function review(fields) {
  return { id: null, rating: 2, title: null, text: null, author: null, date: null, reply: null, ...fields };
}

test('the world answers what it is told, 404 otherwise, and keeps browser services apart', async () => {
  const world = await startWorld();
  /** @param {string} url @returns {Promise<{status: number, body: string}>} */
  const get = (url) =>
    new Promise((resolve, reject) => {
      const { hostname, port } = { hostname: world.proxy.host, port: world.proxy.port };
      const req = request({ hostname, port, path: url, headers: { host: new URL(url).host } }, async (res) => {
        let body = '';
        for await (const chunk of res) body += chunk;
        resolve({ status: res.statusCode ?? 0, body });
      });
      req.on('error', reject).end();
    });
  try {
    world.page('http://a.example/p?q=1#part', { html: 'hello' });
    const stop = world.serve((url) => (url.hostname === 'a.example' ? { status: 201, body: url.pathname } : undefined));
    assert.deepEqual(await get('http://a.example/p?q=1'), { status: 201, body: '/p' });
    stop();
    assert.deepEqual(await get('http://a.example/p?q=1'), { status: 200, body: 'hello' });
    assert.deepEqual(await get('http://a.example/p'), { status: 404, body: '' });
    assert.equal((await get('http://update.googleapis.com/x')).status, 404);
    assert.equal(world.requests.length, 3);
    assert.deepEqual(world.browserRequests.map(({ host }) => host), ['update.googleapis.com']);
    assert.deepEqual(world.unexplained('http://a.example/p').map(({ url }) => url).length, 3);
  } finally {
    await world.close();
  }
});

test('reviews are matched by id, by text, and without text by author, rating and order', () => {
  const same = { author: 'A', rating: 5 };
  const truths = [
    review({ id: '1', text: 'one' }),
    review({ text: 'Came late and broken' }),
    review(same),
    review(same),
    review({ text: 'missed' }),
  ];
  const reads = [{ ...same, text: '' }, { ...same, text: null }, { text: 'Came late and\u00a0broken, ' }, { id: '1', text: 'x' }, { text: 'other' }];
  assert.deepEqual([...match(truths, reads)].sort(), [[0, 3], [1, 2], [2, 0], [3, 1]]);
});

test('a score counts found, missed and false, and excuses what is optional or in data only', () => {
  const truth = {
    url: 'https://a.example/',
    site: 'a',
    reviews: [
      review({ text: 'long cut text', text_alt: ['cut text'], date: '2024-05-01', date_alt: '2024-05-02', reply: 'We are sorry', copies: 2 }),
      review({ text: 'nobody found this one', hidden: true }),
      review({ text: 'only in the data', in_dom: false }),
    ],
    optional_reviews: [review({ text: 'an older version' })],
  };
  const first = { rating: 2, text: 'cut\n text', date: '2024-05-02T10:00:00Z', reply: 'We are  sorry, indeed' };
  const score = scorePage(truth, [first, first, { rating: 2, text: 'an older version' }, { rating: 1, text: 'Delivery: 5 EUR' }]);
  const { mismatches, fields, ...counts } = score;
  assert.deepEqual(counts, { pages: 1, truth: 2, found: 1, missed: 1, false: 1, data: { right: 0, of: 1 } });
  assert.deepEqual(Object.values(fields).map(({ right, of }) => [right, of]), Array(6).fill([1, 1]));
  assert.deepEqual(mismatches.map(({ what }) => what), ['false', 'missed (hidden)']);
  assert.equal(scorePage({ ...truth, ignore: true }, [first]).false, 0);
});
