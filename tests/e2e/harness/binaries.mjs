// Where the browsers and their drivers are. Nothing is ever downloaded: what is missing is an error that says what to do.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** @type {Record<string, {variable: string, local?: string, names: string[]}>} */
const PROGRAMS = {
  // Branded Chrome is not in the list: it no longer accepts --load-extension.
  chromium: { variable: 'AMENDS_CHROMIUM', names: ['chromium', 'chromium-browser'] },
  chromedriver: { variable: 'AMENDS_CHROMEDRIVER', names: ['chromedriver', 'chromium.chromedriver'] },
  firefox: { variable: 'AMENDS_FIREFOX', names: ['firefox-esr', 'firefox'] },
  geckodriver: { variable: 'AMENDS_GECKODRIVER', local: 'target/tools/bin/geckodriver', names: ['geckodriver'] },
};

/**
 * Path of a program: its environment variable, else the copy under target/, else PATH; null if it is nowhere.
 * @param {'chromium' | 'chromedriver' | 'firefox' | 'geckodriver'} name
 * @returns {string | null}
 */
export function findProgram(name) {
  const { variable, local, names } = PROGRAMS[name];
  const given = process.env[variable];
  if (given) return given;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = names.flatMap((program) => folders.map((folder) => join(folder, program)));
  return [...(local ? [join(ROOT, local)] : []), ...candidates].find(isExecutable) ?? null;
}

/**
 * Like `findProgram`, but a missing program is an error that names the variable to set.
 * @param {'chromium' | 'chromedriver' | 'firefox' | 'geckodriver'} name
 */
export function needProgram(name) {
  const path = findProgram(name);
  if (path) return path;
  throw new Error(`${name} not found: put it on PATH or set ${PROGRAMS[name].variable}`);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
