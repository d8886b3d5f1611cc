//! Findings about replies, as the command writes them.

use amends::check::{self, Reply};
use amends::draft::{Case, Step};
use amends::protocol::{self, Severity};
use amends::understand::model::Model;
use serde::Serialize;

/// What speaks against a reply; start and end count Unicode characters.
#[derive(Debug, Serialize)]
pub struct Finding {
    rule: String,
    severity: Severity,
    start: usize,
    end: usize,
    message: String,
    suggestion: Option<String>,
    source: Option<String>,
}

/// All findings about a text of one step.
pub fn findings(text: &str, step: Step, case: &Case<'_>, model: &Model) -> Vec<Finding> {
    let names = [
        case.settings.shop.as_str(),
        case.settings.signature.as_str(),
    ];
    let reply = Reply {
        text,
        step,
        rules: case.rules,
        about: Some((case.review, case.understood)),
        memory: None,
        own_names: &names,
        data: case.data,
        latin: model.latin(),
        messages: case.messages,
    };
    in_characters(check::check(&reply), text)
}

/// The same with offsets in characters instead of UTF-16 units.
pub fn in_characters(found: Vec<protocol::Finding>, text: &str) -> Vec<Finding> {
    let count = |units: u32| {
        let mut left = units as usize;
        let fits = |c: &char| {
            let fits = left >= c.len_utf16();
            left = left.saturating_sub(c.len_utf16());
            fits
        };
        text.chars().take_while(fits).count()
    };
    let finding = |f: protocol::Finding| Finding {
        start: count(f.start),
        end: count(f.end),
        rule: f.rule,
        severity: f.severity,
        message: f.message,
        suggestion: f.suggestion,
        source: f.source,
    };
    found.into_iter().map(finding).collect()
}
