/** Storefront: review cards, each with an open contenteditable reply box; long texts expand in place; more on scroll. */

import { el, find, icon } from '../shared/dom.js';
import { plainText } from '../shared/plain-text.js';
import { expose, loadReviews, onReach, pause } from '../shared/practice.js';
import { thumbnail } from '../shared/thumbs.js';

/** @typedef {import('../shared/practice.js').Review} Review */

const PAGE = 8;
const CLAMP = 420;
const LIMIT = 2000;
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** What is in the reply boxes, as the shop knows it: review id → text. @type {Map<string, string>} */
const drafts = new Map();
const filter = { show: 'all', stars: '' };
/** @type {Review[]} */
let found = [];
let shown = 0;

const submitted = expose(() =>
  [...document.querySelectorAll('[data-review-id] .editor')].map((box) => {
    const review = box.closest('[data-review-id]')?.getAttribute('data-review-id') ?? '';
    return { review, kind: 'reply', value: drafts.get(review) ?? '' };
  }));

const reviews = await loadReviews();
const feed = find('#reviews');
const loadMore = find('#load-more');

/** @param {number} count */
function stars(count) {
  return el('span', { class: 'stars', role: 'img', 'aria-label': `${count} out of 5 stars` },
    ...[1, 2, 3, 4, 5].map((n) => icon('i-star', { class: n <= count ? 'on' : 'off' })));
}

/** @param {string} text */
function body(text) {
  const paragraph = el('p', { class: 'body' }, text);
  if (text.length <= CLAMP) return [paragraph];
  paragraph.textContent = `${text.slice(0, text.lastIndexOf(' ', CLAMP))}…`;
  const more = el('button', {
    class: 'read-more', 'aria-expanded': 'false',
    onclick: () => { paragraph.textContent = text; more.remove(); },
  }, 'Read more');
  return [paragraph, more];
}

/** @param {Review} review */
function card(review) {
  const initials = review.author.split(/\s+/).map((word) => word[0]).join('').slice(0, 2).toUpperCase();
  return el('article', { class: 'review', 'data-review-id': review.id },
    el('header', { class: 'review-head' },
      el('span', { class: 'initials', 'aria-hidden': 'true' }, initials),
      el('div', { class: 'who' },
        el('b', { class: 'author' }, review.author),
        el('time', { datetime: review.date }, day.format(new Date(`${review.date}T00:00:00Z`)))),
      stars(review.stars)),
    el('a', { class: 'listing', href: `/listing/${encodeURIComponent(review.product.sku)}` },
      el('img', { src: thumbnail(review.product), alt: '' }), el('span', { class: 'listing-name' }, review.product.name)),
    review.title ? el('h3', {}, review.title) : null,
    ...(review.text ? body(review.text) : []),
    review.reply === null ? replyBox(review) : el('section', { class: 'owner' },
      el('b', {}, 'Response from the owner'), el('p', { class: 'owner-text' }, review.reply)));
}

/** @param {Review} review */
function replyBox(review) {
  const counter = el('span', {}, `0 / ${LIMIT}`);
  const post = el('button', { class: 'post', disabled: true }, 'Post reply');
  const editor = el('div', {
    class: 'editor', contenteditable: 'true', role: 'textbox', 'aria-multiline': 'true',
    'aria-label': `Reply to ${review.author}`, 'data-placeholder': 'Write a public reply…',
  });
  editor.addEventListener('input', () => {
    // Browsers leave a lone <br> in an emptied editable, which would hide the placeholder.
    if (!editor.textContent && editor.children.length === 1) editor.replaceChildren();
    const text = plainText(editor);
    drafts.set(review.id, text);
    counter.textContent = `${text.length} / ${LIMIT}`;
    post.disabled = text.trim() === '' || text.length > LIMIT;
  });
  const box = el('section', { class: 'respond', 'aria-label': 'Reply' }, editor, el('footer', {}, counter, post));
  post.addEventListener('click', () => {
    review.reply = drafts.get(review.id) ?? '';
    drafts.delete(review.id);
    submitted.push({ review: review.id, kind: 'reply', text: review.reply });
    box.closest('article')?.replaceWith(card(review));
    summarise();
  });
  return box;
}

function appendPage() {
  feed.append(...found.slice(shown, shown + PAGE).map(card));
  shown = Math.min(shown + PAGE, found.length);
  loadMore.hidden = shown >= found.length;
  find('#feed-end').hidden = shown < found.length;
  return shown < found.length;
}

/** @param {Partial<typeof filter>} change */
function choose(change) {
  Object.assign(filter, change);
  found = reviews.filter((review) =>
    (filter.show === 'all' || (review.reply === null) === (filter.show === 'open')) &&
    (!filter.stars || filter.stars.split(',').includes(String(review.stars))));
  shown = 0;
  feed.replaceChildren();
  drafts.clear();
  appendPage();
  for (const button of document.querySelectorAll('[data-show]'))
    button.setAttribute('aria-pressed', String(button.getAttribute('data-show') === filter.show));
}

function summarise() {
  const open = reviews.filter((review) => review.reply === null);
  const mean = reviews.reduce((sum, review) => sum + review.stars, 0) / reviews.length;
  find('#mean').textContent = mean.toFixed(1);
  find('#count').textContent = `${reviews.length} reviews`;
  find('#reply-rate').textContent = `${Math.round((1 - open.length / reviews.length) * 100)}%`;
  find('#waiting-low').textContent = `${open.filter((review) => review.stars <= 2).length}`;
  find('#histogram').replaceChildren(...[5, 4, 3, 2, 1].map((n) => {
    const count = reviews.filter((review) => review.stars === n).length;
    return el('div', {}, el('dt', {}, `${n} ★`), el('dd', {}, el('progress', { max: reviews.length, value: count })), el('dd', {}, `${count}`));
  }));
  const counts = { all: reviews.length, open: open.length, replied: reviews.length - open.length };
  for (const [show, count] of Object.entries(counts)) find(`[data-show="${show}"] i`).textContent = `${count}`;
}

for (const button of document.querySelectorAll('[data-show]'))
  button.addEventListener('click', () => choose({ show: button.getAttribute('data-show') ?? 'all' }));
const rating = /** @type {HTMLSelectElement} */ (find('#rating-filter'));
rating.addEventListener('change', () => choose({ stars: rating.value }));

// The first batch waits for the button, as many feeds do; after it the feed loads on its own.
loadMore.addEventListener('click', () => {
  appendPage();
  loadMore.textContent = 'Loading…';
  onReach(find('#feed-sentinel'), async () => {
    await pause(250);
    appendPage();
    return true;
  });
}, { once: true });

choose({});
summarise();
