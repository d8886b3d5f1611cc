// What repeats on a page: ratings and days, the elements around them that look alike, and what stands at the same place
// in each of these. Knows no site and, but for the given expressions, no language.
(() => {
  const { text } = amends;
  /** How far up from a rating its review is looked for. */
  const CLIMB = 16;
  const NAMES = ['class', 'id', 'itemprop', 'data-testid', 'data-test', 'data-auto-id', 'data-auto', 'data-cy', 'data-e2e', 'data-hook', 'data-marker', 'data-qa', 'data-name', 'name', 'aria-roledescription'];
  const INLINE = new Set('A,ABBR,B,BDI,BR,BUTTON,CITE,CODE,EM,FONT,I,IMG,MARK,Q,S,SMALL,SPAN,STRONG,SUB,SUP,svg,TIME,U,WBR'.split(','));
  const SILENT = new Set('SCRIPT,STYLE,NOSCRIPT,TEMPLATE,TEXTAREA,SELECT,INPUT,IFRAME,svg,META,LINK'.split(','));
  const WORDS = /[\p{L}\p{N}\u{1F300}-\u{1FAFF}]/u;
  const PRICE = /^[^\p{L}\p{N}]*(?:[$€£¥₽₴₹₩₺]\s?\d|\d[\d\s.,]*\s?(?:[€£₽₴₹₩₺円원]|руб|zł|kr\b))/u;
  const STARS = /star|stern|étoile|estrella|rat(?:e|ing)|score|grade|stjern|звезд|рейтинг|評価|별/iu;
  const EMPTY = /empty|outline|(?:^|[^a-z])(?:off|blank|gr[ae]y|un\w+|in-?active|not-active|disabled|o)(?:$|[^a-z])/iu;

  /** Everything that names an element: values of naming attributes, and names of data attributes. @param {Element} element */
  function namesOf(element) {
    const own = element.getAttributeNames().filter((n) => n.startsWith('data-'));
    return [...NAMES.map((a) => element.getAttribute(a) ?? ''), ...own].join(' ').replace(/([a-z])([A-Z])/g, '$1-$2');
  }

  /** Child elements. A form's `children` may be one of its fields. @param {Element} element */
  const kids = (element) => /** @type {Element[]} */ ([...element.childNodes].filter((n) => n instanceof Element));

  /** More than a few words. A sign of Chinese, Japanese or Korean says as much as two letters. @param {string} says */
  const long = (says) => says.length + (says.match(/[\p{Lo}]/gu)?.length ?? 0) > 24;

  /** Classes without those that number or mark a single element. @param {Element} element */
  const classes = (element) => [...element.classList].filter((c) => !/\d{3}|(?:\d.*){4}|^(?:is|has|js)-|active|first|last|odd|even|hidden|none$/i.test(c));

  const shape = (/** @type {Element} */ e) => kids(e).map((c) => c.tagName).join();

  /** Looks like the next one of its kind. @param {Element} a @param {Element} b */
  function alike(a, b) {
    if (a.tagName !== b.tagName) return false;
    const hooks = a.getAttributeNames().filter((n) => n !== 'class' && n !== 'id' && n !== 'style' && b.hasAttribute(n));
    if (hooks.some((n) => /^data-|itemprop/.test(n)) && shape(a) === shape(b)) return true;
    const [one, other] = [classes(a), classes(b)];
    const shared = one.filter((c) => other.includes(c)).length;
    return one.length && other.length ? shared * 2 >= Math.min(one.length, other.length) : !one.length && !other.length;
  }

  /** The words that stand in an element itself. @param {Element} element */
  function own(element) {
    let words = '';
    for (let node = element.firstChild; node; node = node.nextSibling) if (node instanceof Text) words += node.data;
    return words.trim();
  }

  /** What was worked out about elements since the reader was last asked. @type {Map<Function, Map<Element, any>>} */
  let known = new Map();

  /** Works a thing out once an element. @template T @param {(element: Element) => T} work @returns {(element: Element) => T} */
  const once = (work) => (element) => {
    let results = known.get(work);
    if (!results) known.set(work, (results = new Map()));
    if (!results.has(element)) results.set(element, work(element));
    return results.get(element);
  };

  const names = once(namesOf);

  /** @param {Record<keyof import('../protocol').GenericWords, RegExp>} is */
  amends.structure = (is) => {
    const counted = new RegExp(`\\d[\\d.,\\s]*\\D{0,14}(?:${is.container.source}|ratings\\b|calific|vote|people)`, 'iu');
    /** A rating in words, and no average of many. @param {string} value */
    const rates = (value) => value.length < 90 && is.rating.test(value) && !counted.test(value.replace(is.rating, ' '));

    /** How symbols look that are lit, learned from rows with both kinds. @type {Set<string>} */
    const bright = new Set();
    /** Rows of which it is not known yet whether they are lit. @type {Element[]} */
    let unsure = [];

    /** How many of five symbols in a row are lit. @param {Element} row */
    function lit(row) {
      const marks = kids(row).filter((c) => (!SILENT.has(c.tagName) || c.tagName === 'svg') && !WORDS.test(c.textContent ?? '') && !c.querySelector('input'));
      const five = marks.filter((c) => marks.filter((m) => m.tagName === c.tagName).length === 5);
      if (five.length !== 5) return '';
      const looks = five.map((c) => [c, ...c.querySelectorAll('*')].slice(0, 4).map((e) => ['class', 'style', 'fill', 'src', 'href', 'xlink:href', 'data-icon', 'alt', 'offset'].map((a) => e.getAttribute(a)).join(' ')).join(' '));
      const looked = [...new Set(looks)];
      const order = looks.map((l) => looked.indexOf(l));
      if (looked.length > 3 || order.some((k, i) => i && k < order[i - 1])) return '';
      if (looked.length > 1) bright.add(looks[0]);
      else if (!bright.has(looks[0])) {
        unsure.push(row);
        if (!STARS.test(names(row) + looks[0]) || EMPTY.test(looks[0])) return '';
      }
      const half = looked.length === 3 || (looked[1] && /half/i.test(looked[1])) ? 0.5 : 0;
      return `${order.filter((k) => !k).length + half} of 5`;
    }

    /** What an element itself tells of a rating. @param {Element} element @returns {string} */
    function ratingOf(element) {
      const attribute = (/** @type {string} */ name) => element.getAttribute(name) ?? '';
      const prop = attribute('itemprop');
      if (/^ratingValue$/i.test(prop)) return attribute('content') || (element.textContent ?? '').trim().slice(0, 20);
      if (prop && /ratingCount|reviewCount|bestRating|worstRating/i.test(prop)) return '';
      // A row that offers or counts each of the five tells of no one review.
      const scale = (/** @type {string} */ name) => {
        const beside = (element.parentElement ? kids(element.parentElement) : []).slice(0, 12).map((c) => c.getAttribute(name)).filter(Boolean);
        return beside.length > 3 && new Set(beside).size === beside.length;
      };
      for (const { name, value } of element.attributes) {
        const told = name === 'aria-label' || name === 'alt' || name === 'title' ? rates(value) : name === 'value' ? element.tagName === 'INPUT' ? /^(?:initial-)?rating$/.test(attribute('name')) && attribute('type') === 'hidden' : /-(?:star|rating)/i.test(element.tagName) : /^data-.*(?:score|rating|stars)/.test(name);
        if (told && (rates(value) || /^[1-5](?:[.,]\d+)?$/.test(value)) && !scale(name)) return value;
      }
      const cls = attribute('class').replace(/([a-z])([A-Z])/g, '$1-$2');
      const scored = cls && is.ratingClass.exec(cls);
      if (scored && scored[1] !== '0' && !scale('class')) return `rating ${scored[1]}`;
      const width = /(?:^|[;\s])width:\s*(\d+(?:\.\d+)?%)/.exec(attribute('style'));
      if (width && STARS.test(names(element) + names(element.parentElement ?? element)) && !/histogram|distribution|progress|level/i.test(names(element))) return width[1];
      const says = own(element);
      if (says && says.length < 60) {
        if (rates(says)) return says;
        if (/^\d(?:[.,]\d{1,2})?$/.test(says) && (STARS.test((names(element) + names(element.parentElement ?? element)).replace(/score|grade/gi, '')) || element.matches('.hreview .value')) && !/count|total|useful|helpful|like/i.test(names(element))) return `rating ${says}`;
      }
      return element.childElementCount > 4 && element.childElementCount < 10 ? lit(element) : '';
    }

    const rating = once(ratingOf);

    /** What an element itself tells of a day. @param {Element} element @returns {string[]} */
    function daysOf(element) {
      const told = ['datetime', 'data-content', 'title', 'content'].map((a) => element.getAttribute(a) ?? '').filter((v) => v.length < 60 && is.date.test(v));
      const says = own(element);
      if (says.length < 120 && is.date.test(says)) told.push(says);
      return told;
    }

    const days = once(daysOf);

    /** All below a root, drawings and forms aside, that tell a rating, and that tell a day. @param {Document | ShadowRoot | Element} root */
    function signals(root) {
      /** @type {Element[]} */
      const found = [];
      /** @type {Element[]} */
      const dated = [];
      unsure = [];
      for (const element of root.querySelectorAll('*')) {
        if (element instanceof SVGElement ? element.tagName !== 'svg' : SILENT.has(element.tagName) && !/META|INPUT/.test(element.tagName)) continue;
        if (rating(element) || unsure.at(-1) === element) found.push(element);
        if (days(element).length) dated.push(element);
      }
      // By now it is known how lit ones look.
      for (const row of unsure.splice(0)) known.get(ratingOf)?.delete(row);
      const rated = found.filter((e) => rating(e) && !amends.owns(e) && !e.closest('[itemprop~="aggregateRating"],[itemtype*="AggregateRating"],nav'));
      return { rated, dated };
    }

    /** How many of these stand in each element. @param {Element[]} list */
    function tally(list) {
      /** @type {Map<Element, number>} */
      const counts = new Map();
      for (const start of list) for (let at = /** @type {Element | null} */ (start), n = 0; at && n < CLIMB; at = at.parentElement, n++) counts.set(at, (counts.get(at) ?? 0) + 1);
      return counts;
    }

    /** Nobody gives 4.3 of 5 stars. @param {string} told */
    const average = (told) => /^\D*[0-4][.,](?!0|50?\b)\d/.test(told) || /[1-9]%/.test(told.replace(/\.\d+/, ''));

    /** Named like a review itself. @param {Element} element */
    const titled = (element) => is.container.test(names(element)) && !is.notContainer.test(names(element));

    /** Something here or around is named like reviews: the list, its heading, a part. */
    const named = once((element) => {
      for (let at = /** @type {Element | null} */ (element), n = 0; at && n < 7; at = at.parentElement, n++) {
        if (n < 4 && is.container.test(names(at))) return true;
        // The heading that it stands under.
        const above = n ? [...at.querySelectorAll(':scope > :is(h1,h2,h3,h4,summary,caption), :scope > * > :is(h1,h2,h3,h4)')].filter((h) => h.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING).pop() : null;
        if (above && is.container.test(above.textContent ?? '')) return true;
      }
      return [...element.querySelectorAll('*')].some(titled);
    });

    /** @param {Element} top @returns {import('./types').Leaf[]} */
    function leavesOf(top) {
      /** @type {import('./types').Leaf[]} */
      const found = [];
      /** @type {(element: Element, path: string) => void} */
      const visit = (element, path) => {
        if (SILENT.has(element.tagName) || amends.owns(element)) return;
        const below = kids(element);
        const mine = own(element);
        const whole = WORDS.test(mine) && (below.every((k) => INLINE.has(k.tagName) || SILENT.has(k.tagName)) || text.of(element, '').length < 2 * mine.length);
        const marks = [...classes(element).slice(0, 4), ...NAMES.slice(2).map((n) => element.getAttribute(n) ?? '').filter((v) => v && !/[\d\s]/.test(v)), ...(whole ? element.getAttributeNames().filter((n) => /^data-.*(?:text|title|name|date|body|content)/.test(n)) : [])];
        // Cells, and parts without a name, are told apart by their place.
        const place = /^T[DH]$/.test(element.tagName) || (!marks.length && /^(?:SPAN|DIV|B|I|EM|SMALL)$/.test(element.tagName)) ? kids(element.parentElement ?? element).filter((k) => k.tagName === element.tagName).indexOf(element) || '' : '';
        const here = element === top ? `>${top.tagName}.` : `${path}>${element.tagName}${place}.${marks.join('.')}`;
        if (whole || (WORDS.test(mine) && mine.length > 1)) {
          const cut = whole ? labels(element) : below.map((k) => k.tagName.toLowerCase()).join(',');
          const says = text.of(element, cut);
          if (says) found.push({ element, path: here, cut, text: says });
        }
        if (!whole) for (const kid of below) visit(kid, here);
      };
      visit(top, '');
      return found;
    }
    const leaves = once(leavesOf);

    /** Selector of "Read more" and the like in a text. @param {Element} element */
    function labels(element) {
      const found = [...element.querySelectorAll('a,button,[role=button],span,i')].filter((e) => is.label.test(text.of(e, '')) || rates(text.of(e, '')));
      return found.filter((e) => e.classList.length || e.tagName !== 'SPAN').map((e) => e.tagName.toLowerCase() + [...e.classList].map((c) => `.${CSS.escape(c)}`).join('')).join(',');
    }

    const prose = once((e) => leaves(e).some((l) => long(l.text) && !is.date.test(l.text.slice(0, 60)) && !is.rating.test(l.text) && !is.label.test(l.text)));

    /** It may hold a review: no list of them, no form, no product with its price. */
    const holds = once((element) => {
      if (element.matches('body,html,main,form,header,nav') || (element.matches('ul,ol,table,tbody') && element.querySelectorAll('li,tr').length > 8) || (is.notContainer.test(element.getAttribute('class') ?? '') && !/item|card|entry|row/i.test(names(element)))) return false;
      const size = (element.textContent ?? '').length;
      return size > 1 && size < 40_000 && !leaves(element).some((l) => l.text.length < 30 && PRICE.test(l.text));
    });

    /** Sets of elements that hold one review each, found around ratings. @param {Element[]} rated @param {Element[]} dated @param {boolean} strict there are no ratings: names decide */
    function groups(rated, dated, strict) {
      const ratings = tally(rated);
      const dates = tally(dated);
      /** @type {Set<Element>} */
      const taken = new Set();
      /** @type {Element[][]} */
      const found = [];
      for (const anchor of rated) {
        /** @type {Element | null} */
        let lone = null;
        let at = anchor;
        for (let n = 0; n < CLIMB && at.parentElement && at.tagName !== 'BODY'; n++, at = at.parentElement) {
          if (taken.has(at)) {
            lone = null;
            break;
          }
          const dated = dates.has(at);
          if (strict ? !is.container.test(names(at).replace(/comment\w*/gi, '')) || !titled(at) || !prose(at) || at.querySelector(':is(h1,h2,h3,h4) a') : !dated && !titled(at)) continue;
          const row = kids(at.parentElement).filter((c) => c === at || (ratings.has(c) && (dates.has(c) || !dated) && alike(c, at)));
          if (row.length > 1 && holds(at) && named(at) && (dated ? row.some(told) : row.every(prose))) {
            // Of many that look alike, some speak for all.
            const rows = row.filter((r, i) => r === at || i > 30 || holds(r));
            rows.forEach((r) => taken.add(r));
            const some = strict ? [] : rows.slice(0, 30);
            if (some.filter((r) => average(rating(rated.find((a) => r.contains(a)) ?? r))).length * 3 <= some.length) found.push(rows);
            lone = null;
            break;
          }
          if (!lone && dated && !strict && !average(rating(anchor)) && titled(at) && holds(at) && prose(at)) lone = at;
        }
        if (lone) {
          taken.add(lone);
          found.push([lone]);
        }
      }
      // What holds several of a larger set is a list, what stands in one of a larger set is a part of it.
      return found.filter((set) => !found.some((other) => other !== set && other.length >= set.length && (set.some((s) => other.filter((o) => s !== o && s.contains(o)).length > 1) || set.every((s) => other.some((o) => s !== o && o.contains(s))))));
    }

    /** Says more than rating and day, itself or in what follows it. @param {Element} head */
    const told = (head) => prose(head) || split(head);

    /** The words stand in the next element: dt and dd, two rows of a table. @param {Element} head */
    function split(head) {
      const next = head.nextElementSibling;
      return !!next && /^(?:DT|TR)$/.test(head.tagName) && !prose(head) && (next.tagName === 'DD' || (next.tagName === 'TR' && !signals(next).rated.length)) && prose(next);
    }

    return { fresh: () => known.clear(), names, alike, rating, rates, days, signals, groups, leaves, holds, titled, split, prose, long };
  };
})();
