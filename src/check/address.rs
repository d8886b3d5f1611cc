//! How a reply speaks to the buyer: by which name, and in which register.

use super::wording::CheckFile;
use super::{Findings, Reply};
use crate::understand::fold::fold_pattern;

/// Letters of a name that two forms of it share at least ("Ирина", "Ирине").
const SHARED: usize = 3;
/// Longest name before an ending such as 様, in characters.
const LONGEST: usize = 8;

pub fn check(
    reply: &Reply<'_>,
    file: &CheckFile,
    quoted: &[(usize, usize)],
    out: &mut Findings<'_>,
) {
    if let Some(span) = wrong_name(reply, file) {
        let author = reply.about.and_then(|(review, _)| review.author.clone());
        let name = reply.text[span.0..span.1].to_owned();
        out.say_with("wrong_name", span, &[("name", &name)], author);
    }
    if let Some(span) = mixed(reply.text, file, quoted) {
        out.say("mixed_register", span);
    }
}

/// A word of a text: where it stands, and folded.
struct Word<'t> {
    at: usize,
    text: &'t str,
    folded: String,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let border = |c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'));
    let words = text.split(border).filter(|w| !w.is_empty());
    words
        .map(|w| Word {
            at: w.as_ptr() as usize - text.as_ptr() as usize,
            text: w,
            folded: fold_pattern(w),
        })
        .collect()
}

fn is(folded: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(stem) => folded.starts_with(stem),
        None => folded == pattern,
    }
}

/// The name that the reply addresses, where the review's author has another one.
fn wrong_name(reply: &Reply<'_>, file: &CheckFile) -> Option<(usize, usize)> {
    let (review, _) = reply.about?;
    let author = review
        .author
        .as_deref()
        .filter(|a| a.chars().any(char::is_alphabetic))?;
    let generic: Vec<String> = file.names.generic.iter().map(|g| fold_pattern(g)).collect();
    let known = fold_pattern(&format!(
        "{author} {} {}",
        review.text,
        reply.own_names.join(" ")
    ));
    let after = file.spaced && file.language != "ko";
    let (start, end) = if after {
        after_greeting(reply.text, file, &generic)?
    } else {
        before_ending(reply.text, file, &generic)?
    };
    let name = fold_pattern(&reply.text[start..end]);
    let same = |own: &str| {
        let shared = name
            .chars()
            .zip(own.chars())
            .take_while(|(a, b)| a == b)
            .count();
        shared >= SHARED || shared == name.chars().count()
    };
    // "Kirill_77" may well be Кирилл.
    let script = |t: &str| {
        t.chars()
            .filter(|c| c.is_alphabetic())
            .all(|c| c.is_ascii())
    };
    if script(author) != script(&name) {
        return None;
    }
    let familiar = if after {
        known.split(|c: char| !c.is_alphanumeric()).any(same)
    } else {
        known.contains(&name)
    };
    (!familiar).then_some((start, end))
}

/// The capitalised word between a greeting and the next mark, or before a greeting.
fn after_greeting(text: &str, file: &CheckFile, generic: &[String]) -> Option<(usize, usize)> {
    let words = words(text);
    let greetings: Vec<Vec<String>> = file
        .names
        .greeting
        .iter()
        .map(|g| {
            fold_pattern(g)
                .split_whitespace()
                .map(str::to_owned)
                .collect()
        })
        .collect();
    let greets = |at: usize| {
        let fits = |g: &&Vec<String>| {
            g.iter()
                .enumerate()
                .all(|(i, p)| words.get(at + i).is_some_and(|w| is(&w.folded, p)))
        };
        greetings
            .iter()
            .filter(fits)
            .map(Vec::len)
            .max()
            .filter(|n| *n > 0)
    };
    let capital = |w: &Word<'_>| w.text.chars().next().is_some_and(char::is_uppercase);
    let is_generic = |w: &Word<'_>| generic.iter().any(|g| is(&w.folded, g));
    // Names stand at the beginning of a reply; farther on a greeting is something else.
    for at in 0..words.len().min(6) {
        if let Some(length) = greets(at) {
            let first = words.get(at + length)?;
            let between =
                &text[words[at + length - 1].at + words[at + length - 1].text.len()..first.at];
            if !between.chars().all(|c| matches!(c, ' ' | ','))
                || !capital(first)
                || is_generic(first)
            {
                continue;
            }
            let second = words
                .get(at + length + 1)
                .filter(|w| capital(w) && !is_generic(w));
            let second =
                second.filter(|w| text[first.at + first.text.len()..w.at].trim().is_empty());
            let last = second.unwrap_or(first);
            let end = last.at + last.text.len();
            let marked = text[end..].starts_with([',', '!', '.', ':', '\n']);
            let named = is_generic(last) || !marked;
            return (!named).then_some((first.at, first.at + first.text.len()));
        }
        // "Anna, hello!"
        let word = &words[at];
        let end = word.at + word.text.len();
        let called = at == 0 && capital(word) && !is_generic(word) && text[end..].starts_with(", ");
        if called && greets(at + 1).is_some() {
            return Some((word.at, end));
        }
    }
    None
}

/// What stands before an ending such as 様, back to the beginning of the sentence.
fn before_ending(text: &str, file: &CheckFile, generic: &[String]) -> Option<(usize, usize)> {
    for ending in &file.names.greeting {
        for (at, _) in text.match_indices(ending.as_str()) {
            let letters = |c: &char| c.is_alphanumeric() || *c == '々' || *c == 'ー';
            let before = text[..at].chars().rev().take_while(letters);
            let length: usize = before.clone().map(char::len_utf8).sum();
            let count = before.count();
            let name = &text[at - length..at];
            let folded = fold_pattern(&format!("{name}{ending}"));
            let known = generic.iter().any(|g| folded.contains(g.as_str()));
            if (1..=LONGEST).contains(&count) && !known {
                return Some((at - length, at));
            }
        }
    }
    None
}

/// The familiar word in a text that speaks formally elsewhere.
fn mixed(text: &str, file: &CheckFile, quoted: &[(usize, usize)]) -> Option<(usize, usize)> {
    let words = words(text);
    let outside = |at: usize| !quoted.iter().any(|q| q.0 <= at && at < q.1);
    let find = |list: &[String]| -> Option<(usize, usize)> {
        list.iter().find_map(|entry| {
            if !file.spaced {
                let mut places = text.match_indices(entry.as_str());
                return places
                    .find(|(at, _)| outside(*at))
                    .map(|(at, m)| (at, at + m.len()));
            }
            let pattern = fold_pattern(entry);
            let cased = entry.chars().next().is_some_and(char::is_uppercase);
            let stem = entry.trim_end_matches('*');
            let mut fits = words.iter().enumerate().filter(|(place, word)| {
                // The first word of a sentence has its capital anyhow.
                let begins =
                    *place == 0 || text[..word.at].trim_end().ends_with(['.', '!', '?', ':']);
                is(&word.folded, &pattern)
                    && (!cased || (word.text.starts_with(stem) && !begins))
                    && outside(word.at)
            });
            fits.next().map(|(_, w)| (w.at, w.at + w.text.len()))
        })
    };
    find(&file.register.formal)?;
    find(&file.register.familiar)
}
