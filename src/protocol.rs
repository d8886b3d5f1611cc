//! What the brain, the hands and the desk say to each other.
//!
//! Plain JSON only: Chromium's messages cannot carry more. Offsets are UTF-16 code units, as
//! JavaScript counts. Every variant has a round-trip test in `tests/protocol.rs`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use crate::settings::{DraftLength, Fact, Settings, Tone};
pub use crate::sites::description::{From, PlaceCard, ReviewDescription, Source};
#[cfg(feature = "types")]
use ts_rs::TS;

/// A question or an order to the brain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Request {
    /// The hands woke up on a page and ask what to do there.
    Hello {
        /// Address of the document, as `location.href` gives it.
        url: String,
        /// Language of the browser's own interface (BCP 47).
        ui_language: String,
        /// The user asked for this page to be read though no site file names its address.
        generic: bool,
        /// With `generic`: ignore the site files.
        only: bool,
    },
    /// The hands read reviews and ask for cards.
    Read {
        /// Id of the page description that was followed.
        page: String,
        /// Language of the browser's own interface.
        ui_language: String,
        /// Host of the document: reviews of shops that run the same software are told apart by it.
        host: String,
        /// Path of the document: the average that a page shows holds for it alone.
        path: String,
        /// Language that the page declares, a hint only.
        page_language: Option<String>,
        /// Reviews in page order.
        reviews: Vec<RawReview>,
        /// Bodies of the page's JSON-LD scripts; only sent with the first reading of a page.
        json_ld: Vec<String>,
    },
    /// The user wants another wording of a draft.
    Reword {
        /// Which draft: the id of its step.
        step: String,
        /// Id of the page description that was followed.
        page: String,
        /// Language of the browser's own interface.
        ui_language: String,
        /// Language that the page declares, a hint only.
        page_language: Option<String>,
        /// The review as the card gave it.
        review: Review,
        /// Which wording: 0 is the first.
        wording: u32,
    },
    /// The user says that a category is wrong.
    Correct {
        /// Id of the page description that was followed.
        page: String,
        /// Language of the browser's own interface.
        ui_language: String,
        /// Language that the page declares, a hint only.
        page_language: Option<String>,
        /// The review as the card gave it.
        review: Review,
        /// The category that the card showed, if it showed one.
        was: Option<String>,
        /// The right category; `None` means that none fits.
        is: Option<String>,
    },
    /// The user edited a draft in the card: keep it, so that nothing is lost.
    KeepDraft {
        /// Key of the review.
        key: String,
        /// Which draft: the id of its step.
        step: String,
        /// The text as edited; empty forgets it.
        text: String,
    },
    /// The user types, in the card or in the site's own reply box: what speaks against the text so far?
    Check {
        /// Id of the page description that was followed.
        page: String,
        /// Language of the browser's own interface.
        ui_language: String,
        /// Language that the page declares, a hint only.
        page_language: Option<String>,
        /// The review as the card gave it, where it is known which one the text answers.
        review: Option<Review>,
        /// Id of the step that the text belongs to.
        step: String,
        /// The text.
        text: String,
    },
    /// The user wants the text in the site's reply box.
    Plan {
        /// Id of the page description that was followed.
        page: String,
        /// Language of the browser's own interface.
        ui_language: String,
        /// Language that the page declares, a hint only.
        page_language: Option<String>,
        /// The review as the card gave it.
        review: Review,
        /// Which text it is: the id of its step.
        step: String,
        /// The reply to put in.
        text: String,
    },
    /// The desk asks for settings and for what it shows about a page.
    Overview {
        /// Address of the tab that the desk speaks of, if it may know it.
        url: Option<String>,
        /// Language of the browser's own interface.
        ui_language: String,
    },
    /// The desk saves settings; bad values are refused with a reason and nothing is changed.
    Save {
        /// Language of the browser's own interface.
        ui_language: String,
        /// All settings.
        settings: Settings,
    },
    /// The desk wants all corrections, for a file of the user's.
    ExportCorrections {},
    /// The user wants all corrections forgotten.
    ForgetCorrections {},
}

/// The brain's answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[allow(
    clippy::large_enum_variant,
    reason = "an answer is made once and serialised at once"
)]
pub enum Response {
    /// What to do on this page.
    Page {
        /// False where Amends is off, overall or here.
        enabled: bool,
        /// Ways to read the page, the first whose probe is found counts; none where it is not to be read.
        pages: Vec<PageDescription>,
        /// Texts of the card, by message key.
        texts: BTreeMap<String, String>,
        /// Categories with their names, for *Wrong category*.
        categories: Vec<Choice>,
        /// Style sheet of the card.
        css: String,
        /// Writing direction of the interface: `ltr` or `rtl`.
        dir: String,
        /// Language of the interface.
        language: String,
    },
    /// One card for each review that was read, in the same order, then those found only in JSON-LD.
    Cards {
        /// The cards.
        cards: Vec<Card>,
    },
    /// A new state of one card.
    Card {
        /// The card.
        card: Box<Card>,
    },
    /// What speaks against a text.
    Checked {
        /// What does, in the order of the text.
        findings: Vec<Finding>,
        /// Its length as the site counts it.
        length: Length,
    },
    /// How to put the text into the box.
    Plan {
        /// The plan.
        plan: FillPlan,
    },
    /// The text must not be posted as it is.
    Refused {
        /// What stands against it.
        findings: Vec<Finding>,
        /// A shorter wording of ours, where the text is too long for the site.
        shorter: Option<String>,
    },
    /// What the desk shows.
    Overview {
        /// All settings.
        settings: Settings,
        /// The site of the address asked for.
        site: Option<SiteState>,
        /// Texts of the desk, by message key.
        texts: BTreeMap<String, String>,
        /// Writing direction of the interface.
        dir: String,
        /// Language of the interface.
        language: String,
        /// Message about lost or unreadable settings, to be shown once, or about a damaged extension.
        notice: Option<String>,
        /// How many corrections are kept.
        corrections: u32,
    },
    /// All corrections, oldest first.
    Corrections {
        /// The corrections.
        corrections: Vec<ExportedCorrection>,
    },
    /// Settings were refused.
    Invalid {
        /// What is wrong, by field.
        problems: Vec<Problem>,
    },
    /// Done, nothing to say.
    Done {},
}

/// What a request comes to: an answer or a failure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(untagged)]
#[allow(
    clippy::large_enum_variant,
    reason = "an answer is made once and serialised at once"
)]
pub enum Answer {
    /// It failed.
    Failed {
        /// Why.
        error: Failure,
    },
    /// It worked.
    Fine(Response),
}

/// Why a request failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    /// Stable id: `badRequest`, `unknownCategory`, `panic`, `unreachable`, `damaged`.
    pub code: String,
    /// What happened and what to do, for a person.
    pub message: String,
}

/// How the hands read a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct PageDescription {
    /// Id: site and page kind, `wildberries/public`, or `generic`.
    pub id: String,
    /// Site id, or `generic`.
    pub site: String,
    /// Selector that must be found on the page, for software that runs on many hosts.
    pub probe: Option<String>,
    /// Hosts of open shadow roots to look into.
    pub shadow: Vec<String>,
    /// Selectors of the site's reply boxes, where they are known: what is typed there is checked.
    pub boxes: Vec<String>,
    /// How to read reviews; `None` for the generic reader.
    pub review: Option<ReviewDescription>,
    /// Words and patterns for the generic reader.
    pub generic: Option<GenericWords>,
}

/// What the generic reader goes by. Selectors and regular expressions (JavaScript, flags `iu`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase", default)]
pub struct GenericWords {
    /// Expression that class, id and data attributes of a review container match.
    pub container: String,
    /// Expression for names of containers that hold no review.
    pub not_container: String,
    /// Expression for a rating in words.
    pub rating: String,
    /// Expression for a rating in a class name.
    pub rating_class: String,
    /// Expression for the heading of a seller's reply.
    pub reply: String,
    /// Expression for names of elements with the seller's reply.
    pub reply_class: String,
    /// Expression for names of elements with the review's text.
    pub text_class: String,
    /// Expression for names of elements with the title.
    pub title_class: String,
    /// Expression for names of elements with the author.
    pub author_class: String,
    /// Expression for names of elements with the date.
    pub date_class: String,
    /// Expression for a date in words.
    pub date: String,
    /// Expression for labels that are no part of a text ("Read more", "Helpful").
    pub label: String,
}

/// One review as the hands found it: raw strings, nothing decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct RawReview {
    /// The hands' own number for the element.
    pub handle: u32,
    /// Values of the site's id.
    #[serde(default)]
    pub id: Vec<RawValue>,
    /// Values that may hold the rating.
    #[serde(default)]
    pub rating: Vec<RawValue>,
    /// Values that may hold the date.
    #[serde(default)]
    pub date: Vec<RawValue>,
    /// Values that may hold the author.
    #[serde(default)]
    pub author: Vec<RawValue>,
    /// Values that may hold the product.
    #[serde(default)]
    pub product: Vec<RawValue>,
    /// Title.
    #[serde(default)]
    pub title: Option<String>,
    /// The reviewer's own words.
    #[serde(default)]
    pub text: String,
    /// The seller's existing reply.
    #[serde(default)]
    pub reply: Option<String>,
}

/// A string from the page and the number of the source that gave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct RawValue {
    /// Index into the field's sources.
    pub source: u32,
    /// The string.
    pub value: String,
}

/// A review, understood as data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Stable key: the site's id where it shows one, else made from the content.
    pub key: String,
    /// The site's id.
    pub id: Option<String>,
    /// Stars on a scale from 1 to 5.
    pub rating: Option<f64>,
    /// Title.
    pub title: Option<String>,
    /// The reviewer's own words.
    pub text: String,
    /// Name as shown.
    pub author: Option<String>,
    /// Day, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Product as shown.
    pub product: Option<String>,
    /// The seller's existing reply.
    pub reply: Option<String>,
}

/// What the hands show for a review, and what the desk lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// The hands' number for the element; `None` where the review is only in JSON-LD.
    pub handle: Option<u32>,
    /// The review.
    pub review: Review,
    /// Whether it wants an answer.
    pub attention: Attention,
    /// Language of the text (ISO 639-1), where it could be told.
    pub language: Option<String>,
    /// What the reviewer thinks.
    pub polarity: Label,
    /// Complaints, the primary one first.
    pub categories: Vec<Label>,
    /// Situations.
    pub situations: Vec<Label>,
    /// What to do, the next step first.
    pub advice: Vec<Advice>,
    /// The drafted texts, one for each step that has something to say; the public reply first, where there is one.
    pub drafts: Vec<Draft>,
    /// What this review does to the average that the page shows, in the interface language.
    pub outlook: Option<String>,
    /// Why there is no public draft, in the interface language.
    pub no_draft: Option<String>,
    /// Why there is no *Insert*, in the interface language.
    pub no_insert: Option<String>,
}

impl Card {
    /// The draft of a step.
    pub fn draft(&self, step: &str) -> Option<&Draft> {
        self.drafts.iter().find(|d| d.step == step)
    }
}

/// A correction as the user gets it in a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct ExportedCorrection {
    /// The category that the card had shown, if it showed one.
    pub was: Option<String>,
    /// The right one; `None` where none fits.
    pub is: Option<String>,
    /// Language of the review (ISO 639-1), where it could be told.
    pub language: Option<String>,
    /// When, `YYYY-MM-DDTHH:MM:SSZ`.
    pub when: String,
    /// Beginning of the review, personal data masked.
    pub text: String,
}

/// Whether a review wants an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum Attention {
    /// Dissatisfied or with one or two stars, and unanswered: a card is drawn.
    Needed,
    /// Likewise, but the seller answered already: quiet.
    Answered,
    /// Satisfied, or with more stars than the user looks at: quiet.
    None,
}

/// A finding about a review with the words that decided it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Label {
    /// Id from the taxonomy.
    pub id: String,
    /// Name in the interface language.
    pub label: String,
    /// From 0 to 1.
    pub confidence: f64,
    /// Verbatim spans of the review.
    pub evidence: Vec<Span>,
    /// What it rests on, one line in the interface language.
    pub why: String,
}

/// A verbatim part of a review, in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Span {
    /// Where.
    pub field: Field,
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
}

/// The part of a review that a span lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// The title.
    Title,
    /// The text.
    Text,
}

/// A step to take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// Id from the taxonomy.
    pub id: String,
    /// What to do, in the interface language.
    pub label: String,
    /// Why.
    pub why: String,
    /// What else to know, a line each: what to attach, until when, what the site allows only once.
    pub details: Vec<String>,
    /// The words of the review that it rests on.
    pub evidence: Vec<Span>,
    /// Official source of the rule it rests on.
    pub source: Option<String>,
}

/// A drafted text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// What it is for: `public_reply`, `private_message`, `closing_update`, `closing_update_unreached`, `update_invitation`,
    /// `report_text`, `staff_note`.
    pub step: String,
    /// Name of the step in the interface language.
    pub label: String,
    /// Everybody will read it: it belongs into the site's reply box.
    pub public: bool,
    /// Why a person must look first; until then the text is not shown.
    pub locked: Option<String>,
    /// What each sentence does, in the interface language; empty where the user changed the text.
    pub parts: Vec<Part>,
    /// Language of the text (ISO 639-1).
    pub language: String,
    /// Writing direction of the text.
    pub dir: String,
    /// The text.
    pub text: String,
    /// Which wording it is.
    pub wording: u32,
    /// The user changed it earlier.
    pub edited: bool,
    /// Length as the site counts it, and the site's limit where one is known.
    pub length: Length,
    /// What the checks say.
    pub findings: Vec<Finding>,
}

/// A sentence of a draft and what it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// First UTF-16 unit.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What it does, in the interface language.
    pub gloss: String,
}

/// A length and its limit, in the site's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Length {
    /// Length of the text.
    pub used: u32,
    /// Most that the site takes; `None` where it is unknown.
    pub limit: Option<u32>,
    /// What is counted.
    pub unit: crate::rules::Unit,
}

/// Something that speaks against a reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Id of the rule.
    pub rule: String,
    /// How grave it is.
    pub severity: Severity,
    /// First UTF-16 unit of the reply that it is about.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What is wrong and what to do, in the interface language.
    pub message: String,
    /// What could stand there instead.
    pub suggestion: Option<String>,
    /// Official source, where it is a site's rule.
    pub source: Option<String>,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// The reply must not be posted like this.
    Block,
    /// The reply had better not be posted like this.
    Warn,
    /// A thought.
    Hint,
}

/// How the hands put a text into the site's reply box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct FillPlan {
    /// The text.
    pub text: String,
    /// Selectors of the reply box, best first.
    pub boxes: Vec<String>,
    /// Selectors of boxes that must never be filled.
    pub never: Vec<String>,
    /// Expression (JavaScript, flags `iu`) for names and labels of boxes that must never be filled.
    pub never_named: String,
    /// Selectors of the site's own buttons that open the reply form, within the review.
    pub open: Vec<String>,
    /// Expression for the label of such a button, where selectors cannot tell it.
    pub open_named: String,
    /// Selectors of dialogs that may hold the reply form.
    pub dialogs: Vec<String>,
    /// Where the box stands.
    pub scope: Scope,
    /// Editors, first match wins.
    pub editors: Vec<EditorRule>,
    /// How long to wait for the form after opening it, in milliseconds.
    pub patience: u32,
}

/// Where a site keeps the reply box of a review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// Inside the review's own element, or in a dialog about it.
    #[default]
    Card,
    /// The whole document is about one review.
    Document,
}

/// How one kind of editor takes text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct EditorRule {
    /// Name.
    pub id: String,
    /// Selector that the box, or an element around it, matches.
    pub select: String,
    /// Ways to try, in order.
    pub ways: Vec<Way>,
    /// How long to wait before a synthetic event and before reading back, in milliseconds.
    pub settle: u32,
}

/// A way of putting text into a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// `document.execCommand("insertText")`: keeps undo.
    InsertText,
    /// A synthetic paste event.
    Paste,
    /// A synthetic `beforeinput` event.
    BeforeInput,
    /// Setting the value and sending `input`: loses undo.
    Value,
}

/// A thing to choose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// Id.
    pub id: String,
    /// Name in the interface language.
    pub label: String,
}

/// What the desk needs to know about the site of a tab.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct SiteState {
    /// Key of the site in [`Settings::sites`]: the site's id, or the host where no site file describes it.
    pub key: String,
    /// Name to show.
    pub name: String,
    /// A site file describes this site.
    pub known: bool,
    /// A page kind of the site file fits this address.
    pub page_known: bool,
    /// Amends is on here.
    pub enabled: bool,
    /// Match pattern of the host permission that reading it needs.
    pub origin: String,
}

/// A setting that was refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Name of the field in [`Settings`], with a dot for inner ones.
    pub field: String,
    /// What is wrong and what to do, in the interface language.
    pub message: String,
}

/// What the hands and the desk say to each other, past the brain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Whisper {
    /// To the hands: say what you found. Answered with `Found`.
    Report {},
    /// To the hands: go to the next review that wants an answer.
    Next {
        /// Key of the review to go to; the next one in page order where it is `None`.
        key: Option<String>,
    },
    /// To the hands: settings changed, read again.
    Refresh {},
    /// To the hands: read this page though no site file describes it.
    Generic {
        /// Ignore the site files.
        only: bool,
    },
    /// From the hands to the background: put the generic reader into my frame. Answered with `done`.
    Load {},
    /// From the hands: what is on this page.
    Found {
        /// Address of the document.
        url: String,
        /// Site id, `generic`, or `None` where the page is not read.
        site: Option<String>,
        /// Nothing is under way any more.
        settled: bool,
        /// What was read.
        reviews: Vec<FoundReview>,
    },
}

/// A review as the hands report it to the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct FoundReview {
    /// The review.
    #[serde(flatten)]
    pub review: Review,
    /// Whether it wants an answer.
    pub attention: Attention,
    /// A card is drawn for it.
    pub annotated: bool,
    /// Name of the primary complaint in the interface language.
    pub about: Option<String>,
}
