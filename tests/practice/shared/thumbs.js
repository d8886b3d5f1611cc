/** Drawn product pictures: no photographs, no network, and the same product always looks the same. */

import { stableNumber } from './practice.js';

// In the drawings, M is the product's colour, D its shade and L its light.
/** @type {[RegExp, string][]} */
const DRAWINGS = [
  [/рюкзак|сумк|чемодан|кошел|backpack|daypack|\bbag|tote|suitcase|cabin case|packing cube|wallet|リュック|バッグ|鞄|財布|キャリーケース|スーツケース|ポーチ/i,
    '<path d="M24 22v-4a8 8 0 0 1 16 0v4" fill="none" stroke="D" stroke-width="3"/><rect x="15" y="20" width="34" height="34" rx="9" fill="M"/><rect x="20" y="36" width="24" height="13" rx="4" fill="D"/><path d="M20 30h24" stroke="L" stroke-width="2.5"/>'],
  [/кроссов|ботин|туфл|тапоч|сапог|обув|shoe|sneaker|boot|sandal|slipper|スニーカー|靴|サンダル|ブーツ|スリッパ/i,
    '<path d="M10 30c5 3 10 2 14-4l5-5 12 13c3 3 13 2 13 9v3H10z" fill="M"/><rect x="9" y="45" width="46" height="6" rx="3" fill="D"/><path d="m29 27 5-3m-1 8 5-3m-1 8 5-3" stroke="L" stroke-width="2.5"/>'],
  [/плать|футбол|курт|пальто|свитер|худи|рубаш|джемпер|пижам|халат|костюм|shirt|dress|jacket|hoodie|coat|sweater|cardigan|pajama|poncho|シャツ|ワンピース|ジャケット|パーカー|コート|ニット|セーター|パジャマ|カーディガン/i,
    '<path d="m24 12 8 5 8-5 14 9-5 10-6-3v26H21V28l-6 3-5-10z" fill="M"/><path d="m24 12 8 9 8-9-8 5z" fill="D"/><path d="M32 24v28" stroke="L" stroke-width="2"/>'],
  [/джинс|брюк|штан|легинс|шорт|носк|колгот|jeans|trouser|pants|legging|shorts|socks|パンツ|デニム|靴下|レギンス/i,
    '<path d="M20 11h24l4 43H36l-4-28-4 28H16z" fill="M"/><path d="M20 11h24l.6 6H19.4z" fill="D"/>'],
  [/науш|гарнитур|колонк|headphone|earbud|headset|speaker|イヤホン|ヘッドホン|スピーカー/i,
    '<path d="M14 38v-4a18 18 0 0 1 36 0v4" fill="none" stroke="D" stroke-width="5"/><rect x="10" y="35" width="11" height="18" rx="5" fill="M"/><rect x="43" y="35" width="11" height="18" rx="5" fill="M"/>'],
  [/ламп|светильн|ночник|гирлянд|фонар|lamp|\blight|lantern|ライト|ランプ|照明/i,
    '<path d="M22 12h20l8 22H14z" fill="M"/><path d="M32 34v15" stroke="D" stroke-width="4"/><rect x="20" y="48" width="24" height="6" rx="3" fill="D"/><path d="m25 17-4 12" stroke="L" stroke-width="3"/>'],
  [/чайник|kettle|teapot|ケトル|やかん|急須/i,
    '<path d="M21 20h20l6 32H15z" fill="M"/><path d="M20 29 9 23l1 8 8 9z" fill="D"/><path d="M43 24c13-2 14 20 4 21" fill="none" stroke="D" stroke-width="4"/><rect x="20" y="16" width="22" height="6" rx="3" fill="D"/><circle cx="31" cy="13" r="3" fill="D"/><path d="M26 28v16" stroke="L" stroke-width="3"/>'],
  [/термос|бутыл|круж|стакан|чашк|thermos|bottle|mug|tumbler|flask|水筒|ボトル|マグ|タンブラー|カップ|グラス/i,
    '<path d="M15 20h28v22a11 11 0 0 1-11 11h-6a11 11 0 0 1-11-11z" fill="M"/><path d="M43 25h4a6 6 0 0 1 0 13h-4" fill="none" stroke="D" stroke-width="4"/><rect x="13" y="15" width="32" height="6" rx="3" fill="D"/><path d="M22 27v14" stroke="L" stroke-width="3"/>'],
  [/сковор|кастрюл|нож|посуд|форм[аы] для|блендер|мультивар|контейнер|\bpan\b|\bpot\b|stove|knife|blender|cookware|container|skillet|フライパン|鍋|包丁|ミキサー|保存容器|弁当|皿/i,
    '<path d="M10 27h34v13a10 10 0 0 1-10 10H20a10 10 0 0 1-10-10z" fill="M"/><rect x="42" y="28" width="16" height="6" rx="3" fill="D"/><rect x="8" y="23" width="38" height="6" rx="3" fill="D"/><path d="M21 17v-4m7 4v-6m7 6v-4" stroke="D" stroke-width="2.5"/>'],
  [/игруш|конструктор|кукл|пазл|\btoy|puzzle|blocks|doll|おもちゃ|積み木|ぬいぐるみ|パズル/i,
    '<rect x="12" y="33" width="19" height="19" rx="3" fill="M"/><rect x="33" y="33" width="19" height="19" rx="3" fill="D"/><path d="m32 11 12 19H20z" fill="M"/><circle cx="42.5" cy="42.5" r="4" fill="L"/>'],
  [/чехол|телефон|смартфон|кабель|заряд|powerbank|пауэр|phone|cable|charger|adapter|power bank|ケース|充電|ケーブル|スマホ|バッテリー/i,
    '<rect x="19" y="9" width="26" height="46" rx="6" fill="D"/><rect x="22" y="14" width="20" height="33" rx="2" fill="M"/><circle cx="32" cy="51" r="1.8" fill="L"/><path d="m34 21-7 11h5l-2 9 8-12h-5z" fill="L"/>'],
  [/часы|будильник|watch|clock|時計/i,
    '<rect x="24" y="8" width="16" height="48" rx="4" fill="D"/><circle cx="32" cy="32" r="16" fill="M"/><circle cx="32" cy="32" r="11.5" fill="L"/><path d="M32 25v7l5 3" stroke="D" stroke-width="2.5" fill="none"/>'],
  [/подуш|одеял|плед|полотен|бель[её]|простын|матрас|ковр|штор|диван|pillow|blanket|towel|duvet|sheet|bedding|curtain|\brug\b|\bmat\b|sofa|枕|毛布|タオル|布団|シーツ|カーテン|ブランケット|ラグ/i,
    '<rect x="10" y="38" width="44" height="13" rx="6" fill="D"/><rect x="10" y="26" width="44" height="13" rx="6" fill="M"/><rect x="14" y="15" width="36" height="12" rx="6" fill="L"/>'],
  [/стул|кресл|табурет|chair|stool|チェア|椅子|スツール/i,
    '<rect x="19" y="9" width="26" height="24" rx="6" fill="M"/><rect x="15" y="35" width="34" height="8" rx="4" fill="D"/><path d="M20 43v12m24-12v12" stroke="D" stroke-width="4"/><path d="M26 16v10m6-10v10m6-10v10" stroke="L" stroke-width="2.5"/>'],
  [/полк|стеллаж|тумб|шкаф|стол\b|столик|сушилк|вешалк|shelf|cabinet|rack\b|table\b|desk\b|棚|ラック|テーブル|デスク|物干し|ハンガー/i,
    '<rect x="10" y="20" width="44" height="6" rx="2" fill="M"/><rect x="10" y="42" width="44" height="6" rx="2" fill="M"/><path d="M16 14v42m32-42v42" stroke="D" stroke-width="4"/><rect x="22" y="10" width="6" height="10" fill="D"/><rect x="29" y="13" width="5" height="7" fill="L" stroke="D" stroke-width="1"/><circle cx="38" cy="37" r="5" fill="D"/>'],
  [/палатк|тент|tent\b|テント|タープ/i,
    '<path d="M32 12 56 50H8z" fill="M"/><path d="m32 24 11 26H21z" fill="D"/><path d="M32 12v-3m0 15v26" stroke="L" stroke-width="2"/>'],
  [/кран|смесител|\btap\b|faucet|蛇口|シャワー/i,
    '<path d="M16 50V26a12 12 0 0 1 24 0v6" fill="none" stroke="M" stroke-width="8"/><rect x="33" y="30" width="14" height="7" rx="3" fill="D"/><path d="M10 52h14M8 20h14" stroke="D" stroke-width="5"/><path d="M40 44v2m0 5v2" stroke="D" stroke-width="3"/>'],
  [/свеч|candle|キャンドル|ろうそく/i,
    '<rect x="20" y="28" width="24" height="26" rx="4" fill="M"/><path d="M32 28v-5" stroke="D" stroke-width="2.5"/><path d="M32 9c5 6 6 8 6 10a6 6 0 0 1-12 0c0-2 1-4 6-10z" fill="D"/><rect x="25" y="36" width="14" height="10" rx="2" fill="L"/>'],
  [/крем|шампун|маск|сыворот|духи|космет|помад|мыло|cream|shampoo|serum|lotion|soap|cosmetic|クリーム|シャンプー|化粧|美容液|石鹸|ローション/i,
    '<rect x="20" y="25" width="24" height="30" rx="5" fill="M"/><rect x="26" y="17" width="12" height="8" fill="D"/><path d="M24 12h14l4 5H24z" fill="D"/><rect x="25" y="34" width="14" height="11" rx="2" fill="L"/>'],
  [/ч[аи]й|травяной|кофе|орех|шоколад|м[её]д\b|печень|корм|\btea\b|coffee|snack|\bbars?\b|chocolate|honey|nuts|お茶|コーヒー|菓子|チョコ|せんべい|米\b|煎餅|抹茶|緑茶/i,
    '<path d="M18 16h28l4 39H14z" fill="M"/><path d="M18 9h28v8H18z" fill="D"/><circle cx="32" cy="37" r="9" fill="L"/><path d="M32 43c-7-5-3-11 3-12 2 6 0 10-3 12z" fill="D"/>'],
  [/зонт|umbrella|傘/i,
    '<path d="M9 34a23 23 0 0 1 46 0c-5-4-10-4-15 0-5-4-11-4-16 0-5-4-10-4-15 0z" fill="M"/><path d="M32 32v17a4.5 4.5 0 0 1-9 0" fill="none" stroke="D" stroke-width="3"/>'],
  [/фен|пылесос|утюг|увлажн|вентилят|мышь|клавиат|vacuum|dryer|iron\b|humidifier|\bfan\b|mouse|keyboard|掃除機|ドライヤー|加湿器|扇風機|マウス|キーボード|アイロン/i,
    '<circle cx="32" cy="27" r="18" fill="M"/><circle cx="32" cy="27" r="5" fill="L"/><path d="M32 22c-4-9 6-11 6-5 0 3-3 4-6 5m5 5c9-4 11 6 5 6-3 0-4-3-5-6m-5 5c4 9-6 11-6 5 0-3 3-4 6-5m-5-5c-9 4-11-6-5-6 3 0 4 3 5 6" fill="D"/><rect x="20" y="50" width="24" height="5" rx="2.5" fill="D"/>'],
];

const PARCEL =
  '<path d="m32 10 21 10v24L32 54 11 44V20z" fill="M"/><path d="m11 20 21 10 21-10v24L32 54 11 44z" fill="D" opacity=".55"/><path d="M32 30v24" stroke="L" stroke-width="2"/><path d="m21.5 15 21 10v8" fill="none" stroke="L" stroke-width="2.5"/>';

/**
 * A `data:` picture of the product.
 * @param {{name: string, sku: string}} product
 */
export function thumbnail(product) {
  const hue = stableNumber(product.sku) % 360;
  const drawing = DRAWINGS.find(([words]) => words.test(product.name))?.[1] ?? PARCEL;
  const coloured = drawing
    .replaceAll('"M"', `"hsl(${hue} 42% 58%)"`)
    .replaceAll('"D"', `"hsl(${hue} 38% 38%)"`)
    .replaceAll('"L"', `"hsl(${hue} 60% 93%)"`);
  const picture =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="hsl(${hue} 30% 94%)"/>` +
    `<g stroke-linecap="round" stroke-linejoin="round">${coloured}</g></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}
