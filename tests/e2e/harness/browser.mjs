// One way to start both browsers with the extension in them. The rest of the harness is exported from here too.

import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChromium } from './chromium.mjs';
import { startFirefox } from './firefox.mjs';

export { findProgram } from './binaries.mjs';
export { screenshot, shadow, shadowOf, waitFor } from './page.mjs';
export { inExtensionPage, sendToTab } from './desk.mjs';
export { startWorld } from './server.mjs';

/**
 * How to start. `language` is a tag like `ru`; `dark` sets prefers-color-scheme; `args` are further command line switches.
 * @typedef {object} Launch
 * @property {'chromium' | 'firefox'} browser
 * @property {string} extension folder with the manifest.json
 * @property {import('./server.mjs').World} world
 * @property {boolean} [headless] true unless told otherwise
 * @property {string} [language]
 * @property {boolean} [dark]
 * @property {string[]} [args]
 */

/**
 * A running browser.
 * @typedef {object} Browser
 * @property {'chromium' | 'firefox'} name
 * @property {import('selenium-webdriver').WebDriver} driver
 * @property {any} manifest of the extension, as read from its folder
 * @property {string} extensionOrigin without a slash at the end
 * @property {(path: string) => Promise<string>} openExtensionPage opens a page of the extension in a window of its own,
 *   switches to it and returns its window handle
 * @property {() => Promise<void>} killBackground ends the service worker or event page, as the browser does when idle
 * @property {() => Promise<boolean>} backgroundRunning
 * @property {() => Promise<void>} quit
 */

/**
 * Starts a browser in a fresh profile, with the extension loaded and every request going to the world.
 * @param {Launch} options
 * @returns {Promise<Browser>}
 */
export async function launch(options) {
  // Chromium hashes the real path into the extension's id.
  const extension = await realpath(options.extension);
  const manifest = JSON.parse(await readFile(join(extension, 'manifest.json'), 'utf8'));
  const scratch = await mkdtemp(join(tmpdir(), 'amends-'));
  // The drivers remove their profiles on a normal quit only; this removes them always.
  const clean = () => rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

  const start = options.browser === 'firefox' ? startFirefox : startChromium;
  const started = await start({ ...options, extension, manifest, scratch }).catch(async (error) => {
    await clean();
    throw error;
  });
  const { driver, origin, killBackground, backgroundRunning } = started;
  await driver.manage().setTimeouts({ pageLoad: 60_000, script: 30_000 });

  return {
    name: options.browser,
    driver,
    manifest,
    extensionOrigin: origin,
    killBackground,
    backgroundRunning,
    async openExtensionPage(path) {
      // A window, not a tab: the page under test must stay visible, hidden tabs get no frames and slow timers.
      await driver.switchTo().newWindow('window');
      await driver.get(`${origin}/${path.replace(/^\//, '')}`);
      return driver.getWindowHandle();
    },
    async quit() {
      await driver.quit().finally(clean);
    },
  };
}
