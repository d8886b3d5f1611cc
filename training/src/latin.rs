//! Trains what tells languages in Latin letters apart.

use std::collections::BTreeMap;
use std::path::Path;

use amends::understand::model::HEADS;
use amends::understand::model::latin::{BUCKETS, Latin, runs};
use anyhow::{Context, Result};

use crate::corpus::Row;
use crate::machine::{self, Cost};
use crate::samples::Sample;

/// Languages that use Latin letters; the empty one stands for all others, whose texts are in [`OTHERS`].
const CODES: [&str; 10] = ["", "de", "en", "es", "fr", "id", "it", "pl", "pt", "tr"];
/// Short texts in languages that Amends does not read, a line each.
const OTHERS: &str = "data/train/other.txt";
/// Texts of one language at most, so that none outweighs the rest.
const MOST: usize = 600;
/// Beginnings of texts are learnt too, in characters: reviews are often short.
const BEGINNINGS: [usize; 3] = [15, 30, 60];
const COST: f32 = 1.0;

/// Trains on the texts of all rows in Latin letters, and on those in other languages.
pub fn train(rows: &[Row]) -> Result<Latin> {
    let others = std::fs::read_to_string(Path::new(OTHERS)).context(OTHERS)?;
    let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    texts.insert("", others.lines().filter(|l| !l.is_empty()).collect());
    for row in rows {
        texts.entry(&row.lang).or_default().push(&row.text);
    }
    let mut samples = Vec::new();
    for (head, code) in CODES.iter().enumerate() {
        let all = texts.remove(code).unwrap_or_default();
        let step = all.len().div_ceil(MOST).max(1);
        for text in all.into_iter().step_by(step) {
            samples.push(sample(text, head));
            for length in BEGINNINGS {
                if let Some((end, _)) = text.char_indices().nth(length) {
                    samples.push(sample(&text[..end], head));
                }
            }
        }
    }
    let samples: Vec<&Sample> = samples.iter().collect();
    let weights = CODES.iter().enumerate().map(|(head, code)| {
        let cost = Cost {
            all: COST,
            yes: 1.0,
        };
        let mut weights = machine::train(&samples, BUCKETS + 1, head, cost);
        let bias = weights.pop().unwrap_or_default();
        ((*code).to_owned(), bias, weights)
    });
    Ok(Latin::new(weights.collect()))
}

fn sample(text: &str, head: usize) -> Sample {
    let mut counts: BTreeMap<u32, f32> = BTreeMap::new();
    let mut total = 0.0f32;
    runs(text, &mut |bucket| {
        *counts.entry(bucket as u32).or_default() += 1.0;
        total += 1.0;
    });
    let length = total.max(1.0).sqrt();
    let mut x: Vec<(u32, f32)> = counts.into_iter().map(|(b, n)| (b, n / length)).collect();
    x.push((BUCKETS as u32, 1.0));
    let mut y = [-1; HEADS];
    y[head] = 1;
    Sample { x, y, weight: 1.0 }
}
