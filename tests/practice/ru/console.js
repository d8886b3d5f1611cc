/** «Лавка»: a marketplace cabinet with hashed class names, stable test ids, and a plain textarea per row. */

import { el, find, icon } from '../shared/dom.js';
import { expose, loadReviews, onReach, pause, stableNumber } from '../shared/practice.js';
import { thumbnail } from '../shared/thumbs.js';

/** @typedef {import('../shared/practice.js').Review} Review */

const PAGE = 10;
const LIMIT = { min: 2, max: 1000 };
const MONTHS = ['янв.', 'фев.', 'мар.', 'апр.', 'мая', 'июн.', 'июл.', 'авг.', 'сен.', 'окт.', 'ноя.', 'дек.'];

/** What is in the open reply boxes, as the shop knows it: review id → text. @type {Map<string, string>} */
const drafts = new Map();
const complaint = { review: '', value: '' };
const filter = { answered: false, stars: 0, textOnly: false, words: '', order: 'new' };
/** What the filter found when it was last changed; an answered row stays where it is until then. @type {Review[]} */
let found = [];
let shown = PAGE;

const submitted = expose(() => [
  ...[...drafts].map(([review, value]) => ({ review, kind: /** @type {const} */ ('reply'), value })),
  ...(complaint.review ? [{ review: complaint.review, kind: /** @type {const} */ ('complaint'), value: complaint.value }] : []),
]);

const reviews = await loadReviews();
const list = find('[data-testid="feedback-list"]');
const sentinel = find('[data-testid="sentinel"]');
const dialog = /** @type {HTMLDialogElement} */ (find('[data-testid="complaint-dialog"]'));
const complaintText = /** @type {HTMLTextAreaElement} */ (find('#complaint-text'));

/** `14 ноя. 2026 г. в 15:05`; the clock time is made up, but always the same. @param {Review} review */
function dateLine({ id, date }) {
  const [year, month, day] = date.split('-').map(Number);
  const minutes = 8 * 60 + (stableNumber(id) % (13 * 60));
  const clock = `${Math.floor(minutes / 60)}`.padStart(2, '0') + ':' + `${minutes % 60}`.padStart(2, '0');
  return `${day} ${MONTHS[month - 1]} ${year} г. в ${clock}`;
}

/** @param {number} stars */
function rating(stars) {
  const star = (/** @type {number} */ n) =>
    icon('i-star', n <= stars ? { class: 'Rating__full--f4Tn8', 'data-testid': 'star-full' } : { 'data-testid': 'star-empty' });
  return el('span', { class: 'Rating__root--s6Ya2', role: 'img', 'aria-label': `Оценка ${stars} из 5`, 'data-testid': 'feedback-rating' },
    ...[1, 2, 3, 4, 5].map(star));
}

/** @param {string} name @param {string} hook @param {string | null | undefined} text */
function part(name, hook, text) {
  return text ? el('p', { class: 'FeedbackItem__text--z2Vr5' }, el('b', {}, name), el('span', { 'data-testid': hook }, text)) : null;
}

/** @param {Review} review */
function row(review) {
  const text = [review.title, review.text].filter(Boolean).join('\n');
  const answer = el('button', { class: 'Button__main--t3Hc9', 'data-testid': 'reply-open' }, 'Ответить');
  const node = el('li', { class: 'FeedbackItem__root--x3Kp9', 'data-testid': 'feedback-item', 'data-feedback-id': review.id },
    el('div', { class: 'FeedbackItem__row--q7Dz4', 'data-testid': 'feedback-row' },
      el('div', { class: 'FeedbackItem__product--r1Wq8' },
        el('img', { src: thumbnail(review.product), alt: '', width: 56, height: 56 }),
        el('div', {},
          el('a', { href: `/goods/${encodeURIComponent(review.product.sku)}`, 'data-testid': 'product-name' }, review.product.name),
          el('span', { class: 'FeedbackItem__sku--a5Gb0', 'data-testid': 'product-sku' }, `Арт. ${review.product.sku}`))),
      el('div', { 'data-testid': 'feedback-body' },
        el('div', { class: 'FeedbackItem__top--o8Mv3' },
          rating(review.stars),
          el('b', { 'data-testid': 'feedback-author' }, review.author),
          el('time', { 'data-testid': 'feedback-date' }, dateLine(review))),
        part('Достоинства', 'feedback-pros', review.pros),
        part('Недостатки', 'feedback-cons', review.cons),
        part('Комментарий', 'feedback-comment', text),
        text || review.pros || review.cons ? null : el('p', { class: 'FeedbackItem__note--i0Pe7' }, 'Оценка без текста')),
      el('div', { class: 'FeedbackItem__actions--l9Uh1' },
        review.reply === null ? answer : el('span', { class: 'FeedbackItem__badge--g8Zo6' }, icon('i-check'), 'Ответ дан'),
        el('button', { class: 'Button__plain--b7Nf1', 'data-testid': 'complain', onclick: () => openComplaint(review) }, icon('i-flag'), 'Пожаловаться'))),
    review.reply === null ? null : el('div', { class: 'Reply__sent--H7ts5' }, el('b', {}, 'Ответ продавца'), el('span', { 'data-testid': 'seller-reply' }, review.reply)));
  const openReply = () => {
    answer.hidden = true;
    find('[data-testid="feedback-row"]', node).after(replyForm(review, () => { answer.hidden = false; }));
    find('textarea', node).focus();
  };
  answer.addEventListener('click', openReply);
  if (drafts.has(review.id)) queueMicrotask(openReply);
  return node;
}

/** @param {Review} review @param {() => void} closed */
function replyForm(review, closed) {
  const box = el('textarea', { rows: 4, placeholder: 'Ваш ответ увидят все покупатели', 'aria-label': 'Ответ на отзыв', 'data-testid': 'reply-textarea' });
  const counter = el('span', { class: 'Reply__counter--v0Jm2', 'data-testid': 'reply-counter' });
  const send = el('button', { type: 'submit', class: 'Button__main--t3Hc9', 'data-testid': 'reply-submit' }, 'Отправить');
  const update = () => {
    drafts.set(review.id, box.value);
    counter.textContent = `${box.value.length} / ${LIMIT.max}`;
    counter.toggleAttribute('data-over', box.value.length > LIMIT.max);
    send.disabled = box.value.trim().length < LIMIT.min || box.value.length > LIMIT.max;
  };
  const form = el('form', {
    class: 'Reply__form--n5Xw0', 'data-testid': 'reply-form',
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      drafts.delete(review.id);
      submitted.push({ review: review.id, kind: 'reply', text: box.value });
      review.reply = box.value;
      form.closest('li')?.replaceWith(row(review));
      showCounters();
    },
  }, box, el('div', { class: 'Reply__bar--C1qk6' },
    counter,
    el('button', { type: 'button', class: 'Button__plain--b7Nf1', 'data-testid': 'reply-cancel', onclick: () => { drafts.delete(review.id); form.remove(); closed(); } }, 'Отмена'),
    send));
  box.value = drafts.get(review.id) ?? '';
  box.addEventListener('input', update);
  update();
  return form;
}

/** @param {Review} review */
function openComplaint(review) {
  Object.assign(complaint, { review: review.id, value: '' });
  complaintText.value = '';
  dialog.showModal();
}

function matching() {
  const words = filter.words.toLowerCase();
  const fitting = reviews.filter((review) =>
    (review.reply !== null) === filter.answered &&
    (!filter.stars || review.stars === filter.stars) &&
    (!filter.textOnly || review.text) &&
    (!words || `${review.product.name} ${review.product.sku} ${review.title ?? ''} ${review.text}`.toLowerCase().includes(words)));
  return filter.order === 'low' ? fitting.sort((a, b) => a.stars - b.stars) : fitting;
}

function show() {
  found = matching();
  list.replaceChildren(...found.slice(0, shown).map(row));
  sentinel.textContent = found.length === 0 ? 'Здесь пока нет отзывов' : shown < found.length ? '' : 'Это все отзывы';
  watch();
}

let watching = false;
/** Endless scroll: ten more rows when the sentinel comes into view. */
function watch() {
  if (watching) return;
  watching = true;
  onReach(sentinel, async () => {
    if (shown >= found.length) return (watching = false);
    sentinel.textContent = 'Загружаем ещё…';
    await pause(300);
    list.append(...found.slice(shown, shown + PAGE).map(row));
    shown += PAGE;
    sentinel.textContent = shown < found.length ? '' : 'Это все отзывы';
    return true;
  });
}

function showCounters() {
  const waiting = reviews.filter((review) => review.reply === null);
  const answered = reviews.length - waiting.length;
  const mean = reviews.reduce((sum, review) => sum + review.stars, 0) / reviews.length;
  const say = (/** @type {string} */ hook, /** @type {string | number} */ value) => { find(`[data-testid="${hook}"]`).textContent = `${value}`; };
  say('counter-mean', mean.toLocaleString('ru', { maximumFractionDigits: 1 }));
  say('counter-waiting', waiting.length);
  say('counter-negative', waiting.filter((review) => review.stars <= 2).length);
  say('counter-share', `${Math.round((answered / reviews.length) * 100)} %`);
  say('nav-waiting', waiting.length);
  find('[data-testid="tab-waiting"] i').textContent = `${waiting.length}`;
  find('[data-testid="tab-answered"] i').textContent = `${answered}`;
}

/** @param {Partial<typeof filter>} change */
function choose(change) {
  Object.assign(filter, change);
  shown = PAGE;
  for (const tab of document.querySelectorAll('[role="tab"]'))
    tab.setAttribute('aria-selected', String((tab.getAttribute('data-testid') === 'tab-answered') === filter.answered));
  for (const button of document.querySelectorAll('[data-stars]'))
    button.setAttribute('aria-pressed', String(Number(button.getAttribute('data-stars')) === filter.stars));
  show();
}

find('[data-testid="tab-waiting"]').addEventListener('click', () => choose({ answered: false }));
find('[data-testid="tab-answered"]').addEventListener('click', () => choose({ answered: true }));
const textOnly = /** @type {HTMLInputElement} */ (find('[data-testid="filter-text"]'));
textOnly.addEventListener('change', () => choose({ textOnly: textOnly.checked }));
const sort = /** @type {HTMLSelectElement} */ (find('[data-testid="sort"]'));
sort.addEventListener('change', () => choose({ order: sort.value }));
const search = /** @type {HTMLInputElement} */ (find('[data-testid="search"]'));
search.addEventListener('input', () => choose({ words: search.value }));
find('[aria-label="Оценка"]').append(...[0, 5, 4, 3, 2, 1].map((stars) =>
  el('button', { 'data-stars': stars, onclick: () => choose({ stars }) }, stars ? `${stars}` : 'Все', stars ? icon('i-star') : null)));

complaintText.addEventListener('input', () => { complaint.value = complaintText.value; });
dialog.addEventListener('close', () => Object.assign(complaint, { review: '', value: '' }));
find('[data-testid="complaint-cancel"]').addEventListener('click', () => dialog.close());
find('[data-testid="complaint-submit"]').addEventListener('click', () => {
  submitted.push({ review: complaint.review, kind: 'complaint', text: complaint.value });
  dialog.close();
});

choose({});
showCounters();
