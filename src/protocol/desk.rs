//! What the desk shows, and what it and the hands say to each other past the brain.

use serde::{Deserialize, Serialize};

use super::card::{Attention, Review};
#[cfg(feature = "types")]
use ts_rs::TS;

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
    /// Key of the site in [`super::Settings::sites`]: the site's id, or the host where no site file describes it.
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
    /// Name of the field in [`super::Settings`], with a dot for inner ones.
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
