//! One text made ready: folded, cut into clauses, phrases found.

use super::features;
use super::fold::{Folded, fold};
use super::letters::{is_symbol, is_word_char};
use super::matcher::{Hit, Matcher};
use super::places::Member;
use super::segments::{Part, Segments};

/// A text with all that later steps look at.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The folded text.
    pub folded: Vec<Folded>,
    /// Its words and clauses.
    pub segments: Segments,
    /// The phrases found outside a seller's answer.
    pub hits: Vec<Hit>,
    /// The members of groups of words, in the order of the text.
    members: Vec<Member>,
    spaced: bool,
}

impl Analysis {
    /// Reads a text with the phrase data of its language.
    pub fn new(text: &str, matcher: &Matcher) -> Self {
        let folded = fold(text);
        let segments = matcher.borders().cut(&folded);
        let places = matcher.places(&folded, &segments);
        let mut hits = matcher.hits(&places);
        let members = places.group_members();
        if segments.clauses.iter().any(|c| c.part == Part::Seller) {
            hits.retain(|h| {
                let clause = segments.clause_at(h.at).map(|i| segments.clauses[i].part);
                clause != Some(Part::Seller)
            });
        }
        Analysis {
            folded,
            segments,
            hits,
            members,
            spaced: matcher.spaced(),
        }
    }

    /// Clauses that are the reviewer's own, with their numbers.
    pub fn clauses(&self) -> impl Iterator<Item = usize> {
        (0..self.segments.clauses.len()).filter(|&i| self.segments.clauses[i].part != Part::Seller)
    }

    /// Calls `emit` with the hash of each feature of a clause.
    pub fn features(&self, clause: usize, emit: &mut impl FnMut(u32)) {
        features::features(
            &self.folded,
            &self.segments,
            &self.segments.clauses[clause],
            clause,
            self.spaced,
            emit,
        );
        let from = self.members.partition_point(|m| m.clause < clause);
        let to = self.members.partition_point(|m| m.clause <= clause);
        features::groups(&self.members[from..to], self.spaced, emit);
    }

    /// The phrases that begin in a clause.
    pub fn hits_in(&self, clause: usize) -> impl Iterator<Item = &Hit> {
        let c = &self.segments.clauses[clause];
        let range = c.start..c.end;
        // Hits stand in the order of the text.
        let from = self.hits.partition_point(|h| h.at < range.start);
        self.hits[from..]
            .iter()
            .take_while(move |h| range.contains(&h.at))
    }

    /// The bytes of a clause in the original text, from its first word to its last.
    pub fn bytes(&self, clause: usize) -> (usize, usize) {
        let c = &self.segments.clauses[clause];
        let inner = &self.folded[c.start..c.end];
        let filled = |f: &&Folded| is_word_char(f.c) || is_symbol(f.c);
        let first = inner.iter().find(filled);
        let last = inner.iter().rev().find(filled);
        match (first, last) {
            (Some(first), Some(last)) => (first.start, last.end),
            _ => (0, 0),
        }
    }
}
