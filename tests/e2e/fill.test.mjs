// From the draft to the site's reply box: every editor, and every way in which it could go wrong.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Key } from 'selenium-webdriver';
import { EDITORS } from './fixtures/routes.mjs';
import { FIXTURES, card, everywhere, fold, settled, stage, value, visit } from './harness/amends.mjs';
import { waitFor } from './harness/browser.mjs';

const TEXT = 'Спасибо, что написали.\n\nWe are sorry about the zip 🙂 — it “broke” at once.\nAnna';

everywhere((name, options) => {
  describe(`filling in ${name}`, () => {
    /** @type {import('./harness/amends.mjs').Stage} */
    let at;
    before(async () => {
      at = await stage(options);
    });
    after(() => at?.close());

    const review = (/** @type {number} */ n) => `.review[data-review-id]:nth-of-type(${n + 1})`;
    const sent = () => at.driver.executeScript('return window.fixture.sent.length');

    for (const editor of EDITORS) {
      test(`${editor}: exact, in the right box, never sent`, async () => {
        await visit(at, `${FIXTURES}/${editor}`);
        const c = await card(at, review(1));
        await c.open();
        await c.write(TEXT);
        await c.click('.buttons [data-act=insert]');
        await c.says(/is in the reply box/);
        // Some editors double or join line breaks; words, order and emoji must be exact.
        assert.equal(fold(await value(at, 1)), fold(TEXT));
        assert.equal(fold(await value(at, 0)), '');
        assert.equal(fold(await value(at, 2)), '');
        assert.equal(await sent(), 0);
      });
    }

    test('undo gives the box back as it was', async () => {
      await visit(at, `${FIXTURES}/textarea`);
      const c = await card(at, review(0));
      await c.click('.strip [data-act=insert]');
      await c.says(/is in the reply box/);
      assert.notEqual(await value(at, 0), '');
      await at.driver.actions().keyDown(Key.CONTROL).sendKeys('z').keyUp(Key.CONTROL).perform();
      await waitFor(async () => (await value(at, 0)) === '', { what: 'undo' });
    });

    test('a box that holds text is not overwritten without asking', async () => {
      await visit(at, `${FIXTURES}/two-open?filled=r2`);
      const old = await value(at, 1);
      const c = await card(at, review(1));
      const draft = await c.draft();
      await c.open();
      await c.click('.buttons [data-act=insert]');
      await c.says(/already holds text/);
      assert.equal(await value(at, 1), old);
      await c.click('.status [data-act=cancel]');
      assert.equal(await value(at, 1), old);
      await c.click('.buttons [data-act=insert]');
      await c.says(/already holds text/);
      await c.click('.status [data-act=askFullAdd]');
      await c.says(/is in the reply box/);
      assert.equal(fold(await value(at, 1)), fold(`${old}\n${draft}`));
      assert.equal(await value(at, 0), '');
    });

    test('two open boxes: each card fills its own', async () => {
      await visit(at, `${FIXTURES}/two-open`);
      for (const n of [1, 0]) {
        const c = await card(at, review(n));
        const draft = await c.draft();
        await c.click('.strip [data-act=insert]');
        await c.says(/is in the reply box/);
        assert.equal(fold(await value(at, n)), fold(draft));
      }
      assert.notEqual(await value(at, 0), await value(at, 1));
    });

    test('the site’s own button opens the form', async () => {
      await visit(at, `${FIXTURES}/two-open`);
      const c = await card(at, review(2));
      const draft = await c.draft();
      await c.click('.strip [data-act=insert]');
      await c.says(/is in the reply box/);
      assert.equal(fold(await value(at, 2)), fold(draft));
      assert.equal(await sent(), 0);
    });

    test('a dialog for another review is not filled', async () => {
      await visit(at, `${FIXTURES}/dialog?wrong`);
      const c = await card(at, review(0));
      await c.click('.strip [data-act=insert]');
      await c.says(/No reply box/);
      for (const n of [0, 1, 2]) assert.equal(await value(at, n), '');
    });

    test('the dialog of this review is filled', async () => {
      await visit(at, `${FIXTURES}/dialog?closed`);
      const c = await card(at, review(0));
      const draft = await c.draft();
      await c.click('.strip [data-act=insert]');
      await c.says(/is in the reply box/);
      assert.equal(fold(await value(at, 0)), fold(draft));
    });

    test('a complaint box gets no reply', async () => {
      await visit(at, `${FIXTURES}/complaint`);
      for (const n of [0, 1]) {
        const c = await card(at, review(n));
        const draft = await c.draft();
        await c.click('.strip [data-act=insert]');
        await c.says(/is in the reply box/);
        assert.equal(fold(await value(at, n)), fold(draft));
      }
      const complaints = await at.driver.executeScript('return [...document.querySelectorAll(".explanation")].map(e => e.value)');
      assert.deepEqual(complaints, ['', '']);
    });

    test('the button of an open form, which would send it, is never pressed', async () => {
      await visit(at, `${FIXTURES}/two-open`);
      await at.driver.executeScript(`
        window.submitted = 0;
        const form = document.createElement('form');
        form.innerHTML = '<textarea>half written</textarea><textarea></textarea><button>Reply</button>';
        form.addEventListener('submit', (event) => { event.preventDefault(); window.submitted++; });
        document.querySelectorAll('.review')[2].querySelector('.open-reply').replaceWith(form);`);
      const c = await card(at, review(2));
      await c.click('.strip [data-act=insert]');
      await c.says(/Is the outlined box/);
      await c.click('.status [data-act=cancel]');
      assert.equal(await at.driver.executeScript('return window.submitted'), 0);
      assert.equal(await at.driver.executeScript('return document.querySelector("form textarea").value'), 'half written');
    });

    test('a page that moves the focus elsewhere gets no text there', async () => {
      await visit(at, `${FIXTURES}/two-open`);
      await at.driver.executeScript(`
        const trap = document.querySelectorAll('textarea')[1];
        document.addEventListener('focusin', (event) => { if (event.target.matches?.('textarea') && event.target !== trap) trap.focus(); });`);
      const c = await card(at, review(0));
      await c.click('.strip [data-act=insert]');
      await c.says(/did not take the text/);
      assert.equal(await value(at, 0), '');
      assert.equal(await value(at, 1), '');
    });

    test('a question that stands at one card is dropped when another card is used', async () => {
      await visit(at, `${FIXTURES}/two-open?filled=r2`);
      const old = await value(at, 1);
      const [first, second] = [await card(at, review(0)), await card(at, review(1))];
      await second.click('.strip [data-act=insert]');
      await second.says(/already holds text/);
      await first.click('.strip [data-act=insert]');
      await first.says(/is in the reply box/);
      assert.equal(await value(at, 1), old);
      assert.notEqual(await value(at, 0), '');
    });

    test('a write-a-review box gets no reply, and the card offers none', async () => {
      await visit(at, `${FIXTURES}/write-review`);
      const c = await card(at, review(0));
      await c.open();
      assert.equal(await (await c.find('.buttons [data-act=insert]')).isDisplayed(), false);
      assert.equal(await at.driver.executeScript('return document.querySelector("#own-review").value'), '');
    });

    test('a recycled element: the card follows the review, the fill too', async () => {
      await visit(at, `${FIXTURES}/virtual`);
      await at.driver.executeScript('document.querySelector(".viewport").scrollTop = 276 * 40');
      const found = await settled(at, (f) => f.reviews.some((/** @type {any} */ r) => r.annotated && Number(r.id.replace(/\D/g, '')) > 36));
      const target = found.reviews.find((/** @type {any} */ r) => r.annotated && Number(r.id.replace(/\D/g, '')) > 38);
      const c = await card(at, `.review[data-review-id="${target.id}"]`);
      const draft = await c.draft();
      await c.click('.strip [data-act=insert]');
      await c.says(/is in the reply box/);
      const filled = await at.driver.executeScript('return [...document.querySelectorAll(".review")].filter(r => r.querySelector("textarea").value).map(r => [r.dataset.reviewId, r.querySelector("textarea").value])');
      assert.deepEqual(filled.map((/** @type {any} */ f) => [f[0], fold(f[1])]), [[target.id, fold(draft)]]);
    });

    test('a form in another frame that shows no review: nothing is guessed, the text is copied', async () => {
      await visit(at, `${FIXTURES}/frame`);
      const c = await card(at, review(0));
      await c.click('.strip [data-act=insert]');
      await c.says(/No reply box/);
      assert.equal(await sent(), 0);
    });
  });
});
