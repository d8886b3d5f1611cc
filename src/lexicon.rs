//! The phrase data of all languages, each made ready when it is first met: a page needs one or two of them.
//!
//! The extension reads them compiled from a file; native programs hold the text that they are compiled from.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

#[cfg(not(target_arch = "wasm32"))]
use crate::understand::LexiconFile;
use crate::understand::Matcher;

/// How a file begins; the last byte is the version of its form.
const MAGIC: &[u8; 9] = b"amendsPH\x01";

/// Phrase data by language (ISO 639-1).
#[derive(Debug, Default)]
pub struct Lexicon {
    languages: BTreeMap<String, Language>,
}

#[derive(Debug)]
struct Language {
    source: Source,
    /// `None` within where it does not have the right shape.
    ready: OnceLock<Option<Matcher>>,
}

#[derive(Debug)]
enum Source {
    Compiled(Box<[u8]>),
    #[cfg(not(target_arch = "wasm32"))]
    Written(&'static str),
}

/// A file of Amends that cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged(pub(crate) &'static str);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a file of phrases cannot be read: {}", self.0)
    }
}

impl std::error::Error for Damaged {}

impl Lexicon {
    /// Takes a file apart by language.
    ///
    /// # Errors
    /// Where the bytes are no such file. What is wrong within a language shows when that is met.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut rest = bytes
            .strip_prefix(MAGIC)
            .ok_or(Damaged("it does not begin like one of this version"))?;
        let mut languages = BTreeMap::new();
        while !rest.is_empty() {
            let (name, data, after) = language(rest).ok_or(Damaged("it ends too early"))?;
            languages.insert(
                name.to_owned(),
                Language::new(Source::Compiled(data.into())),
            );
            rest = after;
        }
        if languages.is_empty() {
            return Err(Damaged("it holds no language"));
        }
        Ok(Lexicon { languages })
    }

    /// The compiled phrase data of a language.
    pub fn get(&self, language: &str) -> Option<&Matcher> {
        self.languages.get(language)?.ready()
    }

    /// All languages with their compiled phrase data.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Matcher)> {
        let all = self.languages.iter();
        all.filter_map(|(language, l)| Some((language, l.ready()?)))
    }

    /// Whether a language was met whose phrase data do not have the right shape.
    pub fn damaged(&self) -> bool {
        self.languages
            .values()
            .any(|l| matches!(l.ready.get(), Some(None)))
    }
}

impl Language {
    fn new(source: Source) -> Self {
        Language {
            source,
            ready: OnceLock::new(),
        }
    }

    fn ready(&self) -> Option<&Matcher> {
        let ready = || match &self.source {
            Source::Compiled(bytes) => Matcher::read(bytes),
            #[cfg(not(target_arch = "wasm32"))]
            Source::Written(json) => {
                let file: LexiconFile = serde_json::from_str(json).ok()?;
                file.compiled()
            }
        };
        self.ready.get_or_init(ready).as_ref()
    }
}

/// Name and data of the first language, and what follows them.
fn language(bytes: &[u8]) -> Option<(&str, &[u8], &[u8])> {
    let (&len, rest) = bytes.split_first()?;
    let (name, rest) = rest.split_at_checked(usize::from(len))?;
    let (size, rest) = rest.split_first_chunk()?;
    let (data, rest) = rest.split_at_checked(u32::from_le_bytes(*size) as usize)?;
    Some((str::from_utf8(name).ok()?, data, rest))
}

/// The phrase data that this program was built with, as JSON, one language a line: they are parsed only when they are met.
#[cfg(not(target_arch = "wasm32"))]
const WRITTEN: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon.json"));

/// Code and JSON of each language.
#[cfg(not(target_arch = "wasm32"))]
fn written() -> impl Iterator<Item = (&'static str, &'static str)> {
    WRITTEN.lines().filter_map(|line| line.split_once(' '))
}

#[cfg(not(target_arch = "wasm32"))]
impl Lexicon {
    /// The phrase data that this program was built with.
    pub fn embedded() -> Self {
        let language =
            |(name, json): (&str, _)| (name.to_owned(), Language::new(Source::Written(json)));
        Lexicon {
            languages: written().map(language).collect(),
        }
    }

    /// The same as they are written, examples included.
    ///
    /// # Panics
    /// Where a file does not have the right shape.
    pub fn files() -> BTreeMap<String, LexiconFile> {
        written()
            .map(|(name, json)| match serde_json::from_str(json) {
                Ok(file) => (name.to_owned(), file),
                Err(error) => panic!("data/lexicon/{name}.toml: {error}"),
            })
            .collect()
    }

    /// The same compiled, as the extension's file.
    ///
    /// # Panics
    /// Where a file does not have the right shape.
    pub fn packed() -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for (name, file) in Lexicon::files() {
            let data = file.pack();
            out.push(name.len() as u8);
            out.extend(name.as_bytes());
            out.extend((data.len() as u32).to_le_bytes());
            out.extend(data);
        }
        out
    }
}
