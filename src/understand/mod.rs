//! What a review is about: language, polarity, complaints and situations, each with the words that say so.
//!
//! text → [`fold`] → [`segments`] (clauses) → [`matcher`] (readable phrases) and [`features`] → [`model`] (scores) →
//! [`verdict`] (probabilities, with the stars) → [`Understanding`]. Ids are those of the taxonomy.

mod analysis;
mod aspect;
mod compile;
mod corrections;
mod cutter;
mod features;
mod findings;
pub mod fold;
mod grammar;
mod grow;
mod language;
mod letters;
mod lexicon;
mod matcher;
pub mod model;
mod packed;
mod patterns;
mod pii;
mod places;
mod rows;
pub mod segments;
mod situations;
mod trie;
pub mod verdict;
mod words;

use crate::data::Data;
use crate::protocol::{Field, Review};
use crate::settings::Correction;

use findings::LOW;
use model::{Model, Scored};
use verdict::Verdict;

pub use analysis::Analysis;
pub use aspect::Aspect;
pub use corrections::{alike, correction, sketch};
pub use features::{hash, hash_of};
pub use findings::{Basis, Evidence, Found, Polarity, SURE, Understanding};
pub use grammar::Grammar;
pub use language::{detect, writes_latin};
pub use lexicon::{Labels, LexiconFile};
pub use matcher::{Hit, Matcher};
pub use pii::{Forms, Personal, mask, reachable, spans};

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

/// Most phrases that a finding names.
const PHRASES: usize = 2;
/// Longest ending of a word that is added to a phrase, in characters; a longer run of kana is another word.
const ENDING: usize = 3;
/// Most spans that are shown for one label; a text of a megabyte has thousands.
const SPANS: usize = 3;
/// Clauses within this distance of the best one are shown beside it.
const CLOSE: f32 = 1.5;
/// How much the tone of a clause counts when evidence is chosen.
const TONE: f32 = 0.3;
/// Score from which a clause complains clearly: of quotes of clauses below, three in four were no complaints.
const CLEAR: f32 = 0.2;

/// Title and text of a review as one text, and the way back.
struct Whole<'r> {
    text: std::borrow::Cow<'r, str>,
    /// Bytes of the title and the line break behind it.
    title: usize,
}

impl<'r> Whole<'r> {
    fn new(review: &'r Review) -> Self {
        match review.title.as_deref().filter(|t| !t.trim().is_empty()) {
            Some(title) => Whole {
                text: format!("{title}\n{}", review.text).into(),
                title: title.len() + 1,
            },
            None => Whole {
                text: review.text.as_str().into(),
                title: 0,
            },
        }
    }

    /// Where a span of the whole stands in the review; one that runs over the border is cut there.
    fn evidence(&self, (start, end): (usize, usize)) -> Evidence {
        if end < self.title || (start < self.title && self.title > 0) {
            Evidence {
                field: Field::Title,
                start,
                end: end.min(self.title - 1),
            }
        } else {
            Evidence {
                field: Field::Text,
                start: start - self.title,
                end: end - self.title,
            }
        }
    }
}

/// Understands one review. `hint` is the language that the page declares.
pub fn understand(
    review: &Review,
    hint: Option<&str>,
    data: &Data,
    model: &Model,
    corrections: &[Correction],
) -> Understanding {
    let whole = Whole::new(review);
    let language = detect(&whole.text, hint, model.latin());
    let analysis = language
        .and_then(|l| data.lexicon.get(l))
        .map(|matcher| Analysis::new(&whole.text, matcher));
    let scored = match (language, &analysis) {
        (Some(language), Some(analysis)) => Some(
            model
                .score(language, analysis)
                .unwrap_or_else(|| Scored::from_phrases(analysis)),
        ),
        _ => None,
    };
    let read = Read {
        whole,
        language,
        analysis,
        scored,
    };
    read.understand(review, data, corrections)
}

/// A review with everything that was found in it.
struct Read<'r> {
    whole: Whole<'r>,
    language: Option<&'static str>,
    analysis: Option<Analysis>,
    scored: Option<Scored>,
}

impl Read<'_> {
    fn understand(self, review: &Review, data: &Data, corrections: &[Correction]) -> Understanding {
        // Under few stars silence says nothing against them.
        let silent = self.wordless() && review.rating.is_some_and(|stars| stars <= LOW);
        let heard = self.scored.as_ref().filter(|_| !silent);
        let verdict = data
            .calibration
            .verdict(heard, review.rating, self.language);
        let (polarity, confidence) = verdict.as_ref().map_or((Polarity::Neutral, 0.3), polarity);
        let words = review
            .rating
            .zip(self.scored.as_ref())
            .and_then(|(stars, scored)| {
                let words = data
                    .calibration
                    .verdict(Some(scored), None, self.language)?;
                let apart =
                    mismatch(stars, &words) || (stars <= LOW && polarity == Polarity::Positive);
                apart.then_some((stars, words))
            });
        let mut categories = match (&verdict, &words) {
            (Some(_), Some((stars, _))) if polarity.dissatisfied() && *stars <= LOW => {
                // Words of praise under few stars: whatever the reason is, they do not tell it.
                vec![no_reason()]
            }
            (Some(verdict), _) if polarity.dissatisfied() => self.categories(verdict),
            _ => Vec::new(),
        };
        let mut situations = self.situations(polarity, &data.personal);
        if let Some((stars, words)) = words {
            let head = if stars <= LOW {
                model::PRAISE
            } else {
                model::COMPLAINT
            };
            situations.push(Found {
                id: "rating_mismatch".into(),
                confidence: words.complaint.max(1.0 - words.complaint),
                evidence: self.clauses_for(head),
                phrases: Vec::new(),
                basis: Basis::Stars,
            });
        }
        let head = if polarity.dissatisfied() {
            model::COMPLAINT
        } else {
            model::PRAISE
        };
        let evidence = self.clauses_for(head);
        let [complaining, blaming] = self.complaining();
        corrections::apply(&mut categories, review, corrections, || {
            match &self.analysis {
                Some(analysis) => corrections::sketch_of(analysis),
                None => sketch(&self.whole.text, None),
            }
        });
        Understanding {
            language: self.language,
            polarity,
            confidence,
            evidence,
            complaining,
            blaming,
            categories,
            situations,
        }
    }

    /// The clauses that complain rather than praise, as spans, and those of them that do so clearly, in words that we know, and
    /// praise nothing.
    fn complaining(&self) -> [Vec<Evidence>; 2] {
        let tone = |s: &model::Scores| s[model::COMPLAINT] - s[model::PRAISE];
        let found = self.ranked(tone).into_iter();
        let all: Vec<usize> = found
            .take_while(|(tone, _)| *tone > 0.0)
            .map(|(_, place)| place)
            .collect();
        let blames = |place: &usize| {
            let scored = self.scored.as_ref();
            let scores = scored.and_then(|s| s.clauses.get(*place));
            let kinds = scored.and_then(|s| s.phrases.get(*place));
            scores.zip(kinds).is_some_and(|((_, scores), kinds)| {
                scores[model::COMPLAINT] >= CLEAR && model::blames(*kinds)
            })
        };
        let spans = |places: &mut dyn Iterator<Item = &usize>| {
            places.filter_map(|place| self.span(*place)).collect()
        };
        let blaming = spans(&mut all.iter().filter(|place| blames(place)));
        [spans(&mut all.iter()), blaming]
    }

    /// The clauses that speak for a head, the strongest first, as spans: the best one, and those close to it.
    fn clauses_for(&self, head: usize) -> Vec<Evidence> {
        // A clause that only mentions the topic is no evidence of a complaint.
        let tone = if head < model::COMPLAINT { TONE } else { 0.0 };
        let found = self.ranked(|s| s[head] + tone * s[model::COMPLAINT]);
        let best = found.first().map_or(0.0, |f| f.0);
        found
            .into_iter()
            .take(SPANS)
            .take_while(|(score, _)| *score >= best - CLOSE)
            .filter_map(|(_, clause)| self.span(clause))
            .filter(|e| e.start < e.end)
            .collect()
    }

    /// Weights and places of the clauses, the heaviest first.
    fn ranked(&self, weigh: impl Fn(&model::Scores) -> f32) -> Vec<(f32, usize)> {
        let clauses = self.scored.iter().flat_map(|scored| &scored.clauses);
        let weighed = clauses.enumerate().map(|(i, (_, s))| (weigh(s), i));
        let mut found: Vec<(f32, usize)> = weighed.collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found
    }

    /// Where the clause at a place stands in the review.
    fn span(&self, place: usize) -> Option<Evidence> {
        let (clause, _) = *self.scored.as_ref()?.clauses.get(place)?;
        let analysis = self.analysis.as_ref()?;
        Some(self.whole.evidence(analysis.bytes(clause)))
    }

    /// Complaints that are probable enough, the primary one first.
    fn categories(&self, verdict: &Verdict) -> Vec<Found> {
        if self.wordless() {
            return vec![no_reason()];
        }
        if self.scored.is_none() {
            return Vec::new();
        }
        let mut ids: Vec<usize> = (0..CATEGORIES.len()).collect();
        let weight = |i: usize| verdict::primacy(verdict, i);
        ids.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)));
        let best = ids[0];
        ids.retain(|&i| verdict.categories[i] >= verdict.listed || i == best);
        if CATEGORIES[best] == NO_DETAIL {
            ids.truncate(1);
        } else {
            ids.retain(|&i| CATEGORIES[i] != NO_DETAIL);
        }
        ids.into_iter()
            .map(|i| {
                let phrases = self.phrases(i);
                Found {
                    id: CATEGORIES[i].to_owned(),
                    confidence: verdict.categories[i],
                    evidence: self.clauses_for(i),
                    basis: if phrases.is_empty() {
                        Basis::Model
                    } else {
                        Basis::Phrases
                    },
                    phrases,
                }
            })
            .collect()
    }

    /// What has no letters gives no reason, in whatever language.
    fn wordless(&self) -> bool {
        !self.whole.text.chars().any(char::is_alphanumeric)
    }

    /// The first phrases that speak of a category; the same words are named once, and words within others not at all.
    fn phrases(&self, category: usize) -> Vec<Evidence> {
        let mut out: Vec<&Hit> = Vec::new();
        let words = |hit: &Hit| &self.whole.text[hit.start..hit.end];
        let hits = self.analysis.iter().flat_map(|a| &a.hits);
        for hit in hits.filter(|h| h.aspect == Aspect::Category(category)) {
            let apart =
                |o: &&Hit| (o.end <= hit.start || hit.end <= o.start) && words(o) != words(hit);
            if out.iter().all(apart) {
                out.push(hit);
            }
            if out.len() == PHRASES {
                break;
            }
        }
        out.into_iter()
            .map(|hit| self.whole.evidence((hit.start, self.word_end(hit.end))))
            .collect()
    }

    /// Where a Japanese word that a phrase ends in is over: patterns are often stems (`壊れまし` of 壊れました).
    fn word_end(&self, end: usize) -> usize {
        let behind = &self.whole.text[end..];
        let ending: String = behind
            .chars()
            .take_while(|c| matches!(c, 'ぁ'..='ん'))
            .take(ENDING + 1)
            .collect();
        if ending.chars().count() > ENDING {
            return end;
        }
        end + ending.len()
    }
}

const NO_DETAIL: &str = "no_detail";

/// Only the stars complain.
fn no_reason() -> Found {
    Found {
        id: NO_DETAIL.to_owned(),
        confidence: 0.6,
        evidence: Vec::new(),
        phrases: Vec::new(),
        basis: Basis::Stars,
    }
}

fn polarity(verdict: &Verdict) -> (Polarity, f64) {
    let (complaint, praise) = (verdict.complaint, verdict.praise);
    match (complaint >= 0.5, praise >= 0.5) {
        (true, false) => (Polarity::Negative, complaint),
        (true, true) => (Polarity::Mixed, complaint.min(praise)),
        (false, true) => (Polarity::Positive, 1.0 - complaint),
        (false, false) => (Polarity::Neutral, (1.0 - complaint).min(1.0 - praise)),
    }
}

/// Stars and words clearly disagree.
fn mismatch(stars: f64, words: &Verdict) -> bool {
    (stars <= LOW && words.complaint < 0.1 && words.praise > 0.7)
        || (stars >= 5.0 && words.complaint > 0.95 && words.praise < 0.3)
}
