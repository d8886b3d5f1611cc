/**
 * Serves the practice shops at their own addresses, to whatever server asks:
 * `practiceRoutes(buildDir)(new URL('https://cabinet.lavka.test/feedbacks'))`.
 */

import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{status: number, headers: Record<string, string>, body: Buffer | string}} Answer */

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Host → the shop's folder and the address of its review page. @type {Record<string, {folder: string, page: string}>} */
export const SHOPS = {
  'cabinet.lavka.test': { folder: 'ru', page: '/feedbacks' },
  'console.mise.test': { folder: 'ja', page: '/reviews' },
  'feedback.storefront.test': { folder: 'en', page: '/manager' },
};

/** What a careful marketplace sends. Extensions that need `eval` on the page fail here. */
export const STRICT_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/**
 * An answer with a file of `root`, or nothing when it is absent, outside, or of a kind that pages do not load.
 * @param {string} root
 * @param {string} path
 * @returns {Answer | undefined}
 */
export function fileAnswer(root, path) {
  const file = normalize(join(root, path));
  const type = TYPES[extname(file)];
  if (!type || !file.startsWith(normalize(root + sep)) || !existsSync(file)) return undefined;
  return { status: 200, headers: { 'content-type': type, 'cache-control': 'no-store' }, body: readFileSync(file) };
}

/** The shop's reviews, newest first; `extra.json` of a shop adds the awkward ones. @param {string} folder */
function reviews(folder) {
  const files = [join(HERE, 'reviews', `${folder}.json`), join(HERE, folder, 'extra.json')].filter((file) => existsSync(file));
  const all = files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')));
  return JSON.stringify(all.sort((a, b) => b.date.localeCompare(a.date)));
}

/**
 * @param {string} buildDir where `build.mjs` wrote to
 * @param {{csp?: boolean}} [options]
 * @returns {(url: URL) => Answer | undefined}
 */
export function practiceRoutes(buildDir, { csp = false } = {}) {
  return (url) => {
    const shop = SHOPS[url.hostname];
    if (!shop) return undefined;
    if (url.pathname === '/') return { status: 302, headers: { location: shop.page }, body: '' };
    if (url.pathname === '/api/reviews')
      return { status: 200, headers: { 'content-type': TYPES['.json'], 'cache-control': 'no-store' }, body: reviews(shop.folder) };
    if (url.pathname === shop.page) {
      const page = fileAnswer(join(HERE, shop.folder), 'index.html');
      if (page && csp) page.headers['content-security-policy'] = STRICT_CSP;
      return page;
    }
    const asset = url.pathname.match(/^\/assets\/(.+)$/)?.[1];
    const found = asset && (
      fileAnswer(join(HERE, shop.folder), asset) ??
      fileAnswer(join(buildDir, shop.folder), asset) ??
      (/^(shared|ru|en)\//.test(asset) ? fileAnswer(HERE, asset) : undefined));
    return found || { status: 404, headers: { 'content-type': 'text/plain' }, body: `not found: ${url.pathname}` };
  };
}
