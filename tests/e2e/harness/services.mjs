// Hosts that browsers call of their own accord: updates, sync, safe browsing, captive portals, experiments.

// Whole registrable domains only where no page under test can live; single hosts elsewhere (google.com serves pages too).
const DOMAINS = [
  'firefox.com',
  'firefoxusercontent.com',
  'gvt1.com',
  'gvt2.com',
  'mozaws.net',
  'mozgcp.net',
  'mozilla.com',
  'mozilla.net',
  'mozilla.org',
];

const HOSTS = [
  'accounts.google.com',
  'android.clients.google.com',
  'chrome.google.com',
  'chromewebstore.google.com',
  'clients1.google.com',
  'clients2.google.com',
  'clients2.googleusercontent.com',
  'clients3.google.com',
  'clients4.google.com',
  'clients6.google.com',
  'clientservices.googleapis.com',
  'chromewebstore.googleapis.com',
  'content-autofill.googleapis.com',
  'edgedl.me.gvt1.com',
  'mtalk.google.com',
  'optimizationguide-pa.googleapis.com',
  'passwordsleakcheck-pa.googleapis.com',
  'redirector.gvt1.com',
  'safebrowsing.googleapis.com',
  'safebrowsinghttpgateway.googleapis.com',
  'sb-ssl.google.com',
  't0.gstatic.com',
  'update.googleapis.com',
];

/**
 * Whether a host belongs to the browser's maker and serves the browser itself, not pages.
 * @param {string} host
 */
export function isBrowserService(host) {
  return HOSTS.includes(host) || DOMAINS.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
