//! Training texts as vectors: each text, and each of its clauses.

use std::collections::HashMap;

use amends::understand::model::{COMPLAINT, HEADS, PHRASES, PRAISE, kinds};
use amends::understand::{Analysis, CATEGORIES, Matcher};

use crate::corpus::Row;

/// Says yes, no, or nothing (0) for each head.
pub type Answers = [i8; HEADS];

/// One text or clause.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Column and value, sorted; columns are phrases first, then one constant, then features.
    pub x: Vec<(u32, f32)>,
    /// What is true of it.
    pub y: Answers,
    /// How much it counts.
    pub weight: f32,
}

/// Column of the constant.
pub const CONSTANT: u32 = PHRASES as u32;
/// First column of a feature.
pub const FIRST: u32 = CONSTANT + 1;
/// How large a phrase stands beside the features, whose squares sum to about one.
pub const PHRASE: f32 = 0.5;
/// What a clause counts, where a text counts 1.
const CLAUSE: f32 = 0.5;

/// Counts of features and phrases, before columns are given.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    counts: HashMap<u32, f32>,
    phrases: u64,
}

/// A training text in pieces.
#[derive(Debug)]
pub struct Piece {
    /// What it is made of.
    pub bag: Bag,
    answers: Answers,
    weight: f32,
}

/// Texts and clauses of one language.
pub fn pieces(rows: &[&Row], matcher: &Matcher) -> Vec<Piece> {
    let mut out = Vec::new();
    for row in rows {
        let analysis = Analysis::new(&row.text, matcher);
        let whole = answers(row);
        let clauses: Vec<(usize, Bag)> = analysis
            .clauses()
            .map(|i| (i, Bag::of(&analysis, i)))
            .collect();
        let mut all = Bag::default();
        clauses.iter().for_each(|(_, bag)| all.join(bag));
        out.push(Piece {
            bag: all,
            answers: whole,
            weight: 1.0,
        });
        if clauses.len() < 2 {
            continue;
        }
        for (i, bag) in clauses {
            out.push(Piece {
                answers: clause_answers(row, &whole, analysis.bytes(i)),
                bag,
                weight: CLAUSE,
            });
        }
    }
    out
}

fn answers(row: &Row) -> Answers {
    let mut y = [-1; HEADS];
    for label in &row.categories {
        if let Some(i) = place(&label.id) {
            y[i] = 1;
        }
    }
    let (complaint, praise) = match row.polarity.as_str() {
        "negative" => (1, -1),
        "mixed" => (1, 1),
        "positive" => (-1, 1),
        _ => (-1, -1),
    };
    y[COMPLAINT] = complaint;
    y[PRAISE] = praise;
    y
}

/// A clause complains where it shares words with a marked span; of the others in the same text nothing is known,
/// since only one place of each complaint is marked.
fn clause_answers(row: &Row, whole: &Answers, (start, end): (usize, usize)) -> Answers {
    let mut y = whole.map(|a| if a > 0 { 0 } else { a });
    let mut complains = false;
    for label in &row.categories {
        let Some(span) = label.span.as_deref() else {
            continue;
        };
        let Some(at) = row.text.find(span) else {
            continue;
        };
        let shared = end.min(at + span.len()).saturating_sub(start.max(at));
        if shared > 0
            && shared * 2 >= span.len().min(end - start)
            && let Some(i) = place(&label.id)
        {
            y[i] = 1;
            complains = true;
        }
    }
    let (complaint, praise) = (whole[COMPLAINT], whole[PRAISE]);
    y[COMPLAINT] = if complains { 1 } else { complaint.min(0) };
    y[PRAISE] = match (complains, complaint > 0, praise > 0) {
        (true, ..) => -1,
        (false, true, true) => 1,
        (false, _, false) => -1,
        (false, false, true) => 0,
    };
    y
}

fn place(id: &str) -> Option<usize> {
    CATEGORIES.iter().position(|c| *c == id)
}

impl Bag {
    fn of(analysis: &Analysis, clause: usize) -> Self {
        let mut bag = Bag::default();
        analysis.features(clause, &mut |hash| {
            *bag.counts.entry(hash).or_default() += 1.0;
        });
        bag.phrases = kinds(analysis, clause);
        bag
    }

    fn join(&mut self, other: &Bag) {
        for (hash, count) in &other.counts {
            *self.counts.entry(*hash).or_default() += count;
        }
        self.phrases |= other.phrases;
    }

    fn vector(&self, columns: &HashMap<u32, (u32, f32)>, phrases: bool) -> Vec<(u32, f32)> {
        let mut x: Vec<(u32, f32)> = (0..PHRASES)
            .filter(|kind| phrases && self.phrases >> kind & 1 == 1)
            .map(|kind| (kind as u32, PHRASE))
            .collect();
        x.push((CONSTANT, 1.0));
        let mut known: Vec<(u32, f32, f32)> = self
            .counts
            .iter()
            .filter_map(|(hash, count)| {
                let (column, rarity) = columns.get(hash)?;
                Some((*column, *count, *rarity))
            })
            .collect();
        // In a fixed order, so that sums come out the same on every run.
        known.sort_by_key(|k| k.0);
        let square: f32 = known.iter().map(|(_, n, r)| n * r * r).sum();
        let length = square.sqrt().max(f32::MIN_POSITIVE);
        x.extend(known.into_iter().map(|(c, n, r)| (c, n * r / length)));
        x
    }
}

/// A feature of the texts.
#[derive(Clone, Copy, Debug)]
pub struct Feature {
    /// Its hash.
    pub hash: u32,
    /// In how many texts it stands.
    pub texts: u32,
    /// The logarithm of the inverse of their share.
    pub rarity: f32,
}

/// Features in at least `least` texts, sorted, so that the same texts always give the same columns.
pub fn vocabulary(pieces: &[Piece], least: u32) -> Vec<Feature> {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    let whole = pieces.iter().filter(|p| p.weight >= 1.0);
    let all = whole.clone().count();
    for piece in whole {
        for hash in piece.bag.counts.keys() {
            *counts.entry(*hash).or_default() += 1;
        }
    }
    let mut out: Vec<Feature> = counts
        .into_iter()
        .filter(|(_, texts)| *texts >= least)
        .map(|(hash, texts)| Feature {
            hash,
            texts,
            rarity: ((all + 1) as f32 / (texts + 1) as f32).ln() + 0.01,
        })
        .collect();
    out.sort_unstable_by_key(|f| f.hash);
    out
}

/// Pieces as vectors over a vocabulary; without `phrases` as if no phrase were found.
pub fn samples(pieces: &[Piece], vocabulary: &[Feature], phrases: bool) -> Vec<Sample> {
    let columns: HashMap<u32, (u32, f32)> = vocabulary
        .iter()
        .zip(FIRST..)
        .map(|(f, column)| (f.hash, (column, f.rarity)))
        .collect();
    pieces
        .iter()
        .map(|piece| Sample {
            x: piece.bag.vector(&columns, phrases),
            y: piece.answers,
            weight: piece.weight,
        })
        .collect()
}
