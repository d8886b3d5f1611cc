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
    /// Places of the texts that hold a sentence, with its length in bytes.
    by_sentence: FxHashMap<u32, Vec<(u32, u32)>>,
    /// Numbers of the texts that begin in a way.
    by_opening: FxHashMap<u32, Vec<u64>>,
    /// Which candidate was taken for a text.
    taken: FxHashMap<u64, u32>,
    /// Number and length of the text at each place; places are used again.
    places: Vec<(u64, u32)>,
    /// What the text at each place shares with another one, while that is counted.
    shared: Vec<u32>,
    /// The places for which that is counted.
    touched: Vec<u32>,
    /// How many texts were kept so far.
    kept: usize,
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
        self.taken.get(&id).copied()
    }

    /// Remembers a text, and lets the oldest make room; one that is known is left as it is.
    pub fn keep(&mut self, said: Said) {
        if self.taken.contains_key(&said.id) {
            return;
        }
        let place = (self.kept % TEXTS) as u32;
        if self.texts.len() == TEXTS
            && let Some(old) = self.texts.pop_front()
        {
            // The oldest text has the place that is next.
            self.forget(&old, place);
        }
        let length = said.sentences.iter().map(|s| s.1).sum();
        match self.places.get_mut(place as usize) {
            Some(free) => *free = (said.id, length),
            None => self.places.push((said.id, length)),
        }
        self.taken.insert(said.id, said.candidate);
        for (sentence, length) in &said.sentences {
            let texts = self.by_sentence.entry(*sentence).or_default();
            texts.push((place, *length));
        }
        self.by_opening
            .entry(said.opening)
            .or_default()
            .push(said.id);
        self.texts.push_back(said);
        self.kept += 1;
    }

    fn forget(&mut self, old: &Said, place: u32) {
        self.taken.remove(&old.id);
        for (sentence, _) in &old.sentences {
            if let Some(texts) = self.by_sentence.get_mut(sentence) {
                texts.retain(|t| t.0 != place);
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
    pub fn likeness(&mut self, sentences: impl Iterator<Item = (u32, u32)>, id: u64) -> f32 {
        self.shared.resize(TEXTS, 0);
        self.touched.clear();
        let mut total = 0;
        for (sentence, bytes) in sentences {
            total += bytes;
            for &(place, length) in self.by_sentence.get(&sentence).into_iter().flatten() {
                let shared = &mut self.shared[place as usize];
                if *shared == 0 {
                    self.touched.push(place);
                }
                *shared += length;
            }
        }
        let mut most = 0.0_f32;
        for &place in &self.touched {
            let both = std::mem::take(&mut self.shared[place as usize]);
            let (other, length) = self.places[place as usize];
            if other != id {
                let all = (total + length).saturating_sub(both).max(1);
                let share = both as f32 / all as f32;
                most = if share > most { share } else { most };
            }
        }
        most
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
