// Reads reviews where no site file describes them, on the user's request: schema.org marks and what repeats around
// ratings. Which part is which is learned from all reviews together: what differs from one to the next is the review's own.
(() => {
  const { text } = amends;
  const MARKED = '[itemprop~="review"], [itemprop~="reviews"], [itemtype*="schema.org/Review"]:not([itemtype*="Rating"])';
  const ITEMS = ':is([itemprop~="reviewBody"],[itemprop~="description"])';
  const NUMERIC = /(?<![\d.])(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d\d)(?!\d)/;
  /** Reviews that are enough to learn from. */
  const SAMPLE = 40;

  /** @typedef {import('./types').Leaf} Leaf */
  /** @typedef {{ path: string, members: number, count: number, foreign: boolean, taught: boolean, chars: number, values: Set<string>, dated: number, words: number, first: Leaf, common: string[] | null, before: number }} Column */
  /** @typedef {{ selector: string, split: boolean, dated: boolean, rated: boolean, scale: number, months: boolean, columns: Map<string, Column>, body: Column | null, title: Column | null, author: Column | null, common: Map<string, number> }} Kind */

  /**
   * @param {import('../protocol').GenericWords} words
   * @returns {import('./types').Reader}
   */
  amends.genericReader = (words) => {
    const is = /** @type {Record<keyof import('../protocol').GenericWords, RegExp>} */ (Object.fromEntries(Object.entries(words).map(([name, source]) => [name, new RegExp(source || '(?!)', 'iu')])));
    const page = amends.structure(is);
    const days = new RegExp(is.date.source, 'giu');
    const { names, leaves } = page;
    /** What was found to hold reviews here: what comes later looks the same. @type {Kind[]} */
    const kinds = [];
    const selector = () => kinds.map((k) => k.selector).join(',') || 'amends-none';
    const kindOf = (/** @type {Element} */ e) => kinds.find((k) => e.matches(k.selector));
    const classy = (/** @type {Element} */ e, /** @type {string[]} */ list) => e.tagName.toLowerCase() + list.map((c) => `.${CSS.escape(c)}`).join('');
    const visible = (/** @type {Element} */ e) => e.checkVisibility();

    /** An element and, where a record is two elements, the one before it. @param {Element} review */
    const extent = (review) => (kindOf(review)?.split && review.previousElementSibling ? [review.previousElementSibling, review] : [review]);

    /** A selector of this element alone. @param {Element} element @returns {string} */
    function path(element) {
      if (element.id) return `#${CSS.escape(element.id)}`;
      let place = 1;
      for (let at = element.previousElementSibling; at; at = at.previousElementSibling) place++;
      return element.parentElement ? `${path(element.parentElement)} > :nth-child(${place})` : 'html';
    }

    /** A selector that fits all of these. @param {Element[]} set */
    function describe(set) {
      const [one] = set;
      if (!set[1]) return path(one);
      const shared = [...one.classList].filter((c) => set.every((e) => e.classList.contains(c)));
      const hook = one.getAttributeNames().find((n) => /^data-.*(?:review|comment|feedback)|^role$/.test(n) && set.every((e) => e.hasAttribute(n)));
      let found = classy(one, shared) + (hook ? `[${hook}]` : '');
      const parent = one.parentElement;
      if (parent && (found === one.tagName.toLowerCase() || one.parentElement?.closest(found) || document.querySelectorAll(found).length > 3 * set.length + 5)) {
        const above = [...parent.classList].filter((c) => set.every((e) => e.parentElement?.classList.contains(c)));
        found = `${parent.id && set.every((e) => e.parentElement === parent) ? `#${CSS.escape(parent.id)}` : classy(parent, above)} > ${found}`;
      }
      return found;
    }

    /** @param {Document | ShadowRoot | Element} root */
    function discover(root) {
      const { rated, dated } = page.signals(root);
      const marks = [...root.querySelectorAll(MARKED)].filter((e) => !e.parentElement?.closest(MARKED) && !/^(?:META|LINK)$/.test(e.tagName) && (text.of(e, '').length > 12 || rated.some((r) => e.contains(r))));
      let sets = page.groups(rated, dated, false);
      // One by itself is believed only where nothing repeats.
      if (marks.length || sets.some((set) => set[1])) sets = sets.filter((set) => set[1]);
      if (!sets.length && !marks.length) sets = page.groups(dated, dated, true);
      // Marked and repeated: the wider element knows more, unless it holds several.
      sets = sets.filter((set) => !set.some((s) => s.querySelectorAll(MARKED).length > 1)).map((set) => set.filter((s) => !s.parentElement?.closest(MARKED))).filter((set) => set.length);
      const held = new Set(sets.flat());
      const within = (/** @type {Element | null} */ e) => {
        while (e && !held.has(e)) e = e.parentElement;
        return !!e;
      };
      const bare = marks.filter((m) => !within(m) && (!sets.length || text.of(m, '').length > 12));
      // Where reviews bear a day, what bears none is none.
      const bears = (/** @type {Element[]} */ set) => set.slice(0, 20).some((s) => dated.some((d) => s.contains(d)));
      if ([...sets, bare].some(bears)) sets = sets.filter(bears);
      if (bare.length) sets.unshift(bare);
      for (const set of sets) {
        const split = page.split(set[0]);
        const told = split ? set.map((s) => s.nextElementSibling).filter((s) => !!s) : set;
        const selector = set === bare ? MARKED : describe(told);
        if (kinds.some((k) => k.selector === selector)) continue;
        /** @type {Kind} */
        const kind = { selector, split, dated: false, rated: false, scale: 0, months: false, columns: new Map(), body: null, title: null, author: null, common: new Map() };
        kinds.push(kind);
        learn(kind, told);
      }
      return select(root);
    }

    /** Elements of a known kind. @param {Document | ShadowRoot | Element} root */
    function select(root) {
      if (!kinds.length) return [];
      const all = [...root.querySelectorAll(selector())];
      if (root instanceof Element && root.matches(selector())) all.unshift(root);
      return unique(all.filter(counts));
    }

    const dated = (/** @type {Element} */ e) => extent(e).some((r) => page.days(r).length > 0 || [...r.querySelectorAll('*')].some((d) => page.days(d).length > 0));

    /** It stands in no other review, and is no copy that a carousel made. @param {Element} element */
    const counts = (element) => !element.parentElement?.closest(selector()) && !/duplicate|cloned/.test(element.getAttribute('class') ?? '');

    /** It has what all of its kind have. @param {Element} element @param {Kind | null} kind */
    const fits = (element, kind) => element.matches(MARKED) || ((kind?.dated ? dated(element) : extent(element).some(page.prose)) && (!kind?.rated || ratingsIn(element).length > 0));

    /** A review that the page holds twice, hidden or elsewhere, counts once. @param {Element[]} elements */
    function unique(elements) {
      const shown = new Set(elements.filter(visible));
      if (kinds.length < 2 && shown.size === elements.length) return elements;
      /** @type {Map<string, Element>} */
      const by = new Map();
      const keep = new Set(elements);
      // Those that can be seen come first and win.
      for (const element of [...shown, ...elements.filter((e) => !shown.has(e))]) {
        const raw = read(element)?.raw;
        const said = text.gist(raw?.text ?? '');
        const who = text.gist(raw?.author[0]?.value ?? '');
        const others = [said.length > 11 ? said : '', !shown.has(element) && said.length < 12 ? `by ${who}` : ''].map((key) => by.get(key));
        if (others.some((o) => o && (o.parentElement !== element.parentElement || (shown.has(o) && !shown.has(element))))) keep.delete(element);
        else if (raw) {
          if (said.length > 11) by.set(said, element);
          if (who) by.set(`by ${who}`, element);
        }
      }
      return elements.filter((e) => keep.has(e));
    }

    const named = (/** @type {Leaf} */ leaf, /** @type {RegExp} */ like, levels = 3) => {
      for (let at = /** @type {Element | null} */ (leaf.element), n = 0; at && n < levels; at = at.parentElement, n++) if (like.test(names(at))) return !is.container.test(names(at).replace(like, '')) || n < 2;
      return false;
    };
    const dateless = (/** @type {string} */ says) => says.replace(days, ' ');
    const wordsOf = (/** @type {string} */ says) => dateless(says).split(/[^\p{L}\p{N}_.@*-]+/u).filter((w) => /[\p{L}\p{N}]/u.test(w));
    const short = (/** @type {Leaf} */ leaf) => is.label.test(leaf.text) || (leaf.text.length < 90 && page.rates(leaf.text)) || /^[^\p{L}]*$/u.test(leaf.text);
    const weight = (/** @type {Element} */ e) => Number(getComputedStyle(e).fontWeight) + 30 * parseFloat(getComputedStyle(e).fontSize);
    const pressed = (/** @type {Leaf} */ leaf) => {
      const control = leaf.element.closest('button,[role=button],[role=menu],[role=tooltip],label,summary');
      return !!control && !control.matches(selector());
    };

    /** Learns which part of this kind says what. @param {Kind} kind @param {Element[]} set @returns {Kind} */
    function learn(kind, set) {
      const { columns } = kind;
      const sample = set.slice(0, SAMPLE);
      kind.dated = sample.every((e) => dated(e));
      const told = sample.map(ratingsIn);
      kind.rated = told.every((t) => t.length > 0);
      // 10/25/2026 tells which number is the month in all of them.
      const numbers = sample.flatMap((e) => extent(e).flatMap((r) => [r, ...r.querySelectorAll('*')])).flatMap((e) => page.days(e)).map((d) => NUMERIC.exec(d)).filter((m) => !!m);
      kind.months = numbers.some((m) => Number(m[2]) > 12) && !numbers.some((m) => Number(m[1]) > 12);
      // A scale ends where the highest of many ends.
      kind.scale = Math.max(0, ...told.map((t) => Number(/^rating (\d+)$/.exec(t[0] ?? '')?.[1] ?? 0)));
      sample.forEach((review) => {
        const { own } = partsOf(review, kind);
        const meta = metaAuthor(review);
        const seen = new Set();
        own.forEach((leaf, index) => {
          let column = columns.get(leaf.path);
          if (!column) columns.set(leaf.path, (column = { path: leaf.path, members: 0, count: 0, foreign: false, taught: false, chars: 0, values: new Set(), dated: 0, words: 0, first: leaf, common: null, before: index }));
          const said = wordsOf(leaf.text);
          column.count++;
          column.taught ||= leaf.text === meta;
          column.chars += leaf.text.length;
          column.words += said.length;
          column.dated += is.date.test(leaf.text) ? 1 : 0;
          const masked = leaf.text.replace(/\d+/g, '0');
          column.values.add(masked);
          if (!seen.has(masked)) kind.common.set(masked, (kind.common.get(masked) ?? 0) + 1);
          seen.add(masked);
          column.common = column.common ? column.common.filter((w) => said.includes(w)) : said;
          if (!seen.has(leaf.path)) column.members++;
          seen.add(leaf.path);
        });
      });
      const best = (/** @type {(c: Column) => number} */ score) => [...columns.values()].map((column) => ({ column, score: score(column) })).filter((c) => c.score > 0).sort((a, b) => b.score - a.score)[0]?.column ?? null;
      const many = sample.length > 2;
      /** From 0, the same in all, to 1, different in each. @param {Column} c */
      const varied = (c) => (c.members < 2 ? (many ? 0.5 : 1) : (c.values.size - 1) / (c.members - 1));
      const flat = (/** @type {Column} */ c) => pressed(c.first) || short(c.first);
      for (const c of columns.values()) c.foreign = flat(c) || (c.dated > c.members / 2 && c.chars < 80 * c.count) || [is.titleClass, is.authorClass, is.dateClass].some((r) => r.test(names(c.first.element)) && !is.textClass.test(names(c.first.element)));
      kind.body = best((c) => {
        const mean = c.chars / c.members;
        const told = named(c.first, is.textClass) || !!c.first.element.closest(ITEMS);
        const other = [is.titleClass, is.authorClass, is.dateClass].some((r) => named(c.first, r, 1)) || /^H\d$/.test(c.first.element.tagName);
        if (flat(c) || (c.dated > c.members / 2 && mean < 80) || (varied(c) < 0.3 && !(told && c.members < 3)) || (mean < (/\p{Lo}/u.test(c.first.text) ? 6 : 12) && !told)) return 0;
        return c.chars * varied(c) * (c.first.element.closest(ITEMS) ? 9 : told && !other ? 4 : 1) * (other ? 0.2 : 1) * (c.first.element.closest('a') ? 0.2 : 1) * (c.first.element.matches('dt,th') ? 0.1 : 1) * (0.1 + c.members / sample.length);
      });
      const small = (/** @type {Column} */ c) => !joins(c, kind) && !flat(c);
      kind.author = best((c) => {
        const mean = wordsOf(c.first.text).join(' ').length;
        const told = c.taught || named(c.first, is.authorClass, 2) || !!c.first.element.closest('[itemprop=author]');
        const linked = /user|profil|member|author|people/i.test(c.first.element.closest('a')?.getAttribute('href') ?? '');
        if (joins(c, kind) || short(c.first) || !mean || c.count > 1.3 * c.members || c.chars / c.members > 70 || c.words / c.members > 9 || (many && c.members * 3 < sample.length) || (is.titleClass.test(names(c.first.element)) && !is.authorClass.test(names(c.first.element))) || (/^H\d$/.test(c.first.element.tagName) && !told)) return 0;
        if (!told && !linked && (named(c.first, is.titleClass, 2) || varied(c) < 0.3 || c.words / c.members > (c.dated ? 7 : 4) || (c.common?.length ?? 0) * c.members >= c.words || sample.length < 2)) return 0;
        return (c.taught ? 9 : told ? 4 : 1) * (linked ? 3 : 1) * (0.2 + varied(c)) * (0.5 + c.members / sample.length) * (c.dated ? (c.common?.length ? 1.5 : 0.6) : 1) * (/[\d:?!]/.test(dateless(c.first.text)) || pressed(c.first) ? 0.4 : 1) * (c.chars < 3 * c.count ? 0.1 : 1) * (/^(?:B|STRONG|H\d)$/.test(c.first.element.tagName) && !told ? 0.5 : 1) * ([...columns.values()].some((d) => d.dated && d !== c && over(d.path) === over(c.path)) ? 2 : 1) / (1 + c.before / 20);
      });
      kind.title = best((c) => {
        const told = named(c.first, is.titleClass, 2) || !!c.first.element.closest('[itemprop=name],[itemprop=headline]');
        const heading = /^(?:H[2-6]|STRONG|B)$/.test(c.first.element.tagName) || !!c.first.element.closest('h2,h3,h4,h5,h6');
        const bold = !told && !heading && kind.body && c.before < kind.body.before && varied(c) > 0.8 && sample.length > 2 && c.members * 3 >= sample.length * 2 && c.chars / c.count > 7 && (/bold/i.test(names(c.first.element)) || weight(c.first.element) > weight(kind.body.first.element));
        if (!small(c) || c === kind.author || c.dated || c.before > (kind.body?.before ?? 99) || c.chars / c.members > 120 || (varied(c) < 0.3 && many) || (!told && !heading && !bold) || (kind.author && c.first.text.includes(kind.author.first.text)) || (heading && !told && varied(c) < 0.8 && many) || named(c.first, is.authorClass, 2) || c.first.element.closest(told ? '[itemprop=author],[itemprop=itemReviewed]' : '[itemprop=itemReviewed],dt,th') || /:$/.test(c.first.text)) return 0;
        return (told ? 3 : 1) * (heading ? 2 : 1) * (0.2 + varied(c)) * (0.5 + c.members / sample.length) / (1 + c.before / 20);
      });
      return kind;
    }

    const over = (/** @type {string} */ path) => path.slice(0, path.lastIndexOf('>'));
    const bones = (/** @type {string} */ path) => path.replace(/\d*\.[^>]*/g, '');

    /** Is the words of the review, or goes on with them. @param {{ path: string }} leaf @param {Kind | null} kind */
    function joins(leaf, kind) {
      const body = kind?.body?.path;
      if (!body || leaf.path === body) return !!body;
      const cut = (/** @type {string} */ path) => [path.slice(0, path.lastIndexOf('>')), path.slice(path.lastIndexOf('>') + 1)];
      const [[above, last], [over, own]] = [cut(leaf.path), cut(body)];
      return !kind?.columns.get(leaf.path)?.foreign && ((above === over && bones(last) === bones(own) && /^(?:P|LI|SPAN\d*|DD|BLOCKQUOTE)\./.test(last)) || (last === own && /\../.test(own)) || (last === own && bones(above) === bones(over)) || (above === over && bones(last) === bones(own) && last.split('.')[1] === own.split('.')[1] && !!own.split('.')[1]));
    }

    /** What the review says, without the reply and reviews inside it. @param {Element} review @param {Kind | null} kind */
    function partsOf(review, kind) {
      const roots = kind?.split && review.previousElementSibling ? [review.previousElementSibling, review] : extent(review);
      const inside = roots.flatMap((r) => [...r.querySelectorAll('*')]);
      const reply = replyIn(review, inside, kind);
      const earlier = earlierIn(roots, inside, reply);
      const all = roots.flatMap((r) => leaves(r));
      return { roots, inside, reply, all, own: all.filter((l) => !reply?.contains(l.element) && !earlier.some((e) => e.contains(l.element))), earlier };
    }

    /** The seller's answer: named so, headed so, or the same kind of element inside this one. @param {Element} review @param {Element[]} inside @param {Kind | null} kind */
    function replyIn(review, inside, kind) {
      const rated = (/** @type {Element} */ e) => [e, ...e.querySelectorAll('*')].some((c) => page.rating(c));
      const answers = (/** @type {Element} */ e) => !e.querySelector('[itemprop=reviewBody],textarea') && !e.closest('button,a,form') && leaves(e).some((l) => l.text.length > 3 && !l.element.closest('a,button') && !is.label.test(l.text)) && !rated(e);
      const nested = inside.find((e) => page.alike(e, review) && e.classList.length && answers(e)) ?? inside.find((e) => is.replyClass.test(e.getAttribute('class') ?? '') && !/button|btn|link|count|action|form|write|helpful/i.test(names(e)) && text.of(e, '').length > 15 && answers(e));
      const heading = nested ?? inside.find((e) => is.reply.test(text.of(e, '').slice(0, 160)) && answers(e));
      if (!heading) {
        // Signed with another day and no stars: somebody answers.
        const [day, ...days] = kind?.body ? inside.filter((e) => page.days(e).length) : [];
        for (let at of days) {
          while (at.parentElement && at.parentElement !== review && !at.parentElement.contains(day) && !rated(at.parentElement)) at = at.parentElement;
          const parts = at.contains(day) || rated(at) ? [] : leaves(at);
          if (parts.length > 2 && parts.some((l) => l.text.length > 24) && !leaves(review).some((l) => at.contains(l.element) && joins(l, kind))) return at;
        }
        return null;
      }
      let at = heading;
      // The heading alone is no reply: the words follow.
      while (at !== review && at.parentElement && at.parentElement !== review && leaves(at).filter((l) => !is.reply.test(l.text) || l.text.length > 160).every((l) => l.text.length < 3 || is.date.test(l.text)) && !rated(at.parentElement)) at = at.parentElement;
      return at;
    }

    /** Reviews inside the review, each with a rating and a day of its own: earlier ones. @param {Element[]} roots @param {Element[]} inside @param {Element | null} reply */
    function earlierIn(roots, inside, reply) {
      const rated = inside.filter((e) => page.rating(e));
      const dated = inside.filter((e) => !reply?.contains(e) && page.days(e).length);
      if (rated.length < 2 || dated.length < 2) return [];
      return rated.slice(1).flatMap((r) => {
        let at = r;
        while (at.parentElement && !dated.some((d) => at.contains(d)) && !roots.includes(at)) at = at.parentElement;
        return roots.includes(at) || at.contains(rated[0]) || at.contains(dated[0]) || at.querySelector('[itemprop=reviewBody]') ? [] : [at];
      });
    }

    const ratingsIn = (/** @type {Element} */ review) => extent(review).flatMap((r) => [r, ...r.querySelectorAll('*')]).flatMap((e) => (amends.owns(e) ? [] : page.rating(e) || []));

    const metaAuthor = (/** @type {Element} */ review) => extent(review).map((r) => r.querySelector('[itemprop=author] [itemprop=name][content], [itemprop=author][content]')?.getAttribute('content') ?? '').join('');

    /** Without a day, what all have in common, and marks around. @param {string} says @param {Column | null} column */
    function name(says, column) {
      let left = dateless(says);
      for (const word of column && column.members > 1 && column.values.size > 1 ? column.common ?? [] : []) left = left.replace(new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[.*]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'u'), ' ');
      return text.fold(left.replace(/^(?:[\s,;:|·•]|[–—-]\s)+|(?:[\s,;:|·•(]|\s[–—-])+$/gu, ''));
    }

    /** @param {Element} review @returns {import('./types').Reading | null} */
    function read(review) {
      const kind = kindOf(review) ?? null;
      if (!fits(review, kind)) return null;
      const { roots, inside, reply, all, own, earlier } = partsOf(review, kind);
      const of = (/** @type {Column | null | undefined} */ column) => (column ? own.find((l) => l.path === column.path) : undefined);
      const marked = (/** @type {string} */ css) => own.find((l) => l.element.closest(css) && !l.element.closest('[itemprop=itemReviewed]'));
      const likewise = (/** @type {RegExp} */ like, /** @type {Leaf | null} */ not = null) => own.find((l) => l !== not && l.text.length < 90 && l.text.length > 2 && named(l, like, 2) && !is.date.test(l.text) && !short(l) && !joins(l, kind));
      const author = marked('[itemprop=author]') ?? of(kind?.author) ?? (kind?.author && named(kind.author.first, is.authorClass, 2) ? likewise(is.authorClass) : undefined);
      const title = marked('[itemprop=name]:not([itemprop=author] *),[itemprop=headline]') ?? of(kind?.title) ?? (kind?.title && named(kind.title.first, is.titleClass, 2) ? likewise(is.titleClass, author ?? null) : undefined);
      const stock = (/** @type {Leaf} */ l) => (kind?.common.get(l.text.replace(/\d+/g, '0')) ?? 0) > 2 && l.text.length > 24;
      const body = own.filter((l) => l !== author && l !== title && !pressed(l) && !is.label.test(l.text) && !stock(l) && (l.element.closest('[itemprop=reviewBody]') || joins(l, kind)));
      if (!body.length) {
        const [other] = own.filter((l) => l !== author && l !== title && !short(l) && !pressed(l) && !stock(l) && page.long(l.text) && named(l, is.textClass) && !is.date.test(l.text.slice(0, 40)) && (kind?.columns.get(l.path)?.members ?? 1) * 2 < SAMPLE);
        if (other) body.push(other);
      }
      own.forEach((l, i) => {
        const next = own[i + 1];
        if (/[:：]$/u.test(l.text) && body.includes(next) && !body.includes(l) && l.element.parentElement?.parentElement?.contains(next.element)) body.splice(body.indexOf(next), 0, l);
      });
      const once = body.filter((l, i) => !body.some((o, k) => o !== l && (o.text.length > l.text.length || (k < i && o.text === l.text)) && o.text.startsWith(l.text.replace(/[^\p{L}\p{N}]+$/u, ''))));
      const rating = [...roots, ...inside].filter((e) => !amends.owns(e) && !reply?.contains(e) && !earlier.some((x) => x.contains(e))).sort((a, b) => Number(b.matches('[itemprop=ratingValue]')) - Number(a.matches('[itemprop=ratingValue]'))).flatMap((e) => page.rating(e) || []);
      const says = once.map((l) => l.text).join('\n');
      if (!says && !rating.length) return null;
      const dates = inside.filter((e) => !amends.owns(e) && !reply?.contains(e) && !earlier.some((x) => x.contains(e)) && !body.some((l) => l.element.contains(e)));
      const told = [...dates.filter((e) => e.matches('[itemprop=datePublished],time')), ...dates].flatMap((e) => page.days(e));
      const answer = reply ? all.filter((l) => reply.contains(l.element) && !is.label.test(l.text)) : [];
      const headed = answer.filter((l) => !(is.reply.test(l.text) && l.text.length < 160 && answer.length > 1) && !(is.date.test(l.text) && l.text.length < 60));
      const main = headed.reduce((/** @type {Leaf | null} */ a, l) => (a && a.text.length >= l.text.length ? a : l), null);
      const words = headed.filter((l) => l === main || l.path === main?.path || (l.element.parentElement === main?.element.parentElement && l.text.length > 24));
      const id = /(?:^|[_-])(\d{5,})$/;
      const attributes = [review, ...inside.slice(0, 12)].flatMap((e) => [e.getAttribute('data-review-id') ?? e.getAttribute('data-reviewid') ?? '', id.exec(e.id)?.[1] ?? '', id.exec(e.getAttribute('data-test') ?? e.getAttribute('data-testid') ?? '')?.[1] ?? '']);
      const raw = (/** @type {string[]} */ values) => values.filter((v) => v.trim()).map((value) => ({ source: 0, value }));
      const titled = title;
      return {
        parts: { title: titled ? [titled] : [], text: once },
        raw: {
          handle: 0, id: raw(attributes.slice(0, 40)).slice(0, 1), rating: raw(rating.slice(0, 6).map((r) => (kind && kind.scale > 5 && kind.scale < 11 ? r.replace(/^rating (\d+)$/, '$1 of 10') : r))), date: raw(told.slice(0, 6).map((d) => (kind?.months ? d.replace(NUMERIC, (_, month, day, year) => `${year.length < 4 ? 20 : ''}${year}-${month}-${day}`) : d))), product: [],
          author: raw([(kind?.author?.taught ? '' : metaAuthor(review)) || (author ? name(author.text, kind?.author?.path === author.path ? kind.author : null) : metaAuthor(review))]),
          title: titled?.text ?? null, text: says, reply: words.map((l) => l.text).join('\n') || null,
        },
      };
    }

    return {
      get containers() {
        return selector();
      },
      find(root) {
        page.fresh();
        const known = select(root);
        return known.length ? known : discover(root);
      },
      around(node) {
        page.fresh();
        let at = (node instanceof Element ? node : node.parentElement)?.closest(selector());
        for (let outer = at; outer; outer = outer.parentElement?.closest(selector())) at = outer;
        return at && counts(at) ? at : null;
      },
      read(review) {
        page.fresh();
        return read(review);
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
