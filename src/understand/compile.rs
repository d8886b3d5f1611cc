//! Phrases as they stand in data files, made into steps that can be compared.

use std::collections::BTreeMap;

use super::aspect::Aspect;
use super::features::hash;
use super::fold::fold_pattern;
use super::grammar::Grammar;
use super::grow::{Growing, Step};
use super::letters::{is_symbol, is_word_char};
use super::packed::push;
use super::patterns::{NEGATOR, Pattern, is_open};
use super::words::Words;

/// The name of the group of a language's negators; no pattern can name it.
const NEGATORS: &str = "";

/// The patterns of a grammar while they are read.
#[derive(Debug, Default)]
pub struct Compiler {
    spaced: bool,
    trie: Growing,
    letters: Growing,
    /// How many words there are.
    words: u32,
    all: Vec<u32>,
    groups: Growing,
    /// Number of each group, and whether one of its members speaks of an absence.
    names: BTreeMap<String, (u32, bool)>,
    hashes: Vec<u32>,
    /// How many groups there will be: their numbers come first.
    count: u32,
    endings: Words,
}

impl Compiler {
    /// Reads the patterns; what has no words, or names no known group, is left out.
    pub fn new(file: &Grammar<'_>) -> Self {
        let negators = Negators::new(file);
        let endings = negators.before.iter().filter(|n| n.starts_with("n'"));
        let mut out = Compiler {
            spaced: file.spaced,
            count: file.words.len() as u32 + 1,
            endings: endings.map(|n| n.chars().collect()).collect(),
            ..Compiler::default()
        };
        out.group(NEGATORS, file.negators, &negators);
        for (name, members) in file.words {
            out.group(name, members, &negators);
        }
        for (pattern, aspect) in &file.patterns {
            out.add(pattern, *aspect, &negators);
        }
        out
    }

    /// The patterns as [`super::patterns::Patterns::read`] takes them.
    pub fn write(&self, out: &mut Vec<u8>) {
        push(out, self.hashes.len() as u32);
        self.hashes.iter().for_each(|hash| push(out, *hash));
        push(out, self.all.len() as u32);
        self.all.iter().for_each(|pattern| push(out, *pattern));
        self.endings.write(out);
        for tree in [&self.letters, &self.groups, &self.trie] {
            tree.write(out);
        }
    }

    fn group(&mut self, name: &str, members: &[String], negators: &Negators) {
        let number = NEGATOR + self.hashes.len() as u32;
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
            self.all.push(Pattern { aspect, negative }.number());
        }
    }

    fn steps(&mut self, words: &str, steps: &mut Vec<Step>) {
        if self.spaced {
            for word in words.split_whitespace() {
                self.word(word, steps);
            }
        } else {
            for c in words.trim().trim_end_matches('!').chars() {
                steps.push(self.number(c.encode_utf8(&mut [0; 4]), false));
            }
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
            steps.push(self.number(part, open && last));
        }
    }

    /// A word by its number; `open` stands for all words that begin with it.
    fn number(&mut self, word: &str, open: bool) -> Step {
        let letters = || word.chars().map(u32::from);
        let known = self.letters.values(letters()).iter();
        let known = known.copied().find(|number| is_open(*number) == open);
        let number = known.unwrap_or_else(|| {
            let number = self.words << 1 | u32::from(open);
            self.words += 1;
            self.letters.insert(letters().map(Step::Symbol), number);
            number
        });
        Step::Symbol(self.count + number)
    }
}

/// The negators of a language, folded once for all its patterns.
struct Negators {
    spaced: bool,
    before: Vec<String>,
    after: Vec<String>,
}

impl Negators {
    fn new(file: &Grammar<'_>) -> Self {
        let folded = |words: &[String]| words.iter().map(|n| fold_pattern(n)).collect();
        Negators {
            spaced: file.spaced,
            before: folded(file.negators),
            after: folded(file.negators_after),
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
