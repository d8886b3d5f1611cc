//! Tells the languages that are written in Latin letters apart: one linear model over hashed runs of letters, trained
//! on the same texts as the rest.

use super::super::features::Rolling;
use super::super::letters::is_letter;
use super::lanes::{Lanes, byte, weight};
use super::{BadModel, Input};

/// Runs of letters share so many places.
pub const BUCKETS: usize = 1 << BITS;
const BITS: u32 = 12;
/// A row is read in so many pieces of eight weights.
const PIECES: usize = 2;
/// Most languages.
const MOST: usize = 8 * PIECES;
/// Longest run of letters.
const LONGEST: usize = 4;
/// So many characters tell a language as well as all do.
const ENOUGH: usize = 300;

/// Weights of all languages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Latin {
    /// ISO 639-1; empty for all other languages.
    codes: Vec<String>,
    scale: Vec<f32>,
    bias: Vec<f32>,
    /// A row for each bucket, with a weight for each language, as [`byte`]s.
    weights: Vec<[u64; PIECES]>,
}

impl Latin {
    /// Makes trained weights small: of each language its code, its bias and a weight for each bucket.
    pub fn new(trained: Vec<(String, f32, Vec<f32>)>) -> Self {
        let all = trained.len();
        let mut out = Latin::default();
        let mut bytes = vec![0; BUCKETS * all];
        for (place, (code, bias, weights)) in trained.into_iter().enumerate() {
            let most = weights.iter().map(|w| w.abs()).fold(0.0, f32::max);
            let scale = (most / 127.0).max(f32::MIN_POSITIVE);
            for (bucket, w) in weights.iter().enumerate().take(BUCKETS) {
                bytes[bucket * all + place] = (w / scale).round() as i8 as u8;
            }
            out.codes.push(code);
            out.scale.push(scale);
            out.bias.push(bias);
        }
        out.weights = rows(&bytes, all);
        out
    }

    /// The likeliest language; `None` where it is none of those that are known, or nothing is known at all.
    pub fn guess(&self, text: &str) -> Option<&str> {
        let scores = self.scores(text);
        let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]))?;
        Some(self.codes[best].as_str()).filter(|code| !code.is_empty())
    }

    /// By how much one language fits better than another, in the model's scores; `None` where one of them is not known.
    pub fn lead(&self, text: &str, code: &str, other: &str) -> Option<f32> {
        let place = |wanted: &str| self.codes.iter().position(|c| c == wanted);
        let (own, other) = (place(code)?, place(other)?);
        let scores = self.scores(text);
        Some(scores[own] - scores[other])
    }

    /// A score for each language.
    fn scores(&self, text: &str) -> Vec<f32> {
        let mut lanes = Lanes::default();
        let mut count = 0u32;
        runs(text, &mut |bucket| {
            count += 1;
            // Without weights nothing is known.
            if let Some(row) = self.weights.get(bucket) {
                lanes.add(*row);
            }
        });
        let sums = lanes.sums();
        let sums = sums.as_flattened();
        let length = (count.max(1) as f32).sqrt();
        let score = |i: usize| sums[i] as f32 * self.scale[i] / length + self.bias[i];
        (0..self.codes.len()).map(score).collect()
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.push(self.codes.len() as u8);
        for code in &self.codes {
            out.push(code.len() as u8);
            out.extend(code.as_bytes());
        }
        let numbers = self.scale.iter().chain(&self.bias);
        numbers.for_each(|n| out.extend(n.to_le_bytes()));
        for row in &self.weights {
            let row = row.iter().flat_map(|piece| piece.to_le_bytes());
            out.extend(row.take(self.codes.len()).map(|b| weight(b) as u8));
        }
    }

    pub(super) fn read(input: &mut Input<'_>) -> Result<Self, BadModel> {
        let all = usize::from(input.take(1)?[0]);
        if all > MOST {
            return Err(BadModel("it knows too many languages".into()));
        }
        let codes = (0..all)
            .map(|_| input.code())
            .collect::<Result<Vec<_>, _>>()?;
        let mut floats = || (0..all).map(|_| input.float()).collect::<Result<_, _>>();
        let (scale, bias) = (floats()?, floats()?);
        Ok(Latin {
            codes,
            scale,
            bias,
            weights: rows(input.take(all * BUCKETS)?, all),
        })
    }
}

/// The rows of a file, each in its pieces.
fn rows(bytes: &[u8], languages: usize) -> Vec<[u64; PIECES]> {
    let row = |weights: &[u8]| {
        let mut row = [0; MOST];
        for (byte_of, w) in row.iter_mut().zip(weights) {
            *byte_of = byte(*w as i8);
        }
        let piece = |n| u64::from_le_bytes(std::array::from_fn(|i| row[8 * n + i]));
        std::array::from_fn(piece)
    };
    bytes.chunks_exact(languages.max(1)).map(row).collect()
}

/// Calls `emit` with the bucket of each run of letters in the beginning of a text, in lower case, with borders of words
/// as one space.
pub fn runs(text: &str, emit: &mut impl FnMut(usize)) {
    let mut letters = vec![' '];
    let mut push = |c: char| {
        if is_letter(c) || c == '\'' {
            letters.push(c);
        } else if letters.last() != Some(&' ') {
            letters.push(' ');
        }
    };
    let mut left = ENOUGH;
    for c in text.chars() {
        if left == 0 {
            break;
        }
        if c.is_ascii() {
            push(c.to_ascii_lowercase());
            left -= 1;
        } else {
            let lower = c.to_lowercase().take(left);
            left -= lower.map(&mut push).count();
        }
    }
    if letters.last() != Some(&' ') {
        letters.push(' ');
    }
    for from in 0..letters.len() {
        let mut hash = Rolling::new(b'l');
        for (n, c) in letters[from..].iter().take(LONGEST).enumerate() {
            hash = hash.push(u32::from(*c));
            if n > 0 || *c != ' ' {
                emit((hash.finish() >> (32 - BITS)) as usize);
            }
        }
    }
}
