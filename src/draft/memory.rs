//! What was said lately, so that the next reply says it differently.

use std::collections::{BTreeSet, VecDeque};

use rustc_hash::FxHashMap;

use crate::understand::{hash, hash_of};

/// How many texts are remembered: all steps of more reviews than a page holds.
const TEXTS: usize = 400;
/// Letters of an opening that are compared.
const OPENING: usize = 18;

/// Texts that were composed or found on the page.
#[derive(Debug, Default)]
pub struct Memory {
    texts: VecDeque<Said>,
    /// Numbers of the texts that hold a sentence, with its length in bytes.
    by_sentence: FxHashMap<u32, Vec<(u64, u32)>>,
    /// Numbers of the texts that begin in a way.
    by_opening: FxHashMap<u32, Vec<u64>>,
    /// Which candidate was taken for a text, and how long that is.
    taken: FxHashMap<u64, (u32, u32)>,
}

/// Letters in a run that is compared.
const RUN: usize = 5;
/// Share of their runs of letters from which two replies count as the same.
const SAME: f32 = 0.7;

/// One remembered text.
#[derive(Clone, Debug)]
pub struct Said {
    /// Which text it is: review, step and wording.
    pub id: u64,
    /// Hash of the review's key, where a person wrote it.
    pub review: Option<u32>,
    /// Which of several candidates was taken.
    pub candidate: u32,
    /// How it begins.
    pub opening: u32,
    /// Its sentences as patterns, each with its length in bytes.
    pub sentences: Vec<(u32, u32)>,
    /// Its runs of letters, where a person wrote it.
    pub runs: BTreeSet<u32>,
}

impl Memory {
    /// The candidate that was taken for a text.
    pub fn taken(&self, id: u64) -> Option<u32> {
        self.taken.get(&id).map(|taken| taken.0)
    }

    /// Remembers a text, and lets the oldest make room; one that is known is left as it is.
    pub fn keep(&mut self, said: Said) {
        if self.taken.contains_key(&said.id) {
            return;
        }
        let length = said.sentences.iter().map(|s| s.1).sum();
        self.taken.insert(said.id, (said.candidate, length));
        for (sentence, length) in &said.sentences {
            let texts = self.by_sentence.entry(*sentence).or_default();
            texts.push((said.id, *length));
        }
        self.by_opening
            .entry(said.opening)
            .or_default()
            .push(said.id);
        self.texts.push_back(said);
        if self.texts.len() > TEXTS
            && let Some(old) = self.texts.pop_front()
        {
            self.forget(&old);
        }
    }

    fn forget(&mut self, old: &Said) {
        self.taken.remove(&old.id);
        for (sentence, _) in &old.sentences {
            if let Some(texts) = self.by_sentence.get_mut(sentence) {
                texts.retain(|t| t.0 != old.id);
                if texts.is_empty() {
                    self.by_sentence.remove(sentence);
                }
            }
        }
        if let Some(texts) = self.by_opening.get_mut(&old.opening) {
            texts.retain(|id| *id != old.id);
            if texts.is_empty() {
                self.by_opening.remove(&old.opening);
            }
        }
    }

    /// Remembers how a seller's own reply begins, and that it was said.
    pub fn heard(&mut self, review: &str, reply: &str) {
        self.keep(Said {
            id: u64::from(hash(review)) << 32 | u64::from(hash(reply)),
            review: Some(hash(review)),
            candidate: 0,
            opening: opening(reply),
            sentences: Vec::new(),
            runs: runs(reply),
        });
    }

    /// What people wrote under other reviews than this one.
    fn others(&self, review: &str) -> impl Iterator<Item = &Said> {
        let review = Some(hash(review));
        let heard = self.texts.iter().filter(|s| s.review.is_some());
        heard.filter(move |s| s.review != review)
    }

    /// Whether a person wrote nearly the same under another review.
    pub fn said_before(&self, review: &str, text: &str) -> bool {
        let own = runs(text);
        let alike = |other: &Said| {
            let shared = own.intersection(&other.runs).count() as f32;
            shared / (own.len().max(other.runs.len()).max(1) as f32) > SAME
        };
        self.others(review).any(alike)
    }

    /// How often people began their replies to other reviews like this.
    pub fn heard_openings(&self, opening: u32, review: &str) -> u32 {
        let alike = self.others(review).filter(|s| s.opening == opening);
        alike.count() as u32
    }

    /// How often other texts began like this.
    pub fn openings(&self, opening: u32, id: u64) -> u32 {
        let texts = self.by_opening.get(&opening).into_iter().flatten();
        texts.filter(|other| **other != id).count() as u32
    }

    /// How much of both a text and the one of the others that is most like it share, from 0 to 1 (Jaccard).
    pub fn likeness(&self, sentences: &[(u32, u32)], id: u64) -> f32 {
        let total: u32 = sentences.iter().map(|s| s.1).sum();
        let mut shared: FxHashMap<u64, u32> = FxHashMap::default();
        for (sentence, _) in sentences {
            for (other, length) in self.by_sentence.get(sentence).into_iter().flatten() {
                *shared.entry(*other).or_default() += length;
            }
        }
        shared.remove(&id);
        let like = |(other, both): (u64, u32)| {
            let length = self.taken.get(&other).map_or(0, |taken| taken.1);
            both as f32 / (total + length).saturating_sub(both).max(1) as f32
        };
        shared.into_iter().map(like).fold(0.0, f32::max)
    }
}

/// Hashes of the runs of letters of a text.
fn runs(text: &str) -> BTreeSet<u32> {
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    letters
        .windows(RUN)
        .map(|run| hash_of(run.iter().copied()))
        .collect()
}

/// How a text begins: its first letters, without case, signs and spaces.
pub fn opening(text: &str) -> u32 {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).take(OPENING);
    hash_of(letters.flat_map(char::to_lowercase))
}
