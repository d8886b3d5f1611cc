// What Amends costs the page, the user and the machine: `node tests/e2e/bench.mjs --browser chromium|firefox --extension DIR
// [--runs N] [--only size,page,latency,memory,trace,understand] [--beside FILE] [--json FILE]`.
//
// Nothing is asserted: what is over its target is printed as missed, what cannot be measured as not measured (n/a). The peer
// is what a user could have instead: a script that reads the whole page again every second.

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stage } from './harness/amends.mjs';
import { MODES, PACED, REVIEWS, call, closeOthers, cpu, enable, extensionMemory, heard, memory, open, settled, version } from './bench/drive.mjs';
import { num, sizes } from './bench/numbers.mjs';
import { servePage } from './bench/page.mjs';
import { busyTable, latencyTable, memoryTable, mutationTable, sizeTable, traceTable } from './bench/tables.mjs';
import { traced, workerMemory } from './bench/trace.mjs';
import { besides, textsIn, understandTable, understanding } from './bench/understand.mjs';

/** @typedef {import('./harness/amends.mjs').Stage} Stage */
/** @typedef {import('./bench/drive.mjs').Mode} Mode */
/** @typedef {import('./bench/drive.mjs').Seen} Seen */

/** How long the page is looked at, at least: the peer passes several times. */
const WINDOW = 4_000;
const WARM = 120;
const COLD = 20;

const each = (/** @type {() => unknown} */ make) => /** @type {any} */ (Object.fromEntries(MODES.map((mode) => [mode, make()])));

/** The page from its first byte, in all modes. @param {Stage} at @param {number} runs */
async function loads(at, runs) {
  /** @type {Record<Mode, Seen[]>} */
  const seen = each(() => []);
  for (let n = 0; n < runs; n++) {
    for (const mode of MODES) {
      await enable(at, mode === 'on');
      await open(at, REVIEWS, `&sample${mode === 'peer' ? '&peer' : ''}`);
      seen[mode].push({ ...(await settled(at, WINDOW, mode)), cpu: null });
    }
  }
  return seen;
}

/** A page that stands still: Amends or the peer is switched on, then the page's own log ticks. @param {Stage} at @param {number} runs */
async function still(at, runs) {
  /** @type {{seen: Record<Mode, Seen[]>, burst: Record<Mode, {ms: number[], cpu: number[]}>, paced: Record<Mode, number[]>, messages: string[]}} */
  const found = { seen: each(() => []), burst: each(() => ({ ms: [], cpu: [] })), paced: each(() => []), messages: [] };
  await enable(at, false);
  await open(at, REVIEWS);
  await settled(at, 1_000, 'off');
  for (let n = 0; n < runs; n++) {
    for (const mode of MODES) {
      await call(at, 'reset');
      await call(at, 'sample', true);
      const before = await cpu(at);
      // The same save in all modes, so that windows and messages are the same.
      await enable(at, mode === 'on');
      if (mode === 'peer') await call(at, 'peer', true);
      const busy = await settled(at, WINDOW, mode);
      found.seen[mode].push({ ...busy, cpu: (await cpu(at)) - before });
      await call(at, 'sample', false);

      await heard(at);
      for (let again = 0; again < 3; again++) {
        const start = await cpu(at);
        found.burst[mode].ms.push(await call(at, 'burst', 0));
        found.burst[mode].cpu.push((await cpu(at)) - start);
      }
      const start = await cpu(at);
      await call(at, 'burst', PACED);
      found.paced[mode].push((await cpu(at)) - start);
      if (mode === 'on') found.messages.push(...(await heard(at)));

      if (mode === 'peer') await call(at, 'peer', false);
      if (mode === 'on') await enable(at, false);
      await settled(at, 0, 'off');
    }
  }
  return found;
}

/** From a review in the page to its card. @param {Stage} at */
async function latency(at) {
  await enable(at, true);
  await open(at, 30);
  await settled(at, 1_000, 'on');
  // An open page of the extension would keep its process alive, which makes a cold start a warm one.
  await closeOthers(at);
  await call(at, 'insert', 5);
  /** @type {(number | null)[]} */
  const warm = [];
  while (warm.length < WARM) warm.push(...(await call(at, 'insert', 20)));
  /** @type {(number | null)[]} */
  const cold = [];
  for (let n = 0; n < COLD; n++) {
    await at.killBackground();
    await new Promise((done) => setTimeout(done, 300));
    cold.push(...(await call(at, 'insert', 1)));
  }
  return { warm, cold };
}

/** @param {Stage} at @param {number} runs */
async function memories(at, runs) {
  /** @type {Record<Mode, number[]>} */
  const page = each(() => []);
  for (let n = 0; n < runs; n++) {
    for (const mode of MODES) {
      await enable(at, mode === 'on');
      await open(at, REVIEWS, mode === 'peer' ? '&peer' : '');
      await settled(at, WINDOW, mode);
      page[mode].push(await memory(at));
    }
  }
  await enable(at, true);
  await open(at, REVIEWS);
  await settled(at, 0, 'on');
  await closeOthers(at);
  return { page, worker: at.name === 'chromium' ? await workerMemory(at) : null, extension: at.name === 'firefox' ? await extensionMemory(at) : null };
}

/** @param {Stage} at */
async function traces(at) {
  await enable(at, false);
  await open(at, REVIEWS);
  await settled(at, 1_000, 'off');
  const idle = await traced(at, async () => {
    await call(at, 'reset');
    await enable(at, false);
    await settled(at, WINDOW, 'off');
  });
  const drawing = await traced(at, async () => {
    await call(at, 'reset');
    await enable(at, true);
    await settled(at, WINDOW, 'on');
  });
  const bursts = async () => {
    for (let n = 0; n < 3; n++) await call(at, 'burst', 0);
  };
  const ticking = await traced(at, bursts);
  await enable(at, false);
  await settled(at, 1_000, 'off');
  const alone = await traced(at, bursts);
  return { idle, drawing, alone, ticking };
}

const { values } = parseArgs({ options: { browser: { type: 'string', default: 'chromium' }, extension: { type: 'string' }, runs: { type: 'string', default: '3' }, only: { type: 'string', default: 'size,page,latency,memory,trace,understand' }, beside: { type: 'string' }, json: { type: 'string' } } });
const browser = values.browser === 'firefox' ? 'firefox' : 'chromium';
const extension = resolve(values.extension ?? `dist/practice-${browser}`);
const runs = Number(values.runs);
const wanted = new Set(values.only.split(','));
/** @type {Record<string, any>} */
const results = { browser, runs };
/** @param {string} key @param {any} value @param {string} text */
const tell = (key, value, text) => {
  results[key] = value;
  console.log(text);
};

const busyBefore = loadavg();
if (wanted.has('size')) {
  const found = await sizes(extension);
  tell('size', found, sizeTable(found, extension));
  const released = extension.replace(/practice-(?=\w+$)/, '');
  if (released !== extension && existsSync(`${released}/manifest.json`)) tell('sizeReleased', await sizes(released), `  Wasm of ${released}: ${num((await sizes(released)).wasm.gzip / 1024, 1)} KB gzip\n`);
}
const at = await stage({ browser, extension });
try {
  servePage(at.world);
  await at.driver.manage().setTimeouts({ script: 90_000 });
  results.machine = { browser: await version(at), node: process.version, cpu: cpus()[0]?.model.trim(), cores: cpus().length, memory: Math.round(totalmem() / 2 ** 30), load: busyBefore };
  console.log(`${results.machine.browser}, Node ${process.version}; ${results.machine.cores} × ${results.machine.cpu}, ${results.machine.memory} GB; load before: ${busyBefore.map((l) => num(l, 1)).join(' ')}\n`);
  if (wanted.has('page')) {
    const loaded = await loads(at, runs);
    tell('load', loaded, busyTable(`2a. ${num(REVIEWS)} reviews, from the start of the page, ${runs} runs`, loaded));
    const found = await still(at, runs);
    tell('still', found.seen, busyTable(`2b. ${num(REVIEWS)} reviews on a page that stands still: all that is over “off” is Amends’ or the peer’s, ${runs} runs`, found.seen));
    tell('mutations', { burst: found.burst, paced: found.paced, messages: found.messages }, mutationTable(found));
  }
  if (wanted.has('latency')) {
    const found = await latency(at);
    tell('latency', found, latencyTable(found));
  }
  if (wanted.has('memory')) {
    const found = await memories(at, runs);
    tell('memory', found, memoryTable(found, browser));
  }
  if (wanted.has('trace')) {
    if (browser === 'chromium') {
      const found = await traces(at);
      tell('trace', found, traceTable(found));
    } else console.log('2c. Trace: not measured in Firefox, and it has no longtask entries; the late timer stands for them.\n');
  }
  if (wanted.has('understand')) {
    const texts = await textsIn(resolve('target/bench'));
    if (texts) {
      const found = { wasm: await understanding(at, texts), beside: await besides(values.beside) };
      tell('understand', found, understandTable({ texts, ...found }));
    } else console.log('6. Understanding: not measured, the texts are missing; `cargo xtask bench` writes them.\n');
  }
  results.machine.loadAfter = loadavg();
  console.log(`Load after: ${loadavg().map((l) => num(l, 1)).join(' ')}. More than the number of cores means that other programs made wall times longer; processor times are the page's own.`);
} finally {
  await at.close();
  if (values.json) await writeFile(values.json, JSON.stringify(results, null, 1));
}
