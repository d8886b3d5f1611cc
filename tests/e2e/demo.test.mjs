// The README's first command, as somebody without a display sees it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

test('the demo reads three shops, fills a reply box in each and takes its pictures', async () => {
  const out = mkdtempSync(join(tmpdir(), 'amends-demo-'));
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['tests/e2e/demo.mjs', '--headless', '--out', out]);
    assert.equal(stdout.match(/filled {3}the reply box of the right review, sent 0/g)?.length, 3, stdout);
    assert.match(stdout, /kept .*\S/, 'a review that a person has to look at first');
    for (const shop of ['lavka', 'mise', 'storefront']) {
      for (const what of ['list', 'filled']) assert.ok(existsSync(join(out, `${shop}-${what}-chromium.png`)), `${shop}-${what}`);
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
