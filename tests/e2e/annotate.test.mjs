// What Amends shows on a page, and what it leaves alone.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { By, Key } from 'selenium-webdriver';
import { FIXTURES, card, everywhere, settled, stage, visit } from './harness/amends.mjs';
import { inExtensionPage, waitFor } from './harness/browser.mjs';
import { shadowOf } from './harness/page.mjs';

/** Sends a request to the brain as the popup would. @param {import('./harness/amends.mjs').Stage} at @param {object} request */
const ask = (at, request) => inExtensionPage(at, (/** @type {any} */ r) => chrome.runtime.sendMessage(r), request);

/** Changes settings as the popup does. @param {import('./harness/amends.mjs').Stage} at @param {object} changes */
async function save(at, changes) {
  const { settings } = /** @type {any} */ (await ask(at, { kind: 'overview', url: null, uiLanguage: 'en' }));
  const answer = await ask(at, { kind: 'save', uiLanguage: 'en', settings: { ...settings, ...changes } });
  assert.deepEqual(answer, { kind: 'done' });
}

everywhere((name, options) => {
  describe(`annotating in ${name}`, () => {
    /** @type {import('./harness/amends.mjs').Stage} */
    let at;
    before(async () => {
      at = await stage(options);
    });
    after(() => at?.close());

    const hosts = () => at.driver.findElements(By.css('[data-amends]'));
    const review = (/** @type {string} */ id) => `.review[data-review-id="${id}"]`;

    test('negative and unanswered reviews get a card, others stay quiet', async () => {
      const found = await visit(at, 'https://feedback.storefront.test/manager');
      const drawn = found.reviews.filter((/** @type {any} */ r) => r.annotated);
      assert.ok(drawn.length > 0 && drawn.length < found.reviews.length);
      for (const r of found.reviews) {
        assert.equal(r.annotated, r.attention === 'needed', r.text);
        if (r.rating >= 4 || r.reply) assert.equal(r.annotated, false, r.text);
      }
      assert.equal((await hosts()).length, drawn.length);
      assert.deepEqual(at.world.unexplained('https://feedback.storefront.test/manager').filter((/** @type {any} */ r) => !r.url.includes('feedback.storefront.test')), []);
    });

    test('answered complaints get a card for the closing word where the user wants it', async () => {
      const url = 'https://feedback.storefront.test/manager';
      const quiet = await visit(at, url);
      const answered = quiet.reviews.filter((/** @type {any} */ r) => r.attention === 'answered');
      assert.ok(answered.length > 0 && answered.every((/** @type {any} */ r) => !r.annotated));
      await save(at, { followUp: true });
      try {
        const found = await settled(at, (f) => f.reviews.some((/** @type {any} */ r) => r.attention === 'answered' && r.annotated));
        const drawn = found.reviews.filter((/** @type {any} */ r) => r.annotated);
        assert.equal((await hosts()).length, drawn.length);
        const at1 = drawn.findIndex((/** @type {any} */ r) => r.attention === 'answered');
        const inside = await shadowOf((await hosts())[at1]);
        const steps = await Promise.all((await inside.all('select[id$="-step"] option')).map((o) => o.getAttribute('value')));
        assert.ok(steps.includes('closing_update') && !steps.includes('public_reply'), steps.join());
      } finally {
        await save(at, { followUp: false });
      }
    });

    test('the card names the complaint, and its evidence is marked in the page', async () => {
      const found = await visit(at, `${FIXTURES}/textarea`);
      const c = await card(at, review(found.reviews[0].id));
      const chip = await c.find('button.chip');
      await chip.click();
      // The registry of highlights is the page's: what stands there is what the user sees.
      const marked = await at.driver.executeScript('return [...(CSS.highlights.get("amends-evidence") ?? [])].map(r => r.toString())');
      assert.ok(marked.length > 0);
      for (const words of marked) assert.ok(found.reviews[0].text.includes(words), `${words} stands in the review`);
      await c.open();
      assert.ok((await c.text('.steps')).length > 20);
      assert.ok((await c.draft()).length > 60);
    });

    test('the card says why, to whoever points, tabs or clicks', async () => {
      const found = await visit(at, `${FIXTURES}/textarea`);
      const c = await card(at, review(found.reviews[0].id));
      const chip = await c.find('button.chip');
      const reason = await c.find('.reason');
      const box = () => at.driver.executeScript('const { x, y, width, height } = arguments[0].getBoundingClientRect(); return [x, y, width, height].map(Math.round)', chip);
      await at.driver.executeScript('arguments[0].scrollIntoView({ block: "center" })', chip);
      assert.equal(await reason.isDisplayed(), false);
      const before = await box();

      await at.driver.actions().move({ origin: chip }).perform();
      await waitFor(() => reason.isDisplayed(), { what: 'the reason under the pointer' });
      const words = await reason.getText();
      assert.match(words, /^(Because of|Read from)/);
      assert.deepEqual(await box(), before, 'nothing moves under the pointer');
      // What screen readers say with the chip.
      const described = await c.find(`[id="${await chip.getAttribute('aria-describedby')}"]`);
      assert.equal(await described.getAttribute('textContent'), await reason.getAttribute('textContent'));
      const heading = await at.driver.findElement(By.css('body'));
      await at.driver.actions().move({ origin: heading, x: 1, y: 1 }).perform();
      await waitFor(async () => !(await reason.isDisplayed()), { what: 'the reason to go' });

      await at.driver.executeScript('arguments[0].focus()', chip);
      await waitFor(() => reason.isDisplayed(), { what: 'the reason of the chip with the focus' });
      await at.driver.actions().sendKeys(Key.ESCAPE).perform();
      assert.equal(await reason.isDisplayed(), false);
      await chip.click();
      assert.equal(await reason.getText(), words);
      await at.driver.executeScript('document.activeElement.blur()');

      await c.open();
      assert.equal(await reason.isDisplayed(), true, 'an open card always gives a reason');
    });

    test('another wording is another text', async () => {
      const found = await visit(at, `${FIXTURES}/textarea`);
      const c = await card(at, review(found.reviews[0].id));
      await c.open();
      const texts = new Set([await c.draft()]);
      for (let n = 0; n < 4; n++) {
        const old = await c.draft();
        await c.click('[data-act=reword]');
        await waitFor(async () => (await c.draft()) !== old, { what: 'another wording' });
        texts.add(await c.draft());
      }
      assert.equal(texts.size, 5);
    });

    test('a wrong category can be put right, and stays so', async () => {
      const found = await visit(at, `${FIXTURES}/textarea`);
      const id = found.reviews[1].id;
      const c = await card(at, review(id));
      await c.open();
      await c.click('.buttons [data-act=wrong]');
      const select = await c.find('select[id$="-is"]');
      await at.driver.executeScript('arguments[0].value = "counterfeit"', select);
      await c.click('.question [data-act=apply]');
      await waitFor(async () => /Fake/.test(await c.text('.chips')), { what: 'the new category' });
      await visit(at, `${FIXTURES}/textarea`);
      assert.match(await (await card(at, review(id))).text('.chips'), /Fake/);
    });

    test('an edited draft survives a reload', async () => {
      const found = await visit(at, `${FIXTURES}/two-open`);
      const id = found.reviews[0].id;
      const c = await card(at, review(id));
      await c.open();
      await c.write('My own words, half fin');
      await waitFor(async () => JSON.stringify(await inExtensionPage(at, () => chrome.storage.local.get('amends'))).includes('half fin'), { what: 'the draft to be kept' });
      await visit(at, `${FIXTURES}/two-open`);
      assert.equal(await (await card(at, review(id))).draft(), 'My own words, half fin');
    });

    test('late reviews and reviews that change in place', async () => {
      await visit(at, `${FIXTURES}/late`);
      assert.equal((await hosts()).length, 0);
      for (const count of [3, 6, 9]) {
        await at.driver.findElement(By.css('#more')).click();
        await settled(at, (f) => f.reviews.filter((/** @type {any} */ r) => r.text).length === count);
      }
      await at.driver.findElement(By.css('#edit')).click();
      const found = await settled(at, (f) => /tore off/.test(f.reviews[0].text) && f.reviews[1].rating === 5);
      assert.equal(found.reviews[1].annotated, false);
      assert.equal((await hosts()).length, found.reviews.filter((/** @type {any} */ r) => r.annotated).length);
    });

    test('single-page navigation', async () => {
      const first = await visit(at, `${FIXTURES}/spa/reviews`);
      await at.driver.findElement(By.linkText('Orders')).click();
      await settled(at, (f) => f.site === null || f.reviews.length === 0);
      assert.equal((await hosts()).length, 0);
      await at.driver.findElement(By.linkText('Page 2')).click();
      const second = await settled(at, (f) => f.reviews.length === 3);
      assert.notEqual(second.reviews[0].key, first.reviews[0].key);
      assert.equal((await hosts()).length, second.reviews.filter((/** @type {any} */ r) => r.annotated).length);
    });

    test('nothing moves when cards appear', async () => {
      await save(at, { enabled: false });
      await visit(at, `${FIXTURES}/two-open`);
      const tops = () => at.driver.executeScript('return [...document.querySelectorAll(".review, .review *")].filter(e => e.getBoundingClientRect().top < innerHeight).map(e => Math.round(e.getBoundingClientRect().top))');
      const before = await tops();
      await save(at, { enabled: true });
      await settled(at, (f) => f.reviews.some((/** @type {any} */ r) => r.annotated));
      const after = /** @type {number[]} */ (await at.driver.executeScript('return [...document.querySelectorAll(".review, .review *:not([data-amends])")].filter(e => e.getBoundingClientRect().top < innerHeight).map(e => Math.round(e.getBoundingClientRect().top))'));
      assert.deepEqual(after, before);
    });

    test('switched off, every trace goes; switched on again, the cards come back without a reload', async () => {
      await visit(at, `${FIXTURES}/two-open`);
      const page = () => at.driver.executeScript('return document.documentElement.outerHTML + document.adoptedStyleSheets.length + CSS.highlights.size');
      const count = (await hosts()).length;
      assert.ok(count > 0);
      await save(at, { enabled: false });
      await waitFor(async () => (await hosts()).length === 0, { what: 'the cards to go' });
      const off = await page();
      await at.driver.navigate().refresh();
      await settled(at);
      assert.equal(await page(), off);
      await save(at, { enabled: true, sites: { editors: false } });
      await settled(at);
      assert.equal((await hosts()).length, 0);
      await save(at, { sites: {} });
      await waitFor(async () => (await hosts()).length === count, { what: 'the cards to come back' });
    });

    test('a worker that dies between clicks loses nothing', async () => {
      const found = await visit(at, `${FIXTURES}/textarea`);
      const c = await card(at, review(found.reviews[2].id));
      await at.killBackground();
      await waitFor(async () => !(await at.backgroundRunning()), { what: 'the worker to be gone' });
      await c.click('.strip [data-act=insert]');
      await c.says(/is in the reply box/);
    });

    test('a panic costs one review its card, not the others, and not the draft', async () => {
      const found = await visit(at, `${FIXTURES}/late`);
      assert.equal(found.reviews.length, 0);
      await at.driver.findElement(By.css('#more')).click();
      await settled(at, (f) => f.reviews.length === 3);
      const c = await card(at, '.review');
      await c.open();
      await c.write('Do not lose me');
      // The practice build panics on this mark.
      await at.driver.executeScript(`
        const [first] = document.querySelectorAll('.review');
        for (const text of ['Broken on arrival, the lid leaks.', 'Boom ⟦panic⟧ broken', 'The zip broke at once.']) {
          const next = first.cloneNode(true);
          next.querySelectorAll('[data-amends]').forEach(e => e.remove());
          next.dataset.reviewId = 'p' + text.length;
          next.querySelector('.review-text').textContent = text;
          next.querySelector('.stars').dataset.stars = '1';
          first.parentElement.append(next);
        }`);
      const after = await settled(at, (f) => f.reviews.length === 5);
      const added = after.reviews.filter((/** @type {any} */ r) => r.id.startsWith('p'));
      assert.deepEqual(added.map((/** @type {any} */ r) => r.annotated), [true, true], 'the two harmless ones have cards');
      assert.equal(await c.draft(), 'Do not lose me');
      await c.click('.buttons [data-act=insert]');
      await c.says(/is in the reply box/);
    });

    test('hostile texts are shown as text and never run', async () => {
      const found = await visit(at, `${FIXTURES}/hostile`);
      assert.ok(found.reviews.some((/** @type {any} */ r) => r.text.length > 100_000));
      for (const r of found.reviews.filter((/** @type {any} */ r) => r.annotated)) {
        const c = await card(at, review(r.id));
        await c.open();
        assert.equal((await c.all('script, img, svg, iframe, a')).length, 0);
        assert.doesNotMatch(await c.draft(), /[<>\u202a-\u202e\u2066-\u2069]|\{\{|\$\{|500 pounds|javascript:/);
      }
      assert.equal(await at.driver.executeScript('return typeof window.pwned'), 'undefined');
    });

    test('open shadow roots are read', async () => {
      const found = await visit(at, `${FIXTURES}/shadow`);
      assert.ok(found.reviews.length >= 2);
      assert.ok(found.reviews.some((/** @type {any} */ r) => r.annotated));
    });

    test('cards follow the page: dark, and right to left', async () => {
      const found = await visit(at, `${FIXTURES}/dark`);
      const dark = await card(at, review(found.reviews.find((/** @type {any} */ r) => r.annotated).id));
      assert.match(String(await (await dark.find('.card')).getAttribute('class')), /dark/);
      const rtl = await visit(at, `${FIXTURES}/rtl`);
      assert.ok(rtl.reviews.some((/** @type {any} */ r) => r.annotated));
    });

    test('500 cards: every box that is filled is the right one', async () => {
      const found = await visit(at, `${FIXTURES}/many?n=500`);
      assert.equal(found.reviews.length, 500);
      const drawn = found.reviews.filter((/** @type {any} */ r) => r.annotated);
      assert.ok(drawn.length > 150);
      /** @type {Map<string, string>} */
      const want = new Map();
      for (let n = 0; n < drawn.length; n += 12) {
        const c = await card(at, review(drawn[n].id));
        want.set(drawn[n].id, (await c.draft()).replace(/\s+/g, ' '));
        await c.click('.strip [data-act=insert]');
        await c.says(/is in the reply box/);
      }
      const got = await at.driver.executeScript('return [...document.querySelectorAll(".review")].filter(r => r.querySelector("textarea").value).map(r => [r.dataset.reviewId, r.querySelector("textarea").value.replace(/\\s+/g, " ")])');
      assert.deepEqual(new Map(/** @type {any} */ (got)), want);
    });

    test('an updated extension: the user is told, and no text is lost', async () => {
      const found = await visit(at, `${FIXTURES}/two-open`);
      const { id } = found.reviews[0];
      const count = (await hosts()).length;
      const c = await card(at, review(id));
      await c.open();
      await c.write('Still here');
      await waitFor(async () => JSON.stringify(await inExtensionPage(at, () => chrome.storage.local.get('amends'))).includes('Still here'), { what: 'the draft to be kept' });
      const page = await at.driver.getWindowHandle();
      await inExtensionPage(at, () => setTimeout(() => chrome.runtime.reload(), 50)).catch(() => {});
      // The browser closes the extension's own pages, or puts an empty one in their place.
      await waitFor(
        async () => {
          for (const handle of await at.driver.getAllWindowHandles()) {
            await at.driver.switchTo().window(handle);
            if ((await at.driver.getCurrentUrl()).startsWith(at.extensionOrigin)) return false;
          }
          return true;
        },
        { what: 'the extension to be reloaded', timeout: 15_000 },
      );
      await at.driver.switchTo().window(page);
      if (options.browser === 'firefox') {
        // Firefox puts the new hands into open tabs: they take the old cards away and draw their own.
        await waitFor(async () => (await hosts()).length === count && (await (await card(at, review(id))).draft()) === 'Still here', { what: 'the new card with the kept draft', timeout: 15_000 });
      } else {
        await c.click('.buttons [data-act=insert]');
        await c.says(/updated|switched off/);
        assert.equal(await c.draft(), 'Still here');
      }
    });
  });
});
