//! From training texts to a model.

use std::collections::BTreeMap;

use amends::lexicon::Lexicon;
use amends::understand::model::{COMPLAINT, HEADS, Model, PHRASES, Scores, Weights};
use anyhow::Result;

use crate::corpus::{CORE, Row};
use crate::latin;
use crate::machine::{self, Cost};
use crate::samples::{self, CONSTANT, FIRST, Feature, Piece, Sample};

/// Features must occur in this many texts.
const LEAST_TEXTS: u32 = 2;
/// Categories are rare: a missed one counts more than a wrong one.
const YES: f32 = 2.0;
/// How strongly errors count against small weights: the best of 0.1, 0.3, 1 and 3 on reviews set aside.
const COST: f32 = 0.3;

/// How many features a language may keep in the file.
fn budget(language: &str) -> usize {
    if CORE.contains(&language) {
        14_000
    } else {
        2_400
    }
}

/// Trains all languages that have both texts and phrase data.
pub fn model(rows: &[Row], lexicon: &Lexicon, phrases: bool, say: bool) -> Result<Model> {
    let mut weights = BTreeMap::new();
    for (language, matcher) in lexicon.iter() {
        let own: Vec<&Row> = rows.iter().filter(|r| &r.lang == language).collect();
        if own.is_empty() {
            continue;
        }
        let pieces = samples::pieces(&own, matcher);
        let trained = language_weights(&pieces, budget(language), phrases);
        if say {
            println!(
                "{language}: {} texts, {} texts and clauses, {} features kept",
                own.len(),
                pieces.len(),
                trained.features.len()
            );
        }
        weights.insert(language.clone(), trained);
    }
    Ok(Model::new(weights, latin::train(rows)?))
}

/// Trains once on all features, keeps the heaviest, and trains again on those.
///
/// Where phrases are found, the words around them would learn little of their own, and where none is found the model would
/// know nothing. So it is trained twice, with phrases and as if there were none, and the weights are added.
pub fn language_weights(pieces: &[Piece], budget: usize, phrases: bool) -> Weights {
    let all = samples::vocabulary(pieces, LEAST_TEXTS);
    let kept = if all.len() <= budget {
        all
    } else {
        let first = fit(&samples::samples(pieces, &all, phrases), all.len());
        let mut ranked: Vec<(f32, Feature)> = all
            .into_iter()
            .enumerate()
            .map(|(i, feature)| {
                let column = FIRST as usize + i;
                let most = first.iter().map(|w| w[column].abs()).fold(0.0, f32::max);
                (
                    most * feature.rarity * (feature.texts as f32).sqrt(),
                    feature,
                )
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.hash.cmp(&b.1.hash)));
        let mut kept: Vec<Feature> = ranked[..budget].iter().map(|r| r.1).collect();
        kept.sort_unstable_by_key(|f| f.hash);
        kept
    };
    let mut heads = fit(&samples::samples(pieces, &kept, false), kept.len());
    if phrases {
        let with = fit(&samples::samples(pieces, &kept, true), kept.len());
        for (sum, more) in heads.iter_mut().flatten().zip(with.iter().flatten()) {
            *sum += more;
        }
    }
    weights(&kept, &heads)
}

/// Weights of each head, on two threads; heads do not depend on each other.
fn fit(samples: &[Sample], features: usize) -> Vec<Vec<f32>> {
    let samples: Vec<&Sample> = samples.iter().collect();
    let columns = FIRST as usize + features;
    let head = |head: usize| {
        let yes = if head < COMPLAINT { YES } else { 1.0 };
        machine::train(&samples, columns, head, Cost { all: COST, yes })
    };
    let half = |rest: usize| (rest..HEADS).step_by(2).map(head).collect::<Vec<_>>();
    let (even, odd) = std::thread::scope(|scope| {
        let other = scope.spawn(|| half(1));
        let even = half(0);
        (even, other.join().expect("training does not panic"))
    });
    let mut odd = odd.into_iter();
    even.into_iter()
        .flat_map(|e| [Some(e), odd.next()])
        .flatten()
        .collect()
}

fn weights(features: &[Feature], heads: &[Vec<f32>]) -> Weights {
    let row = |column: usize| -> Scores { std::array::from_fn(|h| heads[h][column]) };
    Weights {
        features: features
            .iter()
            .enumerate()
            .map(|(i, f)| (f.hash, f.rarity, row(FIRST as usize + i)))
            .collect(),
        phrases: (0..PHRASES)
            .map(|kind| row(kind).map(|w| w * samples::PHRASE))
            .collect(),
        bias: row(CONSTANT as usize),
    }
}
