// How well was read: `node tests/e2e/score.mjs --pages DIR --read FILE [--show N]`.
//
// DIR holds the pages' `NAME.truth.json`, FILE is what read.mjs wrote. Reviews marked `in_dom: false` stand apart: finding
// them is right, not finding them is no miss. Optional reviews and second copies are neither right nor wrong.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { accepted, fold, isReply, match } from './harness/match.mjs';

/** @typedef {import('./harness/match.mjs').TrueReview} TrueReview */
/** @typedef {import('./harness/match.mjs').ReadReview} ReadReview */
/** @typedef {{url: string, site: string, reviews: TrueReview[], optional_reviews?: TrueReview[], ignore?: boolean}} Truth */
/** @typedef {{page: string, url: string, site: string | null, reviews: ReadReview[], error?: string}} Read */

/** The fields compared on every matched review. */
export const FIELDS = /** @type {const} */ (['rating', 'text', 'title', 'author', 'date', 'reply']);

/** Sites that have a file in data/sites; the others are read by the generic reader. */
export const SITES_WITH_FILE = ['wildberries', 'wildberries-seller', 'amazon', 'avito', 'trustpilot', 'judgeme'];

/** @typedef {{right: number, of: number}} Share */
/** @typedef {{what: string, truth: unknown, read: unknown}} Mismatch */
/**
 * Counts of one page or of several added up. `data` are the reviews that are not in the DOM.
 * @typedef {{pages: number, truth: number, found: number, missed: number, false: number, data: Share,
 *   fields: Record<typeof FIELDS[number], Share>, mismatches: Mismatch[]}} Score
 */

/** A score with nothing in it. @param {number} [pages] @returns {Score} */
export function emptyScore(pages = 0) {
  const fields = /** @type {Score['fields']} */ (Object.fromEntries(FIELDS.map((f) => [f, { right: 0, of: 0 }])));
  return { pages, truth: 0, found: 0, missed: 0, false: 0, data: { right: 0, of: 0 }, fields, mismatches: [] };
}

/**
 * Scores what was read on one page.
 * @param {Truth} truth
 * @param {ReadReview[]} reads
 * @returns {Score}
 */
export function scorePage(truth, reads) {
  const score = emptyScore(1);
  if (truth.ignore) return score;
  const wanted = truth.reviews;
  const spare = wanted.flatMap((review) => Array(Math.max(0, (review.copies ?? 1) - 1)).fill(review));
  const matched = match(wanted, reads);
  const taken = new Set(matched.values());
  // Only what no wanted review took may be an optional one.
  const left = reads.filter((_, index) => !taken.has(index));
  const excused = new Set(match([...spare, ...(truth.optional_reviews ?? [])], left).values());
  left.forEach((read, index) => {
    if (excused.has(index)) return;
    score.false += 1;
    score.mismatches.push({ what: 'false', truth: null, read });
  });

  wanted.forEach((review, index) => {
    const read = reads[matched.get(index) ?? -1];
    if (review.ignore) return;
    if (review.in_dom === false) {
      score.data.of += 1;
      score.data.right += read ? 1 : 0;
      return;
    }
    score.truth += 1;
    if (!read) {
      score.missed += 1;
      score.mismatches.push({ what: review.hidden ? 'missed (hidden)' : 'missed', truth: review, read: null });
      return;
    }
    score.found += 1;
    compareFields(review, read, score);
  });
  return score;
}

/** @param {TrueReview} truth @param {ReadReview} read @param {Score} score */
function compareFields(truth, read, score) {
  for (const field of FIELDS) {
    if (field === 'date' && !truth.date) continue;
    const right = isRight(field, truth, read);
    score.fields[field].of += 1;
    score.fields[field].right += right ? 1 : 0;
    if (!right) score.mismatches.push({ what: field, truth: truth[field], read: read[field] ?? null });
  }
}

/** @param {typeof FIELDS[number]} field @param {TrueReview} truth @param {ReadReview} read */
function isRight(field, truth, read) {
  switch (field) {
    case 'rating':
      return (truth.rating ?? null) === (read.rating ?? null);
    case 'text':
      return accepted(truth.text, truth.text_alt).includes(fold(read.text));
    case 'date':
      return accepted(truth.date, truth.date_alt).includes(fold(read.date).slice(0, 10));
    case 'reply':
      return isReply(truth.reply, read.reply);
    default:
      return fold(truth[field]) === fold(read[field]);
  }
}

/** Adds scores up, mismatches aside. @param {Score[]} scores @returns {Score} */
export function addUp(scores) {
  const sum = emptyScore();
  for (const score of scores) {
    for (const key of /** @type {const} */ (['pages', 'truth', 'found', 'missed', 'false'])) sum[key] += score[key];
    for (const [to, from] of [
      [sum.data, score.data],
      ...FIELDS.map((field) => [sum.fields[field], score.fields[field]]),
    ]) {
      to.right += from.right;
      to.of += from.of;
    }
  }
  return sum;
}

/** Every truth file under a folder by its page's relative path, in order. @param {string} dir @returns {Promise<Map<string, Truth>>} */
export async function readTruths(dir) {
  const names = (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.truth.json')).sort();
  const truths = names.map(async (name) => {
    const truth = /** @type {Truth} */ (JSON.parse(await readFile(join(dir, name), 'utf8')));
    return /** @type {const} */ ([name.replace(/\.truth\.json$/u, '.html').replaceAll('\\', '/'), truth]);
  });
  return new Map(await Promise.all(truths));
}

/**
 * The whole report as text: pages, sites, totals, then the first `show` mismatches.
 * @param {Map<string, Truth>} truths @param {Read[]} reads @param {number} [show]
 */
export function report(truths, reads, show = 0) {
  const byPage = new Map(reads.map((read) => [read.page, read]));
  const pages = [...truths].map(([page, truth]) => {
    const read = byPage.get(page);
    const by = read ? (read.error ? 'ERROR' : (read.site ?? 'generic')) : 'not read';
    return { page, by, ignore: truth.ignore, site: truth.site, score: scorePage(truth, read?.reviews ?? []) };
  });
  const sites = [...new Set(pages.map(({ site }) => site))];
  /** @param {(site: string) => boolean} has */
  const total = (has) => addUp(pages.filter(({ site }) => has(site)).map(({ score }) => score));
  const isNegative = (/** @type {string} */ site) => site === '_negative';
  const hasFile = (/** @type {string} */ site) => SITES_WITH_FILE.includes(site);

  const rule = ['', ...HEADER.map(() => '')];
  const table = [
    ['page', ...HEADER],
    ...pages.map(({ page, by, ignore, score }) => [page, ignore ? 'ignored' : by, ...cells(score)]),
    rule,
    ...sites.map((site) => [site, '', ...cells(total((other) => other === site))]),
    rule,
    ['sites with a site file', '', ...cells(total(hasFile))],
    ['other sites', '', ...cells(total((site) => !hasFile(site) && !isNegative(site)))],
    ['_negative', '', ...cells(total(isNegative))],
    ['all', '', ...cells(total(() => true))],
  ];
  const mismatches = pages.flatMap(({ page, score }) => score.mismatches.map((m) => ({ page, ...m })));
  const shown = mismatches.slice(0, show).map(({ page, what, truth, read }) => {
    const [left, right] = excerpt(truth, read);
    return `\n${page}: ${what}\n  truth ${left}\n  read  ${right}`;
  });
  return [align(table), ...shown].join('\n');
}

const HEADER = ['by', 'truth', 'found', 'missed', 'false', 'recall', 'precision', ...FIELDS, 'data only'];

/** @param {Score} score */
function cells({ truth, found, missed, false: wrong, fields, data }) {
  const counts = [truth, found, missed, wrong].map(String);
  const shares = [percent(found, truth), percent(found, found + wrong)];
  const accuracies = FIELDS.map((field) => percent(fields[field].right, fields[field].of));
  return [...counts, ...shares, ...accuracies, data.of ? `${data.right}/${data.of}` : '-'];
}

/** @param {number} part @param {number} whole */
function percent(part, whole) {
  // Rounded down: 100 must mean all of them.
  return whole === 0 ? '-' : (Math.floor((1000 * part) / whole) / 10).toFixed(1);
}

/** @param {string[][]} table */
function align(table) {
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table
    .map((row) => row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ').trimEnd())
    .join('\n');
}

/** Both values as JSON, from shortly before where they part. @param {unknown} truth @param {unknown} read */
function excerpt(truth, read) {
  const both = [truth, read].map((value) => JSON.stringify(typeof value === 'string' ? fold(value) : value));
  let same = 0;
  while (same < both[0].length && both[0][same] === both[1][same]) same += 1;
  const from = Math.max(0, same - 30);
  return both.map((text) => `${from ? '…' : ''}${text.slice(from, from + 200)}${text.length > from + 200 ? '…' : ''}`);
}

/** Reads the file that read.mjs writes. @param {string} file @returns {Promise<Read[]>} */
export async function readLines(file) {
  return (await readFile(file, 'utf8')).split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: { pages: { type: 'string' }, read: { type: 'string' }, show: { type: 'string', default: '0' } },
  });
  if (!values.pages || !values.read) throw new Error('usage: score.mjs --pages DIR --read FILE [--show N]');
  console.log(report(await readTruths(values.pages), await readLines(values.read), Number(values.show)));
}
