// Firefox through geckodriver, with a temporary add-on.

import { randomUUID } from 'node:crypto';
import firefox from 'selenium-webdriver/firefox.js';
import { Command } from 'selenium-webdriver/lib/command.js';
import { needProgram } from './binaries.mjs';
import { waitFor } from './page.mjs';

/** @typedef {import('./browser.mjs').Launch} Launch */

/**
 * Starts Firefox with the extension installed as a temporary add-on.
 * @param {Launch & {manifest: any, extension: string, scratch: string}} launch
 */
export async function startFirefox({ extension, manifest, world, scratch, headless = true, language, dark, args = [] }) {
  const id = manifest.browser_specific_settings?.gecko?.id;
  if (!id) throw new Error('Firefox needs browser_specific_settings.gecko.id in the manifest to fix the page addresses');
  const uuid = randomUUID();

  const options = new firefox.Options();
  options.setBinary(needProgram('firefox'));
  options.setAcceptInsecureCerts(true);
  options.windowSize({ width: 1280, height: 1000 });
  if (headless) options.addArguments('-headless');
  options.addArguments(...args);
  const wanted = { ...QUIET, ...proxyPreferences(world), ...lookPreferences({ language, dark }) };
  for (const [name, value] of Object.entries(wanted)) options.setPreference(name, value);
  // The add-on gets this uuid instead of a random one, so moz-extension:// addresses are known.
  options.setPreference('extensions.webextensions.uuids', JSON.stringify({ [id]: uuid }));

  const service = new firefox.ServiceBuilder(needProgram('geckodriver'));
  // System access is what lets `killBackground` reach the browser's own objects.
  service.addArguments('--allow-system-access', '--profile-root', scratch);
  service.setEnvironment(/** @type {any} */ ({ ...process.env, TMPDIR: scratch }));
  const driver = /** @type {firefox.Driver} */ (firefox.Driver.createSession(options, service.build()));
  await driver.getSession();

  try {
    // By path, not `driver.installAddon`: that one packs the whole folder, node_modules and target included.
    await driver.execute(new Command('install addon').setParameter('path', extension).setParameter('temporary', true));
  } catch (error) {
    await driver.quit();
    throw error;
  }

  /** @template T @param {string} script @returns {Promise<T>} */
  const asBrowser = async (script) => {
    await driver.setContext(firefox.Context.CHROME);
    try {
      return await driver.executeScript(script, id);
    } finally {
      await driver.setContext(firefox.Context.CONTENT);
    }
  };
  const EXTENSION = 'WebExtensionPolicy.getByID(arguments[0]).extension';
  /** @returns {Promise<boolean>} */
  const backgroundRunning = async () => (await asBrowser(`return ${EXTENSION}.backgroundState`)) === 'running';

  return {
    driver,
    origin: `moz-extension://${uuid}`,
    backgroundRunning,
    async killBackground() {
      // What the idle timer calls too, only not put off by pending work.
      await asBrowser(`return ${EXTENSION}.terminateBackground({ignoreDevToolsAttached: true})`);
      await waitFor(async () => !(await backgroundRunning()), { what: 'the event page to be gone' });
    },
  };
}

/** @param {Launch['world']} world @returns {Record<string, string | number | boolean>} */
function proxyPreferences({ proxy }) {
  return {
    'network.proxy.type': 1,
    'network.proxy.http': proxy.host,
    'network.proxy.http_port': proxy.port,
    'network.proxy.ssl': proxy.host,
    'network.proxy.ssl_port': proxy.port,
    'network.proxy.no_proxies_on': '',
    'network.proxy.allow_hijacking_localhost': true,
    // The browser's own services may otherwise go around a proxy that refuses them.
    'network.proxy.allow_bypass': false,
    'network.proxy.failover_direct': false,
  };
}

/**
 * Without language packs the browser's own interface stays English whatever is asked for; pages see the language through
 * `navigator.language` and the Accept-Language header, and the extension has its own language setting.
 * @param {{language?: string, dark?: boolean}} look
 * @returns {Record<string, string | number | boolean>}
 */
function lookPreferences({ language = 'en', dark = false }) {
  return {
    'intl.accept_languages': language,
    'intl.locale.requested': language,
    'ui.systemUsesDarkTheme': dark ? 1 : 0,
    'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1,
  };
}

/** What keeps Firefox from talking on its own and from asking questions. @type {Record<string, string | number | boolean>} */
const QUIET = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.chrome.site_icons': false,
  'browser.contentblocking.enabled': false,
  'browser.newtabpage.activity-stream.feeds.system.topstories': false,
  'browser.newtabpage.activity-stream.feeds.topsites': false,
  'browser.newtabpage.enabled': false,
  'browser.region.network.url': '',
  'browser.region.update.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'browser.search.suggest.enabled': false,
  'browser.search.update': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.blocklist.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  // Lets a test grant optional permissions: the question is answered with yes.
  'extensions.webextOptionalPermissionPrompts': false,
  'media.gmp-manager.updateEnabled': false,
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.http.speculative-parallel-limit': 0,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'network.trr.uri': '',
  'privacy.trackingprotection.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'signon.autofillForms': false,
  'signon.rememberSignons': false,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': '',
  'toolkit.telemetry.unified': false,
};
