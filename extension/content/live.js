// Checks what somebody types into the site's own reply boxes. What is found is said beside the box, never in it.
(() => {
  const { h, verdict } = amends.parts;
  const { editable, typed: words } = amends.text;
  /** How long the typing must rest before the brain is asked, in milliseconds. */
  const REST = 500;

  amends.live = (page) => {
    /** @type {{ element: HTMLElement, root: ShadowRoot } | null} */
    let panel = null;
    /** The box that is spoken of. @type {HTMLElement | null} */
    let box = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let resting;

    function hide() {
      clearTimeout(resting);
      panel?.element.remove();
      panel = null;
      box = null;
    }

    /** Under the box, or over it where there is no room. */
    function place() {
      if (!panel || !box?.isConnected) return hide();
      const at = box.getBoundingClientRect();
      const { element } = panel;
      const width = Math.min(Math.max(at.width, 260), 520);
      const below = at.bottom + 4 + element.offsetHeight < innerHeight || at.top < element.offsetHeight;
      const style = { position: 'fixed', display: 'block', 'z-index': '2147483646', 'inline-size': `${width}px`, left: `${Math.min(at.left, innerWidth - width - 8)}px`, top: `${below ? at.bottom + 4 : at.top - element.offsetHeight - 4}px` };
      for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value, 'important');
    }

    /** @param {import('../protocol').Finding[]} found @param {HTMLElement} at */
    function show(found, at) {
      const skin = page.skin();
      const t = (/** @type {string} */ key) => skin.texts[key] ?? key;
      // The same thing in two places is said once here; the card shows where.
      const told = found.filter((f, i) => found.findIndex((g) => g.message === f.message) === i);
      const says = found.length ? h('ul', { class: 'findings' }, ...told.map((f) => h('li', { class: f.severity }, ...verdict(f, t)))) : h('p', {}, t('clean'));
      if (!panel) {
        panel = amends.parts.host(skin.css);
        panel.root.append(h('section', { dir: skin.dir, lang: skin.language, role: 'status', 'aria-label': t('live') }));
        // In the same dialog as the box: what stands outside a modal dialog can be neither seen nor heard.
        (at.closest('dialog') ?? document.body).append(panel.element);
      }
      const section = /** @type {HTMLElement} */ (panel.root.querySelector('section'));
      section.className = `card live${amends.measure(at).dark ? ' dark' : ''}`;
      section.replaceChildren(h('span', { class: 'mark', 'aria-hidden': 'true' }, 'A'), says);
      place();
    }

    /** @param {HTMLElement} at */
    async function judge(at) {
      const text = words(at);
      if (!text.trim()) return hide();
      const checked = await page.check(page.around(at), text);
      if (checked && at === box && words(at) === text) show(checked.findings, at);
    }

    /** @param {Event} event */
    function typed(event) {
      const target = event.composedPath()[0];
      const at = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(editable)) : null;
      if (!at || amends.owns(at) || !(page.known(at) || page.around(at))) return;
      if (box !== at) hide();
      box = at;
      clearTimeout(resting);
      resting = setTimeout(() => void judge(at), REST);
    }

    /** @param {Event} event */
    function left(event) {
      if (event.composedPath()[0] === box) hide();
    }

    /** The page changed: the box may be gone, or emptied by the site. */
    function look() {
      if (box && (!box.isConnected || !words(box).trim())) hide();
    }

    document.addEventListener('input', typed, true);
    document.addEventListener('focusout', left, true);
    addEventListener('scroll', place, { capture: true, passive: true });
    addEventListener('resize', place, { passive: true });
    return {
      look,
      stop() {
        hide();
        document.removeEventListener('input', typed, true);
        document.removeEventListener('focusout', left, true);
        removeEventListener('scroll', place, { capture: true });
        removeEventListener('resize', place);
      },
    };
  };
})();
