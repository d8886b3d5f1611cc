//! The buyer's own words, fit to be repeated.

use super::phrases::PhraseFile;
use crate::protocol::{Field, Review};
use crate::text::dense;
use crate::understand::Evidence;

/// Longest quote, in characters: a reply is no copy of the review.
const LONGEST: usize = 70;
/// Shortest, so that it says something.
const SHORTEST: usize = 6;
/// Shorter ones are verdicts more often than accounts of what happened.
const TELLING: usize = 16;
/// The same where a character says more.
const TELLING_DENSE: usize = 7;

/// The buyer's own words for a complaint, fit to be quoted: the clause around a phrase or the evidence, with no long numbers
/// (of orders and phones), no address, no name, no insult and no shouting; `None` where there is no such clause. What
/// happened is told in the text rather than in the title, and in more than a word or two.
pub fn quotable<'e>(
    review: &Review,
    evidence: impl Iterator<Item = &'e Evidence>,
    file: &PhraseFile,
) -> Option<String> {
    let telling = if dense(&file.language) {
        TELLING_DENSE
    } else {
        TELLING
    };
    let fit = evidence.filter_map(|e| {
        let clause = clause(review, *e);
        // Sites cut titles off.
        let field = e.whole(review).trim_end();
        let whole = e.field == Field::Text || !(field.ends_with('…') || field.ends_with("..."));
        (whole && harmless(clause, file) && !leans(clause, file)).then_some((e.field, clause))
    });
    // What is longer holds a fact more often, and not only a verdict.
    let weak = |(field, clause): &(Field, &str)| {
        let length = clause.chars().count();
        (
            *field == Field::Title,
            length < telling,
            usize::MAX - length,
        )
    };
    fit.min_by_key(weak).map(|(_, clause)| clause.to_owned())
}

/// "that it came scratched": the beginning leans on something that is not quoted.
fn leans(clause: &str, file: &PhraseFile) -> bool {
    let first = clause.split_whitespace().next().unwrap_or_default();
    file.leaning
        .iter()
        .any(|word| *word == first.to_lowercase())
}

fn harmless(clause: &str, file: &PhraseFile) -> bool {
    let count = clause.chars().count();
    let letters = clause.chars().filter(|c| c.is_alphabetic()).count();
    let upper = clause.chars().filter(|c| c.is_uppercase()).count();
    let shouting = letters > 3 && upper * 2 > letters;
    let plain = !clause.chars().any(|c| {
        c.is_numeric() && !c.is_ascii_digit()
            || matches!(c, '@' | '<' | '>' | '{' | '}' | '"' | '*' | '/' | '\\')
            || c.is_control()
            || file.quotes.iter().any(|q| q.contains(c))
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
    });
    (SHORTEST..=LONGEST).contains(&count)
        && plain
        && few_digits(clause)
        && !shouting
        && letters * 2 > count
        && !names_somebody(clause, file)
        && !insults(clause, file)
}

/// One number of two digits ("after 2 weeks", "10 seconds"): longer ones, or several, may be an order, a phone or an address.
fn few_digits(clause: &str) -> bool {
    let mut numbers = clause
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty());
    numbers.next().is_none_or(|n| n.len() <= 2) && numbers.next().is_none()
}

/// A capital inside a clause begins a name in most languages; in reviews a brand at best. In German it begins any noun: there two
/// in a row are a name.
fn names_somebody(clause: &str, file: &PhraseFile) -> bool {
    if file.language == "de" {
        let upper = |w: &&str| w.chars().next().is_some_and(char::is_uppercase);
        let words: Vec<&str> = clause.split_whitespace().skip(1).collect();
        return words.windows(2).any(|pair| pair.iter().all(upper));
    }
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
