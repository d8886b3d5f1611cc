// What Amends costs the page, the user and the machine: `node tests/e2e/bench.mjs --browser chromium|firefox --extension DIR
// [--runs N] [--only size,page,latency,memory,trace] [--json FILE]`.
//
// Nothing is asserted: what is over its target is printed as missed, what cannot be measured as not measured (n/a). The peer
// is what a user could have instead: a script that reads the whole page again every second.

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stage } from './harness/amends.mjs';
import { MODES, call, closeOthers, cpu, enable, extensionMemory, heard, memory, open, settled, version } from './bench/drive.mjs';
import { against, longest, median, num, quantile, sizes, sum, table } from './bench/numbers.mjs';
import { MUTATIONS, servePage } from './bench/page.mjs';
import { traced, workerMemory } from './bench/trace.mjs';

/** @typedef {import('./harness/amends.mjs').Stage} Stage */
/** @typedef {import('./bench/drive.mjs').Mode} Mode */
/** @typedef {import('./bench/page.mjs').Busy} Busy */
/** @typedef {Busy & {cpu: number | null}} Seen */

/** Reviews on the long page; every third is negative. */
const REVIEWS = 1_000;
/** How long the page is looked at, at least: the peer passes several times. */
const WINDOW = 4_000;
/** How long a log takes to tick 5,000 times. */
const PACED = 3_000;
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

/** @param {Awaited<ReturnType<typeof sizes>>} found @param {string} title */
function sizeTable(found, title) {
  const kb = (/** @type {number} */ bytes) => num(bytes / 1024, 1);
  const row = (/** @type {import('./bench/numbers.mjs').Size} */ s, target = '') => [s.name.replace('extension/', ''), kb(s.raw), kb(s.gzip), target];
  return table(`1. Size of ${title}, KB`, ['file', 'raw', 'gzip', 'target (gzip)'], [
    ...found.content.map((s) => row(s)),
    row(found.all, against(found.all.gzip / 1024, 20, 'KB')), row(found.background), row(found.glue), row(found.wasm, against(found.wasm.gzip / 1024, 700, 'KB')),
  ]);
}

/** @param {string} title @param {Record<Mode, Seen[]>} seen */
function busyTable(title, seen) {
  const mid = (/** @type {Mode} */ mode, /** @type {(s: Seen) => number | null} */ of) => {
    const values = seen[mode].map(of).filter((v) => v !== null);
    return values.length ? median(values) : null;
  };
  /** @param {string} name @param {(s: Seen) => number | null} of @param {number} [target] */
  const row = (name, of, target) => {
    const [off, on, peer] = MODES.map((mode) => mid(mode, of));
    const over = on === null || off === null ? null : on - off;
    const worst = Math.max(...seen.on.map((s) => of(s) ?? NaN));
    return [name, num(off), num(on), num(worst), num(peer), num(over), peer === null || off === null || over === null || peer <= off ? '–' : `${num(over / (peer - off), 1)}×`, target === undefined ? '' : against(over, target, 'more')];
  };
  const list = (/** @type {'tasks' | 'frames' | 'gaps'} */ key, /** @type {(values: number[]) => number} */ of) => (/** @type {Seen} */ s) => (s[key] === null ? null : of(/** @type {number[]} */ (s[key])));
  return table(title, ['median of runs', 'off', 'Amends', 'Amends, worst run', 'peer', 'Amends − off', 'against peer', 'target'], [
    row('long tasks (longtask entries), count', list('tasks', (v) => v.length), 0),
    row('  longest, ms', list('tasks', longest)),
    row('  total, ms', list('tasks', sum)),
    row('long animation frames, count', list('frames', (v) => v.length)),
    row('  longest, ms', list('frames', longest)),
    row('timer late by ≥ 50 ms, count', list('gaps', (v) => v.length), 0),
    row('  longest, ms', list('gaps', longest)),
    row('timer late, total, ms', (s) => s.busy),
    row('main thread, processor time, ms', (s) => s.cpu),
    row('cards drawn', (s) => s.cards),
    row('  the last of them after, ms', (s) => (s.cards ? s.done : null)),
    row('one pass of the peer, ms', (s) => (s.passes.length ? median(s.passes) : null)),
    row('looked at for, ms', (s) => s.window),
  ]);
}

/** @param {Awaited<ReturnType<typeof still>>} found */
function mutationTable({ burst, paced, messages }) {
  /** @param {string} name @param {Record<Mode, number[]>} by */
  const row = (name, by) => {
    const [off, on, peer] = MODES.map((mode) => median(by[mode]));
    return [name, num(off), num(on), num(quantile(by.on, 0.95)), num(peer), `${num(on / off, 2)}×`, `${num(peer / off, 2)}×`];
  };
  const of = (/** @type {'ms' | 'cpu'} */ key) => /** @type {Record<Mode, number[]>} */ (Object.fromEntries(MODES.map((mode) => [mode, burst[mode][key]])));
  return `${table(`4. ${num(MUTATIONS)} mutations outside of the ${num(REVIEWS)} reviews, median of ${burst.on.ms.length} (paced: ${paced.on.length})`, ['', 'off', 'Amends', 'Amends p95', 'peer', 'Amends / off', 'peer / off'], [
    row('at once, until the page is idle, ms', of('ms')),
    row('at once, processor time, ms', of('cpu')),
    row(`paced over ${num(PACED / 1000)} s, processor time, ms`, paced),
  ])}  messages to the brain during ${4 * paced.on.length} bursts: ${messages.length}${messages.length ? ` (${messages.join(', ')})` : ''} (target 0)\n`;
}

/** @param {Awaited<ReturnType<typeof latency>>} found */
function latencyTable({ warm, cold }) {
  /** @param {string} name @param {(number | null)[]} all @param {number} target */
  const row = (name, all, target) => {
    const values = all.filter((v) => v !== null);
    return [name, String(all.length), String(all.length - values.length), num(quantile(values, 0.5), 1), num(quantile(values, 0.95), 1), num(longest(values), 1), against(quantile(values, 0.95), target, 'ms')];
  };
  return table('3. From a negative review in the page to its card, ms', ['', 'runs', 'no card in 10 s', 'p50', 'p95', 'worst', 'target (p95)'], [row('warm', warm, 150), row('cold worker', cold, 400)]);
}

/** @param {Awaited<ReturnType<typeof memories>>} found @param {string} browser */
function memoryTable({ page, worker, extension }, browser) {
  const what = browser === 'chromium' ? `JS heap of the page with ${num(REVIEWS)} reviews, after a collection` : `whole process of the page with ${num(REVIEWS)} reviews`;
  const [off, on, peer] = MODES.map((mode) => median(page[mode]));
  const notes = browser === 'chromium'
    ? [`worker: ${worker ? `JS heap ${num(worker.heap, 1)} MB, Wasm memory ${num(worker.wasm, 1)} MB` : 'not measured (it was not running)'}`, 'DOM, styles and layers are not in the JS heap and were not measured.']
    : [`process of all extensions: ${num(extension, 1)} MB`, 'JS heap of the page: not measured, Firefox tells nobody.'];
  return `${table(`5. Memory, MB, median of ${page.on.length}`, ['', 'off', 'Amends', 'peer', 'Amends − off', 'peer − off'], [[what, num(off, 2), num(on, 2), num(peer, 2), num(on - off, 2), num(peer - off, 2)]])}${notes.map((n) => `  ${n}\n`).join('')}`;
}

/** @param {Awaited<ReturnType<typeof traces>>} found */
function traceTable({ idle, drawing, alone, ticking }) {
  /** @param {string} name @param {import('./bench/trace.mjs').Traced} t */
  const row = (name, t) => [name, num(t.busy), num(t.cpu), num(t.own), num(t.render), num(t.frames), num(t.tasks.length), num(t.tasks.filter((x) => x.own > 1).length), num(t.tasks.filter((x) => x.cpu > 50).length), num(longest(t.tasks.map((x) => x.wall))), num(longest(t.tasks.map((x) => x.cpu)))];
  const worst = [...drawing.tasks].sort((a, b) => b.cpu - a.cpu).slice(0, 5);
  return [
    table('2c. Trace and profile of the same page that stands still (tracing slows it), main thread, ms',
      ['', 'busy', 'processor', 'in Amends’ JS', 'style, layout, paint', 'frames', 'tasks > 50 ms', '… with Amends’ JS in them', '… > 50 ms processor', 'longest', 'longest, processor'],
      [row('off', idle), row('Amends switched on', drawing), row('three bursts, off', alone), row('three bursts, Amends', ticking)]),
    table('  Tasks that took most processor time while Amends drew, ms', ['', 'wall', 'processor', 'Amends’ JS', 'of it style, layout, paint'], worst.map((t, n) => [String(n + 1), num(t.wall), num(t.cpu), num(t.own), t.parts.slice(0, 4).map(([name, ms]) => `${name} ${num(ms)}`).join(', ') || '–'])),
    ...[drawing, ticking].map((t, n) => table(`  Where Amends’ JS spent its time ${n ? 'in the bursts' : 'reading and drawing'}, ms (line of the function → what of the browser it called)`, ['', 'ms'], t.top.map((t) => [t.where, num(t.ms, 1)]))),
  ].join('\n');
}

const { values } = parseArgs({ options: { browser: { type: 'string', default: 'chromium' }, extension: { type: 'string' }, runs: { type: 'string', default: '3' }, only: { type: 'string', default: 'size,page,latency,memory,trace' }, json: { type: 'string' } } });
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
  results.machine.loadAfter = loadavg();
  console.log(`Load after: ${loadavg().map((l) => num(l, 1)).join(' ')}. More than the number of cores means that other programs made wall times longer; processor times are the page's own.`);
} finally {
  await at.close();
  if (values.json) await writeFile(values.json, JSON.stringify(results, null, 1));
}
