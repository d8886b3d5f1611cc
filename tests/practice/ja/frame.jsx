/** Header, side menu and figures around the review table. */

/** @typedef {import('../shared/practice.js').Review} Review */

const MENU = [
  ['店舗設定', ['店舗情報', '営業カレンダー']],
  ['商品管理', ['商品一覧', '在庫・価格', 'カテゴリ']],
  ['受注管理', ['受注一覧', '出荷・配送']],
  ['お客様対応', ['問い合わせ', 'レビュー管理', '返品・交換']],
  ['分析', ['アクセス分析', '売上レポート']],
];

/** @param {{reviews: Review[], children: import('react').ReactNode}} props */
export function Frame({ reviews, children }) {
  const open = reviews.filter((review) => review.reply === null);
  const mean = reviews.reduce((sum, review) => sum + review.stars, 0) / Math.max(1, reviews.length);
  return (
    <>
      <header className="top">
        <a className="logo" href="/reviews">
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M3 9 5 4h14l2 5zM4 9v3a4 4 0 0 0 4 0 5 5 0 0 0 8 0 4 4 0 0 0 4 0V9z" /><path d="M5 14h14v6H5z" opacity=".5" /></svg>
          みせコンソール
        </a>
        <nav aria-label="メイン"><a href="#top">ホーム</a><a href="#top">商品</a><a href="#top">受注</a><a href="/reviews" aria-current="page">お客様対応</a><a href="#top">広告</a><a href="#top">分析</a></nav>
        <span className="shop">木もれび雑貨店 <small>店舗ID: mise-20418</small></span>
      </header>
      <div className="columns">
        <aside>
          {MENU.map(([group, entries]) => (
            <section key={String(group)}>
              <h2>{group}</h2>
              {/** @type {string[]} */ (entries).map((entry) => (
                <a key={entry} href={entry === 'レビュー管理' ? '/reviews' : '#top'} aria-current={entry === 'レビュー管理' ? 'page' : undefined}>
                  {entry}{entry === 'レビュー管理' && <i>{open.length}</i>}
                </a>
              ))}
            </section>
          ))}
        </aside>
        <main>
          <p className="crumbs">トップ ＞ お客様対応 ＞ レビュー管理</p>
          <h1>レビュー管理</h1>
          <dl className="figures">
            <div><dt>総合評価</dt><dd>{mean.toFixed(2)}<small> / 5段階</small></dd></div>
            <div><dt>レビュー件数</dt><dd>{reviews.length}<small> 件</small></dd></div>
            <div><dt>未返信</dt><dd>{open.length}<small> 件</small></dd></div>
            <div className="alert"><dt>低評価・未返信</dt><dd>{open.filter((review) => review.stars <= 2).length}<small> 件</small></dd></div>
          </dl>
          {children}
        </main>
      </div>
    </>
  );
}
