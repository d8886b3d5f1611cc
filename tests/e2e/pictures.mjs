// Takes the README's pictures: `node tests/e2e/pictures.mjs` after `cargo xtask build --all`.

import { mkdir } from 'node:fs/promises';
import { By } from 'selenium-webdriver';
import { FIXTURES, shopCard, stage, visit } from './harness/amends.mjs';
import { inExtensionPage, screenshot, waitFor } from './harness/browser.mjs';

const OUT = process.argv[2] ?? 'docs/images';
/** What an annoyed seller may type. @type {Record<string, string>} */
const TYPED = {
  ru: 'Вы сами виноваты, надо было читать описание! Поменяйте оценку, и мы подарим Вам купон. Звоните: +7 912 000-44-55',
  ja: '説明をよく読んでいただければ分かるはずです。評価を変更していただければクーポンを差し上げます。電話は090-0000-1122です。',
  en: 'It is your own fault, you should have read the description! Change your review and we will send you a voucher. Call +44 7700 900123',
};
const SHOPS = [
  { language: 'ru', url: 'https://cabinet.lavka.test/feedbacks', shop: 'Дом и мята', signature: 'Анна', contact: 'в чате на странице заказа' },
  { language: 'ja', url: 'https://console.mise.test/reviews', shop: 'ミセ台所店', signature: '店長 佐藤', contact: '購入履歴の「ショップへの問い合わせ」' },
  { language: 'en', url: 'https://feedback.storefront.test/manager', shop: 'Fell & Fern', signature: 'Jo', contact: 'through the order’s message page' },
];

await mkdir(OUT, { recursive: true });
for (const dark of [false, true]) {
  const at = await stage({ browser: 'chromium', dark, csp: true });
  const look = dark ? 'dark' : 'light';
  try {
    await at.driver.manage().window().setRect({ width: 1180, height: 860 });
    for (const { language, url, shop, signature, contact } of SHOPS) {
      await inExtensionPage(
        at,
        async (/** @type {any} */ changes, /** @type {string} */ contact) => {
          const { settings } = await chrome.runtime.sendMessage({ kind: 'overview', url: null, uiLanguage: 'en' });
          Object.assign(settings, changes, { welcomed: true });
          settings.contact[changes.language] = contact;
          await chrome.runtime.sendMessage({ kind: 'save', uiLanguage: 'en', settings });
        },
        { language, shop, signature },
        contact,
      );
      const found = await visit(at, url);
      const waiting = found.reviews.filter((/** @type {any} */ r) => r.annotated && r.about && r.text);
      const target = waiting[1] ?? waiting[0];
      const c = await shopCard(at, target.id);
      await c.open();
      // The evidence stays marked while the chip has the focus.
      const [chip] = await c.all('button.chip');
      await at.driver.executeScript('arguments[0].scrollIntoView({ block: "center" }); arguments[1]?.focus({ preventScroll: true })', c.host, chip ?? null);
      await screenshot(at.driver, `${OUT}/card-${language}-${look}.png`);
      await c.write(TYPED[language]);
      await waitFor(async () => (await c.all('.findings li')).length > 1, { what: 'findings' });
      await at.driver.executeScript('arguments[0].scrollIntoView({ block: "center" })', c.host);
      await screenshot(at.driver, `${OUT}/check-${language}-${look}.png`);

      const page = await at.driver.getWindowHandle();
      const tab = await inExtensionPage(at, async (/** @type {string} */ url) => (await chrome.tabs.query({})).find((t) => t.url === url)?.id, await at.driver.getCurrentUrl());
      const popup = await at.openExtensionPage(`extension/popup.html#tab=${tab}`);
      await at.driver.manage().window().setRect({ width: 420, height: 1000 });
      await waitFor(() => at.driver.executeScript('return /\\d/.test(document.body.innerText) && document.querySelectorAll("li").length > 0'), { what: 'the popup' });
      await screenshot(at.driver, `${OUT}/popup-${language}-${look}.png`);
      await at.driver.switchTo().window(popup);
      await at.driver.close();
      await at.driver.switchTo().window(page);
      // Typed into the site's own box.
      await at.driver.manage().window().setRect({ width: 1180, height: 860 });
      await visit(at, `${FIXTURES}/textarea`);
      const [box] = await at.driver.findElements(By.css('.review textarea'));
      await box.sendKeys(TYPED[language]);
      await waitFor(() => at.driver.executeScript('return [...document.querySelectorAll("[data-amends]")].some(e => e.style.position === "fixed")'), { what: 'the live check' });
      await screenshot(at.driver, `${OUT}/live-${language}-${look}.png`);
    }
  } finally {
    await at.close();
  }
}
