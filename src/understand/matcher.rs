//! Finds the phrases of a lexicon in a text, and what voids them.

use super::fold::{Folded, fold, fold_pattern};
use super::lexicon::{Aspect, LexiconFile};
use super::patterns::Patterns;
use super::segments::{Borders, Segments, is_word_char, starts};
use super::trie::ROOT;

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
    patterns: Patterns,
}

/// Most words that `…` stands for.
const GAP_WORDS: usize = 3;
/// The same in characters where words are not separated.
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
        Matcher {
            borders: Borders::new(file.spaced, &file.contrast, &file.labels),
            negators: chars(&file.negators),
            negators_after: chars(&file.negators_after),
            contrast: chars(&file.contrast),
            patterns: Patterns::new(file),
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

    fn in_words(&self, folded: &[Folded], segments: &Segments) -> Vec<Hit> {
        let words = Words::new(folded, segments, &self.patterns);
        let (mut hits, mut found) = (Vec::new(), Vec::new());
        for (at, token) in segments.tokens.iter().enumerate() {
            words.walk(ROOT, at, &mut found);
            for (pattern, last) in found.drain(..) {
                let void = || self.negated(&words, at) || self.negated_behind(&words, last);
                if self.patterns.all[pattern as usize].negative || !void() {
                    let end = segments.tokens[last].end;
                    hits.push(self.hit(pattern, folded, token.start, end));
                }
            }
        }
        hits
    }

    /// Whether a negator stands shortly before a word, with nothing but spaces between.
    fn negated(&self, words: &Words<'_>, at: usize) -> bool {
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
    fn negated_behind(&self, words: &Words<'_>, last: usize) -> bool {
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
        let (mut hits, mut found) = (Vec::new(), Vec::new());
        for at in 0..folded.len() {
            self.walk_letters(folded, ROOT, at, &mut found);
            for (pattern, end) in found.drain(..) {
                let void = || self.negated_after(folded, end) || self.negated_before(folded, at);
                if self.patterns.all[pattern as usize].negative || !void() {
                    hits.push(self.hit(pattern, folded, at, end));
                }
            }
        }
        hits
    }

    /// Patterns that go on from a node with the character at `at`, and one past their last character.
    fn walk_letters(
        &self,
        folded: &[Folded],
        mut node: u32,
        mut at: usize,
        found: &mut Vec<(u32, usize)>,
    ) {
        let trie = &self.patterns.trie;
        while let Some(next) = folded.get(at).and_then(|f| trie.child(node, f.c.into())) {
            (node, at) = (next, at + 1);
            trie.values(node).for_each(|p| note(found, p, at));
            let Some(behind) = trie.gap(node) else {
                continue;
            };
            for gap in 0..=GAP_LETTERS {
                let ends = |f: &Folded| matches!(f.c, '。' | '!' | '?' | '\n');
                if gap > 0 && folded.get(at + gap - 1).is_none_or(ends) {
                    break;
                }
                self.walk_letters(folded, behind, at + gap, found);
            }
        }
    }

    fn hit(&self, pattern: u32, folded: &[Folded], start: usize, end: usize) -> Hit {
        Hit {
            aspect: self.patterns.all[pattern as usize].aspect,
            start: folded[start].start,
            end: folded[end - 1].end,
            at: start,
        }
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

/// Of one pattern the match with the smallest gaps stays, which is found first.
fn note(found: &mut Vec<(u32, usize)>, pattern: u32, end: usize) {
    if found.iter().all(|f| f.0 != pattern) {
        found.push((pattern, end));
    }
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

/// The words of a text, each with the numbers of the patterns' words that it is.
struct Words<'t> {
    folded: &'t [Folded],
    segments: &'t Segments,
    patterns: &'t Patterns,
    numbers: Vec<u32>,
    /// First number of each word, and the number of all.
    starts: Vec<usize>,
}

impl<'t> Words<'t> {
    fn new(folded: &'t [Folded], segments: &'t Segments, patterns: &'t Patterns) -> Self {
        let mut numbers = Vec::with_capacity(segments.tokens.len());
        let mut starts = Vec::with_capacity(segments.tokens.len() + 1);
        for token in &segments.tokens {
            starts.push(numbers.len());
            let letters = folded[token.start..token.end].iter().map(|f| f.c);
            patterns.vocabulary.numbers(letters, |n| numbers.push(n));
        }
        starts.push(numbers.len());
        Words {
            folded,
            segments,
            patterns,
            numbers,
            starts,
        }
    }

    /// Whether two words stand in one sentence.
    fn joined(&self, a: usize, b: usize) -> bool {
        let sentence = |at: usize| {
            let clause = self.segments.tokens.get(at)?.clause;
            self.segments.clauses.get(clause).map(|c| c.sentence)
        };
        b < self.segments.tokens.len() && sentence(a) == sentence(b)
    }

    /// Patterns that go on from a node with the word at `at`, and their last word.
    fn walk(&self, node: u32, at: usize, found: &mut Vec<(u32, usize)>) {
        let trie = &self.patterns.trie;
        for number in &self.numbers[self.starts[at]..self.starts[at + 1]] {
            let Some(next) = trie.child(node, *number) else {
                continue;
            };
            trie.values(next).for_each(|p| note(found, p, at));
            if !trie.is_leaf(next) && self.joined(at, at + 1) {
                self.walk(next, at + 1, found);
            }
            if let Some(behind) = trie.gap(next) {
                (at + 1..=at + 1 + GAP_WORDS)
                    .take_while(|&after| self.joined(at, after))
                    .for_each(|after| self.walk(behind, after, found));
            }
        }
    }
}
