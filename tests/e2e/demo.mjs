// Amends at work on the practice shops: `cargo xtask demo`. With a display the browser stays open; without one it takes pictures.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { settled, shopCard, stage, visit } from './harness/amends.mjs';
import { inExtensionPage, screenshot } from './harness/browser.mjs';

const SHOPS = [
  { name: 'lavka', url: 'https://cabinet.lavka.test/feedbacks', language: 'ru', contact: 'в чате на странице заказа', shop: 'Дом и мята', signature: 'Анна' },
  { name: 'mise', url: 'https://console.mise.test/reviews', language: 'ja', contact: '購入履歴の「ショップへの問い合わせ」', shop: 'ミセ台所店', signature: '店長 佐藤' },
  { name: 'storefront', url: 'https://feedback.storefront.test/manager', language: 'en', contact: 'through the order’s message page', shop: 'Fell & Fern', signature: 'Jo' },
];

const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: 'chromium' },
    extension: { type: 'string' },
    out: { type: 'string', default: 'target/demo' },
    headless: { type: 'boolean', default: false },
    dark: { type: 'boolean', default: false },
  },
});
const browser = values.browser === 'firefox' ? 'firefox' : 'chromium';
await mkdir(values.out, { recursive: true });
const at = await stage({ browser, extension: values.extension, headless: values.headless, dark: values.dark, csp: true });
await at.driver.manage().window().setRect({ width: 1280, height: 900 });

/** @param {string} name */
const picture = async (name) => {
  const path = join(values.out, `${name}-${browser}${values.dark ? '-dark' : ''}.png`);
  await screenshot(at.driver, path);
  console.log(`  picture  ${path}`);
};

/** @param {typeof SHOPS[number]} shop */
async function settings({ shop, signature, language, contact }) {
  await inExtensionPage(
    at,
    async (/** @type {any} */ changes, /** @type {string} */ language, /** @type {string} */ contact) => {
      const { settings } = await chrome.runtime.sendMessage({ kind: 'overview', url: null, uiLanguage: 'en' });
      Object.assign(settings, changes, { language, welcomed: true });
      settings.contact[language] = contact;
      await chrome.runtime.sendMessage({ kind: 'save', uiLanguage: 'en', settings });
    },
    { shop, signature },
    language,
    contact,
  );
}

/**
 * The first review whose draft is not kept back until a person has looked; why the earlier ones are is told.
 * @param {any[]} reviews
 */
async function firstOpen(reviews) {
  for (const target of reviews) {
    const c = await shopCard(at, target.id);
    await c.open();
    const lock = await c.find('.lock');
    if (!(await lock.isDisplayed())) return { target, c };
    console.log(`  kept     ${target.text.slice(0, 60).replace(/\s+/g, ' ')} … ${(await (await c.find('.lock p')).getText()).replace(/\s+/g, ' ')}`);
    await c.click('.toggle');
  }
  return null;
}

let wrong = 0;
try {
  for (const shop of SHOPS) {
    await settings(shop);
    const found = await visit(at, shop.url);
    const needed = found.reviews.filter((/** @type {any} */ r) => r.attention === 'needed');
    console.log(`\n${shop.name}  ${shop.url}`);
    console.log(`  reviews ${found.reviews.length}, negative and unanswered ${needed.length}`);
    for (const r of needed.slice(0, 6)) console.log(`  ${'★'.repeat(r.rating)} ${r.about ?? '–'}: ${(r.title ?? r.text).slice(0, 70).replace(/\s+/g, ' ')}`);
    await picture(`${shop.name}-list`);
    const open = await firstOpen(needed.filter((/** @type {any} */ r) => r.about && r.text));
    if (!open) throw new Error(`${shop.url}: no card whose draft a seller may insert at once`);
    const { target, c } = open;
    const draft = await c.draft();
    await c.click('.buttons [data-act=insert]');
    await c.says(/\S/);
    const boxes = /** @type {{ review: string, kind: string, value: string }[]} */ (await at.driver.executeScript('return window.practice.boxes()'));
    const filled = boxes.filter((b) => b.value.trim());
    const submitted = /** @type {unknown[]} */ (await at.driver.executeScript('return window.practice.submitted'));
    const flat = (/** @type {string} */ text) => text.replace(/\s+/g, ' ').trim();
    const right = filled.length === 1 && filled[0].kind === 'reply' && filled[0].review === target.id && flat(filled[0].value) === flat(draft);
    if (!right || submitted.length) wrong++;
    console.log(`  filled   ${right ? 'the reply box of the right review' : `WRONG: ${JSON.stringify(filled)}; the card says: ${await c.status()}`}, sent ${submitted.length}`);
    console.log(draft.replace(/^/gm, '    '));
    await picture(`${shop.name}-filled`);
  }
  const foreign = at.world.requests.filter((r) => !SHOPS.some((s) => r.host.startsWith(new URL(s.url).host)));
  console.log(`\nrequests that were none of the shops’ own: ${foreign.length}`);
  if (foreign.length) wrong++;
  if (!values.headless) {
    console.log('The browser stays open. Close it, or press Ctrl+C here.');
    for (;;) {
      await settled(at).catch(() => {});
      const alive = await at.driver.getAllWindowHandles().then((h) => h.length > 0, () => false);
      if (!alive) break;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
} finally {
  await at.close().catch(() => {});
}
if (wrong) {
  console.error(`${wrong} of the checks failed`);
  process.exitCode = 1;
}
