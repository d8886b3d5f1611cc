// The hands' own name space. Content scripts share one scope and cannot import; running twice must do no harm.
// @ts-ignore: declared in types.d.ts
globalThis.amends ??= {
  /** Elements that Amends put into the page. */
  own: new WeakSet(),
  /** Boxes that Amends filled, and for which review. */
  filled: new WeakMap(),
  /** @param {Node | null | undefined} node */
  owns(node) {
    return !!node && this.own.has(node);
  },
};
