// The card's editor: a text area, the findings about its text underlined in it and listed below.
(() => {
  const { h, verdict } = amends.parts;

  amends.editor = ({ id, label, edited, keep, text: t }) => {
    // A text area can underline nothing: the same text lies under it, seen through.
    const under = h('div', { class: 'under', 'aria-hidden': 'true' });
    const list = h('ul', { class: 'findings', 'aria-label': t('findings'), id: `${id}-findings` });
    const area = h('textarea', { id, rows: '4', spellcheck: 'true', 'aria-label': label, 'aria-describedby': `${id}-findings`, oninput: typed, onchange: keep, onscroll: follow });
    const element = h('div', { class: 'editor' }, h('div', { class: 'layers' }, under, area), list);

    function follow() {
      under.scrollTop = area.scrollTop;
    }

    function grow() {
      area.style.height = 'auto';
      area.style.height = `${Math.min(area.scrollHeight + 2, 320)}px`;
    }

    function typed() {
      // What was found is no longer where it was.
      under.replaceChildren();
      grow();
      edited();
    }

    /** Draws the lines under what was found. @param {import('../protocol').Finding[]} found */
    function underline(found) {
      const text = area.value;
      const spans = found.filter((f) => f.end > f.start && f.end - f.start < text.length).sort((a, b) => a.start - b.start);
      let at = 0;
      const pieces = [];
      for (const { start, end, severity } of spans) {
        if (start < at) continue;
        pieces.push(text.slice(at, start), h('mark', { class: severity }, text.slice(start, end)));
        at = end;
      }
      // A line break at the end takes a line of the area only with something behind it.
      under.replaceChildren(...pieces, `${text.slice(at)}\u200b`);
      follow();
    }

    /** @param {import('../protocol').Finding} finding */
    function item(finding) {
      const { severity, start, end, suggestion, source } = finding;
      const show = () => {
        area.focus();
        area.setSelectionRange(start, end);
      };
      const within = end > start && end - start < area.value.length;
      return h('li', { class: severity },
        ...verdict(finding, t),
        suggestion && ` ${t('suggestion', { text: suggestion })}`,
        source && h('span', { class: 'source' }, ' ', t('source', { source })),
        within && h('button', { type: 'button', 'data-act': 'show', onclick: show }, t('showFinding')));
    }

    return {
      element,
      grow,
      value: () => area.value,
      focus: () => area.focus(),
      select() {
        area.focus();
        area.select();
      },
      write(text, dir, language) {
        if (area.value !== text) {
          area.value = text;
          under.replaceChildren();
        }
        if (dir !== undefined) area.dir = under.dir = dir;
        if (language !== undefined) area.lang = language;
        grow();
      },
      show(found) {
        list.replaceChildren(...found.map(item));
        underline(found);
      },
    };
  };
})();
