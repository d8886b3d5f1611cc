// Chromium only: which of the page's tasks Amends' own code ran in, and what of the time was style, layout and paint; the
// worker's heap. Chromium's protocol is spoken directly, because chromedriver passes no events on.

import { createRequire } from 'node:module';
import { cdp } from './drive.mjs';

/** @typedef {import('./drive.mjs').Stage} Stage */
/** @typedef {{name: string, ph: string, ts: number, dur?: number, tdur?: number, pid: number, tid: number, args: any}} Event */
/** @typedef {{wall: number, cpu: number, own: number, render: number, at: number, parts: [string, number][]}} Task times in ms; `own` is Amends' code */
/** @typedef {{tasks: Task[], busy: number, cpu: number, own: number, render: number, frames: number, top: {where: string, ms: number}[]}} Traced */

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-lighthouse', 'toplevel', 'blink', 'v8', '__metadata'];
/** The browser's own work on what is shown, whether in a frame of its own or asked for by a script. */
const RENDER = new Set(['UpdateLayoutTree', 'Layout', 'PrePaint', 'Paint', 'Layerize', 'Commit', 'UpdateLayerTree']);
const MINE = /^chrome-extension:.*\/extension\/content\//;

/** A connection to the browser. @param {Stage} at */
async function connect(at) {
  const { debuggerAddress } = (await at.driver.getCapabilities()).get('goog:chromeOptions');
  const { webSocketDebuggerUrl } = /** @type {any} */ (await (await fetch(`http://${debuggerAddress}/json/version`)).json());
  // The driver's own library: Node 20 has no WebSocket yet.
  const WebSocket = createRequire(createRequire(import.meta.url).resolve('selenium-webdriver'))('ws');
  const socket = new WebSocket(webSocketDebuggerUrl, { maxPayload: 2 ** 30 });
  await new Promise((done, failed) => socket.on('open', done).on('error', failed));
  let ids = 0;
  /** @type {Map<number, (answer: any) => void>} */
  const waiting = new Map();
  /** @type {((event: any) => void)[]} */
  const listeners = [];
  socket.on('message', (/** @type {Buffer} */ data) => {
    const message = JSON.parse(data.toString());
    if (message.id) waiting.get(message.id)?.(message);
    else for (const listener of listeners) listener(message);
  });
  return {
    /** @param {string} method @param {object} [params] @param {string} [sessionId] @returns {Promise<any>} */
    async send(method, params = {}, sessionId) {
      const id = ++ids;
      const answer = new Promise((done) => waiting.set(id, done));
      socket.send(JSON.stringify({ id, method, params, sessionId }));
      const { result, error } = await answer;
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
    /** @param {(event: any) => void} listener */
    listen: (listener) => listeners.push(listener),
    close: () => socket.close(),
  };
}

/** JS heap after a collection and the Wasm's memory of the service worker, in MB. @param {Stage} at */
export async function workerMemory(at) {
  const connection = await connect(at);
  try {
    const { targetInfos } = await connection.send('Target.getTargets');
    const worker = targetInfos.find((/** @type {any} */ t) => t.type === 'service_worker' && t.url.startsWith(at.extensionOrigin));
    if (!worker) return null;
    const { sessionId } = await connection.send('Target.attachToTarget', { targetId: worker.targetId, flatten: true });
    await connection.send('HeapProfiler.collectGarbage', {}, sessionId);
    const { usedSize } = await connection.send('Runtime.getHeapUsage', {}, sessionId);
    const { result } = await connection.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' }, sessionId);
    const { objects } = await connection.send('Runtime.queryObjects', { prototypeObjectId: result.objectId }, sessionId);
    const size = 'function () { return this.reduce((all, memory) => all + memory.buffer.byteLength, 0); }';
    const memories = await connection.send('Runtime.callFunctionOn', { functionDeclaration: size, objectId: objects.objectId, returnByValue: true }, sessionId);
    return { heap: usedSize / 2 ** 20, wasm: memories.result.value / 2 ** 20 };
  } finally {
    connection.close();
  }
}

/**
 * Traces and profiles the page while something goes on.
 * @param {Stage} at @param {() => Promise<unknown>} what
 * @returns {Promise<Traced>}
 */
export async function traced(at, what) {
  const connection = await connect(at);
  try {
    /** @type {Event[]} */
    const events = [];
    const complete = new Promise((done) => connection.listen(({ method, params }) => {
      if (method === 'Tracing.dataCollected') for (const event of params.value) events.push(event);
      if (method === 'Tracing.tracingComplete') done(undefined);
    }));
    await cdp(at, 'Profiler.enable');
    await cdp(at, 'Profiler.setSamplingInterval', { interval: 500 });
    await connection.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: CATEGORIES, excludedCategories: ['*'] } });
    await cdp(at, 'Profiler.start');
    await what();
    const { profile } = await cdp(at, 'Profiler.stop');
    await connection.send('Tracing.end');
    await complete;
    return digest(events, profile);
  } finally {
    connection.close();
  }
}

/** @param {Event[]} events @param {any} profile @returns {Traced} */
function digest(events, profile) {
  const own = samples(profile);
  // Every process that renders has such a thread; the page's is the one that lays out most.
  const names = events.filter((e) => e.ph === 'M' && e.name === 'thread_name' && e.args.name === 'CrRendererMain');
  const threads = names.map((n) => events.filter((e) => e.ph === 'X' && e.pid === n.pid && e.tid === n.tid));
  const shows = (/** @type {Event[]} */ thread) => thread.filter((e) => e.name === 'Layout' || e.name === 'UpdateLayoutTree').reduce((all, e) => all + (e.dur ?? 0), 0);
  const main = threads.sort((a, b) => shows(b) - shows(a))[0] ?? [];
  const within = (/** @type {Event} */ task, /** @type {number} */ ts) => ts >= task.ts && ts <= task.ts + (task.dur ?? 0);
  // The promises of a task run after it and belong to it; what lies within another is a part of that.
  const runs = main.filter((e) => /(?:^|::)RunTask$|PerformMicrotaskCheckpoint$/.test(e.name)).sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  /** @type {Event[]} */
  const outer = [];
  for (const run of runs) {
    const before = outer.at(-1);
    const gap = before ? run.ts - before.ts - (before.dur ?? 0) : Infinity;
    if (before && gap >= 0 && gap < 200 && run.name.endsWith('Checkpoint')) {
      before.dur = run.ts + (run.dur ?? 0) - before.ts;
      before.tdur = (before.tdur ?? 0) + (run.tdur ?? 0);
    } else if (gap >= 0) outer.push({ ...run });
  }
  /** @type {Task[]} */
  const found = outer.map((task) => {
    /** @type {Map<string, number>} */
    const parts = new Map();
    for (const e of main) if (e !== task && RENDER.has(e.name) && within(task, e.ts)) parts.set(e.name, (parts.get(e.name) ?? 0) + (e.dur ?? 0) / 1000);
    const mine = own.mine.filter((s) => within(task, s.ts)).reduce((all, s) => all + s.ms, 0);
    return { wall: (task.dur ?? 0) / 1000, cpu: (task.tdur ?? 0) / 1000, own: mine, render: [...parts.values()].reduce((a, b) => a + b, 0), at: task.ts, parts: [...parts].sort((a, b) => b[1] - a[1]) };
  });
  const total = (/** @type {(t: Task) => number} */ of) => found.reduce((all, t) => all + of(t), 0);
  return {
    tasks: found.filter((t) => t.wall > 50), busy: total((t) => t.wall), cpu: total((t) => t.cpu), own: own.mine.reduce((all, s) => all + s.ms, 0), render: total((t) => t.render),
    frames: main.filter((e) => e.name === 'PrePaint').length, top: own.top,
  };
}

/** Samples that Amends' code was on the stack of, and where the time went. @param {any} profile */
function samples(profile) {
  /** @type {Map<number, {name: string, url: string, line: number, parent: number | null}>} */
  const nodes = new Map();
  for (const { id, callFrame } of profile.nodes) nodes.set(id, { name: callFrame.functionName || '(anonymous)', url: callFrame.url, line: callFrame.lineNumber + 1, parent: null });
  for (const { id, children } of profile.nodes) for (const child of children ?? []) /** @type {any} */ (nodes.get(child)).parent = id;
  /** The nearest of Amends' functions, and what of the browser it called; calls of the extension API bear odd names. @param {number} id */
  const where = (id) => {
    let leaf = '';
    for (let at = nodes.get(id); at; at = at.parent === null ? undefined : nodes.get(at.parent)) {
      if (MINE.test(at.url)) return `${at.url.replace(/.*\//, '')}:${at.line} ${at.name}${leaf && ` → ${leaf}`}`;
      leaf ||= at.name;
    }
    return null;
  };
  let ts = profile.startTime;
  /** @type {{ts: number, ms: number}[]} */
  const mine = [];
  /** @type {Map<string, number>} */
  const by = new Map();
  profile.samples.forEach((/** @type {number} */ id, /** @type {number} */ n) => {
    ts += profile.timeDeltas[n];
    const place = where(id);
    // A sample that comes late stands for the time since the one before it, but not for a pause of the process.
    const ms = Math.min((profile.timeDeltas[n + 1] ?? 500) / 1000, 20);
    if (!place) return;
    mine.push({ ts, ms });
    by.set(place, (by.get(place) ?? 0) + ms);
  });
  return { mine, top: [...by].map(([where, ms]) => ({ where, ms })).sort((a, b) => b.ms - a.ms).slice(0, 15) };
}
