//! The phrase data of all languages: compiled in the extension's file, as text in native programs.

#[cfg(not(target_arch = "wasm32"))]
use std::collections::BTreeMap;

use crate::languages::{Damaged, Languages};
#[cfg(not(target_arch = "wasm32"))]
use crate::understand::LexiconFile;
use crate::understand::Matcher;

/// How a file begins; the last byte is the version of its form.
const MAGIC: &[u8; 9] = b"amendsPH\x01";

/// Phrase data by language (ISO 639-1).
pub type Lexicon = Languages<Matcher>;

impl Lexicon {
    /// Takes a file apart by language.
    ///
    /// # Errors
    /// Where the bytes are no such file. What is wrong within a language shows when that is met.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut rest = bytes
            .strip_prefix(MAGIC)
            .ok_or(Damaged("it does not begin like one of this version"))?;
        let mut languages = Vec::new();
        while !rest.is_empty() {
            let (name, data, after) = language(rest).ok_or(Damaged("it ends too early"))?;
            languages.push((name.to_owned(), data.to_vec().into()));
            rest = after;
        }
        if languages.is_empty() {
            return Err(Damaged("it holds no language"));
        }
        Ok(Languages::new(languages, Matcher::read))
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
        let compiled = |json: &[u8]| {
            let file: LexiconFile = serde_json::from_slice(json).ok()?;
            file.compiled()
        };
        let language =
            |(name, json): (&str, &'static str)| (name.to_owned(), json.as_bytes().into());
        Languages::new(written().map(language), compiled)
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
