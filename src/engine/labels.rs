//! Findings about a review as labels for a person, each with its reason.

use crate::messages::Messages;
use crate::protocol::{Field, Label, Review, Span};
use crate::text::{self, Offsets};
use crate::understand::{Basis, Evidence, Found, Understanding};

/// Longest words of a review that a reason repeats, in characters.
const LONGEST: usize = 60;

/// Turns findings about a review into labels.
pub struct Labels<'a> {
    review: &'a Review,
    messages: &'a Messages<'a>,
    title: Offsets,
    text: Offsets,
}

impl<'a> Labels<'a> {
    /// Prepares labels of one review.
    pub fn new(review: &'a Review, messages: &'a Messages<'a>) -> Self {
        Labels {
            review,
            messages,
            title: Offsets::new(review.title.as_deref().unwrap_or_default()),
            text: Offsets::new(&review.text),
        }
    }

    /// Labels of a group of findings.
    pub fn all(&self, group: &str, found: &[Found]) -> Vec<Label> {
        let label = |f: &Found| self.label(group, (&f.id, f.confidence), &f.evidence, self.why(f));
        found.iter().map(label).collect()
    }

    /// Where the words of a finding stand.
    pub fn spans(&self, found: &Found) -> Vec<Span> {
        found.evidence.iter().map(|e| self.span(e)).collect()
    }

    /// What the reviewer thinks.
    pub fn polarity(&self, understood: &Understanding) -> Label {
        let why = match understood.evidence.first() {
            Some(evidence) => self.quoting("reason.model", &[*evidence]),
            None => self.messages.get("reason.stars"),
        };
        let (id, confidence) = (understood.polarity.id(), understood.confidence);
        self.label("polarity", (id, confidence), &understood.evidence, why)
    }

    fn label(
        &self,
        group: &str,
        (id, confidence): (&str, f64),
        evidence: &[Evidence],
        why: String,
    ) -> Label {
        Label {
            id: id.to_owned(),
            label: self.messages.get(&format!("{group}.{id}")),
            confidence,
            evidence: evidence.iter().map(|e| self.span(e)).collect(),
            why,
        }
    }

    fn span(&self, evidence: &Evidence) -> Span {
        let offsets = match evidence.field {
            Field::Title => &self.title,
            Field::Text => &self.text,
        };
        Span {
            field: evidence.field,
            start: offsets.utf16(evidence.start),
            end: offsets.utf16(evidence.end),
        }
    }

    /// One line that says what a finding rests on.
    fn why(&self, found: &Found) -> String {
        match (found.basis, &found.phrases[..], &found.evidence[..]) {
            (Basis::Phrases, [first, second, ..], _) => {
                self.quoting("reason.phrases", &[*first, *second])
            }
            (Basis::Phrases, [only], _) => self.quoting("reason.phrase", &[*only]),
            (Basis::Form, _, [first, ..]) => self.quoting("reason.form", &[*first]),
            (Basis::Phrases | Basis::Model, _, [first, ..]) => {
                self.quoting("reason.model", &[*first])
            }
            (Basis::Phrases | Basis::Model | Basis::Form, _, []) => {
                self.messages.get("reason.whole")
            }
            (Basis::Stars, ..) if found.id == "rating_mismatch" => {
                self.messages.get("reason.mismatch")
            }
            (Basis::Stars, ..) => self.messages.get("reason.stars"),
            (Basis::Corrected, ..) => self.messages.get("reason.corrected"),
            (Basis::Similar, ..) => self.messages.get("reason.similar"),
        }
    }

    fn quoting(&self, key: &str, evidence: &[Evidence]) -> String {
        let words: Vec<String> = evidence
            .iter()
            .map(|e| clipped(e.words(self.review)))
            .collect();
        let marks = ["words", "more"].into_iter();
        let values: Vec<(&str, &str)> = marks.zip(words.iter().map(String::as_str)).collect();
        self.messages.with(key, &values)
    }
}

/// Words of a review for a line of the interface: in one line, short, and unable to turn the rest of the line round.
fn clipped(words: &str) -> String {
    let line = text::one_line(words);
    let plain = |c: &char| !c.is_control() && !turns(*c);
    let mut chars = line.chars().filter(plain);
    let mut out: String = chars.by_ref().take(LONGEST).collect();
    if chars.next().is_some() {
        out.truncate(out.trim_end().len());
        out.push('…');
    }
    format!("\u{2068}{out}\u{2069}")
}

/// Marks that change the direction of the text behind them.
fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_clipped_between_characters() {
        let cases = [
            ("zip  broke\n", "zip broke".to_owned()),
            (&"я".repeat(61), format!("{}…", "я".repeat(60))),
            (&"😡".repeat(60), "😡".repeat(60)),
            ("bad \u{202e}daeh\u{0}", "bad daeh".to_owned()),
        ];
        for (words, want) in cases {
            assert_eq!(clipped(words), format!("\u{2068}{want}\u{2069}"));
        }
    }
}
