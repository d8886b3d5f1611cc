// A file of the extension is broken or missing: the user is told where they look, and nothing is asked of the network.

import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { By } from 'selenium-webdriver';
import { FIXTURES, stage } from './harness/amends.mjs';
import { findProgram, inExtensionPage, shadowOf, waitFor } from './harness/browser.mjs';

const PAGE = `${FIXTURES}/textarea`;
const TOLD = /damaged: reinstall/;

/** What can be wrong, and whether the Wasm can still speak. @type {[string, (wasm: string) => Promise<void>, boolean][]} */
const DAMAGES = [
  ['phrase data cut off', (wasm) => truncate(join(wasm, 'lexicon.bin'), 5000), true],
  ['no model', (wasm) => rm(join(wasm, 'reviews.bin')), true],
  ['no Wasm', (wasm) => rm(join(wasm, 'amends_bg.wasm')), false],
];

for (const [browser, driver] of /** @type {const} */ ([['chromium', 'chromedriver'], ['firefox', 'geckodriver']])) {
  const missing = [browser, driver].find((need) => !findProgram(need));
  describe(browser, { skip: missing ? `${missing} not found` : false, timeout: 240_000 }, () => {
    for (const [name, damage, speaks] of DAMAGES) {
      test(name, async () => {
        const extension = await mkdtemp(join(tmpdir(), 'amends-damage-'));
        await cp(fileURLToPath(new URL(`../../dist/practice-${browser}`, import.meta.url)), extension, { recursive: true });
        await damage(join(extension, 'wasm'));
        const at = await stage({ browser, extension, csp: true });
        try {
          await at.driver.get(PAGE);
          if (speaks) {
            const host = await waitFor(async () => (await at.driver.findElements(By.css('[data-amends]')))[0], { what: 'the notice' });
            assert.match(await (await shadowOf(host)).text('.notice'), TOLD);
            assert.equal((await at.driver.findElements(By.css('[data-amends]'))).length, 1, 'said once');
          }
          await waitFor(() => inExtensionPage(at, async () => (await chrome.action.getBadgeText({})) === '!' && (await chrome.action.getTitle({})) === chrome.i18n.getMessage('damaged')), { what: 'the button to say so' });
          await at.openExtensionPage('extension/popup.html');
          await waitFor(async () => TOLD.test(await at.driver.findElement(By.css(speaks ? '#notice' : '#failure')).getText()), { what: 'the popup to say so' });
          assert.deepEqual(at.world.requests.filter(({ host }) => host !== 'editors.practice.test'), []);
        } finally {
          await at.close();
          await rm(extension, { recursive: true, force: true });
        }
      });
    }
  });
}
