//! Phrases as they stand in data files, made into steps that can be compared.

use std::collections::BTreeMap;

use super::features::hash;
use super::fold::{Folded, fold_pattern};
use super::letters::{is_symbol, is_word_char};
use super::lexicon::{Aspect, LexiconFile};
use super::trie::{ROOT, Step, Trie};
use super::words::starts;

/// What is known of a pattern besides its words.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// What it speaks of.
    pub aspect: Aspect,
    /// It speaks of an absence itself, so that a negator around it voids nothing.
    pub negative: bool,
}

/// The words of all patterns, by number.
#[derive(Debug, Default)]
pub struct Vocabulary {
    letters: Trie,
    size: u32,
}

impl Vocabulary {
    /// The number of a word; `open` stands for all words that begin with it.
    fn number(&mut self, word: &str, open: bool) -> u32 {
        let mut node = Some(ROOT);
        for c in word.chars() {
            node = node.and_then(|n| self.letters.child(n, u32::from(c)));
        }
        let known = node.and_then(|n| self.letters.values(n).find(|v| is_open(*v) == open));
        known.unwrap_or_else(|| {
            let value = self.size << 1 | u32::from(open);
            self.size += 1;
            let steps = word.chars().map(|c| Step::Symbol(u32::from(c)));
            self.letters.insert(steps, value);
            value
        })
    }

    /// Calls `emit` with the number of each known word that these letters are, or begin with.
    pub fn numbers(&self, letters: impl Iterator<Item = char>, mut emit: impl FnMut(u32)) {
        let mut letters = letters.peekable();
        let mut node = ROOT;
        while let Some(c) = letters.next() {
            let Some(next) = self.letters.child(node, u32::from(c)) else {
                return;
            };
            node = next;
            let whole = letters.peek().is_none();
            self.letters
                .values(node)
                .filter(|v| whole || is_open(*v))
                .for_each(&mut emit);
        }
    }
}

fn is_open(value: u32) -> bool {
    value & 1 == 1
}

/// Numbers from here on stand for groups of words, smaller ones for words or characters.
const GROUP: u32 = 1 << 30;

/// The name of the group of a language's negators; no pattern can name it.
const NEGATORS: &str = "";
/// Its number.
pub const NEGATOR: u32 = GROUP;

/// All patterns of a language.
#[derive(Debug, Default)]
pub struct Patterns {
    /// Their steps: words where these are separated, else characters, and groups; a value is a place in `all`.
    pub trie: Trie,
    /// The words, where these are separated.
    pub vocabulary: Vocabulary,
    /// The patterns.
    pub all: Vec<Pattern>,
    /// The members of all groups, as steps; a value is the number of a group.
    pub groups: Trie,
    /// Number of each group, and whether one of its members speaks of an absence.
    names: BTreeMap<String, (u32, bool)>,
    /// Hash of the name of each group.
    hashes: Vec<u32>,
    /// Negators that are written onto the word before them, as "n't".
    endings: Vec<Vec<char>>,
    /// Words are separated by spaces.
    pub spaced: bool,
}

impl Patterns {
    /// Reads the patterns of a language file; what has no words, or names no known group, is left out.
    pub fn new(file: &LexiconFile) -> Self {
        let negators = Negators::new(file);
        let mut out = Patterns {
            spaced: file.spaced,
            ..Patterns::default()
        };
        out.group(NEGATORS, &file.negators, &negators);
        let endings = negators.before.iter().filter(|n| n.starts_with("n'"));
        out.endings = endings.map(|n| n.chars().collect()).collect();
        for (name, members) in &file.words {
            out.group(name, members, &negators);
        }
        for phrase in &file.phrase {
            let Some(aspect) = phrase.aspect() else {
                continue;
            };
            for pattern in &phrase.patterns {
                out.add(pattern, aspect, &negators);
            }
        }
        out
    }

    fn group(&mut self, name: &str, members: &[String], negators: &Negators) {
        let number = GROUP + self.names.len() as u32;
        let mut negative = false;
        for member in members {
            let member = fold_pattern(member);
            negative |= negators.speak_in(&member, true);
            let mut steps = Vec::new();
            self.steps(&member, &mut steps);
            if !steps.is_empty() {
                self.groups.insert(steps, number);
            }
        }
        // Looked up in folded patterns.
        self.names.insert(fold_pattern(name), (number, negative));
        self.hashes.push(hash(name));
    }

    /// Whether a word ends in a negator that is written onto it.
    pub fn ends_in_negator(&self, word: &[Folded]) -> bool {
        let ends = |n: &Vec<char>| {
            let from = word.len().checked_sub(n.len());
            from.is_some_and(|from| starts(&word[from..], n))
        };
        self.endings.iter().any(ends)
    }

    /// The hash of a group's name; it stays the same when other groups are added.
    pub fn group_hash(&self, group: u32) -> u32 {
        self.hashes[(group - GROUP) as usize]
    }

    fn add(&mut self, pattern: &str, aspect: Aspect, negators: &Negators) {
        let mut steps = Vec::new();
        let mut negative = false;
        for (i, part) in pattern.split('…').enumerate() {
            if i > 0 && !steps.is_empty() {
                steps.push(Step::Gap);
            }
            let part = fold_pattern(part);
            let first = i == 0;
            negative |= negators.speak_in(&part, first);
            // Of "a {b} c" every second piece is the name of a group.
            for (j, piece) in part.split(['{', '}']).enumerate() {
                if j % 2 == 0 {
                    self.steps(piece, &mut steps);
                    continue;
                }
                let Some(&(group, absent)) = self.names.get(piece) else {
                    return;
                };
                negative |= absent && (!self.spaced || steps.is_empty());
                steps.push(Step::Symbol(group));
            }
        }
        while steps.last() == Some(&Step::Gap) {
            steps.pop();
        }
        if !steps.is_empty() {
            self.trie.insert(steps, self.all.len() as u32);
            self.all.push(Pattern { aspect, negative });
        }
    }

    fn steps(&mut self, words: &str, steps: &mut Vec<Step>) {
        if self.spaced {
            for word in words.split_whitespace() {
                self.word(word, steps);
            }
        } else {
            let letters = words.trim().trim_end_matches('!').chars();
            steps.extend(letters.map(|c| Step::Symbol(u32::from(c))));
        }
    }

    /// A pattern's word, split as the text is split: `wi-fi*` is two words.
    fn word(&mut self, word: &str, steps: &mut Vec<Step>) {
        let open = word.ends_with('*');
        let mut parts = word
            .trim_end_matches('*')
            .split(|c: char| !(is_word_char(c) || c == '\'' || is_symbol(c)))
            .filter(|part| !part.is_empty())
            .peekable();
        while let Some(part) = parts.next() {
            let last = parts.peek().is_none();
            let number = self.vocabulary.number(part, open && last);
            steps.push(Step::Symbol(number));
        }
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
