/** One review: a line of the list, with the shop's comment below the buyer's. */

import { thumbnail } from '../shared/thumbs.js';

/** @typedef {import('../shared/practice.js').Review} Review */

/** @param {{stars: number}} props */
export function Rating({ stars }) {
  return <span className="rating"><span className="stars" aria-hidden="true">{'★'.repeat(stars) + '☆'.repeat(5 - stars)}</span> <span className="score">評価：{stars}</span></span>;
}

/** `2026/11/14` @param {string} date */
export const slashed = (date) => date.replaceAll('-', '/');

/** @param {string} author */
export const buyer = (author) => (author.endsWith('さん') ? author : `${author}さん`);

/** @param {{review: Review, onReply: () => void}} props */
export function ReviewRow({ review, onReply }) {
  return (
    <div className="review" data-review-no={review.id}>
      <div className="columns-4">
        <div className="date">{slashed(review.date)}</div>
        <div className="product">
          <img src={thumbnail(review.product)} alt="" width="44" height="44" />
          <div><a className="product-link" href={`/items/${encodeURIComponent(review.product.sku)}`}>{review.product.name}</a><small>{review.product.sku}</small></div>
        </div>
        <div className="content">
          <p className="head"><Rating stars={review.stars} /> <span className="buyer">{buyer(review.author)}</span></p>
          {review.title && <h3>{review.title}</h3>}
          {review.text ? <p className="comment">{review.text}</p> : <p className="no-comment">（コメントなし）</p>}
          {review.reply !== null && <div className="shop-comment"><b>ショップからのコメント</b><p>{review.reply}</p></div>}
        </div>
        <div className="state">
          {review.reply === null
            ? <><span className="tag open">未返信</span><button className="primary" onClick={onReply}>返信する</button></>
            : <span className="tag done">返信済み</span>}
        </div>
      </div>
    </div>
  );
}
