//! What the brain, the hands and the desk say to each other.
//!
//! Plain JSON only: Chromium's messages cannot carry more. Offsets are UTF-16 code units, as
//! JavaScript counts. Every variant has a round-trip test in `tests/protocol.rs`.

mod card;
mod desk;
mod filling;
mod page;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use crate::settings::{DraftLength, Fact, Settings, Tone};
pub use crate::sites::description::{From, PlaceCard, ReviewDescription, Source};
pub use card::*;
pub use desk::*;
pub use filling::*;
pub use page::*;
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
