//! What `data/` holds, put into the program when it is built; in the extension the phrase data come from a file.

use std::collections::BTreeMap;
#[cfg(not(target_arch = "wasm32"))]
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::check::CheckFile;
use crate::draft::PhraseFile;
use crate::languages::{Damaged, Languages};
use crate::lexicon::Lexicon;
use crate::names::GivenNames;
use crate::protocol::{EditorRule, GenericWords};
use crate::rules::{GENERIC, RuleSet};
use crate::sites::Sites;
use crate::sites::description::SiteFile;
use crate::understand::Personal;
use crate::understand::verdict::Calibration;

/// All data files.
#[derive(Debug)]
pub struct Data {
    /// Marketplaces.
    pub sites: Sites,
    /// Phrase data by language (ISO 639-1).
    pub lexicon: Lexicon,
    /// What each place allows and demands of replies, by id.
    pub rules: BTreeMap<String, RuleSet>,
    /// Sentences of replies by language.
    pub phrases: Languages<PhraseFile>,
    /// Phrase rules for replies by language.
    pub checks: Languages<CheckFile>,
    /// Stands in where no file holds rules at all.
    anywhere: RuleSet,
    /// Interface texts by language and key.
    pub messages: BTreeMap<String, BTreeMap<String, String>>,
    /// How editors take text.
    pub editors: Editors,
    /// What the generic reader goes by.
    pub generic: GenericWords,
    /// What turns the model's scores into probabilities.
    pub calibration: Calibration,
    /// Forms of personal data by language.
    pub personal: Personal,
    /// Given names by language.
    pub names: GivenNames,
}

/// `data/editors.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editors {
    /// Boxes that must never get a reply, on any site.
    pub never: Vec<String>,
    /// Names and labels of such boxes.
    pub never_named: Vec<String>,
    /// Labels of buttons that open a reply form, where the site file does not tell.
    pub open_named: Vec<String>,
    /// Dialogs, where the site file does not tell.
    pub dialogs: Vec<String>,
    /// How each kind of editor takes text, first match wins.
    pub editor: Vec<EditorRule>,
}

#[derive(Deserialize)]
struct Raw {
    sites: Vec<SiteFile>,
    rules: Vec<RuleSet>,
    messages: BTreeMap<String, BTreeMap<String, String>>,
    editors: Editors,
    generic: GenericWords,
    calibration: Calibration,
    personal: Personal,
    names: GivenNames,
}

/// The files of the extension that hold data by language, and no other program has as files.
#[derive(Debug, Default)]
pub struct Texts {
    /// Phrase data of the understanding.
    pub lexicon: Lexicon,
    /// Sentences of replies.
    pub phrases: Languages<PhraseFile>,
    /// Phrase rules for replies.
    pub checks: Languages<CheckFile>,
}

/// JSON as what it stands for; `None` where it has another shape.
fn json<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

/// The sentences of replies that this program was built with.
#[cfg(not(target_arch = "wasm32"))]
pub const PHRASES: &str = include_str!(concat!(env!("OUT_DIR"), "/phrases.json"));

/// The phrase rules for replies that this program was built with, examples included.
#[cfg(not(target_arch = "wasm32"))]
pub const CHECKS: &str = include_str!(concat!(env!("OUT_DIR"), "/checks.json"));

/// The data that this program was built with.
///
/// # Panics
/// Where a data file does not have the right shape; the tests read all of it first.
#[cfg(not(target_arch = "wasm32"))]
pub fn embedded() -> &'static Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    let texts = || Texts::with(Lexicon::embedded(), PHRASES.as_bytes(), CHECKS.as_bytes());
    DATA.get_or_init(|| match texts() {
        Ok(texts) => Data::new(texts),
        Err(error) => panic!("{error}"),
    })
}

impl Texts {
    /// Takes the three files apart.
    ///
    /// # Errors
    /// Where one of them is no such file.
    pub fn read(lexicon: &[u8], phrases: &[u8], checks: &[u8]) -> Result<Self, Damaged> {
        Texts::with(Lexicon::read(lexicon)?, phrases, checks)
    }

    fn with(lexicon: Lexicon, phrases: &[u8], checks: &[u8]) -> Result<Self, Damaged> {
        Ok(Texts {
            lexicon,
            phrases: Languages::lines(phrases, json)?,
            checks: Languages::lines(checks, json)?,
        })
    }
}

impl Data {
    /// The rules with this id; those that hold anywhere where there are none.
    pub fn rules(&self, id: &str) -> &RuleSet {
        let known = self.rules.get(id).or_else(|| self.rules.get(GENERIC));
        known.unwrap_or(&self.anywhere)
    }

    /// Whether a language was met whose data do not have the right shape.
    pub fn damaged(&self) -> bool {
        self.lexicon.damaged() || self.phrases.damaged() || self.checks.damaged()
    }

    /// The data that this program was built with, and data by language from elsewhere.
    ///
    /// # Panics
    /// Where a data file does not have the right shape; the tests read all of it first.
    pub fn new(texts: Texts) -> Self {
        let raw = include_str!(concat!(env!("OUT_DIR"), "/data.json"));
        let raw: Raw = match serde_json::from_str(raw) {
            Ok(raw) => raw,
            Err(error) => panic!("data files: {error}"),
        };
        Data {
            sites: Sites::new(raw.sites),
            lexicon: texts.lexicon,
            phrases: texts.phrases,
            checks: texts.checks,
            rules: raw.rules.into_iter().map(|r| (r.id.clone(), r)).collect(),
            anywhere: RuleSet::default(),
            messages: raw.messages,
            editors: raw.editors,
            generic: raw.generic,
            calibration: raw.calibration,
            personal: raw.personal,
            names: raw.names,
        }
    }
}
