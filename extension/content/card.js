// Draws the card of one review. Everything from the review is text, never markup.
(() => {
  const { h, put, covers } = amends.parts;

  /** Events of the card that the page must not hear. */
  const PRIVATE = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'paste', 'copy', 'cut', 'click', 'dblclick', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'touchstart', 'touchend', 'contextmenu', 'dragstart', 'drop'];

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

    const { element: host, root } = amends.parts.host(skin.css);

    const chips = h('span', { class: 'chips' });
    const next = h('span', { class: 'next' });
    const insertShort = button('insert', () => actions.insert(), 'primary');
    const toggle = h('button', { class: 'toggle', type: 'button', 'aria-expanded': 'false', 'aria-controls': `${unique}-body`, onclick: () => open(body.hidden, true) });
    const strip = h('div', { class: 'strip' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, 'A'), chips, next, insertShort, toggle);
    const reason = h('p', { class: 'reason', hidden: true });
    /** What the chips' descriptions for screen readers say. */
    const reasons = h('div', { hidden: true });
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
    const frame = h('section', { class: 'card', dir: skin.dir, lang: skin.language, role: 'region', 'aria-label': t('region'), onmouseleave: () => tell(focused) }, strip, reason, body, status, reasons);
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
      frame.classList.toggle('open', wide);
      tell(focused);
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

    /** The label of the chip that has the focus. @type {import('../protocol').Label | null} */
    let focused = null;

    /** Says what a label rests on; an open card always gives a reason. @param {import('../protocol').Label | null} label */
    function tell(label) {
      const told = label ?? (body.hidden ? null : (card.categories[0] ?? card.situations[0] ?? null));
      reason.textContent = told?.why ?? '';
      reason.hidden = !told;
    }

    /** @param {import('../protocol').Label} label @param {string} kind */
    function chip(label, kind) {
      const name = label.confidence < 0.5 ? t('possibly', { label: label.label }) : label.label;
      const id = `${unique}-why-${kind}-${label.id}`;
      reasons.append(h('p', { id }, label.why));
      const show = () => {
        actions.highlight(label);
        tell(label);
      };
      const focus = (/** @type {boolean} */ has) => {
        focused = has ? label : null;
        actions.highlight(focused);
        tell(focused);
      };
      const onkeydown = (/** @type {Event} */ event) => {
        if (/** @type {KeyboardEvent} */ (event).key === 'Escape') focus(false);
      };
      // A button, so that reason and evidence can be reached without a mouse.
      return h('button', { class: `chip ${kind}`, type: 'button', 'aria-describedby': id, onmouseenter: show, onmouseleave: () => actions.highlight(focused), onfocus: () => focus(true), onblur: () => focus(false), onclick: show, onkeydown }, name);
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
      focused = null;
      reasons.replaceChildren();
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
