// Hosts beyond the listed marketplaces, which the user allowed one by one: the hands must be on them too.

/** Registers the hands on every allowed host that the manifest does not name already. */
export async function register() {
  const manifest = chrome.runtime.getManifest();
  const listed = new Set(manifest.host_permissions ?? []);
  const { origins = [] } = await chrome.permissions.getAll();
  const matches = origins.filter((origin) => !listed.has(origin));
  const ids = (await chrome.scripting.getRegisteredContentScripts()).map((script) => script.id);
  if (ids.length) await chrome.scripting.unregisterContentScripts({ ids });
  if (!matches.length) return;
  const [hands] = manifest.content_scripts ?? [];
  await chrome.scripting.registerContentScripts([{ id: 'allowed-hosts', matches, js: hands?.js ?? [], allFrames: true, runAt: 'document_idle' }]);
}

/** The generic reader, which only few pages need: it is put into a frame when the hands ask for it. */
const GENERIC = ['extension/content/structure.js', 'extension/content/generic.js'];

/** Puts the generic reader beside the hands that ask. @param {chrome.runtime.MessageSender} sender */
export async function loadGeneric(sender) {
  if (sender.tab?.id === undefined) return;
  await chrome.scripting.executeScript({ target: { tabId: sender.tab.id, frameIds: [sender.frameId ?? 0] }, files: GENERIC });
}
