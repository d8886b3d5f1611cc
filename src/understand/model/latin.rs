//! Tells the languages that are written in Latin letters apart: one linear model over hashed runs of letters, trained
//! on the same texts as the rest.

use super::super::features::Rolling;
use super::{BadModel, Input};

/// Runs of letters share so many places.
pub const BUCKETS: usize = 1 << BITS;
const BITS: u32 = 12;
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
    /// A row for each bucket, with a weight for each language.
    weights: Vec<i8>,
}

impl Latin {
    /// Makes trained weights small: of each language its code, its bias and a weight for each bucket.
    pub fn new(trained: Vec<(String, f32, Vec<f32>)>) -> Self {
        let mut out = Latin {
            weights: vec![0; BUCKETS * trained.len()],
            ..Latin::default()
        };
        let all = trained.len();
        for (place, (code, bias, weights)) in trained.into_iter().enumerate() {
            let most = weights.iter().map(|w| w.abs()).fold(0.0, f32::max);
            let scale = (most / 127.0).max(f32::MIN_POSITIVE);
            for (bucket, w) in weights.iter().enumerate().take(BUCKETS) {
                out.weights[bucket * all + place] = (w / scale).round() as i8;
            }
            out.codes.push(code);
            out.scale.push(scale);
            out.bias.push(bias);
        }
        out
    }

    /// The likeliest language; `None` where it is none of those that are known, or nothing is known at all.
    pub fn guess(&self, text: &str) -> Option<&str> {
        let all = self.codes.len();
        let mut sums = vec![0i32; all];
        let mut count = 0u32;
        runs(text, &mut |bucket| {
            count += 1;
            let row = &self.weights[bucket * all..(bucket + 1) * all];
            for (sum, w) in sums.iter_mut().zip(row) {
                *sum += i32::from(*w);
            }
        });
        let length = (count.max(1) as f32).sqrt();
        let score = |i: &usize| sums[*i] as f32 * self.scale[*i] / length + self.bias[*i];
        let best = (0..all).max_by(|a, b| score(a).total_cmp(&score(b)))?;
        Some(self.codes[best].as_str()).filter(|code| !code.is_empty())
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.push(self.codes.len() as u8);
        for code in &self.codes {
            out.push(code.len() as u8);
            out.extend(code.as_bytes());
        }
        let numbers = self.scale.iter().chain(&self.bias);
        numbers.for_each(|n| out.extend(n.to_le_bytes()));
        out.extend(self.weights.iter().map(|w| *w as u8));
    }

    pub(super) fn read(input: &mut Input<'_>) -> Result<Self, BadModel> {
        let all = usize::from(input.take(1)?[0]);
        let codes = (0..all)
            .map(|_| input.code())
            .collect::<Result<Vec<_>, _>>()?;
        let mut floats = || (0..all).map(|_| input.float()).collect::<Result<_, _>>();
        let (scale, bias) = (floats()?, floats()?);
        Ok(Latin {
            codes,
            scale,
            bias,
            weights: input
                .take(all * BUCKETS)?
                .iter()
                .map(|b| *b as i8)
                .collect(),
        })
    }
}

/// Calls `emit` with the bucket of each run of letters in the beginning of a text, in lower case, with borders of words
/// as one space.
pub fn runs(text: &str, emit: &mut impl FnMut(usize)) {
    let mut letters = vec![' '];
    for c in text.chars().flat_map(char::to_lowercase).take(ENOUGH) {
        if c.is_alphabetic() || c == '\'' {
            letters.push(c);
        } else if letters.last() != Some(&' ') {
            letters.push(' ');
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
