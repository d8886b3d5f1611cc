//! What speaks against posting a reply.

use crate::messages::Messages;
use crate::protocol::{Finding, Severity};
use crate::sites::Place;
use crate::sites::rules::{Rule, Unit};
use crate::text::Offsets;

/// The site's limit: most units and what is counted.
pub fn limit(place: Option<Place<'_>>) -> (Option<u32>, Unit) {
    let rule = place.and_then(|p| p.site.rules.iter().find(|r| r.id == "over_length"));
    rule.map_or((None, Unit::Characters), |r| (r.max, r.unit))
}

/// Checks a reply against the site's rules and plain good sense.
pub fn check(text: &str, place: Option<Place<'_>>, messages: &Messages<'_>) -> Vec<Finding> {
    let offsets = Offsets::new(text);
    let rules = place.map(|p| p.site.rules.as_slice()).unwrap_or_default();
    let rule = |id: &str| rules.iter().find(|r| r.id == id);
    let mut out = Vec::new();
    let mut say = |id: &str,
                   grave: Severity,
                   rule: Option<&Rule>,
                   span: (usize, usize),
                   values: &[(&str, &str)]| {
        out.push(Finding {
            rule: id.to_owned(),
            severity: rule.map_or(grave, |r| r.severity),
            start: offsets.utf16(span.0),
            end: offsets.utf16(span.1),
            message: messages.with(&format!("check.{id}"), values),
            source: rule.map(|r| r.source.clone()).filter(|s| !s.is_empty()),
        });
    };
    let whole = (0, text.len());
    if let Some(r) = rule("over_length") {
        let used = r.unit.count(text);
        let unit = messages.get(match r.unit {
            Unit::Characters => "unit.characters",
            Unit::Bytes => "unit.bytes",
        });
        if let Some(max) = r.max.filter(|&max| used > max) {
            let values = [
                ("used", &*used.to_string()),
                ("limit", &max.to_string()),
                ("unit", &unit),
            ];
            say("over_length", Severity::Block, Some(r), whole, &values);
        } else if let Some(min) = r.min.filter(|&min| used < min) {
            let values = [
                ("used", &*used.to_string()),
                ("limit", &min.to_string()),
                ("unit", &unit),
            ];
            say("under_length", Severity::Block, Some(r), whole, &values);
        }
    }
    if text.trim().is_empty() {
        say("empty", Severity::Block, None, whole, &[]);
    }
    for (at, word) in words(text) {
        let span = (at, at + word.len());
        if is_email(word) {
            say(
                "contact_details",
                Severity::Warn,
                rule("contact_details"),
                span,
                &[],
            );
        } else if is_link(word) {
            say(
                "external_link",
                Severity::Warn,
                rule("external_link"),
                span,
                &[],
            );
        }
    }
    for span in phones(text) {
        say(
            "contact_details",
            Severity::Warn,
            rule("contact_details"),
            span,
            &[],
        );
    }
    if let Some(at) = text.find('{')
        && let Some(len) = text[at..].find('}')
    {
        say(
            "placeholder_left",
            Severity::Block,
            None,
            (at, at + len + 1),
            &[],
        );
    }
    out
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | ')' | '「' | '」' | '«' | '»' | '“' | '”' | '、' | '。'
            )
    })
    .filter(|w| !w.is_empty())
    .map(move |w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

fn is_email(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && domain.trim_end_matches(['.', ',', '!']).contains('.')
    })
}

fn is_link(word: &str) -> bool {
    let word = word.to_lowercase();
    ["http://", "https://", "www.", "t.me/", "wa.me/"]
        .iter()
        .any(|p| word.contains(p))
}

/// Runs of at least nine digits with the separators that people put into phone numbers. A price or a date is shorter.
fn phones(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = None;
    let (mut digits, mut end) = (0, 0);
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if c.is_ascii_digit() {
            start.get_or_insert(at);
            digits += 1;
            end = at + 1;
        } else if !(start.is_some() && matches!(c, ' ' | '-' | '(' | ')' | '+' | '\u{a0}')) {
            if let Some(from) = start.filter(|_| digits >= 9) {
                out.push((from, end));
            }
            start = None;
            digits = 0;
        }
    }
    out
}
