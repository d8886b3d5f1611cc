// What the extension reads on saved pages, in a real browser:
// `node tests/e2e/read.mjs --pages DIR --extension DIR --out FILE [--browser chromium|firefox] [--generic] [--only TEXT] [--show N]`.
//
// Every page is served at its real address and nothing else is; the hands are asked what they found. FILE gets one JSON
// line per page, then score.mjs prints how right that is. `--generic` leaves the site files aside.

import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inExtensionPage, launch, sendToTab, startWorld, waitFor } from './harness/browser.mjs';
import { readTruths, report } from './score.mjs';

/** @typedef {import('./harness/browser.mjs').Browser} Browser */
/** @typedef {{kind: 'found', url: string, site: string | null, settled: boolean, reviews: any[]}} Found */

// The saved pages have no scripts left but inline handlers: `onerror="this.src=…"` would ask for a missing image for ever.
const CSP = "script-src 'none'";

/** How long a content script may take to answer for the first time, and to settle. */
const APPEAR = 1_000;
const SETTLE = 20_000;

/**
 * Asks the hands in the current tab what they found, once they say that they are done.
 * @param {Browser} browser
 * @returns {Promise<Found>}
 */
async function settledReport(browser) {
  return waitFor(
    async () => {
      const found = await sendToTab(browser, { kind: 'report' });
      return found?.settled ? found : null;
    },
    { what: 'a settled report', timeout: SETTLE },
  );
}

/** @param {Browser} browser @returns {Promise<boolean>} whether a content script answers in the current tab */
async function handsAnswer(browser) {
  const answer = () => sendToTab(browser, { kind: 'report' });
  return waitFor(answer, { what: 'a content script', timeout: APPEAR }).then(
    () => true,
    () => false,
  );
}

/**
 * Makes the hands read a page that no site file covers, injecting them first where the manifest did not.
 *
 * This stands for the popup's "read this page" button and must do the same.
 * @param {Browser} browser @param {string} extension @param {{only: boolean, injected: boolean}} how
 */
async function readGenerically(browser, extension, { only, injected }) {
  if (!injected) {
    const url = await browser.driver.getCurrentUrl();
    await inExtensionPage(
      browser,
      async (/** @type {string} */ url) => {
        const tab = (await chrome.tabs.query({})).find((tab) => tab.url === url);
        if (tab?.id === undefined) throw new Error(`no tab at ${url}, or no permission to see it`);
        const files = chrome.runtime.getManifest().content_scripts?.[0]?.js ?? [];
        await chrome.scripting.executeScript({ target: { tabId: tab.id, allFrames: true }, files });
      },
      url,
    );
  }
  await sendToTab(browser, only ? { kind: 'generic', only: true } : { kind: 'generic' }, { frames: 'all' });
}

/**
 * Reads one page that the world already serves.
 * @param {Browser} browser @param {string} extension @param {string} url @param {boolean} only generic reading only
 */
async function readPage(browser, extension, url, only) {
  await browser.driver.get(url);
  const injected = await handsAnswer(browser);
  const known = injected && !only ? await settledReport(browser) : null;
  if (known?.site) return known;
  await readGenerically(browser, extension, { only, injected });
  return settledReport(browser);
}

/** @param {any} review */
function outline({ id, rating, title, text, author, date, reply, annotated }) {
  return { id, rating, title, text, author, date, reply, annotated };
}

const { values } = parseArgs({
  options: {
    pages: { type: 'string' },
    extension: { type: 'string' },
    out: { type: 'string' },
    browser: { type: 'string', default: 'chromium' },
    generic: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    show: { type: 'string', default: '0' },
  },
});
if (!values.pages || !values.extension || !values.out) {
  throw new Error('usage: read.mjs --pages DIR --extension DIR --out FILE [--browser chromium|firefox] [--generic]');
}
const pages = resolve(values.pages);
const extension = resolve(values.extension);
const all = await readTruths(pages);
const truths = new Map([...all].filter(([page]) => page.includes(values.only)));

const world = await startWorld({ sites: [...truths.values()].map(({ url }) => new URL(url).hostname) });
const start = () => launch({ browser: values.browser === 'firefox' ? 'firefox' : 'chromium', extension, world });
/** @type {import('./score.mjs').Read[]} */
const reads = [];
let browser = await start();
try {
  for (const [page, { url }] of truths) {
    world.forget();
    world.page(url, { file: join(pages, page), csp: CSP });
    try {
      const { site, reviews } = await readPage(browser, extension, url, values.generic);
      reads.push({ page, url, site, reviews: reviews.map(outline) });
    } catch (error) {
      // One broken page must not cost the others; it is scored as empty and shown as ERROR.
      reads.push({ page, url, site: null, reviews: [], error: String(error) });
      await browser.quit().catch(() => {});
      browser = await start();
    }
    const { site, reviews, error } = reads[reads.length - 1];
    console.error(`${page}: ${error ?? `${reviews.length} reviews by ${site ?? 'generic'}`}`);
  }
} finally {
  await browser.quit();
  await world.close();
}
await writeFile(values.out, reads.map((read) => `${JSON.stringify(read)}\n`).join(''));
console.log(report(truths, reads, Number(values.show)));
