//! Finds the phrases of a lexicon in a text, and what voids them.

use super::aspect::Aspect;
use super::fold::{Folded, fold};
use super::letters::is_word_char;
use super::packed::Packed;
use super::patterns::Patterns;
use super::places::Places;
use super::segments::{Borders, Segments};
use super::words::{Words, starts};

/// A match, in bytes of the original text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What was found.
    pub aspect: Aspect,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// First folded character.
    pub at: usize,
}

/// Patterns made ready for matching.
#[derive(Debug)]
pub struct Matcher {
    borders: Borders,
    negators: Words,
    negators_after: Words,
    contrast: Words,
    patterns: Patterns,
}

/// How far before a match a negator voids it, in words; in characters where words are not separated.
const NEGATOR_REACH: usize = 2;
/// How far behind a match a negating ending voids it, in characters.
const NEGATOR_LETTERS: usize = 8;

impl Matcher {
    /// Reads the compiled phrase data of a language; `None` where the bytes are something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut input = Packed(bytes);
        let spaced = match input.number()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let matcher = Matcher {
            negators: Words::read(&mut input)?,
            negators_after: Words::read(&mut input)?,
            contrast: Words::read(&mut input)?,
            borders: Borders::read(&mut input, spaced)?,
            patterns: Patterns::read(&mut input, spaced)?,
        };
        input.0.is_empty().then_some(matcher)
    }

    /// Whether words are separated by spaces.
    pub fn spaced(&self) -> bool {
        self.patterns.spaced
    }

    /// The marks by which texts of this language are cut.
    pub fn borders(&self) -> &Borders {
        &self.borders
    }

    /// All matches in a text, in its order.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let folded = fold(text);
        let segments = self.borders.cut(&folded);
        self.hits(&self.places(&folded, &segments))
    }

    /// All matches in a text, each with the number of its sentence.
    pub fn find_by_sentence(&self, text: &str) -> Vec<(Hit, usize)> {
        let folded = fold(text);
        let segments = self.borders.cut(&folded);
        let sentence = |hit: &Hit| {
            let clause = segments.clause_at(hit.at);
            clause.map_or(0, |clause| segments.clauses[clause].sentence)
        };
        let hits = self.hits(&self.places(&folded, &segments));
        hits.into_iter().map(|hit| (hit, sentence(&hit))).collect()
    }

    /// A text as the patterns see it.
    pub fn places<'t>(&'t self, folded: &'t [Folded], segments: &'t Segments) -> Places<'t> {
        Places::new(folded, segments, &self.patterns)
    }

    /// All matches in a text, in its order.
    pub fn hits(&self, places: &Places<'_>) -> Vec<Hit> {
        let (folded, segments) = (places.folded, places.segments);
        let (mut hits, mut found) = (Vec::new(), Vec::new());
        for at in 0..places.len() {
            places.find(at, &mut found);
            for (number, end) in found.drain(..) {
                let pattern = self.patterns.pattern(number);
                let (start, end, void) = if self.borders.spaced {
                    let void = || negated(places, at) || self.negated_behind(places, end - 1);
                    let (first, last) = (segments.tokens[at], segments.tokens[end - 1]);
                    (first.start, last.end, !pattern.negative && void())
                } else {
                    let void =
                        || self.negated_after(folded, end) || self.negated_before(folded, at);
                    (at, end, !pattern.negative && void())
                };
                if !void {
                    hits.push(Hit {
                        aspect: pattern.aspect,
                        start: folded[start].start,
                        end: folded[end - 1].end,
                        at: start,
                    });
                }
            }
        }
        drop_covered(&mut hits);
        hits
    }

    /// Whether a negator stands shortly behind a word ("rutscht nicht"), with nothing but spaces between.
    fn negated_behind(&self, places: &Places<'_>, last: usize) -> bool {
        if self.negators_after.is_empty() {
            return false;
        }
        let tokens = &places.segments.tokens;
        let mut before = tokens[last];
        for token in tokens[last + 1..].iter().take(NEGATOR_REACH) {
            let between = &places.folded[before.end..token.start];
            if token.clause != before.clause || between.iter().any(|f| f.c != ' ') {
                return false;
            }
            let word = &places.folded[token.start..token.end];
            if self.negators_after.at(word).any(|n| n.len() == word.len()) {
                return true;
            }
            before = *token;
        }
        false
    }

    /// Whether a negator stands directly before a match, in the same clause.
    fn negated_before(&self, folded: &[Folded], at: usize) -> bool {
        self.negators.iter().any(|n| {
            (0..=NEGATOR_REACH).any(|gap| {
                // A text begins as if a space stood before it.
                let skip = usize::from(n[0] == ' ' && gap + n.len() == at + 1);
                let n = &n[skip..];
                let Some(from) = at.checked_sub(gap + n.len()) else {
                    return false;
                };
                // "不过" is a "but", not a negation, unless the match begins in it ("不过敏").
                let between = &folded[from + n.len()..at];
                starts(&folded[from..], n)
                    && between.iter().all(|f| is_word_char(f.c) || f.c == ' ')
                    && !self
                        .contrast
                        .at(&folded[from..])
                        .any(|c| from + c.len() <= at)
            })
        })
    }

    fn negated_after(&self, folded: &[Folded], end: usize) -> bool {
        let behind = &folded[end..folded.len().min(end + NEGATOR_LETTERS)];
        let stop = |at: usize| {
            matches!(
                behind[at].c,
                '。' | '、' | '，' | '!' | '?' | ',' | '.' | '\n'
            ) || self.contrast.at(&behind[at..]).next().is_some()
        };
        (0..behind.len())
            .take_while(|&at| !stop(at))
            .any(|at| self.negators_after.at(&behind[at..]).next().is_some())
    }
}

/// Whether a negator stands shortly before a word, with nothing but spaces between.
fn negated(places: &Places<'_>, at: usize) -> bool {
    let tokens = &places.segments.tokens;
    for before in (at.saturating_sub(NEGATOR_REACH)..at).rev() {
        let (token, next) = (tokens[before], tokens[before + 1]);
        let between = &places.folded[token.end..next.start];
        if token.clause != next.clause || between.iter().any(|f| f.c != ' ') {
            return false;
        }
        if places.negates(before) {
            return true;
        }
    }
    false
}

/// "Does not work with" says more than the "does not work" in it: a category within a longer one goes.
fn drop_covered(hits: &mut Vec<Hit>) {
    // In the order of their beginnings, longer ones first, a hit is covered by the one that reaches farthest so far.
    hits.sort_by_key(|h| (h.start, usize::MAX - h.end));
    let mut reach = (0, 0);
    hits.retain(|h| {
        if !matches!(h.aspect, Aspect::Category(_)) {
            return true;
        }
        let covered = reach.1 >= h.end && reach != (h.start, h.end);
        if h.end > reach.1 {
            reach = (h.start, h.end);
        }
        !covered
    });
}
