// Chromium through chromedriver, with an unpacked extension.

import { createHash } from 'node:crypto';
import chrome from 'selenium-webdriver/chrome.js';
import { needProgram } from './binaries.mjs';
import { waitFor } from './page.mjs';

/** @typedef {import('./browser.mjs').Launch} Launch */

/**
 * Starts Chromium with the extension loaded.
 * @param {Launch & {manifest: any, extension: string, scratch: string}} options
 */
export async function startChromium({ extension, manifest, world, scratch, headless, language, dark, args = [] }) {
  const options = new chrome.Options();
  options.setBinaryPath(needProgram('chromium'));
  options.setAcceptInsecureCerts(true);
  options.addArguments(...switches({ extension, world, headless, language, dark }), ...args);
  options.setUserPreferences({
    'intl.accept_languages': language ?? 'en',
    'translate.enabled': false,
    'search.suggest_enabled': false,
    'safebrowsing.enabled': false,
    'profile.password_manager_leak_detection': false,
    credentials_enable_service: false,
  });

  const service = new chrome.ServiceBuilder(needProgram('chromedriver'));
  // The profile is made under TMPDIR; on Linux the interface language comes from LANGUAGE, not from --lang, and only if the
  // locale pack is installed. Pages see the language in any case, and the extension has its own language setting.
  service.setEnvironment(/** @type {any} */ ({ ...process.env, TMPDIR: scratch, LANGUAGE: language ?? 'en' }));
  const driver = chrome.Driver.createSession(options, service.build());
  await driver.getSession();

  const origin = `chrome-extension://${extensionId(manifest, extension)}`;

  /** @returns {Promise<any[]>} the extension's running service worker, as a list of none or one */
  const workers = async () => {
    const { targetInfos } = /** @type {any} */ (await driver.sendAndGetDevToolsCommand('Target.getTargets', {}));
    return targetInfos.filter((/** @type {any} */ t) => t.type === 'service_worker' && t.url.startsWith(`${origin}/`));
  };

  return {
    driver,
    origin,
    backgroundRunning: async () => (await workers()).length > 0,
    // With a driver attached the worker never goes idle, so this is the only way to see it die.
    async killBackground() {
      for (const { targetId } of await workers()) {
        await driver.sendDevToolsCommand('Target.closeTarget', { targetId });
      }
      await waitFor(async () => (await workers()).length === 0, { what: 'the service worker to be gone' });
    },
  };
}

/** @param {{extension: string, world: Launch['world'], headless?: boolean, language?: string, dark?: boolean}} options */
function switches({ extension, world, headless = true, language = 'en', dark = false }) {
  return [
    ...(headless ? ['--headless=new'] : []),
    '--no-sandbox',
    '--window-size=1280,1000',
    `--load-extension=${extension}`,
    `--disable-extensions-except=${extension}`,
    `--disable-features=${DISABLED.join(',')}`,
    `--proxy-server=${world.proxy.host}:${world.proxy.port}`,
    '--proxy-bypass-list=<-loopback>',
    // The proxy resolves names; whatever tries to do so itself must fail instead of leaving the machine.
    `--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE ${world.proxy.host}`,
    '--ignore-certificate-errors',
    '--disable-quic',
    '--no-first-run',
    '--no-default-browser-check',
    '--no-pings',
    '--disable-background-networking',
    '--disable-client-side-phishing-detection',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-search-engine-choice-screen',
    '--disable-sync',
    '--metrics-recording-only',
    '--password-store=basic',
    `--lang=${language}`,
    ...(dark ? ['--force-dark-mode'] : []),
  ];
}

const DISABLED = [
  // Without this one, --load-extension is ignored.
  'DisableLoadExtensionCommandLineSwitch',
  // The rest talk to the network or put things over the page.
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'InterestFeedContentSuggestions',
  'MediaRouter',
  'OptimizationHints',
  'Translate',
];

/**
 * The id Chromium gives an extension: a hash of the manifest's key, or of the folder's path.
 * @param {{key?: string}} manifest @param {string} folder absolute, without symbolic links
 */
function extensionId(manifest, folder) {
  const source = manifest.key ? Buffer.from(manifest.key, 'base64') : Buffer.from(folder, 'utf8');
  const hex = createHash('sha256').update(source).digest('hex').slice(0, 32);
  return [...hex].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join('');
}
