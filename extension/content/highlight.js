// Marks the evidence in the page's own text without touching its elements (CSS Custom Highlight API).
(() => {
  const NAME = 'amends-evidence';
  /** @type {CSSStyleSheet | null} */
  let sheet = null;
  /** Document and shadow roots that know the style. @type {Set<Document | ShadowRoot>} */
  const styled = new Set();

  amends.highlight = {
    show(ranges) {
      if (!ranges.length || !globalThis.CSS?.highlights) return;
      if (!sheet) {
        sheet = new CSSStyleSheet();
        sheet.replaceSync(`::highlight(${NAME}){background-color:#ffd54a;color:#1d1b16}`);
      }
      for (const range of ranges) {
        const root = range.startContainer.getRootNode();
        if ((root instanceof Document || root instanceof ShadowRoot) && !styled.has(root)) {
          root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
          styled.add(root);
        }
      }
      CSS.highlights.set(NAME, new Highlight(...ranges));
    },
    clear() {
      globalThis.CSS?.highlights?.delete(NAME);
    },
    remove() {
      this.clear();
      for (const root of styled) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((s) => s !== sheet);
      styled.clear();
      sheet = null;
    },
  };
})();
