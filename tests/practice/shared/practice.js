/** What every practice shop has in common: its reviews, what tests may look at, loading more on scroll. */

/**
 * @typedef {object} Review
 * @property {string} id
 * @property {number} stars
 * @property {string | null} title
 * @property {string} text  empty where only stars were given
 * @property {string} author
 * @property {string} date  `2026-11-14`
 * @property {{name: string, sku: string}} product
 * @property {string | null} reply
 * @property {string | null} [pros]
 * @property {string | null} [cons]
 */
/** @typedef {{review: string, kind: 'reply' | 'complaint', text: string}} Submission */
/** @typedef {{review: string, kind: 'reply' | 'complaint', value: string}} Box  `value` is the shop's model, not its DOM */

/** @returns {Promise<Review[]>} newest first */
export async function loadReviews() {
  const answer = await fetch('/api/reviews');
  if (!answer.ok) throw new Error(`reviews: ${answer.status}`);
  return answer.json();
}

/**
 * The only global of a practice shop.
 * @param {() => Box[]} boxes the boxes that are open now
 * @returns {Submission[]} what the shop's own buttons have sent
 */
export function expose(boxes) {
  /** @type {Submission[]} */
  const submitted = [];
  Object.assign(window, { practice: { submitted, boxes } });
  return submitted;
}

/**
 * Calls `more` whenever the sentinel can be seen, until it answers false.
 * @param {Element} sentinel
 * @param {() => boolean | Promise<boolean>} more
 */
export function onReach(sentinel, more) {
  const observer = new IntersectionObserver(async (entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.unobserve(sentinel);
    // Observing again reports a sentinel that is still in view.
    if (await more()) observer.observe(sentinel);
  }, { rootMargin: '120px' });
  observer.observe(sentinel);
}

/**
 * A number that stays the same for the same text: for clock times and colours that the data do not have.
 * @param {string} text
 */
export function stableNumber(text) {
  let hash = 2166136261;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** @param {number} milliseconds */
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
