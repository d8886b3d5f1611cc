// What cards are made of: elements, styles, and a place in the page.
(() => {
  /**
   * @param {string} tag
   * @param {Record<string, string | boolean | EventListener>} [attributes] those that begin with `on` are listeners
   * @param {(Node | string | null | false | undefined)[]} children
   * @returns {any}
   */
  function h(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === 'function') element.addEventListener(name.slice(2), value);
      else if (value !== false) element.setAttribute(name, value === true ? '' : value);
    }
    element.append(.../** @type {(Node | string)[]} */ (children.filter((c) => c !== null && c !== false && c !== undefined)));
    return element;
  }

  /** Whether the page is dark where the element stands. @param {Element} element */
  function dark(element) {
    for (let at = /** @type {Element | null} */ (element); at; at = at.parentElement) {
      const parts = getComputedStyle(at).backgroundColor.match(/[\d.]+/g)?.map(Number);
      if (!parts || parts.length < 3 || parts[3] === 0) continue;
      return 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2] < 110;
    }
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    return scheme.includes('dark') && (!scheme.includes('light') || matchMedia('(prefers-color-scheme: dark)').matches);
  }

  /**
   * Puts the card's host into the page, into the review or after it.
   * @param {Element} review
   * @param {HTMLElement} host
   * @param {boolean} after
   * @returns {HTMLElement} what was put in
   */
  function put(review, host, after) {
    if (review.tagName === 'TR') {
      // Between rows only a row can stand.
      const row = h('tr', {}, h('td', { colspan: '100', style: 'padding:0;border:0' }, host));
      amends.own.add(row);
      review.after(row);
      return row;
    }
    if (after && review.parentElement) review.after(host);
    else review.append(host);
    return host;
  }

  /** One sheet for all cards: hundreds of copies would be parsed and matched one by one. @type {{ css: string, sheet: CSSStyleSheet } | null} */
  let shared = null;

  /** @param {string} css */
  function styles(css) {
    if (shared?.css !== css) {
      shared = { css, sheet: new CSSStyleSheet() };
      shared.sheet.replaceSync(css);
    }
    return shared.sheet;
  }

  /** Something of the page that wants to be clicked lies under the strip. @param {Element} frame @param {Element} host */
  function covers(frame, host) {
    const { left, right, top, height } = frame.getBoundingClientRect();
    return [left + 4, (left + right) / 2, right - 4].some((x) =>
      document.elementsFromPoint(x, top + height / 2).some((e) => e !== host && e.matches('button, a[href], input, select, textarea, [role=button]')));
  }

  amends.measure = (review) => {
    const { display, flexDirection, overflow } = getComputedStyle(review);
    return {
      dark: dark(review),
      bottom: review.getBoundingClientRect().bottom,
      row: /flex/.test(display) && !flexDirection.startsWith('column'),
      clips: overflow !== 'visible',
    };
  };

  /** An element of ours in the page, with a root that the page cannot look into. @param {string} css */
  function host(css) {
    const element = h('div', { 'data-amends': 'card' });
    element.style.cssText = 'all:initial!important;display:block!important;position:relative!important;grid-column:1/-1!important';
    amends.own.add(element);
    const root = element.attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [styles(css)];
    return { element, root };
  }

  /** @param {import('../protocol').Finding} finding @param {(key: string) => string} t */
  const verdict = ({ severity, message }, t) => [h('span', { class: 'severity' }, `${t(`severity-${severity}`)}:`), ' ', message];

  amends.parts = { h, put, covers, host, verdict };

  amends.notice = (review, message, skin) => {
    const { element, root } = host(skin.css);
    root.append(h('section', { class: `card notice${dark(review) ? ' dark' : ''}`, dir: skin.dir, lang: skin.language, role: 'alert' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, 'A'), message));
    return put(review, element, false);
  };
})();
