// Speaking as the extension: code in one of its own pages, messages from there to the content script of another tab.

/** @typedef {import('./browser.mjs').Browser} Browser */

// The page used for speaking, per browser, so that it is opened once only.
/** @type {WeakMap<Browser, string>} */
const desks = new WeakMap();

/**
 * Runs an async function in a page of the extension and returns its result; the current window stays the current one.
 *
 * The function is sent as text: it sees its arguments and the page's globals (`chrome` in both browsers), nothing else.
 * @template {unknown[]} A
 * @template R
 * @param {Browser} browser
 * @param {(...args: A) => R | Promise<R>} fn
 * @param {A} args JSON values
 * @returns {Promise<R>}
 */
export async function inExtensionPage(browser, fn, ...args) {
  const { driver } = browser;
  const before = await driver.getWindowHandle();
  try {
    const desk = desks.get(browser);
    if (desk && (await driver.getAllWindowHandles()).includes(desk)) await driver.switchTo().window(desk);
    else desks.set(browser, await browser.openExtensionPage(deskPage(browser.manifest)));
    /** @type {{value?: R, error?: string}} */
    const { value, error } = await driver.executeAsyncScript(
      `const done = arguments[arguments.length - 1];
       const args = Array.prototype.slice.call(arguments, 0, -1);
       (async () => (${fn})(...args))().then((value) => done({ value }), (error) => done({ error: String(error) }));`,
      ...args,
    );
    if (error !== undefined) throw new Error(error);
    return /** @type {R} */ (value);
  } finally {
    await driver.switchTo().window(before);
  }
}

/**
 * Sends a message to the content script of the current tab and returns its answer, as the popup would.
 *
 * Only the page itself is asked unless `frames` is 'all'; then the first frame to answer is heard.
 * Throws what `chrome.tabs.sendMessage` throws, for example when no content script is there.
 * @param {Browser} browser
 * @param {unknown} message
 * @param {{frames?: 'top' | 'all'}} [options]
 * @returns {Promise<any>}
 */
export async function sendToTab(browser, message, { frames = 'top' } = {}) {
  const url = await browser.driver.getCurrentUrl();
  return inExtensionPage(
    browser,
    async (/** @type {string} */ url, /** @type {unknown} */ message, /** @type {string} */ frames) => {
      const tabs = await chrome.tabs.query({});
      const tab = tabs.find((tab) => tab.url === url);
      if (tab?.id === undefined) throw new Error(`no tab at ${url}, or no permission to see it`);
      return chrome.tabs.sendMessage(tab.id, message, frames === 'all' ? {} : { frameId: 0 });
    },
    url,
    message,
    frames,
  );
}

/** @param {any} manifest @returns {string} */
function deskPage(manifest) {
  const page = manifest.action?.default_popup ?? manifest.options_ui?.page;
  if (!page) throw new Error('the manifest names no page (action.default_popup or options_ui.page)');
  return page;
}
