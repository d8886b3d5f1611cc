// Draws the card of one review. Everything from the review is text, never markup.
(() => {
  const { h, put, covers } = amends.parts;

  /** Events of the card that the page must not hear. */
  const PRIVATE = ['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'paste', 'copy', 'cut', 'click', 'dblclick', 'mousedown', 'mouseup', 'pointerdown', 'pointerup', 'touchstart', 'touchend', 'contextmenu', 'dragstart', 'drop'];

  amends.draw = (entry, first, skin, place, actions, measured) => {
    const t = (/** @type {string} */ key, values = {}) =>
      Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, () => String(value)), skin.texts[key] ?? key);
    const unique = `a${entry.handle}`;
    let card = first;
    /** The step whose text is shown. */
    let step = '';
    /** Texts that are the user's and not to be replaced without asking, by step. @type {Map<string, string>} */
    const own = new Map();
    /** Those of them that the brain does not have yet. @type {Set<string>} */
    const unsaved = new Set();
    /** The reason for a lock that a person has looked at. @type {string | null} */
    let looked = null;
    const draft = () => card.drafts.find((d) => d.step === step) ?? null;
    const locked = () => !!draft()?.locked && draft()?.locked !== looked;
    /** Only what everybody may read goes into the reply box, and nothing that a person has still to look at. */
    const insertable = () => !card.noInsert && !locked() && (draft()?.public ?? !!card.noDraft);
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
    const menu = h('select', { id: `${unique}-step`, onchange: () => choose(menu.value) });
    const heading = h('label', { for: `${unique}-step` }, t('steps'));
    const length = h('span', { class: 'length' });
    const lock = h('div', { class: 'lock' }, h('p', {}), button('unlock', unlock, 'primary'));
    const editor = amends.editor({ id: `${unique}-draft`, label: t('draft'), edited, keep, text: t });
    const meaning = h('ol', {});
    const glosses = h('details', { class: 'meaning' }, h('summary', {}, t('meaning')), meaning);
    const insert = button('insert', () => actions.insert(), 'primary');
    insert.title = t('insertHint');
    const reword = button('reword', async () => {
      const at = step;
      const before = own.get(at);
      const changed = before !== undefined || draft()?.edited;
      if (changed && !(await say(t('rewordOwn'), [{ label: t('reword'), value: 'reword' }]))) return;
      if (at !== step || own.get(at) !== before) return;
      own.delete(at);
      clearTimeout(keeping);
      actions.reword(at, (draft()?.wording ?? 0) + 1);
    });
    const buttons = h('div', { class: 'buttons' }, insert, button('copy', () => actions.copy()), reword, button('wrong', askWrong));
    const why = h('p', { class: 'why' });
    const outlook = h('p', { class: 'outlook' });
    const status = h('div', { class: 'status', role: 'status' });
    const body = h('div', { class: 'body', id: `${unique}-body`, hidden: true }, steps, outlook, h('div', { class: 'head' }, heading, menu, length), lock, editor.element, glosses, why, buttons);
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
      insertShort.hidden = wide || !draft() || !insertable();
      // What the user opens may push the page; what comes by itself must not.
      if (wide && byUser !== undefined) frame.classList.remove('over');
      frame.classList.toggle('open', wide);
      tell(focused);
      if (wide) editor.grow();
    }

    function edited() {
      own.set(step, editor.value());
      unsaved.add(step);
      glosses.hidden = true;
      clearTimeout(keeping);
      keeping = setTimeout(() => {
        keep();
        void check();
      }, 400);
    }

    function keep() {
      clearTimeout(keeping);
      for (const at of unsaved) actions.keep(at, own.get(at) ?? '');
      unsaved.clear();
    }

    /** Asks what speaks against the text as it is now. */
    async function check() {
      const [at, text] = [step, editor.value()];
      const checked = await actions.check(at, text);
      if (checked && at === step && text === editor.value()) judge(checked.findings, checked.length);
    }

    /** @param {import('../protocol').Finding[]} found @param {import('../protocol').Length} size */
    function judge(found, size) {
      editor.show(found);
      const { used, limit, unit } = size;
      length.textContent = limit === null ? '' : `${t('length', { used, limit })} ${t(`units-${unit}`)}`;
      const blocked = found.some((f) => f.severity === 'block');
      // Still pressable: the answer then says what stands against it.
      for (const each of [insert, insertShort]) each.classList.toggle('blocked', blocked);
      insert.title = t(blocked ? 'blocked' : 'insertHint');
    }

    function unlock() {
      looked = draft()?.locked ?? null;
      choose(step);
      editor.focus();
    }

    /** Shows the text of a step. @param {string} to */
    function choose(to) {
      if (step !== to) keep();
      step = to;
      const now = draft();
      lock.hidden = !locked();
      lock.querySelector('p').textContent = now?.locked ?? '';
      const writable = (!!now || !!card.noDraft) && !locked();
      editor.element.hidden = !writable;
      glosses.hidden = !writable || !now?.glosses.length || own.has(step);
      meaning.replaceChildren(...(now?.glosses ?? []).map((gloss) => h('li', {}, gloss)));
      insert.hidden = !insertable();
      reword.hidden = !now || locked() || now.step === 'report_text' || now.step === 'staff_note';
      buttons.querySelector('[data-act=copy]').hidden = !writable;
      length.textContent = '';
      if (now) {
        // What the user typed is newer than anything the brain knows.
        editor.write(own.get(step) ?? now.text, now.dir, now.language);
        // What was found in another text says nothing about this one.
        judge(own.has(step) ? [] : now.findings, now.length);
        if (own.has(step)) void check();
      }
      open(!body.hidden);
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
      // Another reason wants another look.
      if (card.drafts.some((d) => d.locked && d.locked !== looked)) looked = null;
      focused = null;
      reasons.replaceChildren();
      const labels = card.categories.map((c) => chip(c, 'about'));
      chips.replaceChildren(...(labels.length ? labels : [h('span', { class: 'chip none' }, t('unknownAbout'))]), ...card.situations.map((s) => chip(s, 'note')));
      next.textContent = card.advice[0]?.label ?? '';
      steps.replaceChildren(
        ...card.advice.map((a) => h('li', {}, h('b', {}, a.label), ' — ', a.why, a.details.length > 0 && h('ul', {}, ...a.details.map((d) => h('li', {}, d))), a.source && h('span', { class: 'source' }, t('source', { source: a.source })))),
      );
      outlook.textContent = card.outlook ?? '';
      outlook.hidden = !card.outlook;
      menu.replaceChildren(...card.drafts.map((d) => h('option', { value: d.step }, d.label)));
      for (const element of [heading, menu]) element.hidden = card.drafts.length < 2;
      const known = card.drafts.map((d) => d.step);
      if (!known.includes(step)) step = known[0] ?? 'public_reply';
      menu.value = step;
      why.textContent = [card.noDraft, card.noInsert].filter(Boolean).join(' ');
      why.hidden = !why.textContent;
      choose(step);
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
      text: () => editor.value(),
      step: () => step,
      write(text) {
        editor.write(text);
        edited();
      },
      select() {
        open(true, true);
        editor.select();
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
