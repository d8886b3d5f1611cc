// The hands: ask the brain what to do on this page, read, draw, fill. Nothing is decided here.
(() => {
  if (amends.started) return;
  amends.started = true;

  /** Longest stretch of work on the page in one go, in milliseconds. */
  const SLICE = 12;
  /** Most reviews in one message. */
  const BATCH = 40;

  /** @typedef {import('./types').Entry} Entry */
  /** @type {Map<Element, Entry>} */
  const entries = new Map();
  /** Reviews that stand only in JSON-LD. @type {import('../protocol').Card[]} */
  let unplaced = [];
  /** @type {import('./types').Reader | null} */
  let reader = null;
  /** @type {import('../protocol').PageDescription | null} */
  let page = null;
  /** @type {import('./types').Skin} */
  let skin = { texts: {}, categories: [], css: '', dir: 'ltr', language: 'en' };
  /** @type {{ add(root: ShadowRoot): void, stop(): void } | null} */
  let watcher = null;
  /** @type {{ look(): void, stop(): void } | null} */
  let live = null;
  /** Open shadow roots that are watched. @type {Set<ShadowRoot>} */
  const shadows = new Set();
  let address = '';
  let handles = 0;
  let scriptsSent = false;
  /** What the user asked of the generic reader on this page. */
  let generic = { generic: false, only: false };
  /** Elements that wait to be read. @type {Set<Element>} */
  const waiting = new Set();
  let working = false;
  let starting = true;
  let starts = 0;

  const uiLanguage = chrome.i18n.getUILanguage();
  /** What every request about this page tells of it. */
  const here = () => ({ uiLanguage, pageLanguage: document.documentElement.lang || null });
  const t = (/** @type {string} */ key) => skin.texts[key] ?? key;

  /** What is said at the first review where no card can be drawn at all. @type {HTMLElement | null} */
  let notice = null;

  const ask = amends.brain({ texts: () => skin.texts, gone: orphaned });

  /** Amends was updated or removed under an open page: say so where text could be lost, clear up elsewhere. */
  function orphaned() {
    if (!watcher) return;
    watcher.stop();
    watcher = null;
    live?.stop();
    live = null;
    for (const entry of entries.values()) {
      if (entry.view?.text()) entry.view.orphan(t('orphan'));
      else entry.view?.remove();
    }
  }

  function forget() {
    watcher?.stop();
    watcher = null;
    live?.stop();
    live = null;
    for (const entry of entries.values()) entry.view?.remove();
    notice?.remove();
    entries.clear();
    waiting.clear();
    unplaced = [];
    shadows.clear();
    amends.highlight.remove();
    page = null;
    reader = null;
    scriptsSent = false;
  }

  /** Finds out what this page is and begins to read it. */
  async function start() {
    const turn = ++starts;
    starting = true;
    if (location.href !== address) {
      scriptsSent = false;
      unplaced = [];
    }
    address = location.href;
    try {
      const hello = await ask({ kind: 'hello', url: address, uiLanguage, ...generic }, 'page');
      // Somebody asked again meanwhile: that answer counts.
      if (turn !== starts) return;
      if (hello.language !== skin.language) forget();
      skin = hello;
      const found = hello.enabled ? hello.pages.find((p) => !p.probe || document.querySelector(p.probe)) : undefined;
      if (found?.id !== page?.id) forget();
      if (!found) return;
      if (found.generic && !amends.genericReader) {
        await ask({ kind: 'load' }, 'done');
        if (turn !== starts) return;
      }
      if (!page) {
        page = found;
        reader = found.review ? amends.describedReader(found.review) : found.generic && amends.genericReader ? amends.genericReader(found.generic) : null;
        watcher = amends.watch([document], changed);
        live = amends.live({ around: belongs, known: (box) => !!page?.boxes.length && box.matches(page.boxes.join(',')), check: (entry, text) => check(page?.id ?? '', entry?.card?.review ?? null, 'public_reply', text), skin: () => skin });
      }
      look(document);
      await work();
    } catch (error) {
      console.info('Amends:', error instanceof Error ? error.message : error);
    } finally {
      if (turn === starts) starting = false;
    }
  }

  /** Queues the reviews under a root, and those in its open shadow roots. @param {Document | ShadowRoot | Element} root */
  function look(root) {
    if (!reader || !page) return;
    for (const element of reader.find(root)) waiting.add(element);
    if (!page.shadow.length) return;
    for (const host of root.querySelectorAll(page.shadow.join(','))) enter(host);
    if (root instanceof Element) enter(root);
  }

  /** @param {Element} host */
  function enter(host) {
    const inner = host.shadowRoot;
    if (!inner || shadows.has(inner)) return;
    shadows.add(inner);
    watcher?.add(inner);
    look(inner);
  }

  /** The page changed. @param {Set<Element>} added @param {Set<Node>} touched */
  function changed(added, touched) {
    live?.look();
    if (location.href !== address) return void start();
    for (const node of [...added, ...touched]) {
      const around = node.isConnected ? reader?.around(node) : null;
      if (around) waiting.add(around);
    }
    for (const element of added) if (element.isConnected) look(element);
    for (const [element, entry] of entries) {
      if (element.isConnected) continue;
      entry.view?.remove();
      entries.delete(element);
    }
    void work();
  }

  /** Reads what waits, slice by slice, asks for cards and draws them. */
  async function work() {
    if (working) return;
    working = true;
    try {
      while (waiting.size && reader && page) {
        const at = page;
        const batch = readSome(reader);
        const scripts = !scriptsSent && reader.scripts ? jsonLd() : [];
        // What scripts tell is merged with what stands on the page: the brain needs both at once.
        while (scripts.length && waiting.size && page === at) {
          await new Promise((next) => setTimeout(next));
          batch.push(...readSome(reader));
        }
        if (batch.length || scripts.length) {
          scriptsSent = true;
          const { cards } = await ask({ kind: 'read', page: at.id, host: location.host, path: location.pathname, ...here(), reviews: batch.map((e) => e.reading.raw), jsonLd: scripts }, 'cards');
          if (page === at) show(batch, cards);
        }
      }
      if (reader?.scripts && !scriptsSent && page) await onlyScripts(page);
    } catch (error) {
      console.info('Amends:', error instanceof Error ? error.message : error);
      if (error instanceof amends.Trouble && error.code === 'damaged') sayDamaged(error.message);
    } finally {
      working = false;
    }
  }

  /** A file of Amends is broken: no review gets a card, and the first one says why. @param {string} message */
  function sayDamaged(message) {
    waiting.clear();
    const [first] = entries.keys();
    if (first?.isConnected && !notice?.isConnected) notice = amends.notice(first, message, skin);
  }

  /** JSON-LD may be all that a page has. @param {import('../protocol').PageDescription} at */
  async function onlyScripts(at) {
    scriptsSent = true;
    const scripts = jsonLd();
    if (!scripts.length) return;
    const { cards } = await ask({ kind: 'read', page: at.id, host: location.host, path: location.pathname, ...here(), reviews: [], jsonLd: scripts }, 'cards');
    if (page === at) show([], cards);
  }

  function jsonLd() {
    return [...document.querySelectorAll('script[type="application/ld+json"]')].map((s) => s.textContent).filter((s) => /Review|aggregateRating/.test(s));
  }

  /** Reads elements that wait until the slice is over. @param {import('./types').Reader} from */
  function readSome(from) {
    /** @type {Entry[]} */
    const batch = [];
    const end = performance.now() + SLICE;
    for (const element of waiting) {
      waiting.delete(element);
      if (!element.isConnected) continue;
      const reading = from.read(element);
      const old = entries.get(element);
      if (!reading) {
        old?.view?.remove();
        entries.delete(element);
        continue;
      }
      const signature = sign(reading);
      if (old && old.signature === signature) {
        // The same review: only put the card back if the page threw it out.
        if (old.view && !old.view.outer.isConnected && old.card) {
          old.view.remove();
          old.view = null;
          place(old, old.card);
        }
        continue;
      }
      // The entry stays the same, so that an open card is updated and not drawn anew under the user's hands.
      const entry = old ?? { element, handle: handles++, reading, signature, card: null, view: null, stale: true };
      Object.assign(entry, { reading, signature, stale: true });
      reading.raw.handle = entry.handle;
      entries.set(element, entry);
      batch.push(entry);
      if (batch.length >= BATCH || performance.now() > end) break;
    }
    return batch;
  }

  /** @param {import('./types').Reading} reading */
  function sign({ raw }) {
    const { handle: _, ...rest } = raw;
    return JSON.stringify(rest);
  }

  /** @param {Entry[]} batch @param {import('../protocol').Card[]} cards */
  function show(batch, cards) {
    const by = new Map(batch.map((e) => [e.handle, e]));
    const pairs = cards.map((card) => ({ card, entry: card.handle === null ? undefined : by.get(card.handle) }));
    unplaced.push(...pairs.filter((p) => !p.entry).map((p) => p.card));
    // All measuring first, all drawing after it: taking turns would lay the page out once for each card.
    const measured = new Map(pairs.flatMap(({ card, entry }) => (entry && card.drawn && entry.element.isConnected ? [[entry, amends.measure(entry.element)]] : [])));
    for (const { card, entry } of pairs) if (entry) place(entry, card, measured.get(entry));
    locateUnplaced();
  }

  /** Finds the page's elements for reviews that only JSON-LD told of. */
  function locateUnplaced() {
    const lost = unplaced.filter((c) => c.drawn);
    if (!lost.length) return;
    const found = amends.locate?.(lost.map((c) => c.review.text)) ?? [];
    lost.forEach((card, i) => {
      const element = found[i];
      if (!element || entries.has(element)) return;
      const raw = { handle: handles++, id: [], rating: [], date: [], author: [], product: [], title: null, text: card.review.text, reply: card.review.reply };
      const reading = { raw, parts: { title: [], text: [{ element, cut: '', text: card.review.text }] } };
      const entry = { element, handle: raw.handle, reading, signature: sign(reading), card: null, view: null, stale: true };
      entries.set(element, entry);
      unplaced = unplaced.filter((c) => c !== card);
      place(entry, card);
    });
  }

  /**
   * Shows a card, or takes it away where none is wanted.
   * @param {Entry} entry @param {import('../protocol').Card} card @param {import('./types').Measured} [measured]
   */
  function place(entry, card, measured = amends.measure(entry.element)) {
    // An element may have been read again while the brain thought.
    if (entries.get(entry.element) !== entry || !entry.element.isConnected) return;
    // The old card keeps what was typed into it under the old review's key: it goes before the new one is known.
    if (entry.card?.review.key !== card.review.key || !card.drawn) {
      entry.view?.remove();
      entry.view = null;
    }
    entry.card = card;
    entry.stale = false;
    if (!card.drawn) return;
    if (entry.view) entry.view.update(card);
    else entry.view = amends.draw(entry, card, skin, reader?.place ?? 'inside', actions(entry, page?.id ?? ''), measured);
  }

  /** The review that a reply box belongs to. @param {Element} box */
  function belongs(box) {
    const filled = amends.filled.get(box);
    if (filled && same(filled)) return filled;
    for (let at = /** @type {Element | null} */ (box); at; at = at.parentElement) {
      const entry = entries.get(at);
      if (entry) return entry;
    }
    return null;
  }

  /** What speaks against a text; the next keystroke asks again where the brain did not answer. @type {import('./types').Check} */
  const check = (at, review, step, text) => ask({ kind: 'check', page: at, ...here(), review, step, text }, 'checked').catch(() => null);

  const actions = amends.actions({ ask, check, here, same, t, entries: () => [...entries.values()] });

  /** The element still shows the review that the card is about. @param {Entry} entry */
  function same(entry) {
    // Read anew, but the card is still about what stood there before.
    if (entry.stale) return false;
    const reading = entry.element.isConnected && reader?.read(entry.element);
    if (reading && sign(reading) === entry.signature) return true;
    // Located by its words only: those must still be there.
    return entries.get(entry.element) === entry && !entry.reading.raw.rating.length && amends.text.gist(entry.element.textContent).includes(amends.text.gist(entry.reading.raw.text));
  }

  /** @returns {import('../protocol').Whisper} */
  function report() {
    const listed = [...entries.values()].filter((e) => e.card).sort((a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const of = (/** @type {import('../protocol').Card} */ card, /** @type {boolean} */ annotated) => ({
      ...card.review, attention: card.attention, annotated, about: card.categories[0]?.label ?? null,
    });
    const reviews = [...listed.map((e) => of(/** @type {import('../protocol').Card} */ (e.card), !!e.view)), ...unplaced.map((c) => of(c, false))];
    return { kind: 'found', url: location.href, site: page?.site ?? null, settled: !starting && !working && !waiting.size, reviews };
  }

  /** Opens the card of a review, or of the next one below what was opened last. @param {string | null} key */
  let last = /** @type {Entry | null} */ (null);
  function next(/** @type {string | null} */ key) {
    const drawn = [...entries.values()].filter((e) => e.view).sort((a, b) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const at = last ? drawn.indexOf(last) : -1;
    const entry = key ? drawn.find((e) => e.card?.review.key === key) : drawn[(at + 1) % drawn.length];
    if (!entry) return false;
    last = entry;
    entry.view?.open(true);
    return true;
  }

  /** Settings changed: everything is asked for again, what the user wrote stays. */
  async function refresh() {
    for (const entry of entries.values()) entry.signature = '';
    scriptsSent = false;
    unplaced = [];
    await start();
  }

  chrome.runtime.onMessage.addListener((/** @type {import('../protocol').Whisper} */ message, sender, reply) => {
    if (sender.id !== chrome.runtime.id) return;
    if (message.kind === 'report') {
      if (top === window || entries.size) {
        // Frames answer too, and the first answer counts: the top frame lets those with reviews go first.
        if (entries.size || unplaced.length) reply(report());
        else setTimeout(() => reply(report()), 60);
        return true;
      }
    } else if (message.kind === 'next') {
      if (next(message.key)) reply(true);
    } else if (message.kind === 'refresh') {
      void refresh();
    } else if (message.kind === 'generic') {
      generic = { generic: true, only: !!message.only };
      void start().then(() => reply(report()));
      return true;
    }
  });

  document.addEventListener('visibilitychange', () => {
    if (!chrome.runtime?.id) orphaned();
  });
  addEventListener('popstate', () => location.href !== address && void start());
  // @ts-ignore: not in every TypeScript library yet
  globalThis.navigation?.addEventListener('navigatesuccess', () => location.href !== address && void start());

  // Firefox runs new hands in open tabs after an update: cards of the old ones are dead.
  for (const dead of document.querySelectorAll('[data-amends]')) (dead.closest('tr:has(> td > [data-amends]:only-child)') ?? dead).remove();
  void start();
})();
