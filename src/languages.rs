//! Data by language, each language made ready when it is first met: a page needs one or two of them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

/// Data by language (ISO 639-1).
#[derive(Debug)]
pub struct Languages<T> {
    languages: BTreeMap<String, Language<T>>,
}

#[derive(Debug)]
struct Language<T> {
    bytes: Cow<'static, [u8]>,
    read: Read<T>,
    /// `None` within where the bytes do not have the right shape.
    ready: OnceLock<Option<T>>,
}

/// What makes the data of a language out of its bytes; `None` where they are something else.
pub type Read<T> = fn(&[u8]) -> Option<T>;

/// A file of Amends that cannot be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged(pub(crate) &'static str);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a file of phrases cannot be read: {}", self.0)
    }
}

impl std::error::Error for Damaged {}

impl<T> Default for Languages<T> {
    fn default() -> Self {
        Languages {
            languages: BTreeMap::new(),
        }
    }
}

impl<T> Languages<T> {
    /// Takes languages by their codes, and what reads them.
    pub fn new(all: impl IntoIterator<Item = (String, Cow<'static, [u8]>)>, read: Read<T>) -> Self {
        let language = |(name, bytes)| {
            let ready = OnceLock::new();
            (name, Language { bytes, read, ready })
        };
        Languages {
            languages: all.into_iter().map(language).collect(),
        }
    }

    /// Takes a text apart by language: a code, a space and the data a line, so that this needs no parsing.
    ///
    /// # Errors
    /// Where the bytes are no such lines. What is wrong within a language shows when that is met.
    pub fn lines(text: &[u8], read: Read<T>) -> Result<Self, Damaged> {
        let lines = text
            .strip_suffix(b"\n")
            .ok_or(Damaged("its last line has no end"))?;
        let language = |line: &[u8]| {
            let space = line.iter().position(|b| *b == b' ')?;
            let name = str::from_utf8(&line[..space]).ok()?;
            Some((name.to_owned(), Cow::Owned(line[space + 1..].to_vec())))
        };
        let languages: Option<Vec<_>> = lines.split(|b| *b == b'\n').map(language).collect();
        let languages = languages.ok_or(Damaged("a line names no language"))?;
        Ok(Languages::new(languages, read))
    }

    /// The data of a language.
    pub fn get(&self, language: &str) -> Option<&T> {
        self.languages.get(language)?.ready()
    }

    /// All languages with their data.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &T)> {
        let all = self.languages.iter();
        all.filter_map(|(language, l)| Some((language, l.ready()?)))
    }

    /// Whether a language was met whose data do not have the right shape.
    pub fn damaged(&self) -> bool {
        let mut all = self.languages.values();
        all.any(|l| matches!(l.ready.get(), Some(None)))
    }
}

impl<T> Language<T> {
    fn ready(&self) -> Option<&T> {
        let ready = || (self.read)(&self.bytes);
        self.ready.get_or_init(ready).as_ref()
    }
}
