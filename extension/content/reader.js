// Reads reviews as a site file describes them. Raw strings only: the brain decides what they mean.
(() => {
  const { text } = amends;

  /**
   * @param {import('../protocol').ReviewDescription} described
   * @returns {import('./types').Reader}
   */
  amends.describedReader = (described) => {
    const containers = described.container.join(',');
    const excluded = described.exclude.join(',');
    const cut = described.cut.join(',');

    /** @param {Element} element */
    const counts = (element) => !(excluded && element.closest(excluded)) && !element.parentElement?.closest(containers);

    /** What stands beside a label. @param {Element} review @param {string} label */
    const beside = (review, label) => {
      const walker = document.createTreeWalker(review, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.textContent?.trim().replace(/[:：]$/u, '') !== label) continue;
        let at = node.parentElement;
        while (at && at !== review && !at.nextElementSibling) at = at.parentElement;
        return at && at !== review ? at.nextElementSibling : null;
      }
      return null;
    };

    /**
     * Elements of a source that belong to this review and to none inside it.
     * @param {Element} review
     * @param {import('../protocol').Source} source
     */
    const elements = (review, source) => {
      if (source.label) {
        const value = beside(review, source.label);
        return value && source.select ? [...value.querySelectorAll(source.select)] : value ? [value] : [];
      }
      if (!source.select) return [review];
      const found = [...(source.page ? document : review).querySelectorAll(source.select)];
      return source.page ? found : found.filter((e) => e.closest(containers) === review);
    };

    /**
     * @param {Element} element
     * @param {string} from
     */
    const take = (element, from) => {
      if (from.startsWith('@')) return element.getAttribute(from.slice(1)) ?? '';
      if (from === 'class') return element.getAttribute('class') ?? '';
      if (from === 'own') return [...element.childNodes].map((n) => (n instanceof Text ? n.data : '')).join(' ');
      return text.of(element, cut);
    };

    /**
     * All values that may be the field's, in the order of its sources.
     * @param {Element} review
     * @param {import('../protocol').Source[]} sources
     */
    const values = (review, sources) => {
      /** @type {import('../protocol').RawValue[]} */
      const found = [];
      sources.forEach((source, index) => {
        const at = elements(review, source);
        if (source.from === 'count') {
          if (at.length) found.push({ source: index, value: String(at.length) });
          return;
        }
        for (const element of source.all ? at : at.slice(0, 1)) {
          const value = take(element, source.from);
          if (value.trim()) found.push({ source: index, value });
        }
      });
      return found;
    };

    /**
     * The parts of the first source that says anything.
     * @param {Element} review
     * @param {import('../protocol').Source[]} sources
     * @param {string} without
     * @returns {import('./types').Part[]}
     */
    const parts = (review, sources, without) => {
      for (const source of sources) {
        const at = source.all ? elements(review, source) : elements(review, source).slice(0, 1);
        const found = at
          .map((element) => ({ element, cut: without, text: source.from.startsWith('@') ? take(element, source.from) : text.of(element, without) }))
          .filter((part) => part.text);
        if (found.length) return found;
      }
      return [];
    };

    const join = (/** @type {import('./types').Part[]} */ found) => found.map((part) => part.text).join('\n');

    return {
      containers,
      find(root) {
        const inside = [...root.querySelectorAll(containers)];
        if (root instanceof Element && root.matches(containers)) inside.unshift(root);
        return inside.filter(counts);
      },
      around(node) {
        const start = node instanceof Element ? node : node.parentElement;
        const found = start?.closest(containers);
        return found && counts(found) ? found : null;
      },
      read(review) {
        const title = parts(review, described.title, cut);
        const body = parts(review, described.text, cut);
        // A reply is read without the cuts: they are made to take it out of the review.
        const reply = parts(review, described.reply, '');
        const rating = values(review, described.rating);
        if (!body.length && !title.length && !rating.length) return null;
        return {
          parts: { title, text: body },
          raw: {
            handle: 0,
            id: values(review, described.id),
            rating,
            date: values(review, described.date),
            author: values(review, described.author),
            product: values(review, described.product),
            title: title.length ? join(title) : null,
            text: join(body),
            reply: reply.length ? join(reply) : null,
          },
        };
      },
      place: described.place,
      scripts: described.jsonld,
    };
  };
})();
