// A throw-away extension that does the least of everything the harness must be able to see. Only the harness's own test uses it.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MANIFEST = {
  manifest_version: 3,
  name: 'Amends harness probe',
  version: '1.0',
  permissions: ['storage', 'scripting'],
  host_permissions: ['https://*/*'],
  background: { service_worker: 'extension/background.js', scripts: ['extension/background.js'], type: 'module' },
  content_scripts: [{ matches: ['https://www.wildberries.ru/*'], js: ['extension/content.js'] }],
  action: { default_popup: 'extension/popup.html' },
  browser_specific_settings: { gecko: { id: 'probe@amends.invalid' } },
};

// `life` is new with every start of the background, `count` is kept in storage: together they prove a restart.
const BACKGROUND = `
const life = crypto.randomUUID();
chrome.runtime.onMessage.addListener((message, sender, respond) => {
  (async () => {
    if (message.kind === 'fetch') {
      const answer = await fetch(message.url).catch((error) => ({ status: String(error) }));
      return { status: answer.status };
    }
    const { count = 0 } = await chrome.storage.local.get('count');
    await chrome.storage.local.set({ count: count + 1 });
    return { life, count: count + 1 };
  })().then(respond);
  return true;
});
`;

// Besides the button it answers like the hands do, with what stands in [data-review] elements.
const CONTENT = `
const host = document.createElement('div');
host.id = 'probe';
const root = host.attachShadow({ mode: 'closed' });
// Firefox applies the page's CSP to a <style> that comes from innerHTML, not to one filled through textContent.
const add = (tag, text) => root.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
add('style', 'button { color: rgb(1, 2, 3) }');
const button = add('button', 'Count');
const output = add('output', '');
button.onclick = async () => {
  const { life, count } = await chrome.runtime.sendMessage({ kind: 'count' });
  output.textContent = count + ' ' + life;
};
document.documentElement.append(host);
const start = Date.now();
chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const cards = [...document.querySelectorAll('[data-review]')];
  respond({
    kind: 'found',
    url: location.href,
    site: message.only || !cards.length ? null : 'probe',
    settled: message.kind === 'generic' || Date.now() - start > 300,
    reviews: cards.map((card, index) => ({
      id: card.dataset.review || null, key: String(index), rating: Number(card.dataset.rating), title: null,
      text: card.textContent, author: null, date: null, reply: null, annotated: true,
    })),
  });
});
`;

/**
 * Writes the extension into a temporary folder; `remove` deletes it.
 * @returns {Promise<{dir: string, remove: () => Promise<void>}>}
 */
export async function writeProbe() {
  const dir = await mkdtemp(join(tmpdir(), 'amends-probe-'));
  await mkdir(join(dir, 'extension'));
  await Promise.all([
    writeFile(join(dir, 'manifest.json'), JSON.stringify(MANIFEST, null, 2)),
    writeFile(join(dir, 'extension/background.js'), BACKGROUND),
    writeFile(join(dir, 'extension/content.js'), CONTENT),
    writeFile(join(dir, 'extension/popup.html'), '<!doctype html><meta charset="utf-8"><title>Probe</title><p>popup</p>'),
  ]);
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}
