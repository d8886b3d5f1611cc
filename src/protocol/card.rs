//! What is said of a review: the card and all that stands on it.

use serde::{Deserialize, Serialize};

use crate::rules::Unit;
#[cfg(feature = "types")]
use ts_rs::TS;

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
    /// Whether the card is drawn.
    pub drawn: bool,
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

/// Whether a review wants an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum Attention {
    /// Dissatisfied or with one or two stars, and unanswered.
    Needed,
    /// Likewise, but the seller answered already.
    Answered,
    /// Satisfied, or with more stars than the user looks at.
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
    /// What each sentence does, in their order and in the interface language; empty where the user changed the text.
    pub glosses: Vec<String>,
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
    pub unit: Unit,
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
