//! Readable phrase data: which words say what, and what voids them.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::fold::{Folded, fold, fold_pattern};

/// `data/lexicon/<language>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LexiconFile {
    /// Language (ISO 639-1).
    pub language: String,
    /// Words are separated by spaces.
    pub spaced: bool,
    /// Words that void a match when they stand up to two words before it.
    #[serde(default)]
    pub negators: Vec<String>,
    /// Endings that void a match when they follow within eight characters.
    #[serde(default)]
    pub negators_after: Vec<String>,
    /// Words that begin a new clause.
    #[serde(default)]
    pub contrast: Vec<String>,
    /// The phrases.
    pub phrase: Vec<Phrase>,
    #[serde(skip)]
    compiled: OnceLock<Lexicon>,
}

/// A group of patterns that say the same thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Complaint category.
    pub category: Option<String>,
    /// Situation.
    pub situation: Option<String>,
    /// `negative` or `positive`.
    pub polarity: Option<String>,
    /// What to look for.
    pub patterns: Vec<String>,
    /// Sentences that must match.
    pub yes: Vec<String>,
    /// Sentences that must not match.
    pub no: Vec<String>,
}

/// What a phrase speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// A complaint category.
    Category(String),
    /// A situation.
    Situation(String),
    /// Praise or blame.
    Polarity(String),
}

impl Phrase {
    /// What the phrase speaks of; `None` where the file names nothing or more than one thing.
    pub fn aspect(&self) -> Option<Aspect> {
        match (&self.category, &self.situation, &self.polarity) {
            (Some(id), None, None) => Some(Aspect::Category(id.clone())),
            (None, Some(id), None) => Some(Aspect::Situation(id.clone())),
            (None, None, Some(id)) => Some(Aspect::Polarity(id.clone())),
            _ => None,
        }
    }
}

impl LexiconFile {
    /// The patterns made ready, once.
    pub fn compiled(&self) -> &Lexicon {
        self.compiled.get_or_init(|| Lexicon::new(self))
    }
}

/// A match, in bytes of the original text.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// What was found.
    pub aspect: Aspect,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Patterns made ready for matching.
#[derive(Debug)]
pub struct Lexicon {
    spaced: bool,
    negators: Vec<String>,
    negators_after: Vec<Vec<char>>,
    contrast: Vec<Vec<String>>,
    patterns: Vec<Pattern>,
    /// Patterns by the first character of their first piece.
    by_first: HashMap<char, Vec<usize>>,
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

const GAP_WORDS: usize = 3;
const GAP_LETTERS: usize = 8;
/// How far before a match a negator voids it, in words.
const NEGATOR_WORDS: usize = 2;
/// How far behind a match a negating ending voids it, in characters.
const NEGATOR_LETTERS: usize = 8;

/// A word of the text: indices into the folded characters.
#[derive(Clone, Copy, Debug)]
struct Token {
    start: usize,
    end: usize,
    /// Number of the clause.
    clause: usize,
    /// Number of the sentence.
    sentence: usize,
}

impl Lexicon {
    fn new(file: &LexiconFile) -> Self {
        let mut patterns = Vec::new();
        for phrase in &file.phrase {
            let Some(aspect) = phrase.aspect() else {
                continue;
            };
            for pattern in &phrase.patterns {
                patterns.extend(Pattern::new(pattern, aspect.clone(), file));
            }
        }
        let mut by_first: HashMap<char, Vec<usize>> = HashMap::new();
        for (i, pattern) in patterns.iter().enumerate() {
            if let Some(Piece::Word { letters, .. }) = pattern.pieces.first() {
                by_first.entry(letters[0]).or_default().push(i);
            }
        }
        Lexicon {
            spaced: file.spaced,
            negators: file.negators.iter().map(|n| fold_pattern(n)).collect(),
            negators_after: file
                .negators_after
                .iter()
                .map(|n| fold_pattern(n).chars().collect())
                .collect(),
            contrast: file
                .contrast
                .iter()
                .map(|c| {
                    fold_pattern(c)
                        .split_whitespace()
                        .map(str::to_owned)
                        .collect()
                })
                .collect(),
            patterns,
            by_first,
        }
    }

    /// All matches in a text, in its order.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let folded = fold(text);
        let mut hits = if self.spaced {
            self.in_words(&folded)
        } else {
            self.in_letters(&folded)
        };
        drop_covered(&mut hits);
        hits
    }

    fn hit(&self, pattern: &Pattern, folded: &[Folded], start: usize, end: usize) -> Hit {
        Hit {
            aspect: pattern.aspect.clone(),
            start: folded[start].start,
            end: folded[end - 1].end,
        }
    }

    fn in_words(&self, folded: &[Folded]) -> Vec<Hit> {
        let tokens = self.tokens(folded);
        let mut hits = Vec::new();
        for at in 0..tokens.len() {
            let first = folded[tokens[at].start].c;
            for &i in self.by_first.get(&first).into_iter().flatten() {
                let pattern = &self.patterns[i];
                let Some(last) = fits_words(&pattern.pieces, folded, &tokens, at) else {
                    continue;
                };
                if pattern.negative || !self.negated(folded, &tokens, at) {
                    hits.push(self.hit(pattern, folded, tokens[at].start, tokens[last].end));
                }
            }
        }
        hits
    }

    fn negated(&self, folded: &[Folded], tokens: &[Token], at: usize) -> bool {
        tokens[at.saturating_sub(NEGATOR_WORDS)..at]
            .iter()
            .any(|t| {
                let word = || folded[t.start..t.end].iter().map(|f| f.c);
                t.clause == tokens[at].clause
                    && self.negators.iter().any(|n| {
                        word().eq(n.chars())
                            || (n == "n't" && word().collect::<String>().ends_with("n't"))
                    })
            })
    }

    fn in_letters(&self, folded: &[Folded]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for at in 0..folded.len() {
            for &i in self.by_first.get(&folded[at].c).into_iter().flatten() {
                let pattern = &self.patterns[i];
                let Some(end) = fits_letters(&pattern.pieces, folded, at) else {
                    continue;
                };
                if pattern.negative || !self.negated_after(folded, end) {
                    hits.push(self.hit(pattern, folded, at, end));
                }
            }
        }
        hits
    }

    fn negated_after(&self, folded: &[Folded], end: usize) -> bool {
        let behind = &folded[end..folded.len().min(end + NEGATOR_LETTERS)];
        let stop = |at: usize| {
            matches!(behind[at].c, '。' | '、' | '!' | '?' | ',' | '.' | '\n')
                || self.contrast.iter().any(|c| {
                    c.first()
                        .is_some_and(|word| starts(&behind[at..], word.chars()))
                })
        };
        (0..behind.len()).take_while(|&at| !stop(at)).any(|at| {
            self.negators_after
                .iter()
                .any(|n| starts(&behind[at..], n.iter().copied()))
        })
    }

    fn tokens(&self, folded: &[Folded]) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::new();
        let (mut clause, mut sentence, mut at) = (0, 0, 0);
        while at < folded.len() {
            let c = folded[at].c;
            let start = at;
            at += 1;
            if c.is_alphanumeric() {
                while at < folded.len()
                    && (folded[at].c.is_alphanumeric() || inside_word(folded, at))
                {
                    at += 1;
                }
            } else if !is_symbol(c) {
                clause += usize::from(matches!(
                    c,
                    ',' | ';' | ':' | '.' | '!' | '?' | '(' | ')' | '\n' | '…' | '—' | '–'
                ));
                sentence += usize::from(matches!(c, '.' | '!' | '?' | '\n' | '…'));
                continue;
            }
            let word = folded[start..at].iter().map(|f| f.c);
            clause += usize::from(
                self.contrast
                    .iter()
                    .any(|c| c.len() == 1 && word.clone().eq(c[0].chars())),
            );
            out.push(Token {
                start,
                end: at,
                clause,
                sentence,
            });
        }
        out
    }
}

fn inside_word(folded: &[Folded], at: usize) -> bool {
    folded[at].c == '\'' && folded.get(at + 1).is_some_and(|f| f.c.is_alphabetic())
}

/// Emoji and other signs that carry meaning count as words.
fn is_symbol(c: char) -> bool {
    c >= '\u{2600}'
        && !c.is_alphanumeric()
        && !c.is_whitespace()
        && !matches!(c, '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe0f}' | '\u{ff00}'..='\u{ffef}')
}

fn starts(folded: &[Folded], letters: impl Iterator<Item = char>) -> bool {
    let mut n = 0;
    for c in letters {
        if folded.get(n).is_none_or(|f| f.c != c) {
            return false;
        }
        n += 1;
    }
    n > 0
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

/// The last token of a match that begins at `at`.
fn fits_words(pieces: &[Piece], folded: &[Folded], tokens: &[Token], at: usize) -> Option<usize> {
    let fits = |piece: &Piece, t: Token| match piece {
        Piece::Word { letters, open } => {
            let len = t.end - t.start;
            (if *open {
                letters.len() <= len
            } else {
                letters.len() == len
            }) && starts(&folded[t.start..t.end], letters.iter().copied())
        }
        Piece::Gap => false,
    };
    let (piece, rest) = pieces.split_first()?;
    let token = *tokens.get(at)?;
    if !fits(piece, token) {
        return None;
    }
    let same = |next: usize| {
        tokens
            .get(next)
            .is_some_and(|t| t.sentence == token.sentence)
    };
    match rest {
        [] => Some(at),
        [Piece::Gap, after @ ..] => (0..=GAP_WORDS)
            .map(|gap| at + 1 + gap)
            .take_while(|&next| same(next))
            .find_map(|next| fits_words(after, folded, tokens, next)),
        _ if same(at + 1) => fits_words(rest, folded, tokens, at + 1),
        _ => None,
    }
}

/// One past the last character of a match that begins at `at`.
fn fits_letters(pieces: &[Piece], folded: &[Folded], at: usize) -> Option<usize> {
    let (piece, rest) = pieces.split_first()?;
    let Piece::Word { letters, .. } = piece else {
        return None;
    };
    if !starts(folded.get(at..)?, letters.iter().copied()) {
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

impl Pattern {
    fn new(pattern: &str, aspect: Aspect, file: &LexiconFile) -> Option<Self> {
        let folded = fold_pattern(pattern);
        // `fold` turns … into three dots (NFKC).
        let mut pieces = Vec::new();
        for (i, part) in folded.split("...").enumerate() {
            if i > 0 && !pieces.is_empty() {
                pieces.push(Piece::Gap);
            }
            if file.spaced {
                part.split_whitespace()
                    .for_each(|word| pieces.extend(words(word)));
            } else {
                let letters: Vec<char> = part.trim().trim_end_matches('!').chars().collect();
                pieces.extend((!letters.is_empty()).then_some(Piece::Word {
                    letters,
                    open: true,
                }));
            }
        }
        if matches!(pieces.last(), Some(Piece::Gap)) {
            pieces.pop();
        }
        let begins_negative = file.spaced
            && folded.split_whitespace().next().is_some_and(|first| {
                file.negators.iter().any(|n| fold_pattern(n) == first) || first.ends_with("n't")
            });
        let holds_negative = !file.spaced
            && (folded.ends_with('!')
                || file
                    .negators_after
                    .iter()
                    .any(|n| folded.contains(&fold_pattern(n))));
        let negative = begins_negative || holds_negative;
        (!pieces.is_empty()).then_some(Pattern {
            aspect,
            pieces,
            negative,
        })
    }
}

/// A pattern's word, split as the text is split: `wi-fi*` is two words.
fn words(word: &str) -> Vec<Piece> {
    let open = word.ends_with('*');
    let mut out: Vec<Piece> = word
        .trim_end_matches('*')
        .split(|c: char| !(c.is_alphanumeric() || c == '\'' || is_symbol(c)))
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
