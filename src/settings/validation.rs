//! Which settings are refused, and why.

use super::{REMEDIES, Settings};
use crate::messages::Messages;
use crate::protocol::Problem;

/// Longest text of a field, in characters.
const LONGEST: [(&str, usize); 6] = [
    ("shop", 60),
    ("signature", 80),
    ("contact", 160),
    ("hours", 120),
    ("terms", 200),
    ("facts", 300),
];

/// Languages that the interface speaks.
pub const INTERFACE: [&str; 3] = ["en", "ru", "ja"];

/// What is wrong with the settings; empty where they can be saved.
pub fn problems(settings: &Settings, messages: &Messages) -> Vec<Problem> {
    let mut out = Vec::new();
    let mut refuse = |field: String, message: String| out.push(Problem { field, message });
    let by_language = [
        ("contact", &settings.contact),
        ("hours", &settings.hours),
        ("terms", &settings.terms),
    ];
    let by_language = by_language.into_iter().flat_map(|(kind, texts)| {
        let named = texts.iter();
        named.map(move |(language, text)| (kind, format!("{kind}.{language}"), text))
    });
    let facts = settings.facts.iter();
    let facts = facts.map(|fact| ("facts", "facts".to_owned(), &fact.text));
    let texts = [
        ("shop", "shop".to_owned(), &settings.shop),
        ("signature", "signature".to_owned(), &settings.signature),
    ];
    for (kind, field, text) in texts.into_iter().chain(by_language).chain(facts) {
        let longest = LONGEST
            .iter()
            .find(|(k, _)| *k == kind)
            .map_or(usize::MAX, |&(_, n)| n);
        let length = text.chars().count();
        if length > longest {
            refuse(
                field,
                messages.with(
                    "settings.tooLong",
                    &[
                        ("length", &length.to_string()),
                        ("limit", &longest.to_string()),
                    ],
                ),
            );
        } else if text.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c))
        {
            refuse(field, messages.get("settings.oneLine"));
        } else if text.contains(['{', '}', '<', '>']) {
            refuse(field, messages.get("settings.brackets"));
        } else if matches!(kind, "contact" | "terms" | "facts") && is_address(text) {
            refuse(field, messages.get("settings.address"));
        }
    }
    for (place, fact) in settings.facts.iter().enumerate() {
        if [&fact.about, &fact.language, &fact.text]
            .iter()
            .any(|t| t.trim().is_empty())
        {
            let line = (place + 1).to_string();
            refuse(
                "facts".into(),
                messages.with("settings.fact", &[("line", &line)]),
            );
        }
    }
    let remedies = settings.remedies.values().flatten();
    for id in remedies.filter(|id| !REMEDIES.contains(&id.as_str())) {
        refuse(
            "remedies".into(),
            messages.with("settings.remedy", &[("id", id)]),
        );
    }
    if !(1..=4).contains(&settings.threshold) {
        refuse("threshold".into(), messages.get("settings.threshold"));
    }
    if let Some(language) = &settings.language
        && !INTERFACE.contains(&language.as_str())
    {
        refuse(
            "language".into(),
            messages.with("settings.language", &[("language", language)]),
        );
    }
    out
}

/// An address or a number instead of a wording: nearly every marketplace forbids those in public replies.
fn is_address(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    text.contains('@') || text.contains("://") || text.contains("www.") || digits >= 7
}
