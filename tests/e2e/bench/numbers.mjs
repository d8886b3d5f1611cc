// Medians, sizes, and the table.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** @param {number[]} values @param {number} share 0…1 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? sorted[0] : NaN;
}

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);
/** @param {number[]} values */
export const sum = (values) => values.reduce((a, b) => a + b, 0);
/** @param {number[]} values */
export const longest = (values) => Math.max(0, ...values);

/** @typedef {{name: string, raw: number, gzip: number}} Size */

/**
 * Sizes of what a built extension loads.
 * @param {string} dir
 */
export async function sizes(dir) {
  const manifest = JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8'));
  /** @param {string} name @returns {Promise<Size>} */
  const of = async (name) => {
    const bytes = await readFile(join(dir, name));
    return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
  };
  const content = await Promise.all([...new Set(/** @type {string[]} */ (manifest.content_scripts.flatMap((/** @type {any} */ c) => c.js)))].map(of));
  return {
    content,
    all: { name: 'all content scripts', raw: sum(content.map((c) => c.raw)), gzip: sum(content.map((c) => c.gzip)) },
    background: await of('extension/background.js'),
    glue: await of('wasm/amends.js'),
    wasm: await of('wasm/amends_bg.wasm'),
  };
}

/** @param {number | null | undefined} value @param {number} [digits] */
export const num = (value, digits = 0) => (value === null || value === undefined || Number.isNaN(value) ? 'n/a' : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }));

/** A rows × columns table in the plain. @param {string} title @param {string[]} head @param {string[][]} rows */
export function table(title, head, rows) {
  const all = [head, ...rows];
  const widths = head.map((_, c) => Math.max(...all.map((row) => [...(row[c] ?? '')].length)));
  const line = (/** @type {string[]} */ row) => `  ${row.map((cell, c) => (c ? cell.padStart(widths[c]) : cell.padEnd(widths[c]))).join('  ')}`.trimEnd();
  return [title, line(head), `  ${widths.map((w) => '─'.repeat(w)).join('  ')}`, ...rows.map(line), ''].join('\n');
}

/** Target and whether it is met. @param {number | null} value @param {number} limit @param {string} unit */
export const against = (value, limit, unit) => (value === null || Number.isNaN(value) ? 'not measured' : value <= limit ? `≤ ${limit} ${unit} ✓` : `≤ ${limit} ${unit} MISSED`);
