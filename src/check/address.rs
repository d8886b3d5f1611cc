//! How a reply speaks to the buyer: in which register.

use super::wording::CheckFile;
use super::{Findings, Reply};
use crate::understand::fold::fold_pattern;

/// A reply that speaks formally and familiarly.
pub fn check(
    reply: &Reply<'_>,
    file: &CheckFile,
    quoted: &[(usize, usize)],
    out: &mut Findings<'_>,
) {
    if let Some(span) = mixed(reply.text, file, quoted) {
        out.say("mixed_register", span);
    }
}

/// A word of a text: where it stands, and folded.
pub struct Word<'t> {
    /// Byte at which it begins.
    pub at: usize,
    /// As it is written.
    pub text: &'t str,
    /// Without case and accents.
    pub folded: String,
}

impl Word<'_> {
    /// Byte behind it.
    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Whether it begins with a capital.
    pub fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
}

/// The words of a text.
pub fn words(text: &str) -> Vec<Word<'_>> {
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

/// Whether a folded word is this one, or begins with it where a `*` ends it.
pub fn is(folded: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(stem) => folded.starts_with(stem),
        None => folded == pattern,
    }
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
            let pattern: Vec<&str> = pattern.split(' ').collect();
            let cased = entry.chars().next().is_some_and(char::is_uppercase);
            let stem = entry.trim_end_matches('*');
            let mut rows = words.windows(pattern.len()).enumerate();
            let row = rows.find(|(place, row)| {
                let first = &row[0];
                // The first word of a sentence has its capital anyhow.
                let begins =
                    *place == 0 || text[..first.at].trim_end().ends_with(['.', '!', '?', ':']);
                row.iter().zip(&pattern).all(|(w, p)| is(&w.folded, p))
                    && (!cased || (first.text.starts_with(stem) && !begins))
                    && outside(first.at)
            });
            row.and_then(|(_, row)| Some((row.first()?.at, row.last()?.end())))
        })
    };
    find(&file.register.formal)?;
    find(&file.register.familiar)
}
