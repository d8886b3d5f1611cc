//! Whether a review can be reported, for which reason, and with what.

use super::Spans;
use crate::draft::{Case, report_reason};
use crate::protocol::Advice;
use crate::rules::Unit;

/// Longest words of a review that a line repeats, in UTF-16 units.
const WORDS: u32 = 80;

/// The advice to report; `None` where no removal reason of the site fits: a differing opinion is none.
pub fn report(case: &Case<'_>, spans: Spans<'_>) -> Option<Advice> {
    let form = case.rules.report.as_ref()?;
    let (reason, found) = report_reason(case)?;
    let messages = &case.messages;
    let mut details = vec![
        messages.get(&form.r#where),
        messages.get(&format!("report.attach.{}", found.id)),
    ];
    if form.one_shot {
        details.push(messages.get("report.one_shot"));
    }
    if let Some(days) = form.days {
        details.push(messages.with("report.days", &[("days", &days.to_string())]));
    }
    // Most reports fail: nobody should wait for this one before answering.
    details.push(messages.get("report.honest"));
    let words = found.evidence.first().map(|e| e.words(case.review));
    let words = words
        .map(crate::text::one_line)
        .filter(|w| Unit::Characters.count(w) <= WORDS);
    let why = match words.filter(|_| found.id != "pii") {
        Some(words) => messages.with(
            "why.report_words",
            &[("reason", &reason.name), ("words", &words)],
        ),
        None => messages.with("why.report", &[("reason", &reason.name)]),
    };
    Some(Advice {
        id: "report".into(),
        label: messages.get("advice.report"),
        why,
        details,
        evidence: spans(found),
        source: Some(form.source.clone()).filter(|s| !s.is_empty()),
    })
}
