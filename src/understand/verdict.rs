//! From scores and stars to probabilities: is there a complaint, is there praise, and which complaints.
//!
//! The numbers stand in `data/calibration.toml`; `cargo xtask tune` fits them on labelled reviews.

use serde::{Deserialize, Serialize};

use super::CATEGORIES;
use super::model::{BLAME, COMPLAINT, PRAISE, PRAISED, Scored};

/// What turns scores into probabilities.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// Whether there is a complaint.
    pub complaint: Polar,
    /// Whether there is praise.
    pub praise: Polar,
    /// Added to the logit of each category, in the order of [`CATEGORIES`].
    pub categories: Vec<f64>,
    /// Languages, the last one for all that are not named.
    pub language: Vec<Tuning>,
}

/// How many numbers the logits of polarity rest on.
pub const INPUTS: usize = 7;

/// Weights of a logistic function over text and stars.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Polar {
    /// Where stars are not known: weights of the [`inputs`].
    pub text: [f64; INPUTS],
    /// Where stars are known: weights of the inputs.
    pub starred: [f64; INPUTS],
    /// What 1, 2, 3, 4 and 5 stars add.
    pub stars: [f64; 5],
}

/// What is particular to a language.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Tuning {
    /// ISO 639-1; `*` for all others.
    pub id: String,
    /// Added to the complaint's logit where stars are not known.
    pub complaint: f64,
    /// Added to the complaint's logit where stars are known.
    pub complaint_starred: f64,
    /// Added to the praise's logit.
    pub praise: f64,
    /// The logit of a category: what its score counts, what a phrase of it adds, and where it starts.
    pub category: [f64; 3],
    /// Categories at least this probable are named.
    pub listed: f64,
}

/// What the scores and stars say.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Probability that there is a complaint.
    pub complaint: f64,
    /// Probability that there is praise.
    pub praise: f64,
    /// Probability of each category, given that there is a complaint.
    pub categories: [f64; CATEGORIES.len()],
    /// Categories at least this probable are named.
    pub listed: f64,
}

/// What the two logits of polarity rest on: complaint and praise in the whole text and in its strongest clause, then how
/// many clauses hold phrases of complaint, of blame and of praise, up to three each.
pub fn inputs(scored: &Scored) -> [f64; INPUTS] {
    let best = |head: usize| f64::from(scored.best(head).map_or(scored.whole[head], |b| b.1));
    let found = |kinds: u64| {
        let clauses = scored.phrases.iter().filter(|p| **p & kinds != 0).count();
        clauses.min(3) as f64
    };
    [
        f64::from(scored.whole[COMPLAINT]),
        best(COMPLAINT),
        f64::from(scored.whole[PRAISE]),
        best(PRAISE),
        found((1 << CATEGORIES.len()) - 1),
        found(1 << BLAME),
        found(1 << PRAISED),
    ]
}

/// What the logit of a category rests on: its score, which is the text's and its strongest clause's in equal parts, and
/// whether a phrase of it was found (1 or 0).
pub fn category_inputs(scored: &Scored, category: usize) -> [f64; 2] {
    let best = scored
        .best(category)
        .map_or(scored.whole[category], |b| b.1);
    let found = scored.phrases.iter().any(|p| p >> category & 1 == 1);
    [
        f64::from(scored.whole[category] + best) / 2.0,
        f64::from(u8::from(found)),
    ]
}

impl Polar {
    /// The logit of text (nothing where it cannot be read) and stars; `own` is what the language adds without stars and
    /// with them.
    pub fn logit(&self, inputs: Option<&[f64; INPUTS]>, stars: Option<f64>, own: [f64; 2]) -> f64 {
        let dot = |w: &[f64; INPUTS]| {
            inputs.map_or(0.0, |inputs| w.iter().zip(inputs).map(|(w, x)| w * x).sum())
        };
        match stars {
            None => dot(&self.text) + own[0],
            Some(stars) => {
                let text = if inputs.is_some() { own[1] } else { 0.0 };
                dot(&self.starred) + between(&self.stars, stars) + text
            }
        }
    }
}

impl Tuning {
    /// The logit of a category from its [`category_inputs`]; `shift` is the category's own.
    pub fn category_logit(&self, [score, found]: [f64; 2], shift: f64) -> f64 {
        let [slope, phrase, start] = self.category;
        slope * score + phrase * found + start + shift
    }
}

/// How strongly a category asks to be the primary one: its logit, but for two rules of the guideline.
pub fn primacy(verdict: &Verdict, category: usize) -> f64 {
    let p = verdict.categories[category].clamp(1e-9, 1.0 - 1e-9);
    let logit = (p / (1.0 - p)).ln();
    match CATEGORIES[category] {
        // Always primary.
        "health_safety" if p >= verdict.listed => f64::MAX,
        // A remedy refused is not its own cause.
        "return_refund" => logit - REMEDY,
        _ => logit,
    }
}

/// How much more probable (in logits) than its cause a refused remedy must be to be primary.
const REMEDY: f64 = 1.5;

impl Calibration {
    /// What is particular to a language.
    pub fn tuning(&self, language: Option<&str>) -> Option<&Tuning> {
        let named = self
            .language
            .iter()
            .find(|t| Some(t.id.as_str()) == language);
        named.or_else(|| self.language.iter().find(|t| t.id == "*"))
    }

    /// Weighs a text's scores and its stars; `None` where neither is known.
    pub fn verdict(
        &self,
        scored: Option<&Scored>,
        stars: Option<f64>,
        language: Option<&str>,
    ) -> Option<Verdict> {
        if scored.is_none() && stars.is_none() {
            return None;
        }
        let tuning = self.tuning(language)?;
        let inputs = scored.map(inputs);
        let inputs = inputs.as_ref();
        let complaint = [tuning.complaint, tuning.complaint_starred];
        let category = |i: usize| {
            let shift = self.categories.get(i).copied().unwrap_or_default();
            scored.map_or(0.0, |s| {
                logistic(tuning.category_logit(category_inputs(s, i), shift))
            })
        };
        Some(Verdict {
            complaint: logistic(self.complaint.logit(inputs, stars, complaint)),
            praise: logistic(self.praise.logit(inputs, stars, [tuning.praise; 2])),
            categories: std::array::from_fn(category),
            listed: tuning.listed,
        })
    }
}

/// Half stars lie between whole ones.
fn between(values: &[f64; 5], stars: f64) -> f64 {
    let at = (stars - 1.0).clamp(0.0, 4.0);
    let (low, part) = (at.floor() as usize, at.fract());
    let high = (low + 1).min(4);
    values[low] * (1.0 - part) + values[high] * part
}

/// The logistic function.
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
