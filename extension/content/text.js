// Words of the page: what an element says, and where in the page a span of that stands.
(() => {
  /** Elements that hold no words of a reviewer. */
  const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'INPUT', 'SVG', 'svg', 'IFRAME', 'OBJECT']);
  /** Elements that begin a new line. By name and not by computed style, which would cost a layout. */
  const BLOCKS = new Set(['ADDRESS', 'ARTICLE', 'BLOCKQUOTE', 'DD', 'DIV', 'DL', 'DT', 'FIGURE', 'FOOTER', 'FORM', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'HEADER', 'HR', 'LI', 'MAIN', 'OL', 'P', 'PRE', 'SECTION', 'TABLE', 'TR', 'UL']);

  /**
   * Walks through the words under a node: white space folded, a line for each block.
   * @param {Node} root
   * @param {string} cut selector of elements to leave out, may be empty
   * @param {(piece: string, node: Text | null, offset: number) => boolean | void} emit gets each piece in order, with the text node
   *   and the offset in it where it stands there; returns true to stop
   */
  function walk(root, cut, emit) {
    let blank = true; // nothing, or white space, was emitted last
    let owed = ''; // white space that is due before the next word
    let label = false; // the last word was a label: "Pros:", which pages set apart by style alone
    const gap = (/** @type {string} */ mark) => {
      if (!blank || owed) owed = mark === '\n' || owed === '\n' ? '\n' : ' ';
    };
    /** @type {(node: Node) => boolean} */
    const visit = (node) => {
      if (node instanceof Text) {
        for (const match of node.data.matchAll(/\s+|\S+/gu)) {
          const piece = match[0];
          if (!piece.trim()) {
            gap(' ');
            continue;
          }
          if (owed && emit(owed, null, 0)) return true;
          owed = '';
          blank = false;
          label = /[:：]$/u.test(piece);
          if (emit(piece, node, match.index)) return true;
        }
        return false;
      }
      if (node instanceof Element) {
        if (SILENT.has(node.tagName) || amends.owns(node)) return false;
        if (cut && node !== root && node.matches(cut)) return false;
      }
      const block = node instanceof Element && (node.tagName === 'BR' || BLOCKS.has(node.tagName));
      if (block) gap('\n');
      for (const child of node.childNodes) if (visit(child)) return true;
      if (block) gap('\n');
      else if (label) gap(' ');
      return false;
    };
    visit(root);
  }

  amends.text = {
    /**
     * What an element says.
     * @param {Node} root
     * @param {string} cut
     */
    of(root, cut) {
      let text = '';
      walk(root, cut, (piece) => {
        text += piece;
      });
      return text;
    },

    /**
     * The ranges of the page where a span of `of(root, cut)` stands; none where the words are gone.
     * @param {Node} root
     * @param {string} cut
     * @param {number} start UTF-16
     * @param {number} end UTF-16
     */
    ranges(root, cut, start, end) {
      /** @type {Range[]} */
      const found = [];
      let at = 0;
      walk(root, cut, (piece, node, offset) => {
        const from = Math.max(start, at);
        const to = Math.min(end, at + piece.length);
        if (node && from < to) {
          const range = document.createRange();
          range.setStart(node, offset + from - at);
          range.setEnd(node, offset + to - at);
          const last = found.at(-1);
          if (last && last.endContainer === node) last.setEnd(node, range.endOffset);
          else found.push(range);
        }
        at += piece.length;
        return at >= end;
      });
      return found;
    },

    /** Selector of boxes that take text. */
    editable: 'textarea, [contenteditable]:not([contenteditable=false]), [role=textbox]',

    /** What a box that takes text holds. @param {Element} box */
    typed(box) {
      return box instanceof HTMLTextAreaElement ? box.value : /** @type {HTMLElement} */ (box).innerText;
    },

    /**
     * White space folded, for comparing.
     * @param {string} text
     */
    fold(text) {
      return text.replace(/[\s\u200b\ufeff]+/gu, ' ').trim();
    },

    /**
     * The first letters and digits, for telling texts apart whatever stands around them.
     * @param {string} text
     */
    gist(text) {
      return text.slice(0, 400).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '').slice(0, 40);
    },
  };
})();
