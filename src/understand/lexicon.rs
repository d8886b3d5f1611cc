//! Readable phrase data: which words say what. The extension gets them compiled.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::aspect::Aspect;
use super::grammar::Grammar;
use super::matcher::Matcher;
use super::{CATEGORIES, SITUATIONS};

/// `data/lexicon/<language>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LexiconFile {
    /// Language (ISO 639-1).
    pub language: String,
    /// Words are separated by spaces.
    pub spaced: bool,
    /// Words that void a match when they stand up to two words before it (two characters without spaces).
    #[serde(default)]
    pub negators: Vec<String>,
    /// What voids a match when it follows within two words; without spaces within eight characters.
    #[serde(default)]
    pub negators_after: Vec<String>,
    /// Words that begin a new clause.
    #[serde(default)]
    pub contrast: Vec<String>,
    /// What sites and sellers put around a reviewer's words.
    #[serde(default)]
    pub labels: Labels,
    /// Words that patterns name together: `{smell}` stands for each of them.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// The phrases.
    pub phrase: Vec<Phrase>,
}

/// What sites print before the parts of a review, and how a seller's answer begins.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Labels {
    /// "Pros".
    pub pros: Vec<String>,
    /// "Cons".
    pub cons: Vec<String>,
    /// "Comment".
    pub comment: Vec<String>,
    /// Words that only a seller writes to a buyer.
    pub seller: Vec<String>,
}

/// A group of patterns that say the same thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Complaint category.
    pub category: Option<String>,
    /// Situation.
    pub situation: Option<String>,
    /// `demand` or `lever`, the two halves of the situation `blackmail`.
    pub part: Option<String>,
    /// `negative` or `positive`.
    pub polarity: Option<String>,
    /// What to look for.
    pub patterns: Vec<String>,
    /// Sentences that must match; left out of the extension, like those that must not.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences that must not match.
    #[serde(default)]
    pub no: Vec<String>,
}

impl Phrase {
    /// What the phrase speaks of; `None` where the file names nothing, more than one thing, or an unknown one.
    pub fn aspect(&self) -> Option<Aspect> {
        let place = |ids: &[&str], id: &str| ids.iter().position(|i| *i == id);
        let (category, situation) = (self.category.as_deref(), self.situation.as_deref());
        match (
            category,
            situation,
            self.polarity.as_deref(),
            self.part.as_deref(),
        ) {
            (Some(id), None, None, None) => place(&CATEGORIES, id).map(Aspect::Category),
            (None, Some("blackmail"), None, Some("demand")) => Some(Aspect::Demand),
            (None, Some("blackmail"), None, Some("lever")) => Some(Aspect::Lever),
            (None, Some(id), None, None) if id != "blackmail" => {
                place(&SITUATIONS, id).map(Aspect::Situation)
            }
            (None, None, Some("positive"), None) => Some(Aspect::Praise),
            (None, None, Some("negative"), None) => Some(Aspect::Blame),
            _ => None,
        }
    }
}

impl LexiconFile {
    /// The patterns made ready; `None` only where there are too many of them.
    pub fn compiled(&self) -> Option<Matcher> {
        Matcher::read(&self.pack())
    }

    /// The patterns as [`Matcher::read`] takes them.
    pub fn pack(&self) -> Vec<u8> {
        let named = self.phrase.iter().filter_map(|p| Some((p, p.aspect()?)));
        let patterns = named.flat_map(|(phrase, aspect)| {
            let patterns = phrase.patterns.iter();
            patterns.map(move |pattern| (pattern.as_str(), aspect))
        });
        let grammar = Grammar {
            spaced: self.spaced,
            negators: &self.negators,
            negators_after: &self.negators_after,
            contrast: &self.contrast,
            labels: &self.labels,
            words: &self.words,
            patterns: patterns.collect(),
        };
        grammar.pack()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_is_refused_and_never_breaks_the_search() {
        let text = r#"{"language": "en", "spaced": true, "negators": ["not", "n't"], "contrast": ["but"],
            "words": {"lid": ["lid*", "screw top"], "leak": ["leak*"]},
            "phrase": [{"category": "defect", "patterns": ["{lid} … {leak}", "broke*"]}]}"#;
        let bytes = serde_json::from_str::<LexiconFile>(text).unwrap().pack();
        for end in 0..bytes.len() {
            assert!(Matcher::read(&bytes[..end]).is_none(), "{end}");
        }
        for at in 0..bytes.len() {
            for value in [0, 1, 2, 0x7f, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] = value;
                if let Some(matcher) = Matcher::read(&bytes) {
                    matcher.find("The lid, but not the screw top, did leak until it broke");
                }
            }
        }
    }
}
