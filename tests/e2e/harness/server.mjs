// A closed little internet for browser tests.
//
// Browsers are told to use `world.proxy` for everything. The proxy answers every host itself: `CONNECT host:443` is ended
// by a TLS server with a self-signed certificate, plain http is answered directly. So a page is served at its real
// address, manifest matches and site files are tested for real, and no request can leave the machine.
//
// Every request is written down, CONNECTs included. That is how a test proves that the extension asked nobody for anything.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { generate } from 'selfsigned';
import { isBrowserService } from './services.mjs';

/** @typedef {import('node:http').IncomingMessage} IncomingMessage */
/** @typedef {import('node:net').Socket} Socket */

/**
 * What a handler answers with.
 * @typedef {{status?: number, headers?: Record<string, string>, body?: string | Buffer}} Answer
 */

/**
 * Answers a request, or returns undefined to leave it to the next handler and, after the last one, to a 404.
 * @typedef {(url: URL, req: IncomingMessage) => Answer | undefined | Promise<Answer | undefined>} Handler
 */

/**
 * One line of the record. A CONNECT has `method: 'CONNECT'` and the URL `https://host/` (`http://host:port/` off 443).
 * `dest` and `from` are the Sec-Fetch-Dest and Sec-Fetch-Site headers, which tell a page's own loads from an extension's.
 * @typedef {{method: string, url: string, host: string, time: number, origin: string | null, referer: string | null,
 *   dest: string | null, from: string | null}} Recorded
 */

/**
 * A running world. `requests` holds what was asked for, `browserRequests` what the browser asked its maker's services.
 * @typedef {object} World
 * @property {{host: string, port: number}} proxy where the browser's proxy setting must point
 * @property {Recorded[]} requests
 * @property {Recorded[]} browserRequests
 * @property {(handler: Handler) => () => void} serve puts a handler before the others; returns what takes it away again
 * @property {(url: string, page: {file?: string, html?: string, csp?: string, headers?: Record<string, string>}) => () => void} page
 *   serves one document at one exact URL
 * @property {() => void} forget drops all handlers and empties the record
 * @property {(...urls: string[]) => Recorded[]} unexplained the recorded requests that loading just these URLs does not explain
 * @property {() => Promise<void>} close
 */

/**
 * Starts a world; `sites` are the hosts the certificate names (any other host is answered too).
 * @param {{sites?: string[]}} [options]
 * @returns {Promise<World>}
 */
export async function startWorld({ sites = [] } = {}) {
  const pem = await certificate(sites);
  /** @type {Handler[]} */
  let handlers = [];
  /** @type {Recorded[]} */
  const requests = [];
  /** @type {Recorded[]} */
  const browserRequests = [];
  /** @type {Set<import('node:stream').Duplex>} */
  const sockets = new Set();

  /** @param {string} method @param {URL} url @param {IncomingMessage} req */
  function record(method, url, req) {
    const header = (/** @type {string} */ name) => String(req.headers[name] ?? '') || null;
    const service = isBrowserService(url.hostname);
    (service ? browserRequests : requests).push({
      method,
      url: url.href,
      host: url.hostname,
      time: Date.now(),
      origin: header('origin'),
      referer: header('referer'),
      dest: header('sec-fetch-dest'),
      from: header('sec-fetch-site'),
    });
    return service;
  }

  /** @param {string} base @param {IncomingMessage} req @param {import('node:http').ServerResponse} res */
  async function answer(base, req, res) {
    try {
      const url = new URL(req.url ?? '/', base);
      const service = record(req.method ?? 'GET', url, req);
      const found = service ? undefined : await firstAnswer(handlers, url, req);
      const { status = 200, headers = {}, body = '' } = found ?? { status: 404 };
      res.writeHead(status, { 'cache-control': 'no-store', 'content-length': Buffer.byteLength(body), ...headers });
      res.end(req.method === 'HEAD' ? undefined : body);
    } catch (error) {
      // A broken handler must show in the page and in the test, not hang the browser.
      res.writeHead(500, { 'content-type': 'text/plain' });
      res.end(String(error));
    }
  }

  const inside = createTlsServer({ key: pem.private, cert: pem.cert }, (req, res) =>
    answer(`https://${req.headers.host}`, req, res),
  );
  // Browsers open connections ahead of need and drop them: no error of ours.
  inside.on('tlsClientError', (_, socket) => socket.destroy());

  // A proxy request has an absolute URL; the base serves what was tunnelled here through CONNECT to another port (ws:).
  const proxy = createServer((req, res) => answer(`http://${req.headers.host}`, req, res));
  proxy.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  proxy.on('connect', (req, /** @type {Socket} */ socket, head) => {
    socket.on('error', () => socket.destroy());
    const target = tunnelTarget(req.url ?? '');
    if (!target || record('CONNECT', target, req)) {
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    (target.protocol === 'https:' ? inside : proxy).emit('connection', socket);
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (proxy.address());

  /** @type {World['serve']} */
  const serve = (handler) => {
    handlers = [handler, ...handlers];
    return () => void (handlers = handlers.filter((other) => other !== handler));
  };

  return {
    proxy: { host: '127.0.0.1', port },
    requests,
    browserRequests,
    serve,
    page: (url, page) => serve(pageHandler(url, page)),
    forget() {
      handlers = [];
      requests.length = 0;
      browserRequests.length = 0;
    },
    unexplained: (...urls) => unexplained(requests, urls),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

/** @param {string[]} sites */
function certificate(sites) {
  const altNames = ['localhost', ...sites].map((value) => ({ type: /** @type {2} */ (2), value }));
  return generate([{ name: 'commonName', value: 'Amends test world' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames }],
  });
}

/** @param {Handler[]} handlers @param {URL} url @param {IncomingMessage} req */
async function firstAnswer(handlers, url, req) {
  for (const handler of handlers) {
    const answer = await handler(url, req);
    if (answer) return answer;
  }
  return undefined;
}

/** @param {string} authority @returns {URL | null} */
function tunnelTarget(authority) {
  try {
    return new URL(authority.endsWith(':443') ? `https://${authority}` : `http://${authority}`);
  } catch {
    return null;
  }
}

/**
 * @param {string} address
 * @param {{file?: string, html?: string, csp?: string, headers?: Record<string, string>}} page
 * @returns {Handler}
 */
function pageHandler(address, { file, html = '', csp, headers = {} }) {
  const wanted = withoutHash(address);
  return async (url, req) => {
    if (url.href !== wanted || (req.method !== 'GET' && req.method !== 'HEAD')) return undefined;
    return {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        ...(csp === undefined ? {} : { 'content-security-policy': csp }),
        ...headers,
      },
      body: file === undefined ? html : await readFile(file),
    };
  };
}

/** @param {Recorded[]} requests @param {string[]} urls */
function unexplained(requests, urls) {
  const pages = new Set(urls.map(withoutHash));
  const hosts = new Set(urls.map((url) => new URL(url).hostname));
  return requests.filter(({ method, url, host, dest }) => {
    if (method === 'CONNECT') return !hosts.has(host);
    if (pages.has(url)) return dest !== 'document';
    // The browser itself looks for the icon of a page that names none.
    return !(hosts.has(host) && new URL(url).pathname === '/favicon.ico' && dest === 'image');
  });
}

/** @param {string} address */
function withoutHash(address) {
  const url = new URL(address);
  url.hash = '';
  return url.href;
}
