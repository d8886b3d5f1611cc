//! Texts that no buyer reads: the note to the shop's own team, and the report to the site.

use super::compose::Composed;
use super::{Case, Text};
use crate::messages::Messages;
use crate::rules::Reason;
use crate::understand::{Found, mask};

/// Longest part of a review that a note repeats, in characters.
const EXCERPT: usize = 600;

/// What happened and for which team, personal data masked, in the interface language.
pub fn staff(case: &Case<'_>) -> Text {
    let messages = &case.messages;
    let review = case.review;
    let mut lines = Vec::new();
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            lines.push(messages.with(&format!("staff.{key}"), &[("value", &value)]));
        }
    };
    let names = |group: &str, found: &[Found]| {
        let names = found
            .iter()
            .map(|f| messages.get(&format!("{group}.{}", f.id)));
        names.collect::<Vec<_>>().join(", ")
    };
    line("product", review.product.clone());
    line("stars", review.rating.map(|stars| stars.to_string()));
    line("date", review.date.clone());
    line(
        "about",
        Some(names("category", &case.understood.categories)),
    );
    line(
        "notes",
        Some(names("situation", &case.understood.situations)),
    );
    line("team", case.team());
    line("words", Some(excerpt(case)));
    plain(messages.language(), lines.join("\n"))
}

/// The review without personal data, in one piece and not too long.
fn excerpt(case: &Case<'_>) -> String {
    let review = case.review;
    let title = review.title.as_deref().filter(|t| !t.trim().is_empty());
    let text = match title {
        Some(title) => format!("{title}. {}", review.text),
        None => review.text.clone(),
    };
    // The situation says whether there is anything to mask.
    let text = match case.understood.situation("pii") {
        Some(_) => mask(&text, case.understood.language, &case.data.personal),
        None => text,
    };
    let line = crate::text::one_line(&text);
    match line.char_indices().nth(EXCERPT) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// A factual report for the first reason of the site that fits, in the language of those who read it; `None` where none fits: a
/// differing opinion is no ground.
pub fn report(case: &Case<'_>) -> Option<Text> {
    let (reason, found) = reason(case)?;
    let own = case.rules.language.as_deref();
    let own = own.filter(|l| case.data.messages.contains_key(*l));
    let language = own.unwrap_or(case.messages.language());
    let messages = Messages::pick(&case.data.messages, language);
    let about = |key: &str| messages.get(&format!("report.{key}.{}", found.id));
    let mut lines = vec![
        messages.with("report.ask", &[("reason", &reason.name)]),
        about("fact"),
    ];
    // A report shows the words that break the rule, except what must not be passed on.
    let words: Vec<String> = found
        .evidence
        .iter()
        .map(|e| crate::text::one_line(e.words(case.review)))
        .collect();
    let words = words.join(" … ");
    if !words.is_empty() && found.id != "pii" {
        lines.push(messages.with("report.words", &[("words", &words)]));
    }
    if let Some(date) = &case.review.date {
        lines.push(messages.with("report.date", &[("date", date)]));
    }
    Some(plain(messages.language(), lines.join("\n")))
}

/// The first reason of the site that fits a situation of the review.
pub fn reason<'c>(case: &'c Case<'_>) -> Option<(&'c Reason, &'c Found)> {
    let report = case.rules.report.as_ref()?;
    report.reason.iter().find_map(|reason| {
        let found = case.understood.situation(&reason.situation)?;
        Some((reason, found))
    })
}

fn plain(language: &str, text: String) -> Text {
    Text {
        language: language.to_owned(),
        composed: Composed {
            text,
            parts: Vec::new(),
        },
    }
}
