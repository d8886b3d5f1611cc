// Amends in a browser on the practice pages: what all scenarios share.

import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { By } from 'selenium-webdriver';
import { launch, sendToTab, shadowOf, startWorld, waitFor } from './browser.mjs';
import { buildFixtures } from '../fixtures/build.mjs';
import { fixtureRoutes } from '../fixtures/routes.mjs';
import { buildPractice } from '../../practice/build.mjs';
import { practiceRoutes } from '../../practice/routes.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const BUILT = `${ROOT}target/practice-pages`;

/** Host of the fixtures. */
export const FIXTURES = 'https://editors.practice.test';

/** @typedef {import('./browser.mjs').Browser & { world: import('./server.mjs').World, close(): Promise<void> }} Stage */

/** Bundles the practice pages, once a process. @type {Promise<string> | undefined} */
let built;
export function pages() {
  built ??= (async () => {
    await mkdir(BUILT, { recursive: true });
    await buildFixtures(BUILT);
    await buildPractice(BUILT);
    return BUILT;
  })();
  return built;
}

/**
 * A browser with the practice build of Amends, and the practice pages at their addresses.
 * @param {{ browser: 'chromium' | 'firefox', csp?: boolean, extension?: string, headless?: boolean, dark?: boolean }} options
 * @returns {Promise<Stage>}
 */
export async function stage({ browser, csp = false, extension, headless = true, dark = false }) {
  const dir = extension ?? `${ROOT}dist/practice-${browser}`;
  if (!existsSync(`${dir}/manifest.json`)) throw new Error(`${dir} is missing: run \`cargo xtask build --all\``);
  const outdir = await pages();
  const world = await startWorld({ sites: ['editors.practice.test', 'cabinet.lavka.test', 'console.mise.test', 'feedback.storefront.test'] });
  world.serve(fixtureRoutes(outdir, { csp }));
  world.serve(practiceRoutes(outdir, { csp }));
  const started = await launch({ browser, extension: dir, world, headless, dark });
  return {
    ...started,
    world,
    close: async () => {
      await started.quit();
      await world.close();
    },
  };
}

/**
 * The card that stands under a review.
 * @param {Stage} at
 * @param {string} review selector of the review's element
 */
export async function card(at, review) {
  const { driver } = at;
  const host = await waitFor(
    () => driver.executeScript(`const r = document.querySelector(arguments[0]); return r && (r.querySelector('[data-amends=card]') || [r.nextElementSibling].find(e => e && (e.matches('[data-amends=card]') || e.querySelector('[data-amends=card]'))));`, review),
    { what: `a card at ${review}` },
  );
  const found = /** @type {import('selenium-webdriver').WebElement} */ (host);
  const inside = await shadowOf((await found.getAttribute('data-amends')) ? found : await found.findElement(By.css('[data-amends=card]')));
  const click = async (/** @type {string} */ css) => {
    const element = await inside.find(css);
    await driver.executeScript('arguments[0].scrollIntoView({block:"center"})', element);
    await element.click();
  };
  return {
    ...inside,
    click,
    open: async () => {
      if ((await (await inside.find('.toggle')).getAttribute('aria-expanded')) === 'false') await click('.toggle');
    },
    draft: async () => /** @type {string} */ (await (await inside.find('textarea')).getAttribute('value')),
    /** @param {string} text */
    write: async (text) => {
      const area = await inside.find('textarea');
      await driver.executeScript('arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event("input", {bubbles:true}))', area, text);
    },
    status: async () => (await inside.find('.status')).getText(),
    /** @param {RegExp} words */
    says: (words) => waitFor(async () => words.test(await (await inside.find('.status')).getText()), { what: `the card to say ${words}` }),
  };
}

/**
 * The card of a review of the practice shops, each of which has an attribute of its own for the id.
 * @param {Stage} at
 * @param {string} id
 */
export const shopCard = (at, id) => card(at, ['data-feedback-id', 'data-review-no', 'data-review-id'].map((name) => `[${name}="${id}"]`).join(','));

/**
 * Opens a page and waits until Amends has read it.
 * @param {Stage} at
 * @param {string} url
 */
export async function visit(at, url) {
  await at.driver.get(url);
  return settled(at);
}

/**
 * Waits until Amends has nothing under way on the current page, and tells what it found.
 * @param {Stage} at
 * @param {(found: any) => boolean} [until]
 */
export async function settled(at, until = () => true) {
  return waitFor(
    async () => {
      const found = await sendToTab(at, { kind: 'report' });
      return found?.settled && until(found) ? found : null;
    },
    { what: 'Amends to have read the page', timeout: 15_000 },
  );
}

/** What a box of the page holds by its own model. @param {Stage} at @param {number} index */
export function value(at, index) {
  return /** @type {Promise<string>} */ (at.driver.executeScript('return window.fixture.value(arguments[0])', index));
}

/** White space folded, as the product compares. @param {string} text */
export const fold = (text) => text.replace(/\s+/g, ' ').trim();

/** Runs a suite in both browsers, each with and without a strict page CSP. @param {(name: string, options: { browser: 'chromium' | 'firefox', csp: boolean }) => void} suite */
export function everywhere(suite) {
  for (const browser of /** @type {const} */ (['chromium', 'firefox'])) {
    for (const csp of [false, true]) suite(`${browser}${csp ? ', strict page CSP' : ''}`, { browser, csp });
  }
}
