//! Sentences of replies as data, and what may be put into them.

use serde::Deserialize;

use crate::protocol::{Review, Tone};
use crate::understand::{Evidence, Found};

/// `data/phrases/<language>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhraseFile {
    /// Language (ISO 639-1).
    pub language: String,
    /// Opening and closing quotation mark.
    pub quotes: [String; 2],
    /// Beginnings of words that are never quoted back: insults, obscenities, accusations.
    pub unquotable: Vec<String>,
    /// The sentences.
    pub act: Vec<Sentences>,
}

/// Sentences that do the same thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    /// What they do.
    pub act: Act,
    /// Only for this complaint.
    pub category: Option<String>,
    /// Only in this situation.
    pub situation: Option<String>,
    /// Only in this tone.
    pub tone: Option<Tone>,
    /// The sentences.
    pub texts: Vec<String>,
}

/// What a sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Thanks for writing.
    Thank,
    /// Names the problem.
    Name,
    /// Regrets what happened.
    Regret,
    /// Asks what went wrong.
    Ask,
    /// Says what is being done.
    Remedy,
    /// Names the channel for everything private.
    Contact,
    /// Answers that a question will be answered.
    Answer,
    /// Closes.
    Close,
    /// Signs.
    Sign,
    /// Thanks a happy buyer.
    ThankHappy,
    /// Says as little as can be, where a person takes over.
    Minimal,
}

/// What can be put into a sentence; a sentence that needs what is missing is not used.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// Name of the shop.
    pub shop: Option<&'a str>,
    /// Who signs.
    pub signature: Option<&'a str>,
    /// Wording of the channel.
    pub contact: Option<&'a str>,
    /// Product.
    pub product: Option<&'a str>,
    /// The buyer's own words, without quotation marks.
    pub quote: Option<String>,
}

impl Facts<'_> {
    fn known(&self) -> [(&'static str, Option<&str>); 5] {
        [
            ("{shop}", self.shop),
            ("{signature}", self.signature),
            ("{contact}", self.contact),
            ("{product}", self.product),
            ("{quote}", self.quote.as_deref()),
        ]
    }

    fn suffices(&self, template: &str) -> bool {
        self.known()
            .iter()
            .all(|(mark, value)| value.is_some() || !template.contains(mark))
    }

    /// The sentence with everything put in. One pass: a value that looks like a mark stays as it is.
    pub fn fill(&self, template: &str, quotes: &[String; 2]) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            match self
                .known()
                .into_iter()
                .find(|(mark, _)| rest.starts_with(mark))
            {
                Some((mark, value)) => {
                    let value = value.unwrap_or_default();
                    if mark == "{quote}" {
                        out.extend([quotes[0].as_str(), value, quotes[1].as_str()]);
                    } else {
                        out.push_str(value);
                    }
                    rest = &rest[mark.len()..];
                }
                None => {
                    out.push('{');
                    rest = &rest[1..];
                }
            }
        }
        out.push_str(rest);
        out
    }
}

impl PhraseFile {
    /// Sentences that can be used: those for this very complaint before general ones, those that use a
    /// known fact of the shop before those that do without.
    pub fn choices(
        &self,
        act: Act,
        about: Option<&str>,
        tone: Tone,
        facts: &Facts<'_>,
    ) -> Vec<&str> {
        let fits = |specific: bool| {
            self.act
                .iter()
                .filter(move |s| {
                    let subject = s.category.as_deref().or(s.situation.as_deref());
                    let on_subject = if specific {
                        subject.is_some() && subject == about
                    } else {
                        subject.is_none()
                    };
                    s.act == act && on_subject && s.tone.is_none_or(|t| t == tone)
                })
                .flat_map(|s| &s.texts)
                .map(String::as_str)
                .filter(|t| facts.suffices(t))
                .collect::<Vec<_>>()
        };
        let mut out = if about.is_some() {
            fits(true)
        } else {
            Vec::new()
        };
        if out.is_empty() {
            out = fits(false);
        }
        let mark = match act {
            Act::Contact => "{contact}",
            Act::Sign => "{signature}",
            _ => return out,
        };
        if out.iter().any(|t| t.contains(mark)) {
            out.retain(|t| t.contains(mark));
        }
        out
    }
}

/// Longest quote, in characters: a reply is no copy of the review.
const LONGEST_QUOTE: usize = 70;
/// Shortest, so that it says something.
const SHORTEST_QUOTE: usize = 6;

/// The buyer's own words for a complaint, fit to be quoted: the clause around a phrase or the evidence, with no digits
/// (numbers of orders and phones), no address, no name, no insult and no shouting; `None` where there is no such clause.
pub fn quotable(review: &Review, found: &Found, file: &PhraseFile) -> Option<String> {
    found.phrases.iter().chain(&found.evidence).find_map(|evidence| {
        let clause = clause(review, *evidence);
        let count = clause.chars().count();
        let letters = clause.chars().filter(|c| c.is_alphabetic()).count();
        let upper = clause.chars().filter(|c| c.is_uppercase()).count();
        let shouting = letters > 3 && upper * 2 > letters;
        let plain = !clause.chars().any(|c| {
            c.is_numeric()
                || matches!(c, '@' | '<' | '>' | '{' | '}' | '"' | '*' | '/' | '\\')
                || c.is_control()
                || file.quotes.iter().any(|q| q.contains(c))
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        });
        ((SHORTEST_QUOTE..=LONGEST_QUOTE).contains(&count) && plain && !shouting && letters * 2 > count
            && !names_somebody(clause)
            && !insults(clause, file)).then(|| clause.to_owned())
    })
}

/// A capital inside a clause begins a name in most languages; in reviews a brand at best.
fn names_somebody(clause: &str) -> bool {
    let mut words = clause.split_whitespace();
    let first = words.next().unwrap_or_default();
    let capital = |w: &str| {
        w.chars()
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_uppercase)
    };
    // "I" is no name, and a clause that begins with a capital may begin a sentence or not.
    words.any(|w| {
        capital(w)
            && w.trim_matches(|c: char| !c.is_alphabetic()).chars().count() > 1
            && !w.starts_with("I’")
            && !w.starts_with("I'")
    }) || first.chars().filter(|c| c.is_uppercase()).count() > 1
}

fn insults(clause: &str, file: &PhraseFile) -> bool {
    let lower = clause.to_lowercase().replace('ё', "е");
    let begins = |stem: &str| {
        lower.match_indices(stem).any(|(at, _)| {
            // Languages without spaces have no beginnings of words to look for.
            !stem
                .chars()
                .any(|c| c.is_ascii_lowercase() || matches!(c, 'а'..='я'))
                || !lower[..at]
                    .chars()
                    .next_back()
                    .is_some_and(char::is_alphabetic)
        })
    };
    file.unquotable.iter().any(|stem| begins(stem))
}

/// The words around the evidence up to the next punctuation on both sides.
fn clause(review: &Review, evidence: Evidence) -> &str {
    let text = evidence.whole(review);
    let edge = |c: char| {
        matches!(
            c,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '('
                | ')'
                | '\n'
                | '…'
                | '。'
                | '、'
                | '！'
                | '？'
                | '（'
                | '）'
                | '「'
                | '」'
                | '—'
                | '–'
        )
    };
    // What stands at the border of the evidence itself is no part of the clause.
    let inner = &text[evidence.start..evidence.end];
    let begin = evidence.end - inner.trim_start_matches(edge).len();
    let end = evidence.start + inner.trim_end_matches(edge).len();
    if begin >= end {
        return "";
    }
    let start = text[..begin].rfind(edge).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let end = text[end..].find(edge).map_or(text.len(), |at| end + at);
    text[start..end].trim()
}
