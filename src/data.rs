//! What `data/` holds, put into the program when it is built; in the extension the phrase data come from a file.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::draft::PhraseFile;
use crate::protocol::{EditorRule, GenericWords};
use crate::sites::Sites;
use crate::sites::description::SiteFile;
use crate::understand::verdict::Calibration;
use crate::understand::{LexiconFile, Personal};

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

/// Phrase data by language (ISO 639-1). A language is read when it is first met: a page needs one or two of them.
#[derive(Debug, Default)]
pub struct Lexicon {
    languages: BTreeMap<String, Language>,
}

#[derive(Debug)]
struct Language {
    raw: Box<RawValue>,
    /// `None` within where it does not have the right shape.
    file: OnceLock<Option<LexiconFile>>,
}

/// A file of Amends that cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged(String);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the phrase data cannot be read: {}", self.0)
    }
}

impl std::error::Error for Damaged {}

impl Lexicon {
    /// Takes phrase data apart by language: a JSON object of files.
    ///
    /// # Errors
    /// Where the bytes are no such object, or an empty one.
    pub fn read(json: &[u8]) -> Result<Self, Damaged> {
        let raw: BTreeMap<String, Box<RawValue>> =
            serde_json::from_slice(json).map_err(|e| Damaged(e.to_string()))?;
        if raw.is_empty() {
            return Err(Damaged("it holds no language".into()));
        }
        let languages = raw.into_iter().map(|(language, raw)| {
            let file = OnceLock::new();
            (language, Language { raw, file })
        });
        Ok(Lexicon {
            languages: languages.collect(),
        })
    }

    /// The phrase data of a language.
    pub fn get(&self, language: &str) -> Option<&LexiconFile> {
        self.languages.get(language)?.read()
    }

    /// All languages with their phrase data.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &LexiconFile)> {
        let all = self.languages.iter();
        all.filter_map(|(language, l)| Some((language, l.read()?)))
    }

    /// Whether a language was met whose phrase data do not have the right shape.
    pub fn damaged(&self) -> bool {
        self.languages
            .values()
            .any(|l| matches!(l.file.get(), Some(None)))
    }
}

impl Language {
    fn read(&self) -> Option<&LexiconFile> {
        let read = || serde_json::from_str(self.raw.get()).ok();
        self.file.get_or_init(read).as_ref()
    }
}

/// The phrase data that this program was built with, examples included, as JSON.
#[cfg(not(target_arch = "wasm32"))]
pub const LEXICON: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.json"));

/// The data that this program was built with.
///
/// # Panics
/// Where a data file does not have the right shape; the tests read all of it first.
#[cfg(not(target_arch = "wasm32"))]
pub fn embedded() -> &'static Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(|| match Lexicon::read(LEXICON.as_bytes()) {
        Ok(lexicon) => Data::new(lexicon),
        Err(error) => panic!("{error}"),
    })
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
