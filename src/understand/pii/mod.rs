//! Personal data in a text: e-mail addresses, phone, card and order numbers, street addresses, full names.
//!
//! The forms of each language stand in `data/personal.toml`. Spans are for masking: they cover what must not be shown on.

mod numbers;
mod templates;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use linkify::{LinkFinder, LinkKind};
use serde::Deserialize;

use super::fold::{Folded, fold, fold_pattern};
use super::letters::{ideograph, is_word_char};
use numbers::Form;
use templates::{Beginnings, Template};

/// The forms of all languages, by ISO 639-1 code; `any` holds everywhere.
pub type Personal = BTreeMap<String, Forms>;

/// What personal data looks like in one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Forms {
    /// National phone numbers.
    pub phone: Vec<String>,
    /// Order numbers that are known by their form.
    pub order: Vec<String>,
    /// Words before a number that make it a phone number.
    pub phone_words: Vec<String>,
    /// Words before a number that make it an order number.
    pub order_words: Vec<String>,
    /// Words in a reply before a number or an e-mail address that make it the buyer's.
    pub buyer_words: Vec<String>,
    /// Street addresses.
    pub address: Vec<String>,
    /// Names of persons.
    pub name: Vec<String>,
    /// Texts in which something must be found.
    pub yes: Vec<String>,
    /// Texts in which nothing must be found.
    pub no: Vec<String>,
    #[serde(skip)]
    compiled: OnceLock<Compiled>,
}

#[derive(Debug, Default)]
struct Compiled {
    forms: Vec<Form>,
    words: Vec<Vec<char>>,
    templates: Vec<Template>,
}

impl Forms {
    fn compiled(&self) -> &Compiled {
        self.compiled.get_or_init(|| Compiled {
            forms: self
                .phone
                .iter()
                .chain(&self.order)
                .map(|f| Form::new(f))
                .collect(),
            words: self
                .phone_words
                .iter()
                .chain(&self.order_words)
                .map(|w| fold_pattern(w).chars().collect())
                .collect(),
            templates: self
                .address
                .iter()
                .chain(&self.name)
                .map(|t| Template::new(t))
                .collect(),
        })
    }
}

/// What stands in the place of personal data.
const MASK: &str = "█████";

/// Whether a span can be reached by phone or e-mail, or leads to a person in another way.
pub fn reachable(text: &str) -> bool {
    let digits = text.chars().filter(|c| digit(*c).is_some()).count();
    text.contains('@') || (9..=13).contains(&digits)
}

/// Where personal data stand in a text, in bytes.
pub fn spans(text: &str, language: Option<&str>, personal: &Personal) -> Vec<(usize, usize)> {
    find(text, &fold(text), language, personal)
}

/// A text with its personal data masked.
pub fn mask(text: &str, language: Option<&str>, personal: &Personal) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in spans(text, language, personal) {
        masked.push_str(&text[from..start]);
        masked.push_str(MASK);
        from = end;
    }
    masked.push_str(&text[from..]);
    masked
}

/// Finds personal data; spans are in bytes, in the order of the text, and do not overlap.
///
/// `folded` is the same text, folded. Without a language only what holds everywhere is looked for.
pub fn find(
    text: &str,
    folded: &[Folded],
    language: Option<&str>,
    personal: &Personal,
) -> Vec<(usize, usize)> {
    let mut spans: Vec<(usize, usize)> = LinkFinder::new()
        .kinds(&[LinkKind::Email])
        .links(text)
        .map(|link| (link.start(), link.end()))
        .collect();
    let forms: Vec<&Compiled> = ["any"]
        .into_iter()
        .chain(language)
        .filter_map(|l| personal.get(l))
        .map(Forms::compiled)
        .collect();
    let bytes = |(from, to): (usize, usize)| (folded[from].start, folded[to - 1].end);
    spans.extend(numbers::find(folded, &forms).into_iter().map(bytes));
    let begins = Beginnings::new(folded);
    for template in forms.iter().flat_map(|f| &f.templates) {
        spans.extend(template.find(text, folded, &begins).into_iter().map(bytes));
    }
    spans.sort_by_key(|s| (s.0, usize::MAX - s.1));
    let mut reach = 0;
    spans.retain(|s| {
        let fresh = s.0 >= reach;
        reach = reach.max(s.1);
        fresh
    });
    spans
}

/// Letters of scripts that write words apart: beside them a number is part of a word.
fn joins(c: char) -> bool {
    !ideograph(c)
        && !matches!(c, '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}')
        && c != 'ー'
        && is_word_char(c)
}

/// The value of a digit in any of the scripts that reviews are written in.
fn digit(c: char) -> Option<u32> {
    match c {
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(c as u32 - 0x6f0),
        c => c.to_digit(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_all_languages_fit_their_examples() {
        let personal = &crate::data::embedded().personal;
        let mut wrong = Vec::new();
        for (language, forms) in personal {
            let found = |text: &str| find(text, &fold(text), Some(language), personal);
            for text in forms.yes.iter().filter(|t| found(t).is_empty()) {
                wrong.push(format!("{language}: nothing found in {text:?}"));
            }
            for text in &forms.no {
                for (from, to) in found(text) {
                    wrong.push(format!(
                        "{language}: {:?} found in {text:?}",
                        &text[from..to]
                    ));
                }
            }
        }
        assert!(wrong.is_empty(), "personal.toml:\n{}", wrong.join("\n"));
    }

    #[test]
    fn spans_cover_what_must_be_masked() {
        let personal = &crate::data::embedded().personal;
        let cases = [
            (
                "en",
                "mail a.b@example.com or 555-010-4477!",
                vec!["a.b@example.com", "555-010-4477"],
            ),
            ("ru", "Тел. +7 (912) 000-44-55.", vec!["+7 (912) 000-44-55"]),
            ("ja", "〒100-0000まで", vec!["〒100-0000"]),
            (
                "de",
                "in die Lindenstraße 14a, bitte",
                vec!["Lindenstraße 14a"],
            ),
        ];
        for (language, text, want) in cases {
            let got: Vec<&str> = find(text, &fold(text), Some(language), personal)
                .into_iter()
                .map(|(from, to)| &text[from..to])
                .collect();
            assert_eq!(got, want);
        }
    }
}
