// Which read review is which true one. Pure functions over plain objects.

/**
 * A review as a truth file has it; see the README beside the pages for the marks.
 * @typedef {{id: string | null, rating: number | null, title: string | null, text: string | null, author: string | null,
 *   date: string | null, reply: string | null, in_dom?: boolean, hidden?: unknown, ignore?: boolean, copies?: number,
 *   text_alt?: string | string[], date_alt?: string | string[]}} TrueReview
 */

/**
 * A review as the extension reported it.
 * @typedef {{id?: string | null, rating?: number | null, title?: string | null, text?: string | null,
 *   author?: string | null, date?: string | null, reply?: string | null, annotated?: boolean}} ReadReview
 */

/** Two texts less alike than this are two reviews. */
const ALIKE = 0.5;

// What a sign of sameness weighs. An id decides; text outweighs all else together.
const WEIGHT = { id: 100, text: 10, author: 2, date: 1, rating: 1, reply: 1 };

/**
 * A string as it is compared: NFC, white space folded to single blanks, null like the empty string.
 * @param {string | null | undefined} value
 */
export function fold(value) {
  return (value ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/**
 * All the values that are equally right.
 * @param {string | null | undefined} value
 * @param {string | string[] | undefined} also
 * @returns {string[]}
 */
export function accepted(value, also = []) {
  return [value ?? '', ...[also].flat()].map(fold);
}

/**
 * Whether a read reply is the true one, of which only the first 80 characters are known; or neither has one.
 * @param {string | null | undefined} truth @param {string | null | undefined} read
 */
export function isReply(truth, read) {
  return fold(truth) ? fold(read).startsWith(fold(truth)) : !fold(read);
}

/**
 * Likeness of two folded texts from 0 to 1: Dice over pairs of characters, so that scripts without blanks work too.
 * @param {string} a @param {string} b
 */
export function likeness(a, b) {
  if (a === b) return 1;
  const left = pairs(a);
  let common = 0;
  let total = 0;
  for (const count of left.values()) total += count;
  for (const [pair, count] of pairs(b)) {
    common += Math.min(count, left.get(pair) ?? 0);
    total += count;
  }
  const dice = total === 0 ? 0 : (2 * common) / total;
  // A cut text is still that review: wrong, but not missed and not false.
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const isCut = short.length >= 20 && long.includes(short.replace(/\s*(…|\.\.\.)$/u, ''));
  return isCut ? Math.max(dice, 0.75) : dice;
}

/** @param {string} text @returns {Map<string, number>} */
function pairs(text) {
  const chars = [...text.toLowerCase()];
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (let i = 0; i + 1 < chars.length; i += 1) {
    const pair = chars[i] + chars[i + 1];
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/**
 * Pairs true and read reviews one to one, the surest pairs first.
 *
 * An equal id decides. Otherwise the texts must be alike; if one side has no text or the texts differ wholly (the reader
 * took the wrong element), author and rating must agree, and order in the page tells equals apart.
 * @param {TrueReview[]} truths
 * @param {ReadReview[]} reads
 * @returns {Map<number, number>} index of the true review → index of the read one
 */
export function match(truths, reads) {
  const candidates = truths.flatMap((truth, t) =>
    reads.flatMap((read, r) => {
      const weight = sameness(truth, read);
      return weight > 0 ? [{ t, r, weight }] : [];
    }),
  );
  // Among equals, taking the first of each side keeps the order of the page.
  candidates.sort((a, b) => b.weight - a.weight || a.t - b.t || a.r - b.r);
  /** @type {Map<number, number>} */
  const matched = new Map();
  const taken = new Set();
  for (const { t, r } of candidates) {
    if (matched.has(t) || taken.has(r)) continue;
    matched.set(t, r);
    taken.add(r);
  }
  return matched;
}

/**
 * How sure it is that the two are one review; 0 if they are not.
 * @param {TrueReview} truth @param {ReadReview} read
 */
function sameness(truth, read) {
  const text = fold(read.text);
  const texts = accepted(truth.text, truth.text_alt).filter(Boolean);
  const author = fold(truth.author) === fold(read.author);
  const rating = (truth.rating ?? null) === (read.rating ?? null);
  const date = fold(truth.date).slice(0, 10) === fold(read.date).slice(0, 10);
  const reply = isReply(truth.reply, read.reply);
  let signs = 0;
  for (const [key, agrees] of Object.entries({ author, rating, date, reply })) {
    if (agrees) signs += WEIGHT[/** @type {keyof typeof WEIGHT} */ (key)];
  }

  const alike = text ? Math.max(0, ...texts.map((other) => likeness(other, text))) : 0;
  if (truth.id && read.id && truth.id === read.id) return WEIGHT.id + alike * WEIGHT.text + signs;
  if (alike >= ALIKE) return alike * WEIGHT.text + signs;
  if (!author || !rating) return 0;
  if (texts.length === 0 && !text) return WEIGHT.text + signs;
  // No text to go by: a shared "no author" says nothing, so a name must agree.
  return fold(truth.author) ? signs : 0;
}
