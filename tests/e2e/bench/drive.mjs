// What the bench does to the browser: pages, settings, processor time and memory of the page, by each browser's own means.

import { platform } from 'node:os';
import { FIXTURES } from '../harness/amends.mjs';
import { inExtensionPage, sendToTab } from '../harness/browser.mjs';

/** @typedef {import('../harness/amends.mjs').Stage} Stage */
/** @typedef {import('./page.mjs').Bench} Bench */
/** @typedef {'off' | 'on' | 'peer'} Mode the page alone, with Amends, with the peer */

/** @typedef {import('./page.mjs').Busy & {cpu: number | null}} Seen */

/** Reviews on the long page; every third is negative. */
export const REVIEWS = 1_000;
/** How long a log takes to tick 5,000 times. */
export const PACED = 3_000;
export const MODES = /** @type {const} */ (['off', 'on', 'peer']);

/**
 * Calls a function of `window.bench`.
 * @template {keyof Bench} K
 * @param {Stage} at @param {K} name @param {Parameters<Bench[K]>} args
 * @returns {Promise<Awaited<ReturnType<Bench[K]>>>}
 */
export function call(at, name, ...args) {
  return at.driver.executeAsyncScript(
    `const done = arguments[arguments.length - 1];
     Promise.resolve(window.bench[arguments[0]](...arguments[1])).then(done, (error) => done({ error: String(error) }));`,
    name, args);
}

/**
 * Waits until the page is quiet and, where Amends is on, has been read; tells how busy it was until then.
 * @param {Stage} at @param {number} window ms at least @param {Mode} mode
 */
export async function settled(at, window, mode) {
  for (;;) {
    const busy = await call(at, 'settle', window, mode === 'on');
    if (mode !== 'on' || (await sendToTab(at, { kind: 'report' })).settled) return busy;
  }
}

/** Opens the page with so many reviews. @param {Stage} at @param {number} n @param {string} [more] */
export const open = (at, n, more = '') => at.driver.get(`${FIXTURES}/many?n=${n}${more}`);

/** Switches Amends on or off by its settings, as the popup does. @param {Stage} at @param {boolean} enabled */
export async function enable(at, enabled) {
  const answer = await inExtensionPage(at, async (/** @type {boolean} */ enabled) => {
    const { settings } = await chrome.runtime.sendMessage({ kind: 'overview', url: null, uiLanguage: 'en' });
    return chrome.runtime.sendMessage({ kind: 'save', uiLanguage: 'en', settings: { ...settings, enabled } });
  }, enabled);
  if (answer?.kind !== 'done') throw new Error(`the settings were not saved: ${JSON.stringify(answer)}`);
}

/**
 * Counts what is sent to the brain: an extension page hears everything that the background hears.
 * @param {Stage} at
 * @returns {Promise<string[]>} kinds of the messages since it was asked last
 */
export function heard(at) {
  return inExtensionPage(at, () => {
    const own = /** @type {{ heard?: string[] }} */ (globalThis);
    if (!own.heard) chrome.runtime.onMessage.addListener((message, sender) => void (sender.tab?.url?.includes('/many') && own.heard?.push(message.kind)));
    const before = own.heard ?? [];
    own.heard = [];
    return before;
  });
}

/** Closes all windows but the page's: an extension page keeps the process of the background alive. @param {Stage} at */
export async function closeOthers(at) {
  const { driver } = at;
  const page = await driver.getWindowHandle();
  for (const handle of await driver.getAllWindowHandles()) {
    if (handle === page) continue;
    await driver.switchTo().window(handle);
    await driver.close();
  }
  await driver.switchTo().window(page);
}

/** A command of Chromium's own protocol. @param {Stage} at @param {string} method @param {object} [params] @returns {Promise<any>} */
export const cdp = (at, method, params = {}) => /** @type {any} */ (at.driver).sendAndGetDevToolsCommand(method, params);

/** Firefox's list of processes. @param {Stage} at @returns {Promise<{type: string, memory: number, main: number, urls: string[]}[]>} */
async function processes({ driver }) {
  const firefox = /** @type {any} */ (driver);
  await firefox.setContext('chrome');
  try {
    return await driver.executeAsyncScript(
      `const done = arguments[0];
       ChromeUtils.requestProcInfo().then(({ children }) => done(children.map((child) => ({
         type: child.type, memory: child.memory, urls: child.windows.map((w) => w.documentURI?.spec ?? ''),
         main: (child.threads.find((t) => t.tid === child.pid) ?? child.threads[0]).cpuTime / 1e6,
       }))));`);
  } finally {
    await firefox.setContext('content');
  }
}

/** @param {Stage} at */
async function pageProcess(at) {
  const found = (await processes(at)).find((p) => p.urls.some((url) => url.includes('/many')));
  if (!found) throw new Error('the process of the page was not found');
  return found;
}

/**
 * Processor time in ms that the page's main thread has had so far. Other programs on the machine do not count.
 * @param {Stage} at
 */
export async function cpu(at) {
  if (at.name === 'firefox') return (await pageProcess(at)).main;
  await cdp(at, 'Performance.enable');
  const { metrics } = await cdp(at, 'Performance.getMetrics');
  return 1000 * metrics.find((/** @type {any} */ m) => m.name === 'ThreadTime').value;
}

/**
 * Memory of the page in MB: the JS heap after a collection in Chromium, all of the process in Firefox.
 * @param {Stage} at
 */
export async function memory(at) {
  if (at.name === 'firefox') {
    await /** @type {any} */ (at.driver).setContext('chrome');
    await at.driver.executeAsyncScript('const done = arguments[0]; Cc["@mozilla.org/memory-reporter-manager;1"].getService(Ci.nsIMemoryReporterManager).minimizeMemoryUsage(done);');
    await /** @type {any} */ (at.driver).setContext('content');
    return (await pageProcess(at)).memory / 2 ** 20;
  }
  for (let n = 0; n < 3; n++) await cdp(at, 'HeapProfiler.collectGarbage');
  const { usedSize } = await cdp(at, 'Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

/** What Firefox's process of all extensions holds, in MB. @param {Stage} at */
export async function extensionMemory(at) {
  const found = (await processes(at)).find((p) => p.type === 'extension');
  return found ? found.memory / 2 ** 20 : null;
}

/** The browser's name and version. @param {Stage} at */
export async function version(at) {
  const capabilities = await at.driver.getCapabilities();
  return `${capabilities.getBrowserName()} ${capabilities.getBrowserVersion()} headless on ${platform()}`;
}
