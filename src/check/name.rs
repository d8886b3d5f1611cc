//! By which name a reply calls the buyer.

use super::address::{Word, is, words};
use super::wording::CheckFile;
use super::{Findings, Reply};
use crate::names::Names;
use crate::understand::fold::fold_pattern;

/// Letters of a name that two forms of it share at least ("Ирина", "Ирине").
const SHARED: usize = 3;
/// Longest name before an ending such as 様, in characters.
const LONGEST: usize = 8;
/// Fewest words before a name at the end of a sentence: fewer sign off ("Thanks again, Ruth.").
const ADDRESSING: usize = 4;
/// So many words of a sentence are looked back on.
const REMEMBERED: usize = 40;

/// The name that the reply addresses, where the review's author has another one.
pub fn check(reply: &Reply<'_>, file: &CheckFile, out: &mut Findings<'_>) {
    if let Some(span) = wrong(reply, file) {
        let author = reply.about.and_then(|(review, _)| review.author.clone());
        let name = reply.text[span.0..span.1].to_owned();
        out.say_with("wrong_name", span, &[("name", &name)], author);
    }
}

fn wrong(reply: &Reply<'_>, file: &CheckFile) -> Option<(usize, usize)> {
    let (review, _) = reply.about?;
    let letters = |a: &&str| a.chars().any(char::is_alphabetic);
    let author = review.author.as_deref().filter(letters)?;
    let names = reply.data.names.get(&file.language);
    let after = file.spaced && file.language != "ko";
    let (start, end) = if after {
        let text = words(reply.text);
        let called = || vocative(reply.text, &text, file, names?);
        after_greeting(reply.text, &text, file).or_else(called)?
    } else {
        before_ending(reply.text, file)?
    };
    let name = fold_pattern(&reply.text[start..end]);
    let same = |own: &str| {
        let alike = || {
            let letters = name.chars().zip(own.chars());
            let shared = letters.take_while(|(a, b)| a == b).count();
            shared >= SHARED || shared == name.chars().count()
        };
        names.and_then(|n| n.same(&name, own)).unwrap_or_else(alike)
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
    let own = fold_pattern(&format!("{author} {}", reply.own_names.join(" ")));
    let said = fold_pattern(&review.text);
    // Who signs a review may stand in it, in this form or in another.
    let signed = |word: &str| word == name || names.and_then(|n| n.same(&name, word)) == Some(true);
    let border = |c: char| !c.is_alphanumeric();
    let familiar = if after {
        own.split(border).any(same) || said.split(border).any(signed)
    } else {
        own.contains(&name) || said.contains(&name)
    };
    (!familiar).then_some((start, end))
}

/// A given name set off by commas as one calls somebody: first of all, within a sentence after a word of greeting, or at its end
/// ("thank you for telling us, Ingrid."). Names that sign, or tell who somebody is, are none.
fn vocative(
    text: &str,
    words: &[Word<'_>],
    file: &CheckFile,
    names: &Names,
) -> Option<(usize, usize)> {
    let lists = &file.lists().names;
    let greets = |word: &Word<'_>| {
        let mut last = lists.greeting.iter().map(|g| g.split_whitespace());
        last.any(|mut words| words.next_back() == Some(word.folded.as_str()))
    };
    let signs = |word: &Word<'_>| lists.signing.iter().any(|s| is(&word.folded, s));
    let ours = |word: &Word<'_>| lists.ours.contains(&word.folded);
    let mut begun = 0;
    for (place, word) in words.iter().enumerate() {
        let between = |before: &Word<'_>| &text[before.end()..word.at];
        let before = place.checked_sub(1).map(|p| between(&words[p]));
        if before.is_some_and(|b| b.contains(['.', '!', '?', '…', '\n'])) {
            begun = place;
        }
        if !word.capital() || !names.knows(&word.folded) {
            continue;
        }
        let after = &text[word.end()..];
        let sentence = &words[begun.max(place.saturating_sub(REMEMBERED))..place];
        let called = match before {
            None => after.starts_with(", "),
            Some(before) if before.trim_end().ends_with(',') => {
                let closes = after.starts_with(['.', '!', '?']) && sentence.len() >= ADDRESSING;
                let within = after.starts_with(',') && sentence.last().is_some_and(greets);
                let whose = sentence.iter().rev().take(ADDRESSING).any(ours);
                (closes || within) && !whose && !sentence.iter().any(signs)
            }
            Some(_) => false,
        };
        if called {
            return Some((word.at, word.end()));
        }
    }
    None
}

/// The capitalised word between a greeting and the next mark, or before a greeting.
fn after_greeting(text: &str, words: &[Word<'_>], file: &CheckFile) -> Option<(usize, usize)> {
    let lists = &file.lists().names;
    let split = |greeting: &'_ String| greeting.split_whitespace().map(str::to_owned).collect();
    let greetings: Vec<Vec<String>> = lists.greeting.iter().map(split).collect();
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
    let is_generic = |w: &Word<'_>| lists.generic.iter().any(|g| is(&w.folded, g));
    // Names stand at the beginning of a reply; farther on a greeting is something else.
    for at in 0..words.len().min(6) {
        if let Some(length) = greets(at) {
            let first = words.get(at + length)?;
            let between = &text[words[at + length - 1].end()..first.at];
            if !between.chars().all(|c| matches!(c, ' ' | ','))
                || !first.capital()
                || is_generic(first)
            {
                continue;
            }
            let second = words
                .get(at + length + 1)
                .filter(|w| w.capital() && !is_generic(w));
            let second = second.filter(|w| text[first.end()..w.at].trim().is_empty());
            let last = second.unwrap_or(first);
            let end = last.end();
            let marked = text[end..].starts_with([',', '!', '.', ':', '\n']);
            let named = is_generic(last) || !marked;
            return (!named).then_some((first.at, first.end()));
        }
        // "Anna, hello!"
        let word = &words[at];
        let end = word.end();
        let called =
            at == 0 && word.capital() && !is_generic(word) && text[end..].starts_with(", ");
        if called && greets(at + 1).is_some() {
            return Some((word.at, end));
        }
    }
    None
}

/// What stands before an ending such as 様, back to the beginning of the sentence.
fn before_ending(text: &str, file: &CheckFile) -> Option<(usize, usize)> {
    let generic = &file.lists().names.generic;
    for ending in &file.names.greeting {
        for (at, _) in text.match_indices(ending.as_str()) {
            let letters = |c: &char| c.is_alphanumeric() || *c == '々' || *c == 'ー';
            let before = text[..at].chars().rev().take_while(letters);
            let length: usize = before.clone().map(char::len_utf8).sum();
            let count = before.count();
            let name = &text[at - length..at];
            let folded = fold_pattern(&format!("{name}{ending}"));
            let known = generic.iter().any(|g| folded.contains(g.as_str()));
            // 様子, 様式 and 様々 are words.
            let known =
                known || text[at + ending.len()..].starts_with(['子', '式', '相', '態', '々']);
            if (1..=LONGEST).contains(&count) && !known {
                return Some((at - length, at));
            }
        }
    }
    None
}
