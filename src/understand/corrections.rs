//! What the user put right, applied to the same review and to similar ones.

use std::collections::BTreeSet;

use super::analysis::Analysis;
use super::fold::{Folded, fold};
use super::matcher::Matcher;
use super::model::latin::Latin;
use super::{Basis, Found, NO_DETAIL, Whole, detect, pii};
use crate::data::Data;
use crate::protocol::Review;
use crate::settings::Correction;

/// How many hashes stand for a text.
const KEPT: usize = 64;
/// Letters in a run that is hashed.
const RUN: usize = 4;
/// Texts that share so much of their runs are taken for the same complaint in other words.
///
/// Measured on 27,000 real reviews in 13 languages: of 32 million pairs in the twelve without Russian 108 are that much alike
/// (3 in a million), nearly all of them set phrases like "Excellent product"; in Russian 2,282 of 12 million, nearly all
/// because a seller's answer is part of both texts. Copies with every tenth word replaced are recognised in 99.9 % of cases,
/// with every sixth in 98 %, with every fourth in 77 %, with a quarter cut off and another put on in 99.6 %.
const SIMILAR: f64 = 0.45;
/// Texts with fewer runs are short: a common word or two is much of them, and more must be the same.
const SHORT: usize = 32;
/// The same for short texts.
const SIMILAR_SHORT: f64 = 0.7;
/// Longest text that is kept with a correction, in characters.
const LONGEST: usize = 600;

/// What tells whether two texts are alike: the smallest hashes of the runs of four letters in the reviewer's own words,
/// sorted. Without the phrase data of the language a seller's answer in the text cannot be told apart.
pub fn sketch(text: &str, matcher: Option<&Matcher>) -> Vec<u32> {
    match matcher {
        Some(matcher) => sketch_of(&Analysis::new(text, matcher)),
        None => smallest([&fold(text)[..]].into_iter()),
    }
}

/// The same of a text that is read already.
pub(super) fn sketch_of(analysis: &Analysis) -> Vec<u32> {
    let own = analysis.clauses().map(|i| {
        let clause = &analysis.segments.clauses[i];
        &analysis.folded[clause.start..clause.end]
    });
    smallest(own)
}

fn smallest<'t>(pieces: impl Iterator<Item = &'t [Folded]>) -> Vec<u32> {
    let mut kept = BTreeSet::new();
    let mut run = [' '; RUN];
    let mut filled = 0;
    // Every piece ends like a word.
    let letters = pieces.flat_map(|piece| piece.iter().map(|f| f.c).chain([' ']));
    for c in letters.map(|c| if c.is_alphanumeric() { c } else { ' ' }) {
        if c == ' ' && run[RUN - 1] == ' ' {
            continue;
        }
        run.rotate_left(1);
        run[RUN - 1] = c;
        filled += 1;
        if filled + 1 < RUN {
            continue;
        }
        let hash = hash(&run);
        if kept.len() < KEPT {
            kept.insert(hash);
        } else if kept.last().is_some_and(|&last| hash < last) && kept.insert(hash) {
            kept.pop_last();
        }
    }
    kept.into_iter().collect()
}

fn hash(run: &[char; RUN]) -> u32 {
    let mixed = run.iter().fold(0xcbf2_9ce4_8422_2325u64, |h, &c| {
        (h ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
    });
    // The upper half is the better mixed one.
    ((mixed ^ (mixed >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// The share of runs that two texts have in common, from 0 to 1, told by their sketches.
fn similarity(a: &[u32], b: &[u32]) -> f64 {
    let (mut i, mut j, mut both, mut all) = (0, 0, 0u32, 0u32);
    // The smallest hashes of both texts together are a fair sample of all.
    while (all as usize) < KEPT && (i < a.len() || j < b.len()) {
        let (left, right) = (a.get(i), b.get(j));
        if left == right {
            both += 1;
            i += 1;
            j += 1;
        } else if right.is_none() || left.is_some_and(|l| right.is_some_and(|r| l < r)) {
            i += 1;
        } else {
            j += 1;
        }
        all += 1;
    }
    f64::from(both) / f64::from(all.max(1))
}

/// The share of runs in common where it is enough to take two texts for the same complaint.
pub fn alike(a: &[u32], b: &[u32]) -> Option<f64> {
    let share = similarity(a, b);
    let short = a.len().min(b.len()) < SHORT;
    (share >= if short { SIMILAR_SHORT } else { SIMILAR }).then_some(share)
}

/// A correction of one review, as it is kept. The text is for the user's own file: personal data are masked in it.
pub fn correction(
    review: &Review,
    hint: Option<&str>,
    data: &Data,
    latin: &Latin,
    (was, is): (Option<String>, Option<String>),
    at: f64,
) -> Correction {
    let whole = Whole::new(review);
    let language = detect(&whole.text, hint, latin);
    let masked = pii::mask(&whole.text, language, &data.personal);
    Correction {
        key: review.key.clone(),
        was,
        is,
        at,
        sketch: sketch(&whole.text, language.and_then(|l| data.lexicon.get(l))),
        language: language.map(str::to_owned),
        text: masked.chars().take(LONGEST).collect(),
    }
}

/// Puts in what the user said about similar reviews, then what about this very one. `sketch` is that of this review.
pub(super) fn apply(
    categories: &mut Vec<Found>,
    review: &Review,
    corrections: &[Correction],
    sketch: impl FnOnce() -> Vec<u32>,
) {
    let (own, others): (Vec<&Correction>, Vec<&Correction>) =
        corrections.iter().partition(|c| c.key == review.key);
    let told = |found: &Found| own.iter().any(|c| c.was.as_ref() == Some(&found.id));
    let open: Vec<&mut Found> = categories.iter_mut().filter(|f| !told(f)).collect();
    similar(open, &others, sketch);
    let mut seen = BTreeSet::new();
    categories.retain(|f| !f.id.is_empty() && seen.insert(f.id.clone()));
    for c in own {
        if let Some(was) = &c.was {
            categories.retain(|f| &f.id != was);
        }
        if let Some(is) = &c.is {
            categories.retain(|f| &f.id != is && f.id != NO_DETAIL);
            categories.insert(0, replacement(is, 1.0, Basis::Corrected));
        }
    }
}

/// Replaces categories that were wrong in a similar review; the latest correction counts. An empty id is to be left out.
fn similar(open: Vec<&mut Found>, others: &[&Correction], sketch: impl FnOnce() -> Vec<u32>) {
    let wrong = |c: &Correction, found: &Found| c.was.as_ref() == Some(&found.id);
    if !open.iter().any(|f| others.iter().any(|c| wrong(c, f))) {
        return;
    }
    let sketch = sketch();
    for found in open {
        let mut latest = others.iter().rev().filter(|c| wrong(c, found));
        if let Some((c, share)) = latest.find_map(|c| Some((c, alike(&c.sketch, &sketch)?))) {
            *found = replacement(c.is.as_deref().unwrap_or_default(), share, Basis::Similar);
        }
    }
}

fn replacement(id: &str, confidence: f64, basis: Basis) -> Found {
    Found {
        id: id.to_owned(),
        confidence,
        evidence: Vec::new(),
        phrases: Vec::new(),
        basis,
    }
}
