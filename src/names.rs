//! Given names by language, and by which of them one person may be called: `data/names.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::understand::fold::fold_pattern;

/// `data/names.toml`: by language (ISO 639-1), entries of names that one person may have, separated by spaces.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct GivenNames(BTreeMap<String, Vec<String>>);

impl GivenNames {
    /// The names of a language; `None` where the file has none for it.
    pub fn of(&self, language: &str) -> Option<Names<'_>> {
        self.0.get(language).map(|entries| Names(entries))
    }

    /// The languages that have names.
    pub fn languages(&self) -> impl Iterator<Item = &String> {
        self.0.keys()
    }
}

/// The names of one language.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a>(&'a [String]);

impl<'a> Names<'a> {
    /// The entries.
    pub fn entries(self) -> &'a [String] {
        self.0
    }

    /// The entries with this name.
    fn with(self, name: &str) -> impl Iterator<Item = &'a String> {
        let name = fold_pattern(name);
        let has = move |entry: &&String| entry.split(' ').any(|n| n == name);
        self.0.iter().filter(has)
    }

    /// Whether it is a name.
    pub fn knows(self, name: &str) -> bool {
        self.with(name).next().is_some()
    }

    /// Whether one person may have both names; `None` where one of them is not known.
    pub fn same(self, a: &str, b: &str) -> Option<bool> {
        let mut first = self.with(a).peekable();
        let both = first.peek().is_some() && self.knows(b);
        let b = fold_pattern(b);
        both.then(|| first.any(|entry| entry.split(' ').any(|n| n == b)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person() {
        let entries = ["thomas tom tommy".to_owned(), "martha marta".to_owned()];
        let names = Names(&entries);
        assert_eq!(names.same("Tom", "Thomas"), Some(true));
        assert_eq!(names.same("Marta", "Thomas"), Some(false));
        assert_eq!(names.same("Marta", "Reeve"), None);
        assert!(names.knows("TOMMY") && !names.knows("Reeve"));
    }
}
