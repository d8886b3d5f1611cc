// One observer for added nodes and changed words, coalesced to one pass a frame. No polling, no rescans.
(() => {
  amends.watch = (roots, onChange) => {
    /** New elements. @type {Set<Element>} */
    let added = new Set();
    /** Nodes whose words or children changed. @type {Set<Node>} */
    let touched = new Set();
    let due = false;
    const flush = () => {
      due = false;
      const batch = [added, touched];
      [added, touched] = [new Set(), new Set()];
      onChange(/** @type {Set<Element>} */ (batch[0]), batch[1]);
    };
    const observer = new MutationObserver((records) => {
      const before = added.size + touched.size;
      for (const record of records) {
        // Virtual lists put another review's words into the same text nodes.
        if (record.type === 'characterData') touched.add(record.target);
        for (const node of record.addedNodes) {
          if (amends.owns(node)) continue;
          if (node instanceof Element) added.add(node);
          else touched.add(record.target);
        }
        // A reply may be deleted, a review taken away, or our card thrown out when the page redraws.
        if (record.removedNodes.length) touched.add(record.target);
      }
      if (due || added.size + touched.size === before) return;
      due = true;
      // A hidden page draws no frames, but a tab opened in the background should be ready when it is looked at.
      if (document.hidden) setTimeout(flush);
      else requestAnimationFrame(flush);
    });
    const options = { childList: true, characterData: true, subtree: true };
    for (const root of roots) observer.observe(root, options);
    return {
      add: (root) => observer.observe(root, options),
      stop: () => observer.disconnect(),
    };
  };
})();
