/** The modal with the review once more at its top, the way many consoles do it: a second copy that is not another review. */

import { Rating, buyer, slashed } from './review-row.jsx';

const LIMIT = 500;

/**
 * @param {{review: import('../shared/practice.js').Review, draft: string, onDraft: (text: string) => void,
 *   onClose: () => void, onSubmit: () => void}} props
 */
export function ReplyDialog({ review, draft, onDraft, onClose, onSubmit }) {
  const over = draft.length > LIMIT;
  return (
    <div className="backdrop">
      <div className="dialog" role="dialog" aria-modal="true" aria-labelledby="reply-title">
        <header><h2 id="reply-title">レビューへの返信</h2><button aria-label="閉じる" onClick={onClose}>×</button></header>
        <section className="quoted">
          <p className="head"><Rating stars={review.stars} /> <span className="buyer">{buyer(review.author)}</span> <span className="date">{slashed(review.date)}</span></p>
          <p className="product-name">{review.product.name}</p>
          {review.title && <h3>{review.title}</h3>}
          {review.text ? <p className="comment">{review.text}</p> : <p className="no-comment">（コメントなし）</p>}
        </section>
        <label htmlFor="shop-comment">ショップからのコメント <small>全角{LIMIT}文字以内</small></label>
        <textarea id="shop-comment" rows={7} value={draft} placeholder="お客様への返信をご入力ください" onChange={(event) => onDraft(event.target.value)} />
        <p className={over ? 'counter over' : 'counter'}>{draft.length}/{LIMIT}文字{over && '　文字数を超えています'}</p>
        <p className="notice">※返信は商品ページに公開されます。お名前・ご注文番号などの個人情報は記載しないでください。</p>
        <footer>
          <button onClick={onClose}>キャンセル</button>
          <button className="primary" disabled={draft.trim() === '' || over} onClick={onSubmit}>返信を投稿する</button>
        </footer>
      </div>
    </div>
  );
}
