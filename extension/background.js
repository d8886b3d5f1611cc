// The brain's body: passes messages to the Wasm, keeps what it wants kept, and starts it anew after a panic.
import init, { Brain, __wbg_reset_state } from '../wasm/amends.js';
import { loadGeneric, register } from './hosts.js';

const KEY = 'amends';
const BACKUP = 'amends.backup';

/** @type {Promise<Brain> | null} */
let brain = null;

/** The Wasm itself does not start: nothing can be said in its words. */
class Damaged extends Error {}

/** A file of the extension itself; empty where it is missing, which the brain then tells the user. @param {string} path */
async function file(path) {
  try {
    const response = await fetch(chrome.runtime.getURL(path));
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch {
    // Told like an answer that is not fine.
  }
  return new Uint8Array();
}

/** The button in the toolbar says so on every page, also where no card can. */
function showDamage() {
  void chrome.action.setBadgeText({ text: '!' });
  void chrome.action.setTitle({ title: chrome.i18n.getMessage('damaged') });
}

/** The engine, started where the worker has just been. */
function wake() {
  brain ??= (async () => {
    const wasm = init().catch((error) => {
      showDamage();
      throw new Damaged(String(error));
    });
    const [stored, model, lexicon, phrases, checks] = await Promise.all([chrome.storage.local.get([KEY, BACKUP]), file('wasm/reviews.bin'), file('wasm/lexicon.bin'), file('wasm/phrases.txt'), file('wasm/checks.txt'), wasm]);
    const started = new Brain(stored[KEY] ?? null, model, lexicon, phrases, checks);
    if (started.damaged()) showDamage();
    const backup = started.takeBackup();
    // The first loss is the one that holds the user's settings.
    if (backup !== undefined && !(BACKUP in stored)) await chrome.storage.local.set({ [BACKUP]: backup });
    const unsaved = started.takeUnsaved();
    if (unsaved !== undefined) await chrome.storage.local.set({ [KEY]: unsaved });
    return started;
  })();
  brain.catch(() => (brain = null));
  return brain;
}

/**
 * Answers a request; what it changes is stored before the answer goes out.
 * @param {import('./protocol').Request} request
 * @returns {Promise<import('./protocol').Answer>}
 */
async function answer(request) {
  const engine = await wake();
  const reply = engine.handle(request, Date.now());
  const unsaved = engine.takeUnsaved();
  if (unsaved !== undefined) await chrome.storage.local.set({ [KEY]: unsaved });
  return reply;
}

/**
 * A panic ends the Wasm instance: start a new one, and find out which review it was, so that the others get their cards.
 * @param {import('./protocol').Request} request
 * @returns {Promise<import('./protocol').Answer>}
 */
async function answerSafely(request) {
  try {
    return await answer(request);
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    brain = null;
    __wbg_reset_state();
    if (request.kind === 'read' && request.reviews.length + request.jsonLd.length > 1) return oneByOne(request);
    // The hands have the words for this code in the user's language.
    return { error: { code: 'panic', message: String(error) } };
  }
}

/** @param {Extract<import('./protocol').Request, { kind: 'read' }>} request */
async function oneByOne(request) {
  /** @type {import('./protocol').Card[]} */
  const cards = [];
  const parts = [...request.reviews.map((review) => ({ reviews: [review], jsonLd: [] })), ...request.jsonLd.map((script) => ({ reviews: [], jsonLd: [script] }))];
  for (const part of parts) {
    const reply = await answerSafely({ ...request, ...part });
    if ('kind' in reply && reply.kind === 'cards') cards.push(...reply.cards);
  }
  return /** @type {const} */ ({ kind: 'cards', cards });
}

/** Orders after which pages are read differently. */
const CHANGES = ['save', 'forgetCorrections'];

/** Tells all tabs that settings changed. */
async function broadcast() {
  for (const tab of await chrome.tabs.query({})) {
    // Tabs without Amends do not answer, and need not.
    if (tab.id !== undefined) chrome.tabs.sendMessage(tab.id, { kind: 'refresh' }).catch(() => {});
  }
}

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (sender.id !== chrome.runtime.id) return;
  if (message.kind === 'load') {
    loadGeneric(sender).then(
      () => reply({ kind: 'done' }),
      (error) => reply({ error: { code: 'unreachable', message: String(error) } }),
    );
    return true;
  }
  answerSafely(message).then(
    (result) => {
      reply(result);
      if (CHANGES.includes(message.kind) && 'kind' in result && result.kind === 'done') void broadcast();
    },
    (error) => {
      if (error instanceof Damaged) reply({ error: { code: 'damaged', message: chrome.i18n.getMessage('damaged') } });
      else reply({ error: { code: 'unreachable', message: String(error?.message ?? error) } });
    },
  );
  return true;
});

chrome.runtime.onInstalled.addListener(() => void register());
chrome.runtime.onStartup.addListener(() => void register());
chrome.permissions.onAdded.addListener(() => void register());
chrome.permissions.onRemoved.addListener(() => void register());
