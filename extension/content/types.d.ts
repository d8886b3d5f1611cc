// Types of the hands, for checking only: nothing of this reaches the browser.
import type { Card, Choice, FillPlan, Finding, PlaceCard, RawReview, GenericWords, Request, Response, Review, ReviewDescription, Whisper } from '../protocol';

/** A piece of a review's text and the element that it stands in. */
export interface Part {
  element: Element;
  /** Selector of what was cut out of the element. */
  cut: string;
  text: string;
}

/** A piece of words on the page that no block divides, with the way to it from what holds it. */
export interface Leaf extends Part {
  path: string;
}

/** What was read of one review. */
export interface Reading {
  raw: RawReview;
  parts: { title: Part[]; text: Part[] };
}

/** Finds and reads reviews. */
export interface Reader {
  /** Elements under a root that hold one review each. */
  find(root: Document | ShadowRoot | Element): Element[];
  /** The review that a node stands in. */
  around(node: Node): Element | null;
  /** Reads one; null where the element holds none. */
  read(review: Element): Reading | null;
  place: PlaceCard;
  /** JSON-LD tells of reviews too. */
  scripts: boolean;
  containers: string;
}

/** A review on the page. */
export interface Entry {
  element: Element;
  handle: number;
  reading: Reading;
  signature: string;
  card: Card | null;
  view: View | null;
  /** It was read again, and the card is not yet there. */
  stale: boolean;
}

/** The card as it is drawn. */
export interface View {
  host: HTMLElement;
  /** What was put into the page: the host, or what holds it. */
  outer: HTMLElement;
  update(card: Card): void;
  text(): string;
  /** The step whose text is shown. */
  step(): string;
  /** Puts in another text, as if the user had typed it. */
  write(text: string): void;
  /** Selects the text, for copying by hand. */
  select(): void;
  say(message: string, choices?: { label: string; value: string }[]): Promise<string>;
  open(focus: boolean): void;
  orphan(message: string): void;
  remove(): void;
}

/** What a card can ask for. */
export interface CardActions {
  insert(): void;
  copy(): void;
  reword(step: string, wording: number): Promise<unknown>;
  correct(was: string | null, is: string | null): void;
  keep(step: string, text: string): void;
  /** What speaks against a text; nothing where the brain cannot be asked. */
  check(step: string, text: string): Promise<Extract<Response, { kind: 'checked' }> | null>;
  highlight(label: { evidence: import('../protocol').Span[] } | null): void;
}

/** The card's text area with what was found in its text. */
export interface Editor {
  element: HTMLElement;
  grow(): void;
  value(): string;
  focus(): void;
  select(): void;
  write(text: string, dir?: string, language?: string): void;
  show(found: Finding[]): void;
}

/** How the page looks where a card is to stand. */
export interface Measured {
  dark: boolean;
  /** Lower edge of the review in the viewport. */
  bottom: number;
  /** The review lays its children out in a row. */
  row: boolean;
  clips: boolean;
}

/** Texts and styles of the interface. */
export interface Skin {
  texts: Record<string, string>;
  categories: Choice[];
  css: string;
  dir: string;
  language: string;
}

/** How filling went. */
export type Outcome = 'inserted' | 'notTaken' | 'noBox' | 'changed' | 'edited' | 'cancelled';

/** Asks the brain; `kinds` are the answers that are understood. */
export type Ask = <K extends Response['kind']>(request: Request | Extract<Whisper, { kind: 'load' }>, ...kinds: K[]) => Promise<Extract<Response, { kind: K }>>;

/** What speaks against a text; nothing where the brain cannot be asked. */
export type Check = (at: string, review: Review | null, step: string, text: string) => Promise<Extract<Response, { kind: 'checked' }> | null>;

declare global {
  /** The hands' own name space. */
  const amends: {
    own: WeakSet<Node>;
    filled: WeakMap<Element, Entry>;
    owns(node: Node | null | undefined): boolean;
    started?: boolean;
    text: {
      of(root: Node, cut: string): string;
      ranges(root: Node, cut: string, start: number, end: number): Range[];
      fold(text: string): string;
      gist(text: string): string;
      editable: string;
      typed(box: Element): string;
    };
    structure(is: Record<keyof GenericWords, RegExp>): {
      names(element: Element): string;
      alike(a: Element, b: Element): boolean;
      rating(element: Element): string;
      rates(value: string): boolean;
      days(element: Element): string[];
      signals(root: Document | ShadowRoot | Element): { rated: Element[]; dated: Element[] };
      groups(rated: Element[], dated: Element[], strict: boolean): Element[][];
      leaves(element: Element): Leaf[];
      fresh(): void;
      holds(element: Element): boolean;
      titled(element: Element): boolean;
      prose(element: Element): boolean;
      long(says: string): boolean;
      split(head: Element): boolean;
    };
    describedReader(described: ReviewDescription): Reader;
    /** Only where the generic reader was asked for. */
    genericReader?(words: GenericWords): Reader;
    /** Likewise. */
    locate?(texts: string[]): (Element | null)[];
    watch(roots: (Document | ShadowRoot)[], onChange: (added: Set<Element>, touched: Set<Node>) => void): { add(root: ShadowRoot): void; stop(): void };
    /** What a card must know of its place; asked for many at once, before any is drawn. */
    measure(review: Element): Measured;
    /** What cards are made of. */
    parts: {
      h(tag: string, attributes?: Record<string, string | boolean | EventListener>, ...children: (Node | string | null | false | undefined)[]): any;
      put(review: Element, host: HTMLElement, after: boolean): HTMLElement;
      covers(frame: Element, host: Element): boolean;
      host(css: string): { element: HTMLElement; root: ShadowRoot };
      /** How grave a finding is, and what it says. */
      verdict(finding: Finding, text: (key: string) => string): (Node | string)[];
    };
    /** Says something at a review that gets no card; returns what was put into the page. */
    notice(review: Element, message: string, skin: Skin): HTMLElement;
    editor(of: { id: string; label: string; edited: () => void; keep: () => void; text: (key: string, values?: Record<string, string | number>) => string }): Editor;
    /** Checks what somebody types into the site's own reply boxes. */
    live(page: { around(box: Element): Entry | null; check(entry: Entry | null, text: string): Promise<Extract<Response, { kind: 'checked' }> | null>; skin(): Skin; known(box: Element): boolean }): { look(): void; stop(): void };
    draw(entry: Entry, card: Card, skin: Skin, place: PlaceCard, actions: CardActions, measured: Measured): View;
    highlight: { show(ranges: Range[]): void; clear(): void; remove(): void };
    fill(entry: Entry, plan: FillPlan, page: { entries: Entry[]; same(): boolean }, ask: (question: string, choices: string[]) => Promise<string>): Promise<Outcome>;
    clipboard(text: string): Promise<boolean>;
    /** Why the brain gave no answer; `code` is its own name for that. */
    Trouble: new (message: string, code?: string) => Error & { code?: string };
    /** The way to the brain; `gone` is called where the extension is there no more. */
    brain(hands: { texts(): Record<string, string>; gone(): void }): Ask;
    /** What the buttons of an entry's card do, on the page that is called `at`. */
    actions(hands: {
      ask: Ask;
      check: Check;
      /** What every request about this page tells of it. */
      here(): { uiLanguage: string; pageLanguage: string | null };
      /** The element still shows the review that the card is about. */
      same(entry: Entry): boolean;
      t(key: string): string;
      entries(): Entry[];
    }): (entry: Entry, at: string) => CardActions;
  };
}
