// Reads the invented pages of tests/pages, and the saved real ones where they are at hand, in both browsers.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SITES_WITH_FILE, addUp, readLines, readTruths, scorePage } from './score.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/**
 * Reads all pages of a directory and scores each.
 * @param {string} pages @param {'chromium' | 'firefox'} browser
 */
async function read(pages, browser) {
  const dir = await mkdtemp(join(tmpdir(), 'amends-read-'));
  try {
    const out = join(dir, 'read.jsonl');
    const script = ['tests/e2e/read.mjs', '--pages', pages, '--extension', `dist/reading-${browser}`, '--browser', browser, '--out', out];
    await run('node', script, { cwd: ROOT, maxBuffer: 1 << 26 });
    const [truths, reads] = [await readTruths(pages), await readLines(out)];
    return [...truths].map(([page, truth]) => {
      const found = reads.find((r) => r.page === page);
      return { page, truth, score: scorePage(truth, found?.reviews ?? []), error: found?.error };
    });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** @param {import('./score.mjs').Score} score @param {import('./score.mjs').Score['mismatches'][number]['what'] | keyof import('./score.mjs').Score['fields']} field */
const share = (score, field) => {
  const { right, of } = score.fields[/** @type {keyof typeof score.fields} */ (field)];
  return of ? right / of : 1;
};

for (const browser of /** @type {const} */ (['chromium', 'firefox'])) {
  describe(`reading in ${browser}`, () => {
    test('the invented pages of every site file', async () => {
      for (const { page, score, error } of await read(join(ROOT, 'tests/pages'), browser)) {
        assert.equal(error, undefined, page);
        const wrong = score.mismatches.map((m) => `${m.what}: ${JSON.stringify(m.truth)} was read as ${JSON.stringify(m.read)}`);
        assert.deepEqual(wrong, [], page);
      }
    });

    const shared = join(ROOT, '../shared/pages');
    const skip = existsSync(shared) ? false : 'the saved real pages are not at hand';
    test('saved real pages', { skip }, async () => {
      const pages = (await read(shared, browser)).filter(({ truth }) => !truth.ignore);
      const total = (/** @type {(site: string) => boolean} */ wanted) => addUp(pages.filter(({ truth }) => wanted(truth.site)).map(({ score }) => score));
      const known = total((site) => SITES_WITH_FILE.includes(site));
      assert.ok(known.found / known.truth >= 0.98 && known.found / (known.found + known.false) >= 0.99, 'reviews on sites with a file');
      for (const [field, floor] of /** @type {const} */ ([['rating', 0.99], ['text', 0.98], ['date', 0.95], ['reply', 0.98]])) {
        assert.ok(share(known, field) >= floor, `${field} on sites with a file: ${share(known, field)}`);
      }
      const others = total((site) => !SITES_WITH_FILE.includes(site) && site !== '_negative');
      assert.ok(others.found / others.truth >= 0.85, `recall of the generic reader: ${others.found} of ${others.truth}`);
      assert.ok(others.found / (others.found + others.false) >= 0.95, `precision of the generic reader: ${others.false} false`);
      assert.equal(total((site) => site === '_negative').false, 0, 'pages without reviews');
    });
  });
}
