// Reads reviews where no site file describes them, on the user's request: schema.org marks first, then what repeats
// around ratings and is named like a review.
(() => {
  const { text } = amends;
  const MARKED = '[itemprop~="review"], [itemprop~="reviews"], [itemtype*="schema.org/Review"]:not([itemtype*="Rating"])';
  const NAMED = ['class', 'id', 'itemprop', 'data-testid', 'data-test', 'data-auto-id', 'data-hook', 'data-marker', 'data-qa', 'data-name', 'name'];
  /** How far up from a rating its review is looked for. */
  const CLIMB = 14;

  /** Everything that names an element: values of naming attributes, and names of data attributes. @param {Element} element */
  function names(element) {
    const values = NAMED.map((a) => element.getAttribute(a) ?? '');
    const own = element.getAttributeNames().filter((n) => n.startsWith('data-'));
    return [...values, ...own].join(' ').replace(/([a-z])([A-Z])/g, '$1-$2');
  }

  /**
   * @param {import('../protocol').GenericWords} words
   * @returns {import('./types').Reader}
   */
  amends.genericReader = (words) => {
    const re = (/** @type {string} */ source) => new RegExp(source || '(?!)', 'iu');
    const is = Object.fromEntries(Object.entries(words).map(([name, source]) => [name, re(source)]));
    /** Selectors of containers that were found: what comes later looks the same. @type {Set<string>} */
    const learned = new Set();
    const selector = () => [...learned].join(',') || 'amends-none';

    /** Strings of an element that may tell a rating. @param {Element} element */
    function ratingsOf(element) {
      /** @type {string[]} */
      const found = [];
      const attribute = (/** @type {string} */ name) => element.getAttribute(name) ?? '';
      const prop = attribute('itemprop');
      if (/^ratingValue$/i.test(prop)) found.push(attribute('content') || (element.textContent ?? '').trim().slice(0, 20));
      else if (/ratingCount|reviewCount|bestRating|worstRating/i.test(prop)) return found;
      if (element.tagName === 'META') return found;
      for (const name of ['data-score', 'data-rating', 'data-stars', 'data-rating-value']) if (/^\d(?:[.,]\d+)?$/.test(attribute(name))) found.push(attribute(name));
      if (element.tagName === 'INPUT' && /^(?:initial-)?rating$/.test(attribute('name')) && attribute('type') === 'hidden') found.push(attribute('value'));
      for (const name of ['aria-label', 'alt', 'title']) if (is.rating.test(attribute(name))) found.push(attribute(name));
      if (!element.childElementCount) {
        const own = (element.textContent ?? '').trim();
        if (own.length < 60 && is.rating.test(own)) found.push(own);
      }
      const cls = attribute('class').replace(/([a-z])([A-Z])/g, '$1-$2');
      const scored = is.ratingClass.exec(cls);
      if (scored) found.push(`rating ${scored[1]}`);
      const width = /(?:^|[;\s])width:\s*(\d+(?:\.\d+)?%)/.exec(attribute('style'));
      if (width && /star|rat(?:e|ing)/i.test(names(element) + names(element.parentElement ?? element))) found.push(width[1]);
      return found;
    }

    /** @param {Document | ShadowRoot | Element} root */
    function ratings(root) {
      return [...root.querySelectorAll('[itemprop],[aria-label],[alt],[title],[class],[style],[data-score],[data-rating],[data-stars],input[type=hidden],span,p,div,b,i,em,strong,small,li')]
        .filter((e) => !e.closest('[itemprop~="aggregateRating"],[itemtype*="AggregateRating"],form,nav,header:has(nav),svg *') && ratingsOf(e).length > 0);
    }

    /** The element, or something close to it, is named like a review. @param {Element} element */
    function named(element) {
      const fits = (/** @type {Element | null} */ e) => !!e && is.container.test(names(e));
      if (fits(element)) return true;
      for (let at = element.parentElement, n = 0; at && n < 3; at = at.parentElement, n++) if (fits(at)) return true;
      for (const child of element.querySelectorAll('*')) if (fits(child)) return true;
      return false;
    }

    /** It has what a review has. @param {Element} element */
    function plausible(element) {
      if (element.matches(`body,html,main,form,ul,ol,table,tbody,${MARKED} *`) && !element.matches(MARKED)) return false;
      const own = names(element);
      if (is.notContainer.test(own) && !/item|card|entry/i.test(own)) return false;
      const says = text.of(element, '');
      if (says.length > 12_000 || says.length < 2) return false;
      const dated = !!element.querySelector('time,[itemprop=datePublished]') || is.date.test(says) || [...element.querySelectorAll('[data-content],[title]')].some((e) => is.date.test(e.getAttribute('data-content') ?? e.getAttribute('title') ?? ''));
      const marked = element.matches(MARKED) || !!element.querySelector('[data-review-id],[data-reviewid]') || element.hasAttribute('data-review-id');
      return (dated || marked) && named(element);
    }

    /** Containers around ratings: as high as no second review comes in. @param {Element[]} anchors */
    function around(anchors) {
      const within = (/** @type {Element} */ e) => anchors.filter((a) => e.contains(a));
      /** @type {Set<Element>} */
      const found = new Set();
      /** Elements that were climbed from already. @type {WeakSet<Element>} */
      const done = new WeakSet();
      for (const anchor of anchors) {
        let at = anchor;
        /** @type {Element | null} */
        let best = null;
        for (let n = 0; n < CLIMB && at.parentElement; n++) {
          const parent = at.parentElement;
          // Siblings that look alike and hold ratings too are the next reviews.
          const alike = [...parent.children].filter((c) => c !== at && c.tagName === at.tagName && anchors.some((a) => c.contains(a) && !at.contains(a)));
          if (alike.length && plausible(at)) {
            best = at;
            break;
          }
          if (done.has(parent)) break;
          at = parent;
        }
        if (best) {
          found.add(best);
          within(best).forEach((a) => done.add(a));
        }
      }
      return [...found];
    }

    /** @param {Document | ShadowRoot | Element} root */
    function discover(root) {
      const marked = [...root.querySelectorAll(MARKED)].filter((e) => !e.parentElement?.closest(MARKED) && e.tagName !== 'META' && e.tagName !== 'LINK');
      // Placeholders of templates carry marks and no words.
      const full = marked.filter((e) => text.of(e, '').length > 12 || ratingsIn(e).length);
      const anchors = ratings(root).filter((a) => !full.some((m) => m.contains(a)));
      // Where marks are for machines only and hidden, what people see counts.
      const seen = full.filter((e) => e.checkVisibility());
      const marks = seen.length || !anchors.length ? (seen.length ? seen : full) : full.filter((e) => e.getClientRects().length);
      const repeated = around(anchors);
      const all = [...marks, ...repeated.filter((r) => !marks.some((m) => m.contains(r) || r.contains(m)))];
      const rest = all.length ? all : full;
      return unique(rest);
    }

    /** Two elements with the same words are one review: the visible one counts. @param {Element[]} elements */
    function unique(elements) {
      /** @type {Map<string, Element>} */
      const by = new Map();
      for (const element of elements) {
        const fields = fieldsOf(element);
        const gist = text.gist(fields.body ? text.of(fields.body, '') : '') + text.gist(text.of(element, '')).slice(0, 12);
        const other = by.get(gist);
        if (!other || (!other.checkVisibility() && element.checkVisibility())) by.set(gist, element);
      }
      return [...by.values()];
    }

    /** A selector that fits all of them, for what the page adds later. @param {Element[]} elements */
    function learn(elements) {
      for (const element of elements) {
        if (element.matches(MARKED)) {
          learned.add(MARKED);
          continue;
        }
        const same = elements.filter((e) => e.tagName === element.tagName);
        const classes = [...element.classList].filter((c) => same.every((e) => e.classList.contains(c)));
        const hook = element.getAttributeNames().find((n) => /^data-.*review/.test(n));
        if (classes.length || hook) learned.add(element.tagName.toLowerCase() + classes.map((c) => `.${CSS.escape(c)}`).join('') + (hook ? `[${hook}]` : ''));
      }
    }

    /** @param {Element} review */
    function ratingsIn(review) {
      return [review, ...review.querySelectorAll('*')].flatMap((e) => (amends.owns(e) ? [] : ratingsOf(e)));
    }

    /** The parts of a review. @param {Element} review */
    function fieldsOf(review) {
      const inside = [...review.querySelectorAll('*')];
      const words = (/** @type {Element} */ e) => text.of(e, '');
      const reply = inside.find((e) => {
        if (e.contains(e.querySelector('[itemprop=reviewBody]'))) return false;
        const named = is.replyClass.test(e.getAttribute('class') ?? '') && !/button|link|count|action|form|count/i.test(names(e)) && !e.closest('button,a');
        const says = words(e);
        return says.length > 20 && (is.reply.test(says.slice(0, 160)) || (named && says.length > 40 && !e.querySelector('textarea')));
      });
      const ours = inside.filter((e) => !reply || !(reply.contains(e) || e.contains(reply)));
      const told = (/** @type {string} */ css) => ours.find((e) => e.matches(css) && words(e).length > 0);
      const labelled = (/** @type {Element} */ e) => is.label.test(words(e));
      const leaf = (/** @type {Element} */ e) => ![...e.children].some((c) => words(c).length > 0.9 * words(e).length && c.matches('p,div,span,section,q,blockquote'));
      const blocks = ours.filter((e) => e.matches('p,div,span,section,q,blockquote,dd,td') && words(e).length > 1 && !labelled(e));
      const byName = blocks.filter((e) => is.textClass.test(names(e)) && !is.dateClass.test(names(e)) && !is.authorClass.test(names(e)) && !is.titleClass.test(names(e)) && !e.querySelector('time,h1,h2,h3,h4'));
      const longest = (/** @type {Element[]} */ list) => list.reduce((/** @type {Element | undefined} */ a, b) => (a && words(a).length >= words(b).length ? a : b), undefined);
      const quoted = byName.filter((e) => !is.date.test(words(e)) || words(e).length > 60);
      const body = told('[itemprop=reviewBody],[itemprop=description]') ?? longest(quoted) ?? longest(blocks.filter((e) => leaf(e) && !e.children.length && !is.date.test(words(e).slice(0, 40)) && !is.rating.test(words(e).slice(0, 40))));
      const beside = ours.filter((e) => e !== body && !body?.contains(e) && !e.contains(body ?? null));
      const author = beside.find((e) => e.matches('[itemprop=author]')) ?? beside.find((e) => is.authorClass.test(names(e)) && words(e).length > 0 && words(e).length < 60 && !is.date.test(words(e)));
      const title = beside.find((e) => e.matches('[itemprop=name],[itemprop=headline]') && !e.closest('[itemprop=author],[itemprop=itemReviewed]') && words(e)) ?? beside.find((e) => is.titleClass.test(names(e)) && e !== author && !author?.contains(e) && words(e).length > 1 && words(e).length < 150 && !is.date.test(words(e)) && !is.rating.test(words(e)));
      return { reply, body, author, title, beside };
    }

    /** Strings that may tell the day. @param {Element} review @param {Element[]} beside */
    function dates(review, beside) {
      const told = [...review.querySelectorAll('[itemprop=datePublished],time')].map((e) => e.getAttribute('content') ?? e.getAttribute('datetime') ?? e.textContent ?? '');
      const hidden = beside.flatMap((e) => ['data-content', 'title', 'datetime'].map((a) => e.getAttribute(a) ?? '')).filter((v) => is.date.test(v));
      const shown = beside.filter((e) => !e.childElementCount || is.dateClass.test(names(e))).map((e) => text.of(e, '')).filter((v) => v.length < 120 && is.date.test(v));
      return [...told, ...hidden, ...shown].slice(0, 6);
    }

    const raw = (/** @type {string[]} */ values) => values.filter((v) => v.trim()).map((value) => ({ source: 0, value }));

    return {
      get containers() {
        return selector();
      },
      find(root) {
        const known = learned.size ? [...root.querySelectorAll(selector())].filter((e) => !e.parentElement?.closest(selector()) && (e.matches(MARKED) || plausible(e))) : [];
        if (known.length) return unique(known);
        const found = discover(root);
        learn(found);
        return found;
      },
      around: (node) => {
        const start = node instanceof Element ? node : node.parentElement;
        return (learned.size && start?.closest(selector())) || null;
      },
      read(review) {
        const { reply, body, author, title, beside } = fieldsOf(review);
        const rating = ratingsIn(review);
        const says = body ? text.of(body, '') : '';
        if (!says && !rating.length) return null;
        const authorText = author ? author.getAttribute('content') ?? text.of(author.querySelector('[itemprop=name]') ?? author, '') : '';
        const meta = review.querySelector('[itemprop=author] [itemprop=name][content], [itemprop=author][content]')?.getAttribute('content');
        const titleText = title ? text.of(title, '') : '';
        const id = review.getAttribute('data-review-id') ?? review.querySelector('[data-review-id]')?.getAttribute('data-review-id') ?? /(?:^|_|-)(\d{6,})$/.exec(review.id)?.[1] ?? '';
        return {
          parts: { title: title && titleText ? [{ element: title, cut: '', text: titleText }] : [], text: body ? [{ element: body, cut: '', text: says }] : [] },
          raw: {
            handle: 0, id: raw([id]), rating: raw(rating.slice(0, 6)), date: raw(dates(review, beside)), author: raw([meta ?? authorText]), product: [],
            title: titleText || null, text: says, reply: reply ? text.of(reply, '') : null,
          },
        };
      },
      place: 'inside',
      scripts: true,
    };
  };

  amends.locate = (texts) => {
    const wanted = texts.map((t) => text.gist(t));
    /** @type {(Element | null)[]} */
    const found = texts.map(() => null);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const gist = node.textContent && node.textContent.length > 3 ? text.gist(node.textContent) : '';
      if (gist.length < 6) continue;
      wanted.forEach((want, i) => {
        const at = node.parentElement;
        if (!found[i] && want.startsWith(gist) && at && !at.closest('script,style,noscript,template') && text.gist(text.of(at.closest('p,div,section,article,li,td,blockquote') ?? at, '')).startsWith(want)) {
          found[i] = at.closest('p,div,section,article,li,td,blockquote') ?? at;
        }
      });
    }
    return found;
  };
})();
