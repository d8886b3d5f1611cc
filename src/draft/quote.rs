//! The buyer's own words, fit to be repeated.

use super::phrases::PhraseFile;
use crate::protocol::{Field, Review};
use crate::text::{by_density, dense};
use crate::understand::{Evidence, Understanding};

/// Longest quote, in characters: a reply is no copy of the review.
const LONGEST: usize = 70;
/// The same where a character says more.
const LONGEST_DENSE: usize = 40;
/// Shortest, so that it says something.
const SHORTEST: usize = 6;
/// Shorter ones are verdicts more often than accounts of what happened.
const TELLING: usize = 16;
/// The same where a character says more.
const TELLING_DENSE: usize = 7;

/// So many of the clauses that complain most clearly are quoted for themselves.
const CLEAREST: usize = 2;

/// The buyer's own words for a complaint, fit to be quoted: the clause around a phrase or the evidence, with no long numbers
/// (of orders and phones), no address, no name, no insult and no shouting; `None` where there is no such clause. What praises
/// is not quoted; what happened is told in the text rather than in the title, and in more than a word or two.
pub fn quotable(review: &Review, understood: &Understanding, file: &PhraseFile) -> Option<String> {
    let telling = by_density(&file.language, TELLING, TELLING_DENSE);
    let (phrases, evidence) = match understood.primary() {
        Some(primary) => (&primary.phrases[..], &primary.evidence[..]),
        None => (&[][..], &understood.evidence[..]),
    };
    let phrases = phrases.iter().map(|e| (true, e));
    let all = phrases.chain(evidence.iter().map(|e| (false, e)));
    let fit = all.filter_map(|(phrase, e)| {
        // The clearest complaint first; a clause that complains of nothing is not quoted.
        let clearness = understood.complaining.iter().position(|c| c.meets(e))?;
        let blames = understood.blaming.iter().any(|c| c.meets(e));
        let clause = clause(review, *e, &file.language);
        // Sites cut titles off.
        let field = e.whole(review).trim_end();
        let title = e.field == Field::Title;
        let cut = title && (field.ends_with('…') || field.ends_with("..."));
        // Words that we know name a complaint; others only where they complain most.
        let known = phrase || clearness < CLEAREST;
        let fit = known && blames && !asks(review, *e) && !cut;
        let fit = fit && harmless(clause, file) && whole(clause, file);
        let short = clause.chars().count() < telling;
        fit.then_some(((title, short, !phrase, clearness), clause))
    });
    let best = fit.min_by_key(|(weakness, _)| *weakness);
    best.map(|(_, clause)| clause.to_owned())
}

/// Whether a question follows: asked of nobody in particular, it is no account of what happened.
fn asks(review: &Review, evidence: Evidence) -> bool {
    let mut after = evidence.whole(review)[evidence.end..].chars();
    let mark = after.find(|c| is_edge(*c));
    mark.is_some_and(|c| matches!(c, '?' | '？'))
}

/// Whether a clause leans on nothing that is not quoted, as "that it came scratched" or "it is light, but" do.
fn whole(clause: &str, file: &PhraseFile) -> bool {
    let lower = clause.to_lowercase();
    let spaced = !dense(&file.language);
    let mut words = lower.split_whitespace();
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first);
    let leans = |word: &String| {
        if spaced {
            first == word
        } else {
            lower.starts_with(word)
        }
    };
    let trails = |word: &String| {
        if spaced {
            last == word
        } else {
            lower.ends_with(word)
        }
    };
    !file.leaning.iter().any(leans) && !file.trailing.iter().any(trails)
}

fn harmless(clause: &str, file: &PhraseFile) -> bool {
    let longest = by_density(&file.language, LONGEST, LONGEST_DENSE);
    let count = clause.chars().count();
    let letters = clause.chars().filter(|c| c.is_alphabetic()).count();
    let upper = clause.chars().filter(|c| c.is_uppercase()).count();
    let shouting = letters > 3 && upper * 2 > letters;
    let plain = |c: char| c.is_alphabetic() || c.is_ascii_digit() || " -'’‘%&+・ー〜·".contains(c);
    let plain = clause.chars().all(plain);
    (SHORTEST..=longest).contains(&count)
        && plain
        && few_digits(clause)
        && !shouting
        && letters * 2 > count
        && (dense(&file.language) || clause.split_whitespace().nth(1).is_some())
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

/// Whether a clause holds what is never quoted: at the beginning of a word, or anywhere in languages without spaces, which have none.
fn insults(clause: &str, file: &PhraseFile) -> bool {
    let lower = clause.to_lowercase().replace('ё', "е");
    let spelled = |stem: &str| {
        let letter = |c: char| c.is_ascii_lowercase() || matches!(c, 'а'..='я');
        stem.chars().any(letter)
    };
    let mut before = ' ';
    lower.char_indices().any(|(at, c)| {
        let fresh = !before.is_alphabetic();
        before = c;
        let stems = file.unquotable.iter();
        let here = |stem: &&String| lower[at..].starts_with(stem.as_str());
        stems.filter(here).any(|stem| fresh || !spelled(stem))
    })
}

/// What ends a clause.
fn is_edge(c: char) -> bool {
    ".,;:!?()\n…。、！？（）「」—–".contains(c)
}

/// The words around the evidence up to the next punctuation on both sides; a space is one where words are not separated.
fn clause<'r>(review: &'r Review, evidence: Evidence, language: &str) -> &'r str {
    let text = evidence.whole(review);
    let runs_on = dense(language) && language != "ko";
    let is_edge = |c: char| is_edge(c) || (runs_on && c.is_whitespace());
    // What stands at the border of the evidence itself is no part of the clause.
    let inner = &text[evidence.start..evidence.end];
    let begin = evidence.end - inner.trim_start_matches(is_edge).len();
    let end = evidence.start + inner.trim_end_matches(is_edge).len();
    if begin >= end {
        return "";
    }
    // A mark within a number ("2,3 times", "27.04.21") ends nothing.
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let ends = |(at, mark): (usize, &str)| {
        let (before, after) = (&text[..at], &text[at + mark.len()..]);
        let inside = digit(before.chars().next_back()) && digit(after.chars().next());
        (!inside).then_some((at, at + mark.len()))
    };
    let start = text[..begin].rmatch_indices(is_edge).find_map(ends);
    let mut after = text.match_indices(is_edge).skip_while(|(at, _)| *at < end);
    let end = after.find_map(ends).map_or(text.len(), |(at, _)| at);
    text[start.map_or(0, |(_, behind)| behind)..end].trim()
}
