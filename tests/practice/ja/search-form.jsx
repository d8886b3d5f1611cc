/** The search conditions above the table; they take effect when 「検索」 is pressed. */

import { useState } from 'react';

/** @typedef {{state: 'all' | 'open' | 'done', stars: number[], words: string}} Filter */

/** @type {Filter} */
export const EMPTY_FILTER = { state: 'all', stars: [1, 2, 3, 4, 5], words: '' };

/** @param {import('../shared/practice.js').Review} review @param {Filter} filter */
export function fits(review, { state, stars, words }) {
  return (state === 'all' || (review.reply === null) === (state === 'open')) &&
    stars.includes(review.stars) &&
    `${review.product.name} ${review.product.sku} ${review.title ?? ''} ${review.text}`.includes(words.trim());
}

const STATES = /** @type {const} */ ([['all', 'すべて'], ['open', '未返信'], ['done', '返信済み']]);

/** @param {{onSearch: (filter: Filter) => void}} props */
export function SearchForm({ onSearch }) {
  const [filter, setFilter] = useState(EMPTY_FILTER);
  /** @param {number} n */
  const toggle = (n) => setFilter({ ...filter, stars: filter.stars.includes(n) ? filter.stars.filter((star) => star !== n) : [...filter.stars, n] });
  return (
    <form className="search" onSubmit={(event) => { event.preventDefault(); onSearch(filter); }}>
      <div><span>返信状況</span>
        {STATES.map(([state, label]) => (
          <label key={state}><input type="radio" name="state" checked={filter.state === state} onChange={() => setFilter({ ...filter, state })} />{label}</label>
        ))}
      </div>
      <div><span>評価</span>
        {[5, 4, 3, 2, 1].map((n) => (
          <label key={n}><input type="checkbox" checked={filter.stars.includes(n)} onChange={() => toggle(n)} />{n}</label>
        ))}
      </div>
      <div><span>キーワード</span>
        <input type="search" value={filter.words} placeholder="商品名・商品番号・本文" aria-label="キーワード" onChange={(event) => setFilter({ ...filter, words: event.target.value })} />
        <button className="primary">検索</button>
      </div>
    </form>
  );
}
