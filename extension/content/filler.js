// Puts a text into the site's reply box by the brain's plan. Never submits; when unsure it asks.
(() => {
  const { editable, fold, gist, typed } = amends.text;

  /** Fewer letters than this do not tell one review from another. */
  const TELLING = 12;

  /** The box that the user clicked into last. @type {Element | null} */
  let touched = null;
  addEventListener('focusin', (event) => {
    const at = event.composedPath()[0];
    if (at instanceof Element && at.matches(editable)) touched = at;
  }, true);

  const wait = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));

  /** Everything that names a box: its attributes, its labels, its form. @param {Element} box */
  function names(box) {
    const form = box.closest('form, fieldset');
    const labels = box instanceof HTMLTextAreaElement ? [...box.labels].map((l) => l.textContent) : [];
    const of = (/** @type {Element | null} */ e) => ['id', 'name', 'class', 'placeholder', 'data-placeholder', 'aria-label', 'title', 'action'].map((a) => e?.getAttribute(a) ?? '');
    const labelled = (box.getAttribute('aria-labelledby') ?? '').split(/\s+/).map((id) => (id && document.getElementById(id)?.textContent) || '');
    return [...of(box), ...of(form), ...labels, ...labelled].join(' ');
  }

  /**
   * Boxes under a root that may take a reply.
   * @param {Document | Element} root
   * @param {import('../protocol').FillPlan} plan
   */
  function boxes(root, plan) {
    const never = plan.never.join(',');
    const named = new RegExp(plan.neverNamed || '(?!)', 'iu');
    const site = plan.boxes.join(',');
    return [...root.querySelectorAll(editable)].filter((box) => {
      const html = /** @type {HTMLElement} */ (box);
      const open = box instanceof HTMLTextAreaElement ? !box.disabled && !box.readOnly : html.isContentEditable && !html.parentElement?.isContentEditable;
      if (!open || amends.owns(box) || !box.checkVisibility({ visibilityProperty: true })) return false;
      if (never && box.matches(never)) return false;
      return !!(site && box.matches(site)) || !named.test(names(box));
    });
  }

  /**
   * The box of this review, and whether that is sure.
   * @param {Element} review
   * @param {import('../protocol').FillPlan} plan
   * @param {import('./types').Entry[]} known
   * @param {Set<Element>} before boxes that were there before the reply form was opened by us; empty where we opened nothing
   * @returns {{ box: Element, sure: boolean } | null}
   */
  function locate(review, plan, known, before) {
    const site = plan.boxes.join(',');
    const others = known.filter((e) => e.element !== review && !e.element.contains(review));
    const choose = (/** @type {Element[]} */ found, /** @type {boolean} */ sure) => {
      const told = site ? found.filter((b) => b.matches(site)) : [];
      const best = told.length ? told : found;
      if (!best.length) return null;
      // A site file that names boxes and fits none is out of date: what is found then is a guess.
      const certain = sure && best.length === 1 && (!site || told.length === 1);
      const active = best.find((b) => b === touched) ?? best[0];
      return { box: active, sure: certain };
    };
    const strange = (/** @type {Element} */ box) => others.some((e) => e.element.contains(box) && !e.element.contains(review));
    if (plan.scope === 'document') return choose(boxes(document, plan), true);

    const inside = boxes(review, plan).filter((b) => !strange(b));
    if (inside.length) return choose(inside, true);

    const all = boxes(document, plan).filter((b) => !strange(b));
    const dialogs = [...document.querySelectorAll(plan.dialogs.join(',') || 'dialog')].filter((d) => d.checkVisibility());
    const mine = gist(known.find((e) => e.element === review)?.reading.raw.text ?? '');
    for (const dialog of dialogs) {
      // A dialog that holds the list itself says nothing about whose form it is.
      const within = dialog.contains(review) ? [] : all.filter((b) => dialog.contains(b));
      if (!within.length) continue;
      const words = dialog.textContent.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
      const shown = others.map((e) => gist(e.reading.raw.text)).filter((other) => other.length > TELLING && words.includes(other));
      // Few words, or words that another review begins with too, tell nothing.
      const telling = mine.length > TELLING && !others.some((e) => gist(e.reading.raw.text).startsWith(mine));
      if (telling && words.includes(mine)) return choose(within, true);
      if (shown.length) return null;
      return choose(within, within.every((b) => before.size > 0 && !before.has(b)));
    }
    // A form that our click on this review's own button brought up.
    const fresh = before.size ? all.filter((b) => !before.has(b)) : [];
    if (fresh.length) return choose(fresh, true);
    // A form that stands between this review and the next one.
    const following = (/** @type {Element} */ a, /** @type {Element} */ b) => !!(a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING);
    const between = all.filter((b) => following(review, b) && review.parentElement?.contains(b) && !others.some((e) => following(review, e.element) && following(e.element, b)));
    const told = site ? between.filter((b) => b.matches(site)) : [];
    if (told.length) return choose(told, true);
    if (between.length && others.length) return choose(between, false);
    return touched && all.includes(touched) ? { box: touched, sure: false } : null;
  }

  /**
   * The site's button that opens the reply form of this review.
   * @param {Element} review
   * @param {import('../protocol').FillPlan} plan
   */
  function opener(review, plan) {
    const told = plan.open.length ? [...review.querySelectorAll(plan.open.join(','))] : [];
    const named = new RegExp(plan.openNamed, 'iu');
    // Inside a form the button that is named "Reply" is the one that sends it: such a button is never pressed.
    const harmless = (/** @type {Element} */ b) => !b.closest('form, a[href]') && !(/** @type {HTMLButtonElement} */ (b).form) && b.getAttribute('type') !== 'submit';
    const buttons = [...review.querySelectorAll('button, [role=button]')].filter((b) => harmless(b) && (named.test(b.textContent) || named.test(b.getAttribute('aria-label') ?? '')));
    return [...told, ...buttons].find((b) => b.checkVisibility() && !(/** @type {HTMLButtonElement} */ (b).disabled)) ?? null;
  }

  /**
   * Waits until something is there, looking whenever the page changes.
   * @template T
   * @param {() => T | null} look
   * @param {number} patience milliseconds
   * @returns {Promise<T | null>}
   */
  function appear(look, patience) {
    return new Promise((resolve) => {
      const done = (/** @type {T | null} */ found) => {
        observer.disconnect();
        clearTimeout(timer);
        resolve(found);
      };
      const check = () => {
        const found = look();
        if (found) done(found);
      };
      // Attributes too: many forms are there all the time and only get shown.
      const observer = new MutationObserver(check);
      observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class', 'style', 'hidden', 'open', 'disabled', 'aria-hidden'] });
      const timer = setTimeout(() => done(look()), patience);
      check();
    });
  }

  /** Selects all of a box, or its end. @param {HTMLElement} box @param {boolean} all */
  function select(box, all) {
    box.focus();
    if (box instanceof HTMLTextAreaElement) {
      box.setSelectionRange(all ? 0 : box.value.length, box.value.length);
      return;
    }
    const selection = getSelection();
    selection?.selectAllChildren(box);
    if (!all) selection?.collapseToEnd();
  }

  /** What is typed now goes into the box: pages with a focus trap move the focus elsewhere. @param {HTMLElement} box */
  function focused(box) {
    const root = /** @type {Document | ShadowRoot} */ (box.getRootNode());
    return !!root.activeElement && box.contains(root.activeElement);
  }

  /** @param {HTMLElement} box @param {string} text @param {import('../protocol').Way} way */
  function put(box, text, way) {
    if (way === 'insertText') return void document.execCommand('insertText', false, text);
    if (way === 'value' && box instanceof HTMLTextAreaElement) {
      box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end');
      box.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
      return;
    }
    const common = { bubbles: true, cancelable: true, composed: true };
    const data = new DataTransfer();
    data.setData('text/plain', text);
    if (way === 'paste') {
      // Firefox pages read an own DataTransfer of a content script as empty; `data` and `dataType` reach them.
      const init = /** @type {ClipboardEventInit} */ ({ ...common, clipboardData: data, dataType: 'text/plain', data: text });
      box.dispatchEvent(new ClipboardEvent('paste', init));
    } else if (way === 'beforeInput') {
      box.dispatchEvent(new InputEvent('beforeinput', { ...common, inputType: 'insertText', data: text }));
    }
  }

  /**
   * Writes and reads back.
   * @param {HTMLElement} box
   * @param {string} text
   * @param {boolean} all replace what is there
   * @param {import('../protocol').EditorRule | undefined} rule
   */
  async function write(box, text, all, rule) {
    const old = fold(typed(box));
    const want = fold(all ? text : `${typed(box)}\n${text}`);
    for (const way of rule?.ways ?? []) {
      select(box, all);
      // Editors with a model of their own hear of the selection only after a while.
      if (rule?.settle) await wait(rule.settle);
      if (!focused(box)) return false;
      put(box, all || !old ? text : `\n${text}`, way);
      if (rule?.settle) await wait(rule.settle);
      const now = fold(typed(box));
      if (now === want) return true;
      // Half a success is none: another way on top would double the text.
      if (now !== old) return false;
    }
    return false;
  }

  /** Shows which box is meant, without touching the page's own style. @param {Element} box */
  function outline(box) {
    const look = { outline: '3px solid #d9631e', outlineOffset: '2px' };
    box.scrollIntoView({ block: 'nearest' });
    return box.animate([look, look], { duration: 3_600_000 });
  }

  amends.fill = async (entry, plan, page, ask) => {
    const review = entry.element;
    /** @type {Set<Element>} */
    let before = new Set();
    let found = locate(review, plan, page.entries, before);
    // Where the form is open already, a button of that name would send it.
    if (!found && !boxes(review, plan).length) {
      const button = opener(review, plan);
      if (button) {
        // The document itself stands for "we looked": an empty set means that we opened nothing.
        before = new Set([document.documentElement, ...boxes(document, plan)]);
        /** @type {HTMLElement} */ (button).click();
        found = (await appear(() => {
          const now = locate(review, plan, page.entries, before);
          return now?.sure ? now : null;
        }, plan.patience)) ?? locate(review, plan, page.entries, before);
      }
    }
    if (!page.same()) return 'changed';
    if (!found) return 'noBox';
    const box = /** @type {HTMLElement} */ (found.box);
    if (!found.sure) {
      const mark = outline(box);
      const answer = await ask('askBox', ['askBoxYes']);
      mark.cancel();
      if (answer !== 'askBoxYes') return 'cancelled';
    }
    let all = true;
    const old = fold(typed(box));
    if (old && old !== fold(plan.text)) {
      const answer = await ask('askFull', ['askFullYes', 'askFullAdd']);
      if (!answer) return 'cancelled';
      all = answer === 'askFullYes';
    }
    // While the user thought, the page may have moved on.
    if (!box.isConnected || !page.same()) return 'changed';
    if (entry.view && entry.view.text() !== plan.text) return 'edited';
    if (old === fold(plan.text)) return 'inserted';
    const rule = plan.editors.find((e) => box.closest(e.select) || box.querySelector(e.select));
    const written = await write(box, plan.text, all, rule);
    if (written) amends.filled.set(box, entry);
    return written ? 'inserted' : 'notTaken';
  };

  amends.clipboard = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  };
})();
