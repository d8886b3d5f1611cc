//! What `data/` holds, put into the program when it is built; in the extension the phrase data come from a file.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

use serde::Deserialize;

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
    json: Box<[u8]>,
    /// `None` within where it does not have the right shape.
    file: OnceLock<Option<LexiconFile>>,
}

/// A file of Amends that cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged(&'static str);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the phrase data cannot be read: {}", self.0)
    }
}

impl std::error::Error for Damaged {}

impl Lexicon {
    /// Takes phrase data apart by language: a JSON object with one language a line, so that this needs no parsing.
    ///
    /// # Errors
    /// Where the bytes are no such object. What is wrong within a language shows when that is met.
    pub fn read(json: &[u8]) -> Result<Self, Damaged> {
        let inner = json
            .strip_prefix(b"{\n")
            .and_then(|rest| rest.strip_suffix(b"\n}\n"))
            .ok_or(Damaged("it has no beginning or no end"))?;
        let language = |line: &[u8]| {
            let line = line.strip_suffix(b",").unwrap_or(line);
            let colon = line.iter().position(|b| *b == b':')?;
            let name = str::from_utf8(&line[..colon]).ok()?;
            let name = name.strip_prefix('"')?.strip_suffix('"')?;
            let json = line[colon + 1..].into();
            let file = OnceLock::new();
            Some((name.to_owned(), Language { json, file }))
        };
        let languages: Option<BTreeMap<_, _>> =
            inner.split(|b| *b == b'\n').map(language).collect();
        Ok(Lexicon {
            languages: languages.ok_or(Damaged("a line names no language"))?,
        })
    }

    /// Phrase data as a file.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn write(languages: &serde_json::Map<String, serde_json::Value>) -> String {
        let line = |(name, file): (&String, &serde_json::Value)| format!("\"{name}\":{file}");
        let lines: Vec<String> = languages.iter().map(line).collect();
        format!("{{\n{}\n}}\n", lines.join(",\n"))
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
        let read = || serde_json::from_slice(&self.json).ok();
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
