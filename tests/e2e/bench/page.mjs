// The page's side of the bench: what measures in there, the page that is measured, and the peer that Amends is held against.

import { HOST } from '../fixtures/routes.mjs';

/**
 * What `window.bench` offers. Everything in it runs in the page and sees the page only.
 * @typedef {object} Bench
 * @property {(on: boolean) => void} sample switches the gap sampler on or off
 * @property {() => void} reset forgets what was measured
 * @property {(window: number, cardsCome: boolean) => Promise<Busy>} settle waits until there are cards, or none, and no more come, `window` ms at least
 * @property {(paced: number) => Promise<number>} burst 5,000 mutations outside of the reviews; ms from the first until the page is idle
 * @property {(count: number) => Promise<(number | null)[]>} insert ms from a review in the DOM to its card, for each of `count`
 * @property {(on: boolean) => void} peer switches the peer on or off
 */

/**
 * Long tasks and long animation frames as the browser tells of them, and gaps in which the main thread served no timer.
 * @typedef {{tasks: number[] | null, frames: number[] | null, gaps: number[], busy: number, passes: number[], cards: number, done: number, window: number}} Busy
 */

/** Mutations of a burst, and how many come at once. */
export const MUTATIONS = 5_000;
const BATCH = 50;

/** Runs in the page. @param {number} total @param {number} batch */
function probe(total, batch) {
  const query = new URLSearchParams(location.search);
  /** @type {number[]} */
  let tasks = [];
  /** @type {number[]} */
  let gaps = [];
  /** @type {number[]} */
  let passes = [];
  let busy = 0;
  let since = 0;
  let sampling = false;
  /** @type {number[]} */
  let frames = [];
  const told = (/** @type {string} */ type) => PerformanceObserver.supportedEntryTypes.includes(type);
  const watch = (/** @type {string} */ type, /** @type {(ms: number) => void} */ take) => told(type) && new PerformanceObserver((list) => list.getEntries().forEach((e) => take(e.duration))).observe({ type });
  watch('longtask', (ms) => tasks.push(ms));
  watch('long-animation-frame', (ms) => frames.push(ms));

  // A timer of 4 ms, again and again: what makes it late, somebody else did. (A loop of messages keeps other threads busy.)
  let last = 0;
  const tick = () => {
    const now = performance.now();
    const gap = now - last;
    last = now;
    if (gap > 8) busy += gap - 4;
    if (gap >= 54) gaps.push(gap - 4);
    if (sampling) setTimeout(tick, 4);
  };
  const sample = (/** @type {boolean} */ on) => {
    if (on && !sampling) {
      last = performance.now();
      setTimeout(tick, 4);
    }
    sampling = on;
  };

  const wait = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const hop = () => new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });

  /** What many a responder extension does: all reviews again, every second. */
  let ticking = 0;
  const BAD = /\b(?:broke|broken|late|missing|wrong|chipped|smell|smells|refund|return|never|nobody)\b/i;
  const pass = () => {
    const start = performance.now();
    for (const review of document.querySelectorAll('.review')) {
      const words = /** @type {HTMLElement} */ (review).innerText;
      if (review.querySelector('.peer') || !BAD.test(words)) continue;
      const own = document.createElement('div');
      own.className = 'peer';
      own.innerHTML = '<button>Reply with AI</button>';
      review.append(own);
    }
    passes.push(performance.now() - start);
  };
  const peer = (/** @type {boolean} */ on) => {
    clearInterval(ticking);
    if (!on) return document.querySelectorAll('.peer').forEach((e) => e.remove());
    ticking = Number(setInterval(pass, 1000));
    pass();
  };

  let line = 0;
  /** @param {Element} log */
  const mutate = (log) => {
    for (let n = 0; n < batch / 5; n++) {
      // Five: two lines come, two go, one changes.
      for (let twice = 0; twice < 2; twice++) {
        const entry = document.createElement('p');
        entry.append(Object.assign(document.createElement('b'), { textContent: `${++line} ` }), 'An order was packed and given to the courier.');
        log.append(entry);
        if (log.children.length > 40) log.firstElementChild?.remove();
      }
      const words = log.children[n % log.children.length].lastChild;
      if (words instanceof Text) words.data = `Order ${line} is on its way.`;
    }
  };

  /** @type {Bench} */
  const bench = {
    sample,
    peer,
    reset() {
      tasks = [];
      frames = [];
      gaps = [];
      passes = [];
      busy = 0;
      since = performance.now();
    },
    async settle(window, cardsCome) {
      const count = () => document.querySelectorAll('[data-amends=card]').length;
      let cards = -1;
      let done = performance.now();
      const end = since + 60_000;
      while (performance.now() < end && (cards > 0 !== cardsCome || performance.now() - done < 800 || performance.now() - since < window)) {
        if (count() !== cards) {
          cards = count();
          done = performance.now();
        }
        await wait(100);
      }
      return { tasks: told('longtask') ? tasks : null, frames: told('long-animation-frame') ? frames : null, gaps, busy, passes, cards, done: done - since, window: performance.now() - since };
    },
    async burst(paced) {
      const head = /** @type {Element} */ (document.querySelector('body > header'));
      const log = head.querySelector('#log') ?? Object.assign(document.createElement('div'), { id: 'log' });
      /** @type {HTMLElement} */ (log).style.cssText = 'block-size:80px;overflow:hidden;contain:strict';
      head.append(log);
      while (log.children.length < 40) mutate(log);
      await frame();
      await wait(100);
      const start = performance.now();
      for (let n = 0; n < total; n += batch) {
        mutate(log);
        if (paced) await wait(Math.max(0, start + (n + batch) * (paced / total) - performance.now()));
        else await hop();
      }
      // What the mutations caused comes with a frame at the latest.
      await frame();
      await hop();
      return performance.now() - start;
    },
    async insert(count) {
      const list = /** @type {Element} */ (document.querySelector('#reviews'));
      const models = [...list.querySelectorAll('.review')].filter((r) => Number(r.querySelector('.stars')?.getAttribute('data-stars')) <= 2);
      /** @type {(number | null)[]} */
      const took = [];
      for (let n = 0; n < count; n++) {
        const review = /** @type {Element} */ (models[n % models.length].cloneNode(true));
        review.querySelectorAll('[data-amends]').forEach((e) => e.remove());
        const id = `b${++line}${Math.random().toString(36).slice(2)}`;
        review.setAttribute('data-review-id', id);
        const words = review.querySelector('.review-text');
        if (words) words.textContent += ` ${id}`;
        took.push(await new Promise((done) => {
          const start = performance.now();
          const end = (/** @type {number | null} */ ms) => {
            observer.disconnect();
            clearTimeout(late);
            done(ms);
          };
          const late = setTimeout(() => end(null), 10_000);
          const observer = new MutationObserver(() => review.querySelector('[data-amends=card]') && end(performance.now() - start));
          observer.observe(review, { childList: true, subtree: true });
          list.prepend(review);
        }));
        // Not always at the same time of a frame.
        await wait(30 + Math.random() * 40);
        review.remove();
        await wait(30 + Math.random() * 40);
      }
      return took;
    },
  };
  Object.assign(window, { bench });
  if (query.has('sample')) sample(true);
  if (query.has('peer')) addEventListener('load', () => peer(true));
}

/**
 * Serves the fixture with many reviews and the probe before everything else in it. The page is isolated, because browsers
 * blur the clock of others.
 * @param {import('../harness/server.mjs').World} world
 */
export function servePage(world) {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>many · bench</title><link rel="icon" href="data:,">
<script src="/bench.js"></script><link rel="stylesheet" href="/tests/e2e/fixtures/page.css">
<script type="module" src="/tests/e2e/fixtures/scenarios/many.js"></script>
</head><body><header><h1>Reviews · many</h1></header><main><div id="reviews"></div></main></body></html>`;
  const headers = { 'cache-control': 'no-store', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
  world.serve((url) => {
    if (url.hostname !== HOST) return undefined;
    if (url.pathname === '/many') return { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }, body: html };
    if (url.pathname === '/bench.js') return { headers: { ...headers, 'content-type': 'text/javascript; charset=utf-8' }, body: `(${probe})(${MUTATIONS}, ${BATCH});` };
    return undefined;
  });
}
