// The bench's tables, from what was measured.

import { MODES, PACED, REVIEWS } from './drive.mjs';
import { against, longest, median, num, quantile, sum, table } from './numbers.mjs';
import { MUTATIONS } from './page.mjs';

/** @typedef {import('./drive.mjs').Mode} Mode */
/** @typedef {import('./drive.mjs').Seen} Seen */
/** @typedef {Record<Mode, Seen[]>} AllSeen */
/** @typedef {{burst: Record<Mode, {ms: number[], cpu: number[]}>, paced: Record<Mode, number[]>, messages: string[]}} Mutations */
/** @typedef {{warm: (number | null)[], cold: (number | null)[]}} Latency */
/** @typedef {{page: Record<Mode, number[]>, worker: {heap: number, wasm: number} | null, extension: number | null}} Memory */
/** @typedef {Record<'idle' | 'drawing' | 'alone' | 'ticking', import('./trace.mjs').Traced>} Traces */

/** @param {Awaited<ReturnType<typeof import('./numbers.mjs').sizes>>} found @param {string} title */
export function sizeTable(found, title) {
  const kb = (/** @type {number} */ bytes) => num(bytes / 1024, 1);
  const row = (/** @type {import('./numbers.mjs').Size} */ s, target = '') => [s.name.replace('extension/', ''), kb(s.raw), kb(s.gzip), target];
  return table(`1. Size of ${title}, KB`, ['file', 'raw', 'gzip', 'target (gzip)'], [
    ...found.content.map((s) => row(s)),
    row(found.all, against(found.all.gzip / 1024, 20, 'KB')), row(found.background), row(found.glue), row(found.wasm, against(found.wasm.gzip / 1024, 700, 'KB')),
  ]);
}

/** @param {string} title @param {AllSeen} seen */
export function busyTable(title, seen) {
  const mid = (/** @type {Mode} */ mode, /** @type {(s: Seen) => number | null} */ of) => {
    const values = seen[mode].map(of).filter((v) => v !== null);
    return values.length ? median(values) : null;
  };
  /** What was seen only, without comparing. @param {string} name @param {(s: Seen) => number | null} of */
  const plain = (name, of) => [name, ...MODES.slice(0, 2).map((mode) => num(mid(mode, of))), num(Math.max(...seen.on.map((s) => of(s) ?? NaN))), num(mid('peer', of)), '', '', ''];
  /** @param {string} name @param {(s: Seen) => number | null} of @param {number} [target] */
  const row = (name, of, target) => {
    const [off, on, peer] = MODES.map((mode) => mid(mode, of));
    const over = on === null || off === null ? null : on - off;
    const worst = Math.max(...seen.on.map((s) => of(s) ?? NaN));
    return [name, num(off), num(on), num(worst), num(peer), num(over), peer === null || off === null || over === null || peer <= off || over < 0 ? '–' : `${num(over / (peer - off), 1)}×`, target === undefined ? '' : against(over, target, 'more')];
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
    plain('cards drawn', (s) => s.cards),
    plain('  the last of them after, ms', (s) => (s.cards ? s.done : null)),
    plain('one pass of the peer, ms', (s) => (s.passes.length ? median(s.passes) : null)),
    plain('looked at for, ms', (s) => s.window),
  ]);
}

/** @param {Mutations} found */
export function mutationTable({ burst, paced, messages }) {
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

/** @param {Latency} found */
export function latencyTable({ warm, cold }) {
  /** @param {string} name @param {(number | null)[]} all @param {number} target */
  const row = (name, all, target) => {
    const values = all.filter((v) => v !== null);
    return [name, String(all.length), String(all.length - values.length), num(quantile(values, 0.5), 1), num(quantile(values, 0.95), 1), num(longest(values), 1), against(quantile(values, 0.95), target, 'ms')];
  };
  return table('3. From a negative review in the page to its card, ms', ['', 'runs', 'no card in 10 s', 'p50', 'p95', 'worst', 'target (p95)'], [row('warm', warm, 150), row('cold worker', cold, 400)]);
}

/** @param {Memory} found @param {string} browser */
export function memoryTable({ page, worker, extension }, browser) {
  const what = browser === 'chromium' ? `JS heap of the page with ${num(REVIEWS)} reviews, after a collection` : `whole process of the page with ${num(REVIEWS)} reviews`;
  const [off, on, peer] = MODES.map((mode) => median(page[mode]));
  const notes = browser === 'chromium'
    ? [`worker: ${worker ? `JS heap ${num(worker.heap, 1)} MB, Wasm memory ${num(worker.wasm, 1)} MB` : 'not measured (it was not running)'}`, 'DOM, styles and layers are not in the JS heap and were not measured.']
    : [`process of all extensions: ${num(extension, 1)} MB`, 'JS heap of the page: not measured, Firefox tells nobody.'];
  return `${table(`5. Memory, MB, median of ${page.on.length}`, ['', 'off', 'Amends', 'peer', 'Amends − off', 'peer − off'], [[what, num(off, 2), num(on, 2), num(peer, 2), num(on - off, 2), num(peer - off, 2)]])}${notes.map((n) => `  ${n}\n`).join('')}`;
}

/** @param {Traces} found */
export function traceTable({ idle, drawing, alone, ticking }) {
  /** @param {string} name @param {import('./trace.mjs').Traced} t */
  const row = (name, t) => [name, num(t.busy), num(t.cpu), num(t.own), num(t.render), num(t.frames), num(t.tasks.length), num(t.tasks.filter((x) => x.own > 1).length), num(t.tasks.filter((x) => x.cpu > 50).length), num(longest(t.tasks.map((x) => x.wall))), num(longest(t.tasks.map((x) => x.cpu)))];
  const worst = [...drawing.tasks].sort((a, b) => b.cpu - a.cpu).slice(0, 5);
  return [
    table('2c. Trace and profile of the same page that stands still (tracing slows it), main thread, ms',
      ['', 'busy', 'processor', 'in Amends’ JS', 'style, layout, paint', 'frames', 'tasks > 50 ms', '… with Amends’ JS in them', '… > 50 ms processor', 'longest', 'longest, processor'],
      [row('off', idle), row('Amends switched on', drawing), row('three bursts, off', alone), row('three bursts, Amends', ticking)]),
    table('  Tasks that took most processor time while Amends drew, ms', ['', 'wall', 'processor', 'Amends’ JS', 'of it style, layout, paint'], worst.map((t, n) => [String(n + 1), num(t.wall), num(t.cpu), num(t.own), t.parts.slice(0, 4).map(([name, ms]) => `${name} ${num(ms)}`).join(', ') || '–'])),
    ...[drawing, ticking].map((t, n) => table(`  Where Amends’ JS spent its time ${n ? 'in the bursts' : 'reading and drawing'}, ms (line of the function → what of the browser it called; names of extension API calls are unreliable)`, ['', 'ms'], t.top.map((t) => [t.where, num(t.ms, 1)]))),
  ].join('\n');
}
