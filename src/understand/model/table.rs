//! The weights of one language, made small.

use super::{BadModel, HEADS, Input, PHRASES, Scores, Weights};

/// Features are found by the upper bits of their hash, then compared by the next 16.
const BUCKET_BITS: u32 = 12;

/// Weights made small: one byte each, with one scale a head.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// First feature of each bucket, and the number of all.
    starts: Vec<u32>,
    /// The 16 bits of each hash that follow the bucket's.
    tags: Vec<u16>,
    /// A row for each feature, with its rarity in the weights.
    weights: Vec<i8>,
    /// Rarity of each feature, in parts of `rarest`.
    rarity: Vec<u8>,
    rarest: f32,
    scale: Scores,
    bias: Scores,
    phrases: Vec<Scores>,
}

#[derive(Clone)]
pub(super) struct Sum {
    scores: [i32; HEADS],
    /// Squares of the rarities.
    square: u64,
    /// One bit for each kind of phrase.
    pub(super) phrases: u64,
}

impl Default for Sum {
    fn default() -> Self {
        Sum {
            scores: [0; HEADS],
            square: 0,
            phrases: 0,
        }
    }
}

impl Sum {
    pub(super) fn join(&mut self, other: &Sum) {
        for (all, one) in self.scores.iter_mut().zip(other.scores) {
            *all += one;
        }
        self.square += other.square;
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
    pub(super) fn new(weights: Weights) -> Self {
        let mut features = weights.features;
        features.sort_by_key(|f| f.0);
        features.dedup_by_key(|f| (bucket(f.0), tag(f.0)));
        let mut scale = [0.0f32; HEADS];
        let rarest = features
            .iter()
            .map(|f| f.1)
            .fold(f32::MIN_POSITIVE, f32::max);
        for (_, rarity, row) in &features {
            for (most, w) in scale.iter_mut().zip(row) {
                *most = most.max((w * rarity).abs());
            }
        }
        for s in &mut scale {
            *s = (*s / 127.0).max(f32::MIN_POSITIVE);
        }
        let mut starts = vec![0u32; (1 << BUCKET_BITS) + 1];
        for (hash, ..) in &features {
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
                .flat_map(|(_, rarity, row)| {
                    row.iter()
                        .zip(scale)
                        .map(move |(w, s)| (w * rarity / s).round() as i8)
                })
                .collect(),
            rarity: features
                .iter()
                .map(|f| (f.1 / rarest * 255.0).round() as u8)
                .collect(),
            rarest,
            scale,
            bias: weights.bias,
            phrases: weights.phrases,
        }
    }

    pub(super) fn add(&self, hash: u32, sum: &mut Sum) {
        let bucket = bucket(hash);
        let (from, to) = (
            self.starts[bucket] as usize,
            self.starts[bucket + 1] as usize,
        );
        let wanted = tag(hash);
        let Some(place) = self.tags[from..to].iter().position(|t| *t == wanted) else {
            return;
        };
        sum.square += u64::from(self.rarity[from + place]).pow(2);
        let row = (from + place) * HEADS;
        for (score, w) in sum.scores.iter_mut().zip(&self.weights[row..row + HEADS]) {
            *score += i32::from(*w);
        }
    }

    pub(super) fn finish(&self, sum: &Sum) -> Scores {
        let length = (sum.square.max(1) as f32).sqrt() * self.rarest / 255.0;
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

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.tags.len() as u32).to_le_bytes());
        for pair in self.starts.windows(2) {
            // No bucket of a few thousand features holds more than a handful.
            out.push((pair[1] - pair[0]).min(255) as u8);
        }
        self.tags.iter().for_each(|t| out.extend(t.to_le_bytes()));
        out.extend(self.weights.iter().map(|w| *w as u8));
        out.extend(&self.rarity);
        out.extend(self.rarest.to_le_bytes());
        for row in [&self.scale, &self.bias].into_iter().chain(&self.phrases) {
            row.iter().for_each(|v| out.extend(v.to_le_bytes()));
        }
    }

    pub(super) fn read(input: &mut Input<'_>) -> Result<Self, BadModel> {
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
        let rarity = input.take(features)?.to_vec();
        let rarest = input.float()?;
        if rarest <= 0.0 {
            return Err(BadModel("its features have no rarity".into()));
        }
        let scale = input.scores()?;
        let bias = input.scores()?;
        let phrases = (0..PHRASES)
            .map(|_| input.scores())
            .collect::<Result<_, _>>()?;
        Ok(Table {
            starts,
            tags,
            weights,
            rarity,
            rarest,
            scale,
            bias,
            phrases,
        })
    }
}
