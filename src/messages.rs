//! Texts of the interface, from `data/messages/<language>.toml`.

use std::collections::BTreeMap;

/// Texts of one language; English stands in where one is missing.
#[derive(Clone, Copy, Debug)]
pub struct Messages<'a> {
    language: &'a str,
    own: &'a BTreeMap<String, String>,
    english: &'a BTreeMap<String, String>,
}

impl<'a> Messages<'a> {
    /// Picks the language that a BCP 47 tag asks for, English where there is none.
    pub fn pick(all: &'a BTreeMap<String, BTreeMap<String, String>>, tag: &str) -> Self {
        let wanted = tag
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let english = &all["en"];
        match all.get_key_value(wanted.as_str()) {
            Some((language, own)) => Messages {
                language,
                own,
                english,
            },
            None => Messages {
                language: "en",
                own: english,
                english,
            },
        }
    }

    /// Language of these texts (ISO 639-1).
    pub fn language(&self) -> &'a str {
        self.language
    }

    /// Writing direction of the language.
    pub fn dir(&self) -> &'static str {
        direction(self.language)
    }

    /// The text of a key; the key itself where nobody wrote one, so that the lack is seen.
    pub fn get(&self, key: &str) -> String {
        self.own
            .get(key)
            .or_else(|| self.english.get(key))
            .map_or_else(|| key.to_owned(), String::clone)
    }

    /// The text of a key, where somebody wrote one.
    pub fn find(&self, key: &str) -> Option<String> {
        self.own.get(key).or_else(|| self.english.get(key)).cloned()
    }

    /// The text of a key with `{name}` replaced. One pass: a value that looks like a mark stays as it is.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.get(key);
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let value = values.iter().find_map(|(name, value)| {
                let end = rest[1..].strip_prefix(name)?.strip_prefix('}')?;
                Some((*value, end))
            });
            match value {
                Some((value, behind)) => {
                    out.push_str(value);
                    rest = behind;
                }
                None => {
                    out.push('{');
                    rest = &rest[1..];
                }
            }
        }
        out + rest
    }

    /// All texts whose key starts with the prefix and a dot, without that prefix.
    pub fn group(&self, prefix: &str) -> BTreeMap<String, String> {
        let start = format!("{prefix}.");
        self.english
            .keys()
            .filter_map(|key| Some((key.strip_prefix(&start)?.to_owned(), self.get(key))))
            .collect()
    }
}

/// Writing direction of a language (ISO 639-1): `ltr` or `rtl`.
pub fn direction(language: &str) -> &'static str {
    match language {
        "ar" | "he" | "fa" | "ur" => "rtl",
        _ => "ltr",
    }
}
