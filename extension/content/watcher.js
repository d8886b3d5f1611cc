// One observer for added nodes and changed words, coalesced to one pass a frame. No polling, no rescans.
(() => {
  amends.watch = (roots, onAdded) => {
    /** @type {Set<Node>} */
    let added = new Set();
    let due = false;
    const flush = () => {
      due = false;
      const batch = added;
      added = new Set();
      onAdded(batch);
    };
    const observer = new MutationObserver((records) => {
      for (const record of records) {
        // Virtual lists put another review's words into the same text nodes.
        if (record.type === 'characterData') added.add(record.target);
        for (const node of record.addedNodes) {
          // Text nodes count by the element that they came into: a review may change in place.
          if (!amends.owns(node)) added.add(node instanceof Element ? node : record.target);
        }
        // A page that redraws a review may throw the card out: the review's element tells.
        for (const node of record.removedNodes) if (amends.owns(node)) added.add(record.target);
      }
      if (!added.size || due) return;
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
