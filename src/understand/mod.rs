//! What a review is about: language, polarity, complaints and situations, each with the words that say so.
//!
//! Stars and readable phrase data decide. Ids are those of the taxonomy.

mod fold;
mod language;
mod lexicon;

use crate::data::Data;
use crate::protocol::{Field, Review};
use crate::settings::{Correction, Settings};

pub use language::detect;
pub use lexicon::{Aspect, Lexicon, LexiconFile};

/// Complaint categories, the one that wins between equals first.
pub const CATEGORIES: [&str; 20] = [
    "health_safety",
    "counterfeit",
    "wrong_item",
    "used_opened",
    "defect",
    "freshness",
    "missing_parts",
    "damaged_packaging",
    "not_as_described",
    "size_fit",
    "compatibility",
    "smell_taste",
    "quality",
    "instructions",
    "delivery",
    "courier_pickup",
    "support",
    "return_refund",
    "price_value",
    "no_detail",
];

/// Situations.
pub const SITUATIONS: [&str; 13] = [
    "safety",
    "legal_threat",
    "pii",
    "blackmail",
    "abuse",
    "prompt_injection",
    "spam_ad",
    "question",
    "repeat_issue",
    "misconception",
    "user_damage",
    "wrong_target",
    "rating_mismatch",
];

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
    /// The words themselves.
    pub fn words<'r>(&self, review: &'r Review) -> &'r str {
        let field = match self.field {
            Field::Title => review.title.as_deref().unwrap_or_default(),
            Field::Text => &review.text,
        };
        field.get(self.start..self.end).unwrap_or_default()
    }
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
    /// Complaints, the primary one first; empty where the review is no complaint.
    pub categories: Vec<Found>,
    /// Situations.
    pub situations: Vec<Found>,
}

impl Understanding {
    /// The complaint that carries the review.
    pub fn primary(&self) -> Option<&Found> {
        self.categories.first()
    }

    /// The situation with this id.
    pub fn situation(&self, id: &str) -> Option<&Found> {
        self.situations.iter().find(|s| s.id == id)
    }
}

/// Texts with no more letters than this, and no phrase found in them, give no reason.
const BARE: usize = 80;

/// Understands one review. `hint` is the language that the page declares.
pub fn understand(
    review: &Review,
    hint: Option<&str>,
    data: &Data,
    settings: &Settings,
    corrections: &[Correction],
) -> Understanding {
    let title = review.title.as_deref().unwrap_or_default();
    let whole = format!("{title}\n{}", review.text);
    let language = detect(&whole, hint);
    let lexicon = language.and_then(|l| data.lexicon.get(l));
    let hits = lexicon
        .map(|file| hits(file.compiled(), review))
        .unwrap_or_default();
    let of = |wanted: &str| {
        hits.iter()
            .filter(|h| h.0 == Aspect::Polarity(wanted.to_owned()))
            .map(|h| h.1)
            .collect::<Vec<_>>()
    };
    let (praise, blame) = (of("positive"), of("negative"));
    let mut categories = gather(&hits, &CATEGORIES, |a| match a {
        Aspect::Category(id) => Some(id),
        _ => None,
    });
    let mut situations = gather(&hits, &SITUATIONS, |a| match a {
        Aspect::Situation(id) => Some(id),
        _ => None,
    });
    let words = Words {
        praise: praise.len(),
        blame: blame.len(),
        complaints: categories.len(),
    };
    let (polarity, confidence) = polarity(review.rating, words, settings.threshold);
    let evidence = if polarity.dissatisfied() {
        blame
    } else {
        praise
    };
    if mismatch(review.rating, words) {
        situations.push(Found {
            id: "rating_mismatch".into(),
            confidence: 0.6,
            evidence: evidence.clone(),
        });
    }
    if categories.len() > 1 {
        categories.retain(|c| c.id != "no_detail");
    }
    if polarity.dissatisfied() {
        let letters = whole.chars().filter(|c| c.is_alphanumeric()).count();
        let readable = letters == 0 || lexicon.is_some();
        // "Terrible" gives no reason only where nothing else is said.
        categories.retain(|c| c.id != "no_detail" || letters <= BARE);
        if categories.is_empty() && readable && letters <= BARE {
            categories.push(Found {
                id: "no_detail".into(),
                confidence: 0.6,
                evidence: Vec::new(),
            });
        }
    } else {
        categories.clear();
    }
    correct(&mut categories, review, corrections);
    Understanding {
        language,
        polarity,
        confidence,
        evidence,
        categories,
        situations,
    }
}

/// What phrase data finds in title and text.
fn hits(lexicon: &Lexicon, review: &Review) -> Vec<(Aspect, Evidence)> {
    let title = review.title.as_deref().unwrap_or_default();
    [(Field::Title, title), (Field::Text, review.text.as_str())]
        .into_iter()
        .flat_map(|(field, text)| {
            lexicon.find(text).into_iter().map(move |hit| {
                let evidence = Evidence {
                    field,
                    start: hit.start,
                    end: hit.end,
                };
                (hit.aspect, evidence)
            })
        })
        .collect()
}

/// Collects the hits of each id; most words first, then in the order of `ids`.
fn gather(
    hits: &[(Aspect, Evidence)],
    ids: &[&str],
    id_of: impl Fn(&Aspect) -> Option<&String>,
) -> Vec<Found> {
    let mut out: Vec<Found> = ids
        .iter()
        .filter_map(|id| {
            let mut evidence: Vec<Evidence> = hits
                .iter()
                .filter(|(aspect, _)| id_of(aspect).is_some_and(|i| i == id))
                .map(|&(_, evidence)| evidence)
                .collect();
            drop_nested(&mut evidence);
            let confidence = 1.0 - 0.4f64.powi(i32::try_from(evidence.len()).ok()?);
            evidence.truncate(SPANS);
            (!evidence.is_empty()).then(|| Found {
                id: (*id).to_owned(),
                confidence,
                evidence,
            })
        })
        .collect();
    // Stable: between equals the order of `ids` stays.
    out.sort_by_key(|f| (f.id != "health_safety", usize::MAX - f.evidence.len()));
    out
}

/// Most spans that are shown for one label; a text of a megabyte has thousands.
const SPANS: usize = 12;

/// Two patterns may hit the same words: the longer span stays.
fn drop_nested(evidence: &mut Vec<Evidence>) {
    evidence.sort_by_key(|e| (e.field == Field::Text, e.start, usize::MAX - e.end));
    let mut reach: Option<Evidence> = None;
    evidence.retain(|e| {
        let covered = reach.is_some_and(|r| r.field == e.field && r.end >= e.end);
        if !covered {
            reach = Some(*e);
        }
        !covered
    });
}

#[derive(Clone, Copy)]
struct Words {
    praise: usize,
    blame: usize,
    complaints: usize,
}

impl Words {
    fn against(self) -> usize {
        self.blame + self.complaints
    }
}

/// Stars say most; the words decide where there are none, and between negative and mixed.
fn polarity(rating: Option<f64>, words: Words, threshold: u8) -> (Polarity, f64) {
    let against = words.against();
    match rating {
        Some(stars) if stars <= f64::from(threshold) => {
            if words.praise > 0 && against > 0 && stars >= 3.0 {
                (Polarity::Mixed, 0.7)
            } else {
                (Polarity::Negative, if against > 0 { 0.95 } else { 0.8 })
            }
        }
        Some(_) if against >= 2 && words.praise == 0 => (Polarity::Mixed, 0.5),
        Some(_) => (Polarity::Positive, 0.9),
        None if against > words.praise => (Polarity::Negative, 0.6),
        None if against > 0 && words.praise > 0 => (Polarity::Mixed, 0.5),
        None if words.praise > 0 => (Polarity::Positive, 0.6),
        None => (Polarity::Neutral, 0.4),
    }
}

/// Stars and words clearly disagree.
fn mismatch(rating: Option<f64>, words: Words) -> bool {
    rating.is_some_and(|stars| {
        (stars <= 2.0 && words.praise >= 2 && words.against() == 0)
            || (stars >= 5.0 && words.blame >= 2 && words.praise == 0)
    })
}

/// Puts in what the user said about this very review.
fn correct(categories: &mut Vec<Found>, review: &Review, corrections: &[Correction]) {
    for c in corrections.iter().filter(|c| c.key == review.key) {
        if let Some(was) = &c.was {
            categories.retain(|f| &f.id != was);
        }
        if let Some(is) = &c.is {
            categories.retain(|f| &f.id != is && f.id != "no_detail");
            let found = Found {
                id: is.clone(),
                confidence: 1.0,
                evidence: Vec::new(),
            };
            categories.insert(0, found);
        }
    }
}
