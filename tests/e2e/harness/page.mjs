// Looking at pages: waiting, closed shadow roots, pictures. The same in both browsers.

import { writeFile } from 'node:fs/promises';
import { By } from 'selenium-webdriver';

/** @typedef {import('selenium-webdriver').WebDriver} WebDriver */
/** @typedef {import('selenium-webdriver').WebElement} WebElement */

/**
 * Asks again and again until `fn` returns something truthy, and returns that; the error names what was waited for.
 * @template T
 * @param {() => T | Promise<T>} fn
 * @param {{what: string, timeout?: number, every?: number}} options
 * @returns {Promise<NonNullable<T>>}
 */
export async function waitFor(fn, { what, timeout = 10_000, every = 50 }) {
  const end = Date.now() + timeout;
  /** @type {unknown} */
  let last;
  for (;;) {
    try {
      const value = await fn();
      if (value) return /** @type {NonNullable<T>} */ (value);
      last = undefined;
    } catch (error) {
      // A page in the middle of loading throws all sorts of things; only the last one matters.
      last = error;
    }
    if (Date.now() >= end) {
      const why = last === undefined ? '' : `: ${String(last)}`;
      throw new Error(`Waited ${timeout} ms for ${what}${why}`, { cause: last });
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

/**
 * The inside of an open or closed shadow root of the current page.
 * @typedef {object} Shadow
 * @property {WebElement} host
 * @property {(css: string) => Promise<WebElement>} find the first match, an error if there is none
 * @property {(css: string) => Promise<WebElement[]>} all
 * @property {(css: string) => Promise<string>} text the visible text of the first match
 * @property {(css: string) => Promise<void>} click
 */

/**
 * Waits for an element with a shadow root and returns its inside, even if the root is closed.
 * @param {WebDriver} driver
 * @param {string} host CSS selector of the element that carries the root
 * @param {{timeout?: number}} [options]
 * @returns {Promise<Shadow>}
 */
export async function shadow(driver, host, { timeout = 10_000 } = {}) {
  const element = await waitFor(async () => (await driver.findElements(By.css(host)))[0], {
    what: `an element ${host}`,
    timeout,
  });
  return shadowOf(element, { timeout });
}

/**
 * The same for an element that is already at hand.
 * @param {WebElement} host
 * @param {{timeout?: number}} [options]
 * @returns {Promise<Shadow>}
 */
export async function shadowOf(host, { timeout = 10_000 } = {}) {
  const root = await waitFor(() => host.getShadowRoot(), { what: 'a shadow root', timeout });
  /** @param {string} css */
  const find = async (css) => root.findElement(By.css(css));
  return {
    host,
    find,
    all: (css) => root.findElements(By.css(css)),
    text: async (css) => (await find(css)).getText(),
    click: async (css) => (await find(css)).click(),
  };
}

/**
 * Saves what the current window shows as a PNG.
 * @param {WebDriver} driver @param {string} path
 */
export async function screenshot(driver, path) {
  await writeFile(path, Buffer.from(await driver.takeScreenshot(), 'base64'));
}
