//! The patterns of a language, compiled: what is compared with the words of a text.

use super::aspect::Aspect;
use super::fold::Folded;
use super::packed::Packed;
use super::trie::{ROOT, Trie};
use super::words::{Words, starts};

/// What is known of a pattern besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// What it speaks of.
    pub aspect: Aspect,
    /// It speaks of an absence itself, so that a negator around it voids nothing.
    pub negative: bool,
}

impl Pattern {
    /// A pattern as a number.
    pub fn number(self) -> u32 {
        self.aspect.number() << 1 | u32::from(self.negative)
    }

    fn from_number(number: u32) -> Self {
        Pattern {
            aspect: Aspect::from_number(number >> 1),
            negative: number & 1 == 1,
        }
    }
}

/// The words of all patterns, by number; single characters where words are not separated.
#[derive(Debug)]
pub struct Vocabulary(pub(super) Trie);

impl Vocabulary {
    /// Calls `emit` with the number of each known word that these letters are, or begin with.
    pub fn numbers(&self, letters: &[Folded], mut emit: impl FnMut(u32)) {
        let mut node = ROOT;
        for (i, letter) in letters.iter().enumerate() {
            let Some(next) = self.0.child(node, u32::from(letter.c)) else {
                return;
            };
            node = next;
            let whole = i + 1 == letters.len();
            for &value in self.0.values(node) {
                if whole || is_open(value) {
                    emit(value);
                }
            }
        }
    }
}

/// Whether the number of a word stands for all words that begin with it.
pub(super) fn is_open(number: u32) -> bool {
    number & 1 == 1
}

/// The number of the group of a language's negators.
pub const NEGATOR: u32 = 0;

/// All patterns of a language.
#[derive(Debug)]
pub struct Patterns {
    /// Words are separated by spaces.
    pub spaced: bool,
    /// Their steps: groups by number, then words or characters; a value is the number of a pattern.
    pub trie: Trie,
    /// The words.
    pub vocabulary: Vocabulary,
    /// The members of all groups, as steps; a value is the number of a group.
    pub groups: Trie,
    /// The patterns.
    all: Vec<Pattern>,
    /// Hash of the name of each group.
    hashes: Vec<u32>,
    /// Negators that are written onto the word before them, as "n't".
    endings: Words,
}

impl Patterns {
    /// Reads compiled patterns.
    pub fn read(input: &mut Packed<'_>, spaced: bool) -> Option<Self> {
        let hashes = 0..input.count()?;
        let hashes = hashes.map(|_| input.number()).collect::<Option<Vec<_>>>()?;
        let all = 0..input.count()?;
        let all = all
            .map(|_| input.number().map(Pattern::from_number))
            .collect::<Option<Vec<_>>>()?;
        Some(Patterns {
            spaced,
            endings: Words::read(input)?,
            vocabulary: Vocabulary(Trie::read(input, u32::MAX)?),
            groups: Trie::read(input, hashes.len() as u32)?,
            trie: Trie::read(input, all.len() as u32)?,
            all,
            hashes,
        })
    }

    /// What is known of a pattern.
    pub fn pattern(&self, number: u32) -> Pattern {
        self.all[number as usize]
    }

    /// The symbol that stands for a word of the vocabulary: those of groups come first.
    pub fn symbol(&self, word: u32) -> u32 {
        self.hashes.len() as u32 + word
    }

    /// Whether a word ends in a negator that is written onto it.
    pub fn ends_in_negator(&self, word: &[Folded]) -> bool {
        self.endings.iter().any(|ending| {
            let from = word.len().checked_sub(ending.len());
            from.is_some_and(|from| starts(&word[from..], ending))
        })
    }

    /// The hash of a group's name; it stays the same when other groups are added.
    pub fn group_hash(&self, group: u32) -> u32 {
        self.hashes[group as usize]
    }
}
