//! What the user chose, and what else must survive the worker: corrections and edited drafts.

mod migration;
mod validation;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::understand::fold::fold_pattern;
#[cfg(feature = "types")]
use ts_rs::TS;

pub use migration::{Loaded, VERSION, load};
pub use validation::problems;

/// What the user chose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase", default)]
pub struct Settings {
    /// Amends is on.
    pub enabled: bool,
    /// On or off by site: a site's id, or a host that no site file describes (those are off unless named here).
    pub sites: BTreeMap<String, bool>,
    /// Name of the shop.
    pub shop: String,
    /// Who signs replies.
    pub signature: String,
    /// How buyers reach the shop, by language of the reply (ISO 639-1).
    pub contact: BTreeMap<String, String>,
    /// Tone of drafts.
    pub tone: Tone,
    /// Length of public drafts.
    pub length: DraftLength,
    /// When somebody is there, by language of the reply.
    pub hours: BTreeMap<String, String>,
    /// Terms of return and warranty, one sentence, by language of the reply.
    pub terms: BTreeMap<String, String>,
    /// What the shop is willing to offer in private, by complaint; `any` holds for all: `replacement`, `refund`, `part`, `repair`,
    /// `return`, `advice`.
    pub remedies: BTreeMap<String, Vec<String>>,
    /// What the shop knows of its goods: the only source of factual claims.
    pub facts: Vec<Fact>,
    /// Reviews with at most so many stars are looked at, from 1 to 4; those without stars always.
    pub threshold: u8,
    /// Answered complaints get a card too, for the word on how it ended.
    pub follow_up: bool,
    /// Language of the interface; that of the browser where it is `None`.
    pub language: Option<String>,
    /// The user has seen the first-run explanation.
    pub welcomed: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            enabled: true,
            sites: BTreeMap::new(),
            shop: String::new(),
            signature: String::new(),
            contact: BTreeMap::new(),
            tone: Tone::Neutral,
            length: DraftLength::Normal,
            hours: BTreeMap::new(),
            terms: BTreeMap::new(),
            remedies: BTreeMap::new(),
            facts: Vec::new(),
            threshold: 3,
            follow_up: false,
            language: None,
            welcomed: false,
        }
    }
}

/// Tone of drafts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// As one person to another.
    Warm,
    /// Plain.
    #[default]
    Neutral,
    /// As an institution writes.
    Formal,
}

/// Length of public drafts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum DraftLength {
    /// What must be said.
    Short,
    /// Three to five sentences.
    #[default]
    Normal,
}

/// One entry of the shop's fact sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct Fact {
    /// Words in a review or a product's name that it speaks to, separated by commas.
    pub about: String,
    /// Language of the fact (ISO 639-1).
    pub language: String,
    /// One sentence that is true, fit to be said in public.
    pub text: String,
}

/// What a shop can offer.
pub const REMEDIES: [&str; 6] = [
    "replacement",
    "refund",
    "part",
    "repair",
    "return",
    "advice",
];
/// Stands for all complaints in [`Settings::remedies`].
pub const ANY: &str = "any";

impl Settings {
    /// What the shop offers for a complaint; what is said of this complaint goes before what is said of all.
    pub fn remedies_for(&self, category: &str) -> impl Iterator<Item = &str> {
        let own = self
            .remedies
            .get(category)
            .or_else(|| self.remedies.get(ANY));
        own.into_iter().flatten().map(String::as_str)
    }

    /// The first fact in a language whose words stand in a text.
    pub fn fact(&self, language: &str, text: &str) -> Option<&str> {
        let text = fold_pattern(text);
        let fits = |fact: &&Fact| {
            let words = fact.about.split(',').map(|w| fold_pattern(w.trim()));
            fact.language == language && words.filter(|w| !w.is_empty()).any(|w| text.contains(&w))
        };
        self.facts.iter().find(fits).map(|f| f.text.trim())
    }
}

/// Everything that outlives the worker, under one versioned storage key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Stored {
    /// Version of this shape.
    pub version: u32,
    /// What the user chose.
    pub settings: Settings,
    /// Categories that the user put right, oldest first.
    pub corrections: Vec<Correction>,
    /// Drafts that the user changed, by review key.
    pub drafts: BTreeMap<String, KeptDraft>,
    /// Message key of what the user must still be told about lost settings.
    pub notice: Option<String>,
}

impl Default for Stored {
    fn default() -> Self {
        Stored {
            version: VERSION,
            settings: Settings::default(),
            corrections: Vec::new(),
            drafts: BTreeMap::new(),
            notice: None,
        }
    }
}

/// A category that the user put right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Correction {
    /// Key of the review.
    pub key: String,
    /// What the card had shown.
    pub was: Option<String>,
    /// What is right; `None` where no category fits.
    pub is: Option<String>,
    /// When, in milliseconds since 1970.
    pub at: f64,
    /// What tells whether another text is alike.
    #[serde(default)]
    pub sketch: Vec<u32>,
    /// Language of the review (ISO 639-1), where it could be told.
    #[serde(default)]
    pub language: Option<String>,
    /// Beginning of the review, personal data masked.
    #[serde(default)]
    pub text: String,
}

/// A draft that the user changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptDraft {
    /// The text.
    pub text: String,
    /// When, in milliseconds since 1970.
    pub at: f64,
}

/// How many corrections are kept; a correction is at most about two kilobytes.
const CORRECTIONS: usize = 2_000;
/// How many drafts are kept.
const DRAFTS: usize = 200;
/// How long a draft is kept, in milliseconds: a month.
const DRAFT_AGE: f64 = 30.0 * 24.0 * 3600.0 * 1000.0;

impl Stored {
    /// Keeps an edited draft, or forgets it where the text is empty; old ones make room.
    pub fn keep_draft(&mut self, key: String, text: String, now: f64) {
        if text.trim().is_empty() {
            self.drafts.remove(&key);
        } else {
            self.drafts.insert(key, KeptDraft { text, at: now });
        }
        self.drafts.retain(|_, draft| now - draft.at < DRAFT_AGE);
        while self.drafts.len() > DRAFTS {
            let oldest = self
                .drafts
                .iter()
                .min_by(|a, b| a.1.at.total_cmp(&b.1.at))
                .map(|(key, _)| key.clone());
            match oldest {
                Some(key) => self.drafts.remove(&key),
                None => break,
            };
        }
    }

    /// Keeps a correction; a later one for the same category of the same review replaces it.
    pub fn keep_correction(&mut self, correction: Correction) {
        self.corrections
            .retain(|c| c.key != correction.key || c.was != correction.was);
        self.corrections.push(correction);
        let surplus = self.corrections.len().saturating_sub(CORRECTIONS);
        self.corrections.drain(..surplus);
    }

    /// The value to put into storage.
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or(Value::Null)
    }
}
