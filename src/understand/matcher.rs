//! Finds the phrases of a lexicon in a text, and what voids them.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use fnv::FnvHasher;

use super::fold::{Folded, fold, fold_pattern};
use super::lexicon::{Aspect, LexiconFile};
use super::segments::{Borders, Segments, Token, is_symbol, is_word_char, starts};

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
    negators: Vec<Vec<char>>,
    negators_after: Vec<Vec<char>>,
    contrast: Vec<Vec<char>>,
    patterns: Vec<Pattern>,
    /// Patterns by their first one to [`KEY`] characters.
    index: HashMap<[char; KEY], Vec<u32>, BuildHasherDefault<FnvHasher>>,
}

#[derive(Debug)]
struct Pattern {
    aspect: Aspect,
    pieces: Vec<Piece>,
    /// The pattern speaks of an absence itself, so that a negator around it voids nothing.
    negative: bool,
}

#[derive(Debug)]
enum Piece {
    /// A word, or with `open` the beginning of one. In texts without spaces: any string.
    Word { letters: Vec<char>, open: bool },
    /// Up to [`GAP_WORDS`] words or [`GAP_LETTERS`] characters.
    Gap,
}

/// Characters by which patterns are looked up; shorter ones are filled up with NUL.
const KEY: usize = 6;
const GAP_WORDS: usize = 3;
const GAP_LETTERS: usize = 8;
/// How far before a match a negator voids it, in words; in characters where words are not separated.
const NEGATOR_REACH: usize = 2;
/// How far behind a match a negating ending voids it, in characters.
const NEGATOR_LETTERS: usize = 8;

impl Matcher {
    /// Makes a language file ready.
    pub fn new(file: &LexiconFile) -> Self {
        let chars = |words: &[String]| -> Vec<Vec<char>> {
            words
                .iter()
                .map(|w| fold_pattern(w).chars().collect())
                .collect()
        };
        let own = Negators::new(file);
        let mut patterns: Vec<Pattern> = Vec::new();
        for phrase in &file.phrase {
            let Some(aspect) = phrase.aspect() else {
                continue;
            };
            for pattern in &phrase.patterns {
                patterns.extend(Pattern::new(pattern, aspect, &own));
            }
        }
        let mut index: HashMap<_, Vec<u32>, _> = HashMap::default();
        for (i, pattern) in (0..).zip(&patterns) {
            if let Some(Piece::Word { letters, .. }) = pattern.pieces.first() {
                index
                    .entry(key(letters.iter().copied()))
                    .or_default()
                    .push(i);
            }
        }
        Matcher {
            borders: Borders::new(file.spaced, &file.contrast, &file.labels),
            negators: chars(&file.negators),
            negators_after: chars(&file.negators_after),
            contrast: chars(&file.contrast),
            patterns,
            index,
        }
    }

    /// The marks by which texts of this language are cut.
    pub fn borders(&self) -> &Borders {
        &self.borders
    }

    /// All matches in a text, in its order.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let folded = fold(text);
        let segments = self.borders.cut(&folded);
        self.find_in(&folded, &segments)
    }

    /// All matches in a text that is folded and cut already.
    pub fn find_in(&self, folded: &[Folded], segments: &Segments) -> Vec<Hit> {
        let mut hits = if self.borders.spaced {
            self.in_words(folded, segments)
        } else {
            self.in_letters(folded)
        };
        drop_covered(&mut hits);
        hits
    }

    /// Patterns whose first piece may begin here.
    fn candidates<'m>(
        &'m self,
        folded: &'m [Folded],
        at: usize,
        end: usize,
    ) -> impl Iterator<Item = &'m Pattern> {
        let letters = folded[at..end.min(at + KEY)].iter().map(|f| f.c);
        (1..=letters.len())
            .filter_map(move |n| self.index.get(&key(letters.clone().take(n))))
            .flatten()
            .map(|&i| &self.patterns[i as usize])
    }

    fn in_words(&self, folded: &[Folded], segments: &Segments) -> Vec<Hit> {
        let words = Words { folded, segments };
        let mut hits = Vec::new();
        for (at, token) in segments.tokens.iter().enumerate() {
            for pattern in self.candidates(folded, token.start, token.end) {
                let Some(last) = words.fits(&pattern.pieces, at) else {
                    continue;
                };
                let void = || self.negated(words, at) || self.negated_behind(words, last);
                if pattern.negative || !void() {
                    let end = segments.tokens[last].end;
                    hits.push(pattern.hit(folded, token.start, end));
                }
            }
        }
        hits
    }

    /// Whether a negator stands shortly before a word, with nothing but spaces between.
    fn negated(&self, words: Words<'_>, at: usize) -> bool {
        let tokens = &words.segments.tokens;
        let mut next = tokens[at];
        for token in tokens[at.saturating_sub(NEGATOR_REACH)..at].iter().rev() {
            let between = &words.folded[token.end..next.start];
            if token.clause != next.clause || between.iter().any(|f| f.c != ' ') {
                return false;
            }
            let word = &words.folded[token.start..token.end];
            let is = |n: &Vec<char>| {
                (n.len() == word.len() && starts(word, n))
                    || (n.starts_with(&['n', '\'']) && ends(word, n))
            };
            if self.negators.iter().any(is) {
                return true;
            }
            next = *token;
        }
        false
    }

    /// Whether a negator stands shortly behind a word ("rutscht nicht"), with nothing but spaces between.
    fn negated_behind(&self, words: Words<'_>, last: usize) -> bool {
        if self.negators_after.is_empty() {
            return false;
        }
        let tokens = &words.segments.tokens;
        let mut before = tokens[last];
        for token in tokens[last + 1..].iter().take(NEGATOR_REACH) {
            let between = &words.folded[before.end..token.start];
            if token.clause != before.clause || between.iter().any(|f| f.c != ' ') {
                return false;
            }
            let word = &words.folded[token.start..token.end];
            let is = |n: &Vec<char>| n.len() == word.len() && starts(word, n);
            if self.negators_after.iter().any(is) {
                return true;
            }
            before = *token;
        }
        false
    }

    fn in_letters(&self, folded: &[Folded]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for at in 0..folded.len() {
            for pattern in self.candidates(folded, at, folded.len()) {
                let Some(end) = fits_letters(&pattern.pieces, folded, at) else {
                    continue;
                };
                let void = || self.negated_after(folded, end) || self.negated_before(folded, at);
                if pattern.negative || !void() {
                    hits.push(pattern.hit(folded, at, end));
                }
            }
        }
        hits
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
                        .iter()
                        .any(|c| from + c.len() <= at && starts(&folded[from..], c))
            })
        })
    }

    fn negated_after(&self, folded: &[Folded], end: usize) -> bool {
        let behind = &folded[end..folded.len().min(end + NEGATOR_LETTERS)];
        let stop = |at: usize| {
            matches!(
                behind[at].c,
                '。' | '、' | '，' | '!' | '?' | ',' | '.' | '\n'
            ) || self.contrast.iter().any(|c| starts(&behind[at..], c))
        };
        (0..behind.len())
            .take_while(|&at| !stop(at))
            .any(|at| self.negators_after.iter().any(|n| starts(&behind[at..], n)))
    }
}

fn key(letters: impl Iterator<Item = char>) -> [char; KEY] {
    let mut out = ['\0'; KEY];
    for (slot, c) in out.iter_mut().zip(letters) {
        *slot = c;
    }
    out
}

fn ends(word: &[Folded], letters: &[char]) -> bool {
    word.len() >= letters.len() && starts(&word[word.len() - letters.len()..], letters)
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

#[derive(Clone, Copy)]
struct Words<'t> {
    folded: &'t [Folded],
    segments: &'t Segments,
}

impl Words<'_> {
    fn sentence(self, token: Token) -> Option<usize> {
        self.segments.clauses.get(token.clause).map(|c| c.sentence)
    }

    /// The last token of a match that begins at `at`.
    fn fits(self, pieces: &[Piece], at: usize) -> Option<usize> {
        let (piece, rest) = pieces.split_first()?;
        let token = *self.segments.tokens.get(at)?;
        let Piece::Word { letters, open } = piece else {
            return None;
        };
        let word = &self.folded[token.start..token.end];
        if !starts(word, letters) || !(*open || letters.len() == word.len()) {
            return None;
        }
        let same = |next: usize| {
            let next = self.segments.tokens.get(next);
            next.is_some_and(|t| self.sentence(*t) == self.sentence(token))
        };
        match rest {
            [] => Some(at),
            [Piece::Gap, after @ ..] => (0..=GAP_WORDS)
                .map(|gap| at + 1 + gap)
                .take_while(|&next| same(next))
                .find_map(|next| self.fits(after, next)),
            _ if same(at + 1) => self.fits(rest, at + 1),
            _ => None,
        }
    }
}

/// One past the last character of a match that begins at `at`.
fn fits_letters(pieces: &[Piece], folded: &[Folded], at: usize) -> Option<usize> {
    let (piece, rest) = pieces.split_first()?;
    let Piece::Word { letters, .. } = piece else {
        return None;
    };
    if !starts(folded.get(at..)?, letters) {
        return None;
    }
    let end = at + letters.len();
    match rest {
        [] => Some(end),
        [Piece::Gap, after @ ..] => (0..=GAP_LETTERS)
            .map(|gap| end + gap)
            .take_while(|&next| {
                next == end
                    || folded
                        .get(next - 1)
                        .is_some_and(|f| !matches!(f.c, '。' | '!' | '?' | '\n'))
            })
            .find_map(|next| fits_letters(after, folded, next)),
        _ => fits_letters(rest, folded, end),
    }
}

/// The negators of a language, folded once for all its patterns.
struct Negators {
    spaced: bool,
    before: Vec<String>,
    after: Vec<String>,
}

impl Negators {
    fn new(file: &LexiconFile) -> Self {
        let folded = |words: &[String]| words.iter().map(|n| fold_pattern(n)).collect();
        Negators {
            spaced: file.spaced,
            before: folded(&file.negators),
            after: folded(&file.negators_after),
        }
    }

    /// Whether a part of a pattern speaks of an absence itself; before a match only the very first word can.
    fn speak_in(&self, pattern: &str, first: bool) -> bool {
        if self.spaced {
            pattern.split_whitespace().enumerate().any(|(i, word)| {
                let is = |n: &String| n == word;
                (first && i == 0 && (self.before.iter().any(is) || word.ends_with("n't")))
                    || self.after.iter().any(is)
            })
        } else {
            pattern.ends_with('!')
                || self
                    .after
                    .iter()
                    .chain(&self.before)
                    .any(|n| pattern.contains(n.as_str()))
        }
    }
}

impl Pattern {
    fn new(pattern: &str, aspect: Aspect, negators: &Negators) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut negative = false;
        for (i, part) in pattern.split('…').enumerate() {
            if i > 0 && !pieces.is_empty() {
                pieces.push(Piece::Gap);
            }
            let part = fold_pattern(part);
            negative |= negators.speak_in(&part, i == 0);
            if negators.spaced {
                part.split_whitespace()
                    .for_each(|word| pieces.extend(words(word)));
            } else {
                let letters: Vec<char> = part.trim().trim_end_matches('!').chars().collect();
                let filled = !letters.is_empty();
                let piece = Piece::Word {
                    letters,
                    open: true,
                };
                pieces.extend(filled.then_some(piece));
            }
        }
        if matches!(pieces.last(), Some(Piece::Gap)) {
            pieces.pop();
        }
        (!pieces.is_empty()).then_some(Pattern {
            aspect,
            pieces,
            negative,
        })
    }

    fn hit(&self, folded: &[Folded], start: usize, end: usize) -> Hit {
        Hit {
            aspect: self.aspect,
            start: folded[start].start,
            end: folded[end - 1].end,
            at: start,
        }
    }
}

/// A pattern's word, split as the text is split: `wi-fi*` is two words.
fn words(word: &str) -> Vec<Piece> {
    let open = word.ends_with('*');
    let mut out: Vec<Piece> = word
        .trim_end_matches('*')
        .split(|c: char| !(is_word_char(c) || c == '\'' || is_symbol(c)))
        .filter(|part| !part.is_empty())
        .map(|part| Piece::Word {
            letters: part.chars().collect(),
            open: false,
        })
        .collect();
    if let Some(Piece::Word { open: last, .. }) = out.last_mut() {
        *last = open;
    }
    out
}
