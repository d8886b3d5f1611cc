// How fast reviews are understood: the extension's own Wasm in one of its pages, beside the native program and the peers,
// all on one core and on the same texts, which `cargo xtask bench` writes to target/bench.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inExtensionPage } from '../harness/browser.mjs';
import { against, longest, median, num, quantile, table } from './numbers.mjs';

/** @typedef {import('../harness/amends.mjs').Stage} Stage */
/** @typedef {{id: string, text: string}} Text */
/** @typedef {{ms: number[], answered: number[], first: number, texts: number, drafts: number, live: number[], firstLive: number}} Read ms of each pass, and of each over the same reviews with a seller's answer, which get no draft; `first` review ever of the language; `live` checks of a reply */
/** @typedef {{start: number, brain: number, again: number, memory: {before: number, after: number}, read: Record<string, Read>}} Wasm times in ms, memory in bytes */
/** @typedef {{seconds: number, fastest: number}} Times for all texts of a language, the median of several passes and the best */
/** @typedef {Record<string, {native: Times, peers: Record<string, Times>}>} Beside */
/** @typedef {{texts: Record<string, Text[]>, wasm: Wasm, beside: Beside | null}} Understood */

/** Most that one review may take in the browser, µs. */
const TARGET = 200;
/** As many reviews as the hands send at once. */
const BATCH = 40;
/** Passes over all texts that count, after as many that warm up. */
const PASSES = 9;
const LANGUAGES = ['ru', 'ja', 'en'];

/** What the native program and the peers took. @param {string | undefined} file @returns {Promise<Beside | null>} */
export const besides = async (file) => (file ? JSON.parse(await readFile(file, 'utf8')) : null);

/** Texts by language; `null` where they are not there yet. @param {string} dir @returns {Promise<Record<string, Text[]> | null>} */
export async function textsIn(dir) {
  /** @type {Record<string, Text[]>} */
  const texts = {};
  for (const language of LANGUAGES) {
    const file = join(dir, `texts-${language}.jsonl`);
    if (!existsSync(file)) return null;
    texts[language] = (await readFile(file, 'utf8')).split('\n').filter(Boolean).map((line) => JSON.parse(line));
  }
  return texts;
}

/**
 * Runs in a page of the extension, so it sees nothing of this file.
 * @param {Record<string, Text[]>} texts @param {number} batch @param {number} passes
 * @returns {Promise<Wasm>}
 */
async function measure(texts, batch, passes) {
  // The background starts a brain of its own meanwhile, which must not be measured too.
  await chrome.runtime.sendMessage({ kind: 'overview', url: null, uiLanguage: 'en' });
  // The page has its desk in the same Wasm: another address gives an instance of its own.
  const glue = '/wasm/amends.js?bench';
  const { default: init, Brain } = /** @type {typeof import('../../../wasm/amends.js')} */ (await import(glue));
  const bytes = async (/** @type {string} */ path) => new Uint8Array(await (await fetch(chrome.runtime.getURL(path))).arrayBuffer());
  const files = await Promise.all([bytes('wasm/reviews.bin'), bytes('wasm/lexicon.bin'), bytes('wasm/phrases.txt'), bytes('wasm/checks.txt')]);
  /** @template T @param {() => T} what @returns {[T, number]} */
  const timed = (what) => {
    const start = performance.now();
    const done = what();
    return [done, performance.now() - start];
  };
  const started = performance.now();
  const wasm = await init();
  const start = performance.now() - started;
  const [engine, brain] = timed(() => new Brain(null, ...files));
  if (engine.damaged()) throw new Error('the model or the phrases cannot be read');
  const before = wasm.memory.buffer.byteLength;

  /** @param {Text[]} some @param {string | null} [reply] @returns {import('../../../extension/protocol').RawReview[]} */
  const raw = (some, reply = /** @type {string | null} */ (null)) => some.map(({ id, text }, handle) => ({ handle, id: [{ source: 0, value: id }], rating: [], date: [], author: [], product: [], title: null, text, reply }));
  /** @param {import('../../../extension/protocol').RawReview[]} reviews @returns {import('../../../extension/protocol').Card[]} */
  const cards = (reviews) => {
    const answer = engine.handle({ kind: 'read', page: 'generic', uiLanguage: 'en', host: 'bench.test', path: '/', pageLanguage: null, reviews, jsonLd: [] }, Date.now());
    if (answer.kind !== 'cards' || answer.cards.length !== reviews.length) throw new Error(`no cards: ${JSON.stringify(answer).slice(0, 200)}`);
    return answer.cards;
  };
  /** @type {Record<string, Read>} */
  const read = {};
  for (const [language, own] of Object.entries(texts)) {
    const [, first] = timed(() => cards(raw(own.slice(0, 1))));
    const batches = (/** @type {string | null} */ reply) => Array.from({ length: Math.ceil(own.length / batch) }, (_, n) => raw(own.slice(n * batch, (n + 1) * batch), reply));
    const [open, closed] = [batches(null), batches('Sorry, and thank you.')];
    const drafts = open.flatMap(cards).filter((card) => card.drafts.length).length;
    /** @type {number[]} */
    const ms = [];
    /** @type {number[]} */
    const answered = [];
    for (let n = -passes; n < passes; n++) {
      const [taken, without] = [open, closed].map((some) => timed(() => some.forEach(cards))[1]);
      if (n < 0) continue;
      ms.push(taken);
      answered.push(without);
    }
    // A reply as long as they get, which no seller would write: the buyers' own words.
    const text = own.map((t) => t.text).join(' ').slice(0, 1000);
    const review = cards(raw(own.slice(0, 1)))[0].review;
    const check = () => {
      const answer = engine.handle({ kind: 'check', page: 'generic', uiLanguage: 'en', pageLanguage: null, review, step: 'public_reply', text }, Date.now());
      if (answer.kind !== 'checked') throw new Error(JSON.stringify(answer).slice(0, 200));
    };
    const [, firstLive] = timed(check);
    const live = Array.from({ length: 60 }, () => timed(check)[1]).slice(10);
    read[language] = { ms, answered, first, texts: own.length, drafts, live, firstLive };
  }
  const after = wasm.memory.buffer.byteLength;
  const [, again] = timed(() => new Brain(null, ...files));
  return { start, brain, again, memory: { before, after }, read };
}

/** @param {Stage} at @param {Record<string, Text[]>} texts */
export const understanding = (at, texts) => inExtensionPage(at, measure, texts, BATCH, PASSES);

/** @param {Understood} found */
export function understandTable({ texts, wasm, beside }) {
  const rows = LANGUAGES.flatMap((language) => {
    const { ms, answered, texts: count } = wasm.read[language];
    const times = (/** @type {number[]} */ passes) => ({ seconds: median(passes) / 1000, fastest: quantile(passes, 0) / 1000 });
    const own = times(ms);
    const native = beside?.[language].native;
    const each = (/** @type {number | undefined} */ seconds) => (seconds ? (1e6 * seconds) / count : NaN);
    /** @param {string} name @param {Times | undefined} of @param {string[]} more */
    const row = (name, of, ...more) => [`${language}  ${name}`, num(1e6 / each(of?.seconds)), num(each(of?.seconds), 1), num(each(of?.fastest), 1), ...more];
    /** How many times as fast as the peer, and by the fastest passes. @param {Times} peer @param {Times | undefined} it */
    const ratio = (peer, it) => (it ? `${num(peer.seconds / it.seconds, 2)}× (${num(peer.fastest / it.fastest, 2)}×)` : 'n/a');
    return [
      row('Amends, native', native, '', '', ''),
      row('Amends, Wasm, with card and draft', own, '', '', against(each(own.seconds), TARGET, 'µs')),
      row('  with card, without draft', times(answered), '', '', ''),
      ...Object.entries(beside?.[language].peers ?? {}).map(([name, peer]) => row(name, peer, ratio(peer, native), ratio(peer, own), '')),
    ];
  });
  const lengths = LANGUAGES.map((language) => `${language} ${num(texts[language].length)} of ${longest(texts[language].map(({ text }) => [...text].length))} characters, ${num(wasm.read[language].drafts)} with a draft`);
  const mb = (/** @type {number} */ bytes) => num(bytes / 2 ** 20, 1);
  return [
    table('6a. Understanding reviews, one core', ['', 'reviews/s', 'µs a review', 'µs, fastest pass', 'native : it (fastest)', 'Wasm : it (fastest)', 'target'], rows),
    `  texts: ${lengths.join('; ')}\n`,
    ...(beside ? [] : ['  the native program and the peers: not measured, `cargo xtask bench` runs them\n']),
    table('6b. Cold start of the brain, ms', ['Wasm started', 'brain constructed', 'a second one', ...LANGUAGES.map((l) => `first review, ${l}`)], [[num(wasm.start, 1), num(wasm.brain, 1), num(wasm.again, 1), ...LANGUAGES.map((l) => num(wasm.read[l].first, 1))]]),
    table('6c. Advice, drafts and checks in Wasm, ms', ['', 'all texts of 100 reviews', 'target', 'check of 1,000 characters', 'target', 'the first one'], LANGUAGES.map((l) => {
      const { ms, answered, texts: count, live, firstLive } = wasm.read[l];
      const hundred = (100 * (median(ms) - median(answered))) / count;
      return [l, num(hundred, 1), against(hundred, 20, 'ms'), num(median(live), 2), against(median(live), 5, 'ms'), num(firstLive, 1)];
    })),
    `  Wasm memory: ${mb(wasm.memory.before)} MB when constructed, ${mb(wasm.memory.after)} MB after all texts\n`,
  ].join('\n');
}
