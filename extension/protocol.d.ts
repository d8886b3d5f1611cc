// Written by `cargo xtask types` from src/protocol. Do not edit.

export type Request = { "kind": "hello", 
/**
 * Address of the document, as `location.href` gives it.
 */
url: string, 
/**
 * Language of the browser's own interface (BCP 47).
 */
uiLanguage: string, 
/**
 * The user asked for this page to be read though no site file names its address.
 */
generic: boolean, 
/**
 * With `generic`: ignore the site files.
 */
only: boolean, } | { "kind": "read", 
/**
 * Id of the page description that was followed.
 */
page: string, 
/**
 * Language of the browser's own interface.
 */
uiLanguage: string, 
/**
 * Host of the document: reviews of shops that run the same software are told apart by it.
 */
host: string, 
/**
 * Path of the document: the average that a page shows holds for it alone.
 */
path: string, 
/**
 * Language that the page declares, a hint only.
 */
pageLanguage: string | null, 
/**
 * Reviews in page order.
 */
reviews: Array<RawReview>, 
/**
 * Bodies of the page's JSON-LD scripts; only sent with the first reading of a page.
 */
jsonLd: Array<string>, } | { "kind": "reword", 
/**
 * Which draft: the id of its step.
 */
step: string, 
/**
 * Id of the page description that was followed.
 */
page: string, 
/**
 * Language of the browser's own interface.
 */
uiLanguage: string, 
/**
 * Language that the page declares, a hint only.
 */
pageLanguage: string | null, 
/**
 * The review as the card gave it.
 */
review: Review, 
/**
 * Which wording: 0 is the first.
 */
wording: number, } | { "kind": "correct", 
/**
 * Id of the page description that was followed.
 */
page: string, 
/**
 * Language of the browser's own interface.
 */
uiLanguage: string, 
/**
 * Language that the page declares, a hint only.
 */
pageLanguage: string | null, 
/**
 * The review as the card gave it.
 */
review: Review, 
/**
 * The category that the card showed, if it showed one.
 */
was: string | null, 
/**
 * The right category; `None` means that none fits.
 */
is: string | null, } | { "kind": "keepDraft", 
/**
 * Key of the review.
 */
key: string, 
/**
 * Which draft: the id of its step.
 */
step: string, 
/**
 * The text as edited; empty forgets it.
 */
text: string, } | { "kind": "check", 
/**
 * Id of the page description that was followed.
 */
page: string, 
/**
 * Language of the browser's own interface.
 */
uiLanguage: string, 
/**
 * Language that the page declares, a hint only.
 */
pageLanguage: string | null, 
/**
 * The review as the card gave it, where it is known which one the text answers.
 */
review: Review | null, 
/**
 * Id of the step that the text belongs to.
 */
step: string, 
/**
 * The text.
 */
text: string, } | { "kind": "plan", 
/**
 * Id of the page description that was followed.
 */
page: string, 
/**
 * Language of the browser's own interface.
 */
uiLanguage: string, 
/**
 * Language that the page declares, a hint only.
 */
pageLanguage: string | null, 
/**
 * The review as the card gave it.
 */
review: Review, 
/**
 * Which text it is: the id of its step.
 */
step: string, 
/**
 * The reply to put in.
 */
text: string, } | { "kind": "overview", 
/**
 * Address of the tab that the desk speaks of, if it may know it.
 */
url: string | null, 
/**
 * Language of the browser's own interface.
 */
uiLanguage: string, } | { "kind": "save", 
/**
 * Language of the browser's own interface.
 */
uiLanguage: string, 
/**
 * All settings.
 */
settings: Settings, } | { "kind": "exportCorrections", } | { "kind": "forgetCorrections", };

export type Response = { "kind": "page", 
/**
 * False where Amends is off, overall or here.
 */
enabled: boolean, 
/**
 * Ways to read the page, the first whose probe is found counts; none where it is not to be read.
 */
pages: Array<PageDescription>, 
/**
 * Texts of the card, by message key.
 */
texts: { [key in string]: string }, 
/**
 * Categories with their names, for *Wrong category*.
 */
categories: Array<Choice>, 
/**
 * Style sheet of the card.
 */
css: string, 
/**
 * Writing direction of the interface: `ltr` or `rtl`.
 */
dir: string, 
/**
 * Language of the interface.
 */
language: string, } | { "kind": "cards", 
/**
 * The cards.
 */
cards: Array<Card>, } | { "kind": "card", 
/**
 * The card.
 */
card: Card, } | { "kind": "checked", 
/**
 * What does, in the order of the text.
 */
findings: Array<Finding>, 
/**
 * Its length as the site counts it.
 */
length: Length, } | { "kind": "plan", 
/**
 * The plan.
 */
plan: FillPlan, } | { "kind": "refused", 
/**
 * What stands against it.
 */
findings: Array<Finding>, 
/**
 * A shorter wording of ours, where the text is too long for the site.
 */
shorter: string | null, } | { "kind": "overview", 
/**
 * All settings.
 */
settings: Settings, 
/**
 * The site of the address asked for.
 */
site: SiteState | null, 
/**
 * Texts of the desk, by message key.
 */
texts: { [key in string]: string }, 
/**
 * Writing direction of the interface.
 */
dir: string, 
/**
 * Language of the interface.
 */
language: string, 
/**
 * Message about lost or unreadable settings, to be shown once, or about a damaged extension.
 */
notice: string | null, 
/**
 * How many corrections are kept.
 */
corrections: number, } | { "kind": "corrections", 
/**
 * The corrections.
 */
corrections: Array<ExportedCorrection>, } | { "kind": "invalid", 
/**
 * What is wrong, by field.
 */
problems: Array<Problem>, } | { "kind": "done", };

export type Answer = { 
/**
 * Why.
 */
error: Failure, } | Response;

export type Failure = { 
/**
 * Stable id: `badRequest`, `unknownCategory`, `panic`, `unreachable`, `damaged`.
 */
code: string, 
/**
 * What happened and what to do, for a person.
 */
message: string, };

export type PageDescription = { 
/**
 * Id: site and page kind, `wildberries/public`, or `generic`.
 */
id: string, 
/**
 * Site id, or `generic`.
 */
site: string, 
/**
 * Selector that must be found on the page, for software that runs on many hosts.
 */
probe: string | null, 
/**
 * Hosts of open shadow roots to look into.
 */
shadow: Array<string>, 
/**
 * Selectors of the site's reply boxes, where they are known: what is typed there is checked.
 */
boxes: Array<string>, 
/**
 * How to read reviews; `None` for the generic reader.
 */
review: ReviewDescription | null, 
/**
 * Words and patterns for the generic reader.
 */
generic: GenericWords | null, };

export type GenericWords = { 
/**
 * Expression that class, id and data attributes of a review container match.
 */
container: string, 
/**
 * Expression for names of containers that hold no review.
 */
notContainer: string, 
/**
 * Expression for a rating in words.
 */
rating: string, 
/**
 * Expression for a rating in a class name.
 */
ratingClass: string, 
/**
 * Expression for the heading of a seller's reply.
 */
reply: string, 
/**
 * Expression for names of elements with the seller's reply.
 */
replyClass: string, 
/**
 * Expression for names of elements with the review's text.
 */
textClass: string, 
/**
 * Expression for names of elements with the title.
 */
titleClass: string, 
/**
 * Expression for names of elements with the author.
 */
authorClass: string, 
/**
 * Expression for names of elements with the date.
 */
dateClass: string, 
/**
 * Expression for a date in words.
 */
date: string, 
/**
 * Expression for labels that are no part of a text ("Read more", "Helpful").
 */
label: string, };

export type ReviewDescription = { 
/**
 * Selectors of the elements that hold one review each; all of them count.
 */
container: Array<string>, 
/**
 * Containers that match one of these, or stand within one, are no reviews.
 */
exclude: Array<string>, 
/**
 * Selectors of parts that are not the reviewer's words, cut out of every text.
 */
cut: Array<string>, 
/**
 * Where the card goes.
 */
place: PlaceCard, 
/**
 * The site's id of the review.
 */
id: Array<Source>, 
/**
 * Stars.
 */
rating: Array<Source>, 
/**
 * Title.
 */
title: Array<Source>, 
/**
 * The reviewer's words.
 */
text: Array<Source>, 
/**
 * Name.
 */
author: Array<Source>, 
/**
 * Day.
 */
date: Array<Source>, 
/**
 * Product.
 */
product: Array<Source>, 
/**
 * The seller's existing reply.
 */
reply: Array<Source>, 
/**
 * The page's JSON-LD describes reviews too.
 */
jsonld: boolean, };

export type Source = { 
/**
 * Selector within the review; the review's own element where empty.
 */
select: string, 
/**
 * Words of a label: the value is what stands beside it. `select` then looks inside that.
 */
label: string | null, 
/**
 * What to take of the element found.
 */
from: From, 
/**
 * Take all elements found, a line each, not only the first.
 */
all: boolean, 
/**
 * Look in the whole page, not in the review.
 */
page: boolean, 
/**
 * For the brain: how to find the value in the string; `{n}` stands for a number, `{…}` for anything.
 */
pattern: string | null, 
/**
 * For the brain: the number that stands for five stars, where it is not five.
 */
scale: number | null, };

export type From = string;

export type PlaceCard = "inside" | "after";

export type RawReview = { 
/**
 * The hands' own number for the element.
 */
handle: number, 
/**
 * Values of the site's id.
 */
id: Array<RawValue>, 
/**
 * Values that may hold the rating.
 */
rating: Array<RawValue>, 
/**
 * Values that may hold the date.
 */
date: Array<RawValue>, 
/**
 * Values that may hold the author.
 */
author: Array<RawValue>, 
/**
 * Values that may hold the product.
 */
product: Array<RawValue>, 
/**
 * Title.
 */
title: string | null, 
/**
 * The reviewer's own words.
 */
text: string, 
/**
 * The seller's existing reply.
 */
reply: string | null, };

export type RawValue = { 
/**
 * Index into the field's sources.
 */
source: number, 
/**
 * The string.
 */
value: string, };

export type Review = { 
/**
 * Stable key: the site's id where it shows one, else made from the content.
 */
key: string, 
/**
 * The site's id.
 */
id: string | null, 
/**
 * Stars on a scale from 1 to 5.
 */
rating: number | null, 
/**
 * Title.
 */
title: string | null, 
/**
 * The reviewer's own words.
 */
text: string, 
/**
 * Name as shown.
 */
author: string | null, 
/**
 * Day, `YYYY-MM-DD`.
 */
date: string | null, 
/**
 * Product as shown.
 */
product: string | null, 
/**
 * The seller's existing reply.
 */
reply: string | null, };

export type Card = { 
/**
 * The hands' number for the element; `None` where the review is only in JSON-LD.
 */
handle: number | null, 
/**
 * The review.
 */
review: Review, 
/**
 * Whether it wants an answer.
 */
attention: Attention, 
/**
 * Whether the card is drawn.
 */
drawn: boolean, 
/**
 * Language of the text (ISO 639-1), where it could be told.
 */
language: string | null, 
/**
 * What the reviewer thinks.
 */
polarity: Label, 
/**
 * Complaints, the primary one first.
 */
categories: Array<Label>, 
/**
 * Situations.
 */
situations: Array<Label>, 
/**
 * What to do, the next step first.
 */
advice: Array<Advice>, 
/**
 * The drafted texts, one for each step that has something to say; the public reply first, where there is one.
 */
drafts: Array<Draft>, 
/**
 * What this review does to the average that the page shows, in the interface language.
 */
outlook: string | null, 
/**
 * Why there is no public draft, in the interface language.
 */
noDraft: string | null, 
/**
 * Why there is no *Insert*, in the interface language.
 */
noInsert: string | null, };

export type ExportedCorrection = { 
/**
 * The category that the card had shown, if it showed one.
 */
was: string | null, 
/**
 * The right one; `None` where none fits.
 */
is: string | null, 
/**
 * Language of the review (ISO 639-1), where it could be told.
 */
language: string | null, 
/**
 * When, `YYYY-MM-DDTHH:MM:SSZ`.
 */
when: string, 
/**
 * Beginning of the review, personal data masked.
 */
text: string, };

export type Attention = "needed" | "answered" | "none";

export type Label = { 
/**
 * Id from the taxonomy.
 */
id: string, 
/**
 * Name in the interface language.
 */
label: string, 
/**
 * From 0 to 1.
 */
confidence: number, 
/**
 * Verbatim spans of the review.
 */
evidence: Array<Span>, 
/**
 * What it rests on, one line in the interface language.
 */
why: string, };

export type Span = { 
/**
 * Where.
 */
field: Field, 
/**
 * First unit.
 */
start: number, 
/**
 * One past the last unit.
 */
end: number, };

export type Field = "title" | "text";

export type Advice = { 
/**
 * Id from the taxonomy.
 */
id: string, 
/**
 * What to do, in the interface language.
 */
label: string, 
/**
 * Why.
 */
why: string, 
/**
 * What else to know, a line each: what to attach, until when, what the site allows only once.
 */
details: Array<string>, 
/**
 * The words of the review that it rests on.
 */
evidence: Array<Span>, 
/**
 * Official source of the rule it rests on.
 */
source: string | null, };

export type Draft = { 
/**
 * What it is for: `public_reply`, `private_message`, `closing_update`, `closing_update_unreached`, `update_invitation`,
 * `report_text`, `staff_note`.
 */
step: string, 
/**
 * Name of the step in the interface language.
 */
label: string, 
/**
 * Everybody will read it: it belongs into the site's reply box.
 */
public: boolean, 
/**
 * Why a person must look first; until then the text is not shown.
 */
locked: string | null, 
/**
 * What each sentence does, in their order and in the interface language; empty where the user changed the text.
 */
glosses: Array<string>, 
/**
 * Language of the text (ISO 639-1).
 */
language: string, 
/**
 * Writing direction of the text.
 */
dir: string, 
/**
 * The text.
 */
text: string, 
/**
 * Which wording it is.
 */
wording: number, 
/**
 * The user changed it earlier.
 */
edited: boolean, 
/**
 * Length as the site counts it, and the site's limit where one is known.
 */
length: Length, 
/**
 * What the checks say.
 */
findings: Array<Finding>, };

export type Length = { 
/**
 * Length of the text.
 */
used: number, 
/**
 * Most that the site takes; `None` where it is unknown.
 */
limit: number | null, 
/**
 * What is counted.
 */
unit: Unit, };

export type Unit = "characters" | "bytes";

export type DraftLength = "short" | "normal";

export type Fact = { 
/**
 * Words in a review or a product's name that it speaks to, separated by commas.
 */
about: string, 
/**
 * Language of the fact (ISO 639-1).
 */
language: string, 
/**
 * One sentence that is true, fit to be said in public.
 */
text: string, };

export type Finding = { 
/**
 * Id of the rule.
 */
rule: string, 
/**
 * How grave it is.
 */
severity: Severity, 
/**
 * First UTF-16 unit of the reply that it is about.
 */
start: number, 
/**
 * One past the last.
 */
end: number, 
/**
 * What is wrong and what to do, in the interface language.
 */
message: string, 
/**
 * What could stand there instead.
 */
suggestion: string | null, 
/**
 * Official source, where it is a site's rule.
 */
source: string | null, };

export type Severity = "block" | "warn" | "hint";

export type FillPlan = { 
/**
 * The text.
 */
text: string, 
/**
 * Selectors of the reply box, best first.
 */
boxes: Array<string>, 
/**
 * Selectors of boxes that must never be filled.
 */
never: Array<string>, 
/**
 * Expression (JavaScript, flags `iu`) for names and labels of boxes that must never be filled.
 */
neverNamed: string, 
/**
 * Selectors of the site's own buttons that open the reply form, within the review.
 */
open: Array<string>, 
/**
 * Expression for the label of such a button, where selectors cannot tell it.
 */
openNamed: string, 
/**
 * Selectors of dialogs that may hold the reply form.
 */
dialogs: Array<string>, 
/**
 * Where the box stands.
 */
scope: Scope, 
/**
 * Editors, first match wins.
 */
editors: Array<EditorRule>, 
/**
 * How long to wait for the form after opening it, in milliseconds.
 */
patience: number, };

export type Scope = "card" | "document";

export type EditorRule = { 
/**
 * Name.
 */
id: string, 
/**
 * Selector that the box, or an element around it, matches.
 */
select: string, 
/**
 * Ways to try, in order.
 */
ways: Array<Way>, 
/**
 * How long to wait before a synthetic event and before reading back, in milliseconds.
 */
settle: number, };

export type Way = "insertText" | "paste" | "beforeInput" | "value";

export type Choice = { 
/**
 * Id.
 */
id: string, 
/**
 * Name in the interface language.
 */
label: string, };

export type SiteState = { 
/**
 * Key of the site in [`super::Settings::sites`]: the site's id, or the host where no site file describes it.
 */
key: string, 
/**
 * Name to show.
 */
name: string, 
/**
 * A site file describes this site.
 */
known: boolean, 
/**
 * A page kind of the site file fits this address.
 */
pageKnown: boolean, 
/**
 * Amends is on here.
 */
enabled: boolean, 
/**
 * Match pattern of the host permission that reading it needs.
 */
origin: string, };

export type Problem = { 
/**
 * Name of the field in [`super::Settings`], with a dot for inner ones.
 */
field: string, 
/**
 * What is wrong and what to do, in the interface language.
 */
message: string, };

export type Settings = { 
/**
 * Amends is on.
 */
enabled: boolean, 
/**
 * On or off by site: a site's id, or a host that no site file describes (those are off unless named here).
 */
sites: { [key in string]: boolean }, 
/**
 * Name of the shop.
 */
shop: string, 
/**
 * Who signs replies.
 */
signature: string, 
/**
 * How buyers reach the shop, by language of the reply (ISO 639-1).
 */
contact: { [key in string]: string }, 
/**
 * Tone of drafts.
 */
tone: Tone, 
/**
 * Length of public drafts.
 */
length: DraftLength, 
/**
 * When somebody is there, by language of the reply.
 */
hours: { [key in string]: string }, 
/**
 * Terms of return and warranty, one sentence, by language of the reply.
 */
terms: { [key in string]: string }, 
/**
 * What the shop is willing to offer in private, by complaint; `any` holds for all: `replacement`, `refund`, `part`, `repair`,
 * `return`, `advice`.
 */
remedies: { [key in string]: Array<string> }, 
/**
 * What the shop knows of its goods: the only source of factual claims.
 */
facts: Array<Fact>, 
/**
 * Reviews with at most so many stars are looked at, from 1 to 4; those without stars always.
 */
threshold: number, 
/**
 * Answered complaints get a card too, for the word on how it ended.
 */
followUp: boolean, 
/**
 * Language of the interface; that of the browser where it is `None`.
 */
language: string | null, 
/**
 * The user has seen the first-run explanation.
 */
welcomed: boolean, };

export type Tone = "warm" | "neutral" | "formal";

export type Whisper = { "kind": "report", } | { "kind": "next", 
/**
 * Key of the review to go to; the next one in page order where it is `None`.
 */
key: string | null, } | { "kind": "refresh", } | { "kind": "generic", 
/**
 * Ignore the site files.
 */
only: boolean, } | { "kind": "load", } | { "kind": "found", 
/**
 * Address of the document.
 */
url: string, 
/**
 * Site id, `generic`, or `None` where the page is not read.
 */
site: string | null, 
/**
 * Nothing is under way any more.
 */
settled: boolean, 
/**
 * What was read.
 */
reviews: Array<FoundReview>, };

export type FoundReview = { 
/**
 * Whether it wants an answer.
 */
attention: Attention, 
/**
 * A card is drawn for it.
 */
annotated: boolean, 
/**
 * Name of the primary complaint in the interface language.
 */
about: string | null, 
/**
 * Stable key: the site's id where it shows one, else made from the content.
 */
key: string, 
/**
 * The site's id.
 */
id: string | null, 
/**
 * Stars on a scale from 1 to 5.
 */
rating: number | null, 
/**
 * Title.
 */
title: string | null, 
/**
 * The reviewer's own words.
 */
text: string, 
/**
 * Name as shown.
 */
author: string | null, 
/**
 * Day, `YYYY-MM-DD`.
 */
date: string | null, 
/**
 * Product as shown.
 */
product: string | null, 
/**
 * The seller's existing reply.
 */
reply: string | null, };
