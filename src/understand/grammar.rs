//! What a matcher is made from, whatever file it stands in.

use std::collections::BTreeMap;

use super::aspect::Aspect;
use super::compile::Compiler;
use super::lexicon::Labels;
use super::segments::Borders;
use super::words::Words;

/// Patterns of a language and what they go by.
#[derive(Debug)]
pub struct Grammar<'f> {
    /// Words are separated by spaces.
    pub spaced: bool,
    /// Words that void a match before it.
    pub negators: &'f [String],
    /// What voids a match behind it.
    pub negators_after: &'f [String],
    /// Words that begin a new clause.
    pub contrast: &'f [String],
    /// What sites and sellers put around a reviewer's words.
    pub labels: &'f Labels,
    /// Groups of words.
    pub words: &'f BTreeMap<String, Vec<String>>,
    /// The patterns and what they speak of.
    pub patterns: Vec<(&'f str, Aspect)>,
}

impl Grammar<'_> {
    /// The patterns as [`super::Matcher::read`] takes them.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = vec![u8::from(self.spaced)];
        for words in [self.negators, self.negators_after, self.contrast] {
            Words::folded(words).write(&mut out);
        }
        Borders::new(self.spaced, self.contrast, self.labels).write(&mut out);
        Compiler::new(self).write(&mut out);
        out
    }
}
