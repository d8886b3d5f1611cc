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
