//! What is found in a review, and the words that say so.

use crate::protocol::{Field, Review};

/// Most stars that always want an answer.
pub(super) const LOW: f64 = 2.0;

/// What the reviewer thinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// Dissatisfied.
    Negative,
    /// Real praise and a real complaint.
    Mixed,
    /// No judgement.
    Neutral,
    /// Satisfied.
    Positive,
}

impl Polarity {
    /// Id of the taxonomy.
    pub fn id(self) -> &'static str {
        match self {
            Polarity::Negative => "negative",
            Polarity::Mixed => "mixed",
            Polarity::Neutral => "neutral",
            Polarity::Positive => "positive",
        }
    }

    /// Whether a seller should act.
    pub fn dissatisfied(self) -> bool {
        matches!(self, Polarity::Negative | Polarity::Mixed)
    }
}

/// A verbatim part of a review, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where.
    pub field: Field,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Evidence {
    /// Whether both share a part of the review.
    pub fn meets(&self, other: &Evidence) -> bool {
        self.field == other.field && self.start < other.end && other.start < self.end
    }

    /// All of the field that it stands in.
    pub fn whole<'r>(&self, review: &'r Review) -> &'r str {
        match self.field {
            Field::Title => review.title.as_deref().unwrap_or_default(),
            Field::Text => &review.text,
        }
    }

    /// The words themselves.
    pub fn words<'r>(&self, review: &'r Review) -> &'r str {
        let whole = self.whole(review);
        whole.get(self.start..self.end).unwrap_or_default()
    }
}

/// What a finding rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Phrases that a person can read in the data files.
    Phrases,
    /// The trained model alone.
    Model,
    /// The form of the words, as of a phone number.
    Form,
    /// A comparison of stars and words, or the stars alone.
    Stars,
    /// What the user said of this review.
    Corrected,
    /// What the user said of a similar review.
    Similar,
}

/// A category or a situation that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Id of the taxonomy.
    pub id: String,
    /// From 0 to 1.
    pub confidence: f64,
    /// The words that decided it.
    pub evidence: Vec<Evidence>,
    /// The readable phrases that were found, at most two, where it rests on such.
    pub phrases: Vec<Evidence>,
    /// What it rests on.
    pub basis: Basis,
}

/// All that is understood of a review.
#[derive(Clone, Debug, PartialEq)]
pub struct Understanding {
    /// Language (ISO 639-1).
    pub language: Option<&'static str>,
    /// What the reviewer thinks.
    pub polarity: Polarity,
    /// How sure that is, from 0 to 1.
    pub confidence: f64,
    /// The words that decided it, beside the stars.
    pub evidence: Vec<Evidence>,
    /// The clauses that complain rather than praise, those that do so most clearly first.
    pub complaining: Vec<Evidence>,
    /// Those of them that complain in words that we know, clearly, and praise nothing: the only ones fit to be quoted.
    pub blaming: Vec<Evidence>,
    /// Complaints, the primary one first; empty where the review is no complaint.
    pub categories: Vec<Found>,
    /// Situations.
    pub situations: Vec<Found>,
}

/// So probable is a complaint that no known words tell.
const PLAIN: f64 = 0.4;
/// The complaint that others are taken for.
const VAGUE: &str = "quality";
/// So probable is a further complaint that a reply has to take up: others may be none.
pub const SURE: f64 = 0.8;

impl Understanding {
    /// The complaint that carries the review.
    pub fn primary(&self) -> Option<&Found> {
        self.categories.first()
    }

    /// Whether a complaint was told in words that we know, and that complain: one that only resembles others may be none.
    pub fn told(&self, found: &Found) -> bool {
        let complains = |phrase: &Evidence| self.complaining.iter().any(|c| c.meets(phrase));
        found.phrases.iter().any(complains)
    }

    /// Whether a complaint is plain enough to be answered as such: told in known words, or probable. Of the primary ones of the
    /// held-out labels that are neither, half are wrong (41 of 81), of the others a fifth (102 of 515). Of quality known words have
    /// to tell: it is what is left where nothing better is found.
    pub fn plain(&self, found: &Found) -> bool {
        self.told(found) || (found.id != VAGUE && found.confidence >= PLAIN)
    }

    /// Whether the seller should answer: nobody gives one or two stars for nothing, however satisfied the words sound.
    pub fn wants_answer(&self, stars: Option<f64>) -> bool {
        self.polarity.dissatisfied() || stars.is_some_and(|s| s <= LOW)
    }

    /// The situation or the complaint with this id.
    pub fn found(&self, id: &str) -> Option<&Found> {
        let complaint = || self.categories.iter().find(|c| c.id == id);
        self.situation(id).or_else(complaint)
    }

    /// Whether one of these situations was found.
    pub fn any(&self, situations: &[&str]) -> bool {
        situations.iter().any(|id| self.situation(id).is_some())
    }

    /// The situation with this id.
    pub fn situation(&self, id: &str) -> Option<&Found> {
        self.situations.iter().find(|s| s.id == id)
    }
}
