// The texts of a card, what speaks against them, and the check of what somebody types into the site's own box.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { By } from 'selenium-webdriver';
import { FIXTURES, card, everywhere, settled, stage, visit } from './harness/amends.mjs';
import { shadowOf } from './harness/page.mjs';
import { inExtensionPage, waitFor } from './harness/browser.mjs';

everywhere((name, options) => {
  describe(`texts and checks in ${name}`, () => {
    /** @type {import('./harness/amends.mjs').Stage} */
    let at;
    before(async () => {
      at = await stage(options);
    });
    after(() => at?.close());

    const review = (/** @type {string} */ id) => `.review[data-review-id="${id}"]`;
    /** @param {Awaited<ReturnType<typeof card>>} c @param {string} step */
    async function choose(c, step) {
      const menu = await c.find('select[id$="-step"]');
      await at.driver.executeScript('arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event("change"))', menu, step);
    }
    const panel = () => at.driver.findElements(By.css('[data-amends][style*="fixed"]'));

    test('each step has its text, and only public ones can be inserted', async () => {
      const found = await visit(at, `${FIXTURES}/textarea`);
      const c = await card(at, review(found.reviews[0].id));
      await c.open();
      const texts = new Map([['public_reply', await c.draft()]]);
      for (const step of ['private_message', 'closing_update', 'closing_update_unreached', 'staff_note']) {
        await choose(c, step);
        texts.set(step, await c.draft());
        const insert = await c.find('.buttons [data-act=insert]');
        assert.equal(await insert.isDisplayed(), step.startsWith('closing'), step);
      }
      assert.equal(new Set(texts.values()).size, texts.size);
      await choose(c, 'public_reply');
      assert.equal(await c.draft(), texts.get('public_reply'));
      assert.ok((await c.all('.meaning li')).length > 3, 'every sentence is explained');
    });

    test('what is wrong with an edited text is said and shown, and a block keeps it out of the box', async () => {
      const found = await visit(at, `${FIXTURES}/textarea`);
      const c = await card(at, review(found.reviews[0].id));
      await c.open();
      await c.write('It is your own fault that the zip broke. Change your review and we will send you a voucher.');
      await waitFor(async () => (await c.all('.findings .block')).length > 0, { what: 'a finding that blocks' });
      assert.ok((await c.all('.under mark')).length > 0, 'it is underlined');
      await c.click('.buttons [data-act=insert]');
      await c.says(/Not inserted/);
      assert.equal(await at.driver.executeScript('return document.querySelector(".review textarea").value'), '');
    });

    test('an edited text of another step is kept under that step', async () => {
      const found = await visit(at, `${FIXTURES}/two-open`);
      const id = found.reviews[0].id;
      const c = await card(at, review(id));
      await c.open();
      const reply = await c.draft();
      await choose(c, 'private_message');
      await c.write('Hello, this goes to you alone');
      await waitFor(async () => JSON.stringify(await inExtensionPage(at, () => chrome.storage.local.get('amends'))).includes('to you alone'), { what: 'the message to be kept' });
      await visit(at, `${FIXTURES}/two-open`);
      const again = await card(at, review(id));
      await again.open();
      assert.equal(await again.draft(), reply);
      await choose(again, 'private_message');
      assert.equal(await again.draft(), 'Hello, this goes to you alone');
    });

    test('where somebody could be hurt the text stays locked until a person has looked', async () => {
      const found = await visit(at, `${FIXTURES}/textarea`);
      const id = found.reviews[0].id;
      await at.driver.executeScript('document.querySelector(arguments[0] + " .review-text").textContent = "It caught fire and burned my hand."', review(id));
      await settled(at, (f) => f.reviews.some((/** @type {any} */ r) => /burned/.test(r.text)));
      const c = await card(at, review(id));
      await c.open();
      const [area, insert] = [await c.find('textarea'), await c.find('.buttons [data-act=insert]')];
      assert.deepEqual([await area.isDisplayed(), await insert.isDisplayed()], [false, false]);
      assert.match(await c.text('.lock'), /must look at this review first/);
      await c.click('.lock [data-act=unlock]');
      assert.deepEqual([await area.isDisplayed(), await insert.isDisplayed()], [true, true]);
      assert.ok((await c.draft()).length > 30);
    });

    test('what is typed into the site’s own box is checked beside it, and never in it', async () => {
      await visit(at, `${FIXTURES}/textarea`);
      const [box] = await at.driver.findElements(By.css('.review textarea'));
      const typed = 'It is your own fault. Write to shop@example.com';
      await box.sendKeys(typed);
      await waitFor(async () => (await panel()).length === 1, { what: 'the panel' });
      const inside = await shadowOf((await panel())[0]);
      const says = await inside.text('.live');
      assert.match(says, /Puts it on the buyer/);
      assert.match(says, /reach the shop outside/);
      assert.equal(await box.getAttribute('value'), typed);
      await at.driver.executeScript('arguments[0].blur()', box);
      await waitFor(async () => (await panel()).length === 0, { what: 'the panel to go' });
    });
  });
});
