// Draws the card of one review. Everything from the review is text, never markup.
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

  /** Events of the card that the page must not hear. */
  const PRIVATE = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'paste', 'copy', 'cut', 'click', 'dblclick', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'touchstart', 'touchend', 'contextmenu', 'dragstart', 'drop'];

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

  amends.draw = (entry, first, skin, place, actions, measured) => {
    const t = (/** @type {string} */ key, values = {}) =>
      Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), skin.texts[key] ?? key);
    const unique = `a${entry.handle}`;
    let card = first;
    /** The text is the user's and not to be replaced without asking. */
    let touched = false;
    /** @type {(choice: string) => void} */
    let answered = () => {};
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let keeping;

    const host = h('div', { 'data-amends': 'card' });
    host.style.cssText = 'all:initial!important;display:block!important;position:relative!important;grid-column:1/-1!important';
    amends.own.add(host);
    const root = host.attachShadow({ mode: 'closed' });
    root.adoptedStyleSheets = [styles(skin.css)];

    const chips = h('span', { class: 'chips' });
    const next = h('span', { class: 'next' });
    const insertShort = button('insert', () => actions.insert(), 'primary');
    const toggle = h('button', { class: 'toggle', type: 'button', 'aria-expanded': 'false', 'aria-controls': `${unique}-body`, onclick: () => open(body.hidden, true) });
    const strip = h('div', { class: 'strip' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, 'A'), chips, next, insertShort, toggle);
    const steps = h('ul', { class: 'steps' });
    const area = h('textarea', { id: `${unique}-draft`, rows: '4', spellcheck: 'true', oninput: edited, onchange: keep });
    const length = h('span', { class: 'length' });
    const heading = h('label', { for: `${unique}-draft` });
    const findings = h('ul', { class: 'findings', 'aria-label': t('findings') });
    const insert = button('insert', () => actions.insert(), 'primary');
    insert.title = t('insertHint');
    const reword = button('reword', async () => {
      const own = touched || card.draft?.edited;
      if (own && !(await say(t('rewordOwn'), [{ label: t('reword'), value: 'reword' }]))) return;
      touched = false;
      clearTimeout(keeping);
      actions.reword((card.draft?.wording ?? 0) + 1);
    });
    const buttons = h('div', { class: 'buttons' }, insert, button('copy', () => actions.copy()), reword, button('wrong', askWrong));
    const why = h('p', { class: 'why' });
    const status = h('div', { class: 'status', role: 'status' });
    const body = h('div', { class: 'body', id: `${unique}-body`, hidden: true }, steps, h('div', { class: 'head' }, heading, length), area, findings, why, buttons);
    const frame = h('section', { class: 'card', dir: skin.dir, lang: skin.language, role: 'region', 'aria-label': t('region') }, strip, body, status);
    root.append(frame);
    // What happens in the card is none of the page's business: its shortcuts would eat letters, a clickable row would open.
    for (const type of PRIVATE) frame.addEventListener(type, (/** @type {Event} */ event) => event.stopPropagation());

    /** @param {string} key @param {() => void} act @param {string} [kind] */
    function button(key, act, kind = '') {
      return h('button', { type: 'button', class: kind, 'data-act': key, onclick: act }, t(key));
    }

    /** @param {boolean} wide @param {boolean} [byUser] */
    function open(wide, byUser) {
      body.hidden = !wide;
      toggle.setAttribute('aria-expanded', String(wide));
      toggle.setAttribute('aria-label', t(wide ? 'close' : 'open'));
      toggle.textContent = wide ? '▴' : '▾';
      insertShort.hidden = wide || !card.draft || !!card.noInsert || card.careful;
      // What the user opens may push the page; what comes by itself must not.
      if (wide && byUser !== undefined) frame.classList.remove('over');
      if (wide) grow();
    }

    function grow() {
      area.style.height = 'auto';
      area.style.height = `${Math.min(area.scrollHeight + 2, 320)}px`;
    }

    function edited() {
      touched = true;
      grow();
      clearTimeout(keeping);
      keeping = setTimeout(keep, 500);
    }

    function keep() {
      clearTimeout(keeping);
      if (touched) actions.keep(area.value);
    }

    /** @type {import('./types').View['say']} */
    function say(message, choices = []) {
      answered('');
      return new Promise((resolve) => {
        answered = resolve;
        const answer = (/** @type {string} */ value) => {
          status.replaceChildren();
          resolve(value);
        };
        status.replaceChildren(h('p', {}, message));
        if (!choices.length) return resolve('');
        const offered = choices.map((c) => h('button', { type: 'button', 'data-act': c.value, onclick: () => answer(c.value) }, c.label));
        status.append(h('div', { class: 'buttons' }, ...offered, button('cancel', () => answer(''))));
        status.querySelector('button')?.focus();
      });
    }

    /** @param {import('../protocol').Label} label @param {string} kind */
    function chip(label, kind) {
      const show = () => actions.highlight(label);
      const hide = () => actions.highlight(null);
      const name = label.confidence < 0.5 ? t('possibly', { label: label.label }) : label.label;
      // A chip with evidence can be reached by keyboard, so that the evidence can be seen without a mouse.
      const shown = { class: `chip ${kind}`, onmouseenter: show, onmouseleave: hide, onfocus: show, onblur: hide };
      return label.evidence.length ? h('button', { ...shown, type: 'button', onclick: show }, name) : h('span', { class: `chip ${kind}` }, name);
    }

    function askWrong() {
      answered('');
      const was = h('select', { id: `${unique}-was`, 'aria-label': t('wrongWas') }, ...card.categories.map((c) => h('option', { value: c.id }, c.label)));
      const is = h('select', { id: `${unique}-is`, 'aria-label': t('wrongIs') }, ...skin.categories.map((c) => h('option', { value: c.id }, c.label)), h('option', { value: '' }, t('wrongNone')));
      const done = () => {
        status.replaceChildren();
        toggle.focus();
        actions.correct(was.value || null, is.value || null);
      };
      status.replaceChildren(
        h('div', { class: 'question' }, card.categories.length > 1 && was, h('label', { for: `${unique}-is` }, t('wrongIs')), is, button('apply', done, 'primary'), button('cancel', () => status.replaceChildren())),
      );
      is.focus();
    }

    /** @param {import('../protocol').Card} now */
    function update(now) {
      card = now;
      const labels = card.categories.map((c) => chip(c, 'about'));
      chips.replaceChildren(...(labels.length ? labels : [h('span', { class: 'chip none' }, t('unknownAbout'))]), ...card.situations.map((s) => chip(s, 'note')));
      next.textContent = card.advice[0]?.label ?? '';
      steps.replaceChildren(
        ...card.advice.map((step) => h('li', {}, h('b', {}, step.label), ' — ', step.why)),
      );
      const { draft } = card;
      const writable = !!draft || !!card.noDraft;
      for (const element of [heading, length, area, insert, reword, findings]) element.hidden = !writable;
      insert.hidden ||= !!card.noInsert;
      reword.hidden ||= !draft;
      buttons.querySelector('[data-act=copy]').hidden = !writable;
      heading.textContent = t('draft');
      if (draft) {
        // What the user typed is newer than anything the brain knows.
        if (!touched) area.value = draft.text;
        area.dir = draft.dir;
        area.lang = draft.language;
        const { used, limit, unit } = draft.length;
        length.textContent = limit === null ? '' : `${t('length', { used, limit })} ${t(`units-${unit}`)}`;
      }
      findings.replaceChildren(...(draft?.findings ?? []).map((f) => h('li', { class: f.severity }, f.message)));
      why.textContent = [card.noDraft, card.noInsert].filter(Boolean).join(' ');
      why.hidden = !why.textContent;
      open(!body.hidden);
    }

    frame.classList.toggle('dark', measured.dark);
    // A card that would push what the user is looking at hangs over the review's lower edge instead and takes no room.
    const over = measured.bottom < innerHeight;
    frame.classList.toggle('over', over);
    const outer = put(entry.element, host, place === 'after' || measured.row);
    if (over && entry.element.contains(host)) {
      frame.style.setProperty('--edge', `${measured.bottom - host.getBoundingClientRect().top}px`);
      frame.classList.toggle('within', measured.clips);
      // A button of the site under the strip could not be pressed any more: then the other edge is taken.
      frame.classList.toggle('start', covers(frame, host));
    }
    update(card);

    return {
      host,
      outer,
      update,
      text: () => area.value,
      write(text) {
        area.value = text;
        edited();
      },
      select() {
        open(true, true);
        area.focus();
        area.select();
      },
      say,
      open(focus) {
        open(true, true);
        entry.element.scrollIntoView({ block: 'center' });
        if (focus) toggle.focus({ preventScroll: true });
      },
      orphan(message) {
        // The text stays and can be selected; everything that needs the brain goes.
        buttons.replaceChildren(button('copy', () => actions.copy()));
        insertShort.remove();
        status.replaceChildren(h('p', {}, message));
      },
      remove() {
        keep();
        answered('');
        outer.remove();
      },
    };
  };
})();
