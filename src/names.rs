//! Given names by language, and by which of them one person may be called: `data/names.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::understand::fold::fold_pattern;

/// `data/names.toml` by language (ISO 639-1).
pub type GivenNames = BTreeMap<String, Names>;

/// The given names of one language: entries of names that one person may have, separated by spaces.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Names {
    /// As they are written.
    pub entries: Vec<String>,
    /// The places of the entries with a folded name; made when the first name is looked for.
    #[serde(skip)]
    places: OnceLock<HashMap<String, Vec<usize>>>,
}

impl Names {
    /// The places of the entries with this name.
    fn with(&self, name: &str) -> &[usize] {
        let places = self.places.get_or_init(|| {
            let mut places: HashMap<String, Vec<usize>> = HashMap::new();
            for (place, entry) in self.entries.iter().enumerate() {
                for name in entry.split(' ') {
                    places.entry(fold_pattern(name)).or_default().push(place);
                }
            }
            places
        });
        places.get(&fold_pattern(name)).map_or(&[], Vec::as_slice)
    }

    /// Whether it is a name.
    pub fn knows(&self, name: &str) -> bool {
        !self.with(name).is_empty()
    }

    /// Whether one person may have both names; `None` where one of them is not known.
    pub fn same(&self, a: &str, b: &str) -> Option<bool> {
        let (a, b) = (self.with(a), self.with(b));
        let known = !a.is_empty() && !b.is_empty();
        known.then(|| a.iter().any(|place| b.contains(place)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_person() {
        let names: Names = serde_json::from_str(r#"["thomas tom tommy", "martha marta"]"#).unwrap();
        assert_eq!(names.same("Tom", "Thomas"), Some(true));
        assert_eq!(names.same("Marta", "Thomas"), Some(false));
        assert_eq!(names.same("Marta", "Reeve"), None);
        assert!(names.knows("TOMMY") && !names.knows("Reeve"));
    }
}
