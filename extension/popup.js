// Starts the desk, and says so plainly where that fails.
import init, { startDesk } from '../wasm/amends.js';

/** @param {unknown} error */
function fail(error) {
  const line = /** @type {HTMLElement} */ (document.getElementById('failure'));
  const why = error instanceof Error ? error.message : String(error);
  const damaged = chrome.i18n.getMessage('damaged');
  line.textContent = why === damaged ? damaged : `Amends could not show its settings: ${why} Close this and open it again; what was saved is safe.`;
  line.hidden = false;
}

// A panic of the Wasm comes out here, whichever click led to it.
addEventListener('error', (event) => fail(event.error ?? event.message));
addEventListener('unhandledrejection', (event) => fail(event.reason));

init().then(startDesk, () => fail(chrome.i18n.getMessage('damaged'))).catch(fail);
