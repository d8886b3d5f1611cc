//! What `data/` holds, put into the program when it is built; in the extension the phrase data come from a file.

use std::collections::BTreeMap;
#[cfg(not(target_arch = "wasm32"))]
use std::sync::OnceLock;

use serde::Deserialize;

use crate::draft::PhraseFile;
use crate::lexicon::Lexicon;
use crate::protocol::{EditorRule, GenericWords};
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
    /// Sentences of replies by language.
    pub phrases: BTreeMap<String, PhraseFile>,
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
    phrases: Vec<PhraseFile>,
    messages: BTreeMap<String, BTreeMap<String, String>>,
    editors: Editors,
    generic: GenericWords,
    calibration: Calibration,
    personal: Personal,
}

/// The data that this program was built with.
///
/// # Panics
/// Where a data file does not have the right shape; the tests read all of it first.
#[cfg(not(target_arch = "wasm32"))]
pub fn embedded() -> &'static Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(|| Data::new(Lexicon::embedded()))
}

impl Data {
    /// The data that this program was built with, and phrase data from elsewhere.
    ///
    /// # Panics
    /// Where a data file does not have the right shape; the tests read all of it first.
    pub fn new(lexicon: Lexicon) -> Self {
        let raw = include_str!(concat!(env!("OUT_DIR"), "/data.json"));
        let raw: Raw = match serde_json::from_str(raw) {
            Ok(raw) => raw,
            Err(error) => panic!("data files: {error}"),
        };
        Data {
            sites: Sites::new(raw.sites),
            lexicon,
            phrases: raw
                .phrases
                .into_iter()
                .map(|file| (file.language.clone(), file))
                .collect(),
            messages: raw.messages,
            editors: raw.editors,
            generic: raw.generic,
            calibration: raw.calibration,
            personal: raw.personal,
        }
    }
}
