/** みせコンソール: a dense Japanese shop console; the reply box is a controlled React textarea in a modal dialog. */

import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { expose, loadReviews } from '../shared/practice.js';
import { Frame } from './frame.jsx';
import { ReviewRow } from './review-row.jsx';
import { ReplyDialog } from './reply-dialog.jsx';
import { EMPTY_FILTER, SearchForm, fits } from './search-form.jsx';

/** @typedef {import('../shared/practice.js').Review} Review */

const PAGE = 12;

/** The open reply box, mirrored for tests: React's state cannot be read from outside. @type {{review: string, value: string} | null} */
let openBox = null;
const submitted = expose(() => (openBox ? [{ ...openBox, kind: 'reply' }] : []));

/** @param {{initial: Review[]}} props */
function Console({ initial }) {
  const [reviews, setReviews] = useState(initial);
  const [filter, setFilter] = useState(EMPTY_FILTER);
  const [page, setPage] = useState(0);
  const [replying, setReplying] = useState(/** @type {string | null} */ (null));
  const [draft, setDraft] = useState('');
  useEffect(() => {
    openBox = replying === null ? null : { review: replying, value: draft };
  }, [replying, draft]);

  const found = reviews.filter((review) => fits(review, filter));
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const rows = found.slice(page * PAGE, (page + 1) * PAGE);
  const target = reviews.find((review) => review.id === replying);

  const close = () => {
    setReplying(null);
    setDraft('');
  };
  const submit = () => {
    if (replying === null) return;
    submitted.push({ review: replying, kind: 'reply', text: draft });
    setReviews(reviews.map((review) => (review.id === replying ? { ...review, reply: draft } : review)));
    close();
  };

  return (
    <Frame reviews={reviews}>
      <SearchForm onSearch={(next) => { setFilter(next); setPage(0); }} />
      <div className="result-bar">
        <p>検索結果 <b>{found.length}</b> 件中 {found.length ? page * PAGE + 1 : 0}〜{page * PAGE + rows.length} 件を表示</p>
        <nav className="pager" aria-label="ページ">
          {Array.from({ length: pages }, (_, n) => (
            <button key={n} aria-current={n === page ? 'page' : undefined} onClick={() => setPage(n)}>{n + 1}</button>
          ))}
        </nav>
      </div>
      <div className="reviews">
        <div className="columns-4 captions" aria-hidden="true"><span>投稿日</span><span>商品</span><span>評価・レビュー内容</span><span>状況</span></div>
        {rows.map((review) => <ReviewRow key={review.id} review={review} onReply={() => setReplying(review.id)} />)}
      </div>
      {target && createPortal(
        <ReplyDialog review={target} draft={draft} onDraft={setDraft} onClose={close} onSubmit={submit} />,
        /** @type {Element} */ (document.getElementById('modal')),
      )}
    </Frame>
  );
}

const app = /** @type {Element} */ (document.getElementById('app'));
loadReviews().then((reviews) => createRoot(app).render(<Console initial={reviews} />));
