//! The trained part of understanding: one linear model a language over the features of clauses.
//!
//! A score is `bias + Σ weights / √(number of features) + Σ weights of the phrases found`, for each head. The sums of
//! clauses add up to the sum of the text, so that one pass serves both.

use std::collections::BTreeMap;

use super::analysis::Analysis;
use super::lexicon::Aspect;
use super::{CATEGORIES, SITUATIONS};

/// One head for each category, then [`COMPLAINT`] and [`PRAISE`].
pub const HEADS: usize = CATEGORIES.len() + 2;
/// The head that tells whether there is a complaint.
pub const COMPLAINT: usize = CATEGORIES.len();
/// The head that tells whether there is praise.
pub const PRAISE: usize = CATEGORIES.len() + 1;
/// Kinds of phrases that the model weighs: categories, blame, praise, situations.
pub const PHRASES: usize = CATEGORIES.len() + 2 + SITUATIONS.len();

/// The kind of phrases that blame.
pub const BLAME: usize = CATEGORIES.len();
/// The kind of phrases that praise.
pub const PRAISED: usize = CATEGORIES.len() + 1;

/// A number for each head; above 0 says yes.
pub type Scores = [f32; HEADS];

/// Version of the file format.
const VERSION: u32 = 1;
const MAGIC: &[u8; 8] = b"amendsML";
/// Features are found by the upper bits of their hash, then compared by the next 16.
const BUCKET_BITS: u32 = 12;

/// Trained weights for all languages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    languages: BTreeMap<String, Table>,
}

/// What cannot be read as a model, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadModel(String);

impl std::fmt::Display for BadModel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the model file cannot be read: {}", self.0)
    }
}

impl std::error::Error for BadModel {}

/// Weights of one language, as training gives them.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Hash and weights of each feature.
    pub features: Vec<(u32, Scores)>,
    /// Weights of each kind of phrase.
    pub phrases: Vec<Scores>,
    /// What each head begins with.
    pub bias: Scores,
}

/// Weights made small: one byte each, with one scale a head.
#[derive(Clone, Debug, PartialEq)]
struct Table {
    /// First feature of each bucket, and the number of all.
    starts: Vec<u32>,
    /// The 16 bits of each hash that follow the bucket's.
    tags: Vec<u16>,
    weights: Vec<i8>,
    scale: Scores,
    bias: Scores,
    phrases: Vec<Scores>,
}

/// Scores of a text and of each of its clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The whole text.
    pub whole: Scores,
    /// Number and scores of each clause that is the reviewer's own.
    pub clauses: Vec<(usize, Scores)>,
    /// The kinds of phrases in each of them, one bit each.
    pub phrases: Vec<u64>,
}

impl Scored {
    /// What the phrases alone say, where there are no weights for a language.
    pub fn from_phrases(analysis: &Analysis) -> Self {
        let of = |kinds: u64| -> Scores {
            let has = |kind: usize| kinds >> kind & 1 == 1;
            let mut out: Scores = [-1.0; HEADS];
            for (category, score) in out.iter_mut().enumerate().take(CATEGORIES.len()) {
                if has(category) {
                    *score = 1.0;
                }
            }
            let against = (0..=BLAME).any(has);
            out[COMPLAINT] = if against { 1.0 } else { -1.0 };
            out[PRAISE] = if has(PRAISED) { 1.0 } else { -1.0 };
            out
        };
        let phrases: Vec<u64> = analysis.clauses().map(|i| kinds(analysis, i)).collect();
        let clauses = analysis.clauses().zip(&phrases);
        Scored {
            whole: of(phrases.iter().fold(0, |all, kinds| all | kinds)),
            clauses: clauses
                .map(|(number, kinds)| (number, of(*kinds)))
                .collect(),
            phrases,
        }
    }

    /// The clause that speaks most for a head.
    pub fn best(&self, head: usize) -> Option<(usize, f32)> {
        self.clauses
            .iter()
            .map(|(clause, scores)| (*clause, scores[head]))
            .max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// The kind of a phrase as the model counts them; `None` for the halves of `blackmail`.
pub fn phrase_kind(aspect: Aspect) -> Option<usize> {
    match aspect {
        Aspect::Category(i) => Some(i),
        Aspect::Blame => Some(BLAME),
        Aspect::Praise => Some(PRAISED),
        Aspect::Situation(i) => Some(CATEGORIES.len() + 2 + i),
        Aspect::Demand | Aspect::Lever => None,
    }
}

/// The kinds of phrases in a clause, one bit each.
pub fn kinds(analysis: &Analysis, clause: usize) -> u64 {
    analysis
        .hits_in(clause)
        .filter_map(|hit| phrase_kind(hit.aspect))
        .fold(0, |bits, kind| bits | 1 << kind)
}

impl Model {
    /// Makes trained weights small enough to ship.
    pub fn new(weights: BTreeMap<String, Weights>) -> Self {
        let languages = weights
            .into_iter()
            .map(|(l, w)| (l, Table::new(w)))
            .collect();
        Model { languages }
    }

    /// The model that this project ships; the extension reads the same file when it starts.
    ///
    /// # Errors
    /// Where the file is of another version than the program: train it again.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn shipped() -> Result<Self, BadModel> {
        Model::from_bytes(include_bytes!("../../model/reviews.bin"))
    }

    /// Languages that the model was trained for.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.keys().map(String::as_str)
    }

    /// Scores a text; `None` in a language without weights.
    pub fn score(&self, language: &str, analysis: &Analysis) -> Option<Scored> {
        let table = self.languages.get(language)?;
        let mut whole = Sum::default();
        let mut phrases = Vec::new();
        let clauses = analysis
            .clauses()
            .map(|number| {
                let mut sum = Sum::default();
                analysis.features(number, &mut |hash| table.add(hash, &mut sum));
                sum.phrases = kinds(analysis, number);
                phrases.push(sum.phrases);
                whole.join(&sum);
                (number, table.finish(&sum))
            })
            .collect();
        Some(Scored {
            whole: table.finish(&whole),
            clauses,
            phrases,
        })
    }

    /// The model as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        for size in [HEADS, PHRASES, self.languages.len()] {
            out.extend((size as u32).to_le_bytes());
        }
        for (language, table) in &self.languages {
            out.push(language.len() as u8);
            out.extend(language.as_bytes());
            table.write(&mut out);
        }
        out
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// Where the bytes are not a model of this version, or end too early.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadModel> {
        let mut input = Input(bytes);
        if input.take(MAGIC.len())? != MAGIC {
            return Err(BadModel("it does not begin like one".into()));
        }
        let head = [input.number()?, input.number()?, input.number()?];
        let want = [VERSION, HEADS as u32, PHRASES as u32];
        if head != want {
            let why = format!("it is of version {head:?}, this program reads {want:?}");
            return Err(BadModel(why));
        }
        let mut languages = BTreeMap::new();
        for _ in 0..input.number()? {
            let len = usize::from(input.take(1)?[0]);
            let language = String::from_utf8_lossy(input.take(len)?).into_owned();
            languages.insert(language, Table::read(&mut input)?);
        }
        if !input.0.is_empty() {
            return Err(BadModel(format!("{} bytes too many", input.0.len())));
        }
        Ok(Model { languages })
    }
}

#[derive(Clone)]
struct Sum {
    scores: [i32; HEADS],
    count: u32,
    /// One bit for each kind of phrase.
    phrases: u64,
}

impl Default for Sum {
    fn default() -> Self {
        Sum {
            scores: [0; HEADS],
            count: 0,
            phrases: 0,
        }
    }
}

impl Sum {
    fn join(&mut self, other: &Sum) {
        for (all, one) in self.scores.iter_mut().zip(other.scores) {
            *all += one;
        }
        self.count += other.count;
        self.phrases |= other.phrases;
    }
}

const _: () = assert!(PHRASES <= u64::BITS as usize);

fn bucket(hash: u32) -> usize {
    (hash >> (32 - BUCKET_BITS)) as usize
}

fn tag(hash: u32) -> u16 {
    (hash >> (16 - BUCKET_BITS)) as u16
}

impl Table {
    fn new(weights: Weights) -> Self {
        let mut features = weights.features;
        features.sort_by_key(|f| f.0);
        features.dedup_by_key(|f| (bucket(f.0), tag(f.0)));
        let mut scale = [0.0f32; HEADS];
        for (_, row) in &features {
            for (most, w) in scale.iter_mut().zip(row) {
                *most = most.max(w.abs());
            }
        }
        for s in &mut scale {
            *s = (*s / 127.0).max(f32::MIN_POSITIVE);
        }
        let mut starts = vec![0u32; (1 << BUCKET_BITS) + 1];
        for (hash, _) in &features {
            starts[bucket(*hash) + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Table {
            starts,
            tags: features.iter().map(|f| tag(f.0)).collect(),
            weights: features
                .iter()
                .flat_map(|(_, row)| row.iter().zip(scale).map(|(w, s)| (w / s).round() as i8))
                .collect(),
            scale,
            bias: weights.bias,
            phrases: weights.phrases,
        }
    }

    fn add(&self, hash: u32, sum: &mut Sum) {
        sum.count += 1;
        let bucket = bucket(hash);
        let (from, to) = (
            self.starts[bucket] as usize,
            self.starts[bucket + 1] as usize,
        );
        let wanted = tag(hash);
        let Some(place) = self.tags[from..to].iter().position(|t| *t == wanted) else {
            return;
        };
        let row = (from + place) * HEADS;
        for (score, w) in sum.scores.iter_mut().zip(&self.weights[row..row + HEADS]) {
            *score += i32::from(*w);
        }
    }

    fn finish(&self, sum: &Sum) -> Scores {
        let length = (sum.count.max(1) as f32).sqrt();
        let mut out = self.bias;
        for ((score, raw), scale) in out.iter_mut().zip(sum.scores).zip(self.scale) {
            *score += raw as f32 * scale / length;
        }
        for (kind, row) in self.phrases.iter().enumerate() {
            if sum.phrases >> kind & 1 == 1 {
                for (score, w) in out.iter_mut().zip(row) {
                    *score += w;
                }
            }
        }
        out
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.tags.len() as u32).to_le_bytes());
        for pair in self.starts.windows(2) {
            // No bucket of a few thousand features holds more than a handful.
            out.push((pair[1] - pair[0]).min(255) as u8);
        }
        self.tags.iter().for_each(|t| out.extend(t.to_le_bytes()));
        out.extend(self.weights.iter().map(|w| *w as u8));
        for row in [&self.scale, &self.bias].into_iter().chain(&self.phrases) {
            row.iter().for_each(|v| out.extend(v.to_le_bytes()));
        }
    }

    fn read(input: &mut Input<'_>) -> Result<Self, BadModel> {
        let features = input.number()? as usize;
        let mut starts = vec![0u32];
        for &n in input.take(1 << BUCKET_BITS)? {
            starts.push(starts[starts.len() - 1] + u32::from(n));
        }
        if starts[starts.len() - 1] as usize != features {
            return Err(BadModel("its buckets do not add up".into()));
        }
        let tags = input.take(features * 2)?.chunks_exact(2);
        let tags = tags.map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        let weights = input
            .take(features * HEADS)?
            .iter()
            .map(|b| *b as i8)
            .collect();
        let scale = input.scores()?;
        let bias = input.scores()?;
        let phrases = (0..PHRASES)
            .map(|_| input.scores())
            .collect::<Result<_, _>>()?;
        Ok(Table {
            starts,
            tags,
            weights,
            scale,
            bias,
            phrases,
        })
    }
}

struct Input<'b>(&'b [u8]);

impl<'b> Input<'b> {
    fn take(&mut self, n: usize) -> Result<&'b [u8], BadModel> {
        let (head, rest) = self
            .0
            .split_at_checked(n)
            .ok_or_else(|| BadModel("it ends too early".into()))?;
        self.0 = rest;
        Ok(head)
    }

    fn number(&mut self) -> Result<u32, BadModel> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    fn scores(&mut self) -> Result<Scores, BadModel> {
        let mut out = [0.0; HEADS];
        for (slot, b) in out.iter_mut().zip(self.take(HEADS * 4)?.chunks_exact(4)) {
            *slot = f32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        }
        Ok(out)
    }
}
