/** Bundles the Japanese practice shop, the only one that needs a bundler: `node tests/practice/build.mjs OUTDIR`. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** @param {string} outdir */
export async function buildPractice(outdir) {
  await build({
    entryPoints: { console: fileURLToPath(new URL('ja/console.jsx', import.meta.url)) },
    outdir: join(outdir, 'ja'),
    entryNames: '[name].bundle',
    bundle: true,
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outdir = process.argv[2];
  if (!outdir) throw new Error('usage: node tests/practice/build.mjs OUTDIR');
  await buildPractice(outdir);
}
