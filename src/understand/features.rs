//! What the trained model sees of a clause: hashed runs of characters, words and pairs of words, groups of words and pairs of these.

use super::fold::Folded;
use super::letters::{ideograph, is_digit, is_symbol, is_word_char};
use super::places::Member;
use super::segments::{Clause, Part, Segments};

/// Longest run of characters.
const LONGEST: usize = 5;

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// A hash that grows with each character.
#[derive(Clone, Copy)]
pub(super) struct Rolling(u64);

impl Rolling {
    pub(super) fn new(kind: u8) -> Self {
        Rolling(FNV_OFFSET).push(u32::from(kind))
    }

    pub(super) fn push(self, c: u32) -> Self {
        Rolling((self.0 ^ u64::from(c)).wrapping_mul(FNV_PRIME))
    }

    /// The upper half is the better mixed one.
    pub(super) fn finish(self) -> u32 {
        (self.0 ^ (self.0 >> 29))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .to_be_bytes()[..4]
            .iter()
            .fold(0, |h, &b| (h << 8) | u32::from(b))
    }
}

/// The hash of a word.
pub fn hash(word: &str) -> u32 {
    hash_of(word.chars())
}

/// The hash of a row of characters.
pub fn hash_of(letters: impl Iterator<Item = char>) -> u32 {
    letters
        .fold(Rolling::new(b'g'), |hash, c| hash.push(u32::from(c)))
        .finish()
}

/// Calls `emit` with the hash of each feature of a clause, repeated ones as often as they occur.
pub fn features(
    folded: &[Folded],
    segments: &Segments,
    clause: &Clause,
    number: usize,
    spaced: bool,
    emit: &mut impl FnMut(u32),
) {
    if clause.contrast {
        emit(Rolling::new(b'<').push(0).finish());
    }
    match clause.part {
        Part::Pros => emit(Rolling::new(b'<').push(1).finish()),
        Part::Cons => emit(Rolling::new(b'<').push(2).finish()),
        Part::Body | Part::Seller => {}
    }
    runs(&folded[clause.start..clause.end], emit);
    if spaced {
        words(folded, segments, number, emit);
    }
}

/// Letters as they are, digits as one, signs that carry meaning, all else as one space.
fn simple(folded: &[Folded]) -> Vec<char> {
    let mut out = Vec::with_capacity(folded.len() + 2);
    out.push(' ');
    for f in folded {
        let c = match f.c {
            c if is_digit(c) && !ideograph(c) => '0',
            c if is_word_char(c) || is_symbol(c) || matches!(c, '!' | '?' | '\'' | '%') => f.c,
            _ => ' ',
        };
        if !((c == ' ' || c == '0') && out.last() == Some(&c)) {
            out.push(c);
        }
    }
    if out.last() != Some(&' ') {
        out.push(' ');
    }
    out
}

fn runs(folded: &[Folded], emit: &mut impl FnMut(u32)) {
    let text = simple(folded);
    for from in 0..text.len() {
        let mut hash = Rolling::new(b'c');
        for (n, &c) in text[from..].iter().take(LONGEST).enumerate() {
            hash = hash.push(u32::from(c));
            if n > 0 || c != ' ' {
                emit(hash.finish());
            }
        }
    }
}

/// Two members of groups are seen together where the second begins less than so many places behind the first: words, and
/// characters where words are not separated.
const TOGETHER: [usize; 2] = [3, 6];

/// Groups of words, and pairs of them: what the words of a data file mean is learnt for all of them at once.
pub fn groups(members: &[Member], spaced: bool, emit: &mut impl FnMut(u32)) {
    let most = TOGETHER[usize::from(!spaced)];
    for (i, one) in members.iter().enumerate() {
        let alone = Rolling::new(b'G').push(one.group);
        emit(alone.finish());
        let near = members[i + 1..]
            .iter()
            .take_while(|m| m.start < one.end + most)
            .filter(|m| m.start >= one.end && m.clause == one.clause);
        for other in near {
            emit(alone.push(other.group).finish());
        }
    }
}

/// How many letters of a word stand for it without its ending.
const STEM: usize = 5;

fn words(folded: &[Folded], segments: &Segments, number: usize, emit: &mut impl FnMut(u32)) {
    let from = segments.tokens.partition_point(|t| t.clause < number);
    let tokens = segments.tokens[from..]
        .iter()
        .take_while(|t| t.clause == number);
    let push = |hash: Rolling, word: &[Folded]| {
        word.iter().fold(hash, |hash, f| hash.push(u32::from(f.c)))
    };
    let mut before: Option<Rolling> = None;
    let (mut stem1, mut stem2): (Option<Rolling>, Option<Rolling>) = (None, None);
    for token in tokens {
        let word = &folded[token.start..token.end];
        emit(push(Rolling::new(b'w'), word).finish());
        if let Some(before) = before {
            emit(push(before.push(0), word).finish());
        }
        before = Some(push(Rolling::new(b'b'), word));
        let stem = &word[..word.len().min(STEM)];
        if let Some(s) = stem1 {
            emit(push(s.push(0), stem).finish());
        }
        if let Some(s) = stem2 {
            emit(push(s.push(1), stem).finish());
        }
        stem2 = stem1;
        stem1 = Some(push(Rolling::new(b's'), stem));
    }
}
