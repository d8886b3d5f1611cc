//! The weights of one language, made small.

use super::lanes::{Lanes, byte, weight};
use super::{BadModel, HEADS, Input, PHRASES, Scores, Weights};

/// Features are found by the upper bits of their hash, then compared by the next 16.
const BUCKET_BITS: u32 = 12;

/// A row is added in so many pieces of eight weights; the last piece overlaps the one before it.
const CHUNKS: usize = HEADS.div_ceil(8);
/// From here on weights stand in the last piece.
const LAST: usize = (CHUNKS - 1) * 8;

/// Weights made small: one byte each, with one scale a head.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// First feature of each bucket, and the number of all.
    starts: Vec<u32>,
    /// The 16 bits of each hash that follow the bucket's.
    tags: Vec<u16>,
    /// Whether any feature begins with some 16 bits, a bit for each of them: most that are asked for are not there.
    known: Vec<u64>,
    /// A row for each feature, with its rarity in the weights, as [`byte`]s.
    weights: Vec<u8>,
    /// Rarity of each feature, in parts of `rarest`.
    rarity: Vec<u8>,
    rarest: f32,
    scale: Scores,
    bias: Scores,
    phrases: Vec<Scores>,
}

/// The scores of a text while its features are added.
#[derive(Clone, Default)]
pub(super) struct Adding {
    lanes: Lanes<CHUNKS>,
    square: u64,
}

/// The sum of the features of a text.
#[derive(Clone, Default)]
pub(super) struct Sum {
    scores: [i32; HEADS],
    /// Squares of the rarities.
    square: u64,
    /// One bit for each kind of phrase.
    pub(super) phrases: u64,
}

impl Adding {
    /// The sum, with the kinds of phrases found.
    pub(super) fn sum(self, phrases: u64) -> Sum {
        let sums = self.lanes.sums();
        let mut scores = [0; HEADS];
        for (head, score) in scores.iter_mut().enumerate() {
            let last = head >= LAST;
            let place = if last { head - (HEADS - 8) } else { head % 8 };
            *score = sums[if last { CHUNKS - 1 } else { head / 8 }][place];
        }
        Sum {
            scores,
            square: self.square,
            phrases,
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

/// Word and bit in [`Table::known`] for the upper 16 bits of a hash.
fn known_bit(hash: u32) -> (usize, u64) {
    ((hash >> 22) as usize, 1 << (hash >> 16 & 63))
}

fn known(starts: &[u32], tags: &[u16]) -> Vec<u64> {
    let mut known = vec![0; 1 << 10];
    for (bucket, range) in starts.windows(2).enumerate() {
        for tag in &tags[range[0] as usize..range[1] as usize] {
            let hash =
                (bucket as u32) << (32 - BUCKET_BITS) | u32::from(*tag) << (16 - BUCKET_BITS);
            let (word, bit) = known_bit(hash);
            known[word] |= bit;
        }
    }
    known
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
        let tags: Vec<u16> = features.iter().map(|f| tag(f.0)).collect();
        Table {
            known: known(&starts, &tags),
            starts,
            tags,
            weights: features
                .iter()
                .flat_map(|(_, rarity, row)| {
                    row.iter()
                        .zip(scale)
                        .map(move |(w, s)| byte((w * rarity / s).round() as i8))
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

    pub(super) fn add(&self, hash: u32, adding: &mut Adding) {
        let (word, bit) = known_bit(hash);
        if self.known[word] & bit == 0 {
            return;
        }
        let bucket = bucket(hash);
        let from = self.starts[bucket] as usize;
        let tags = &self.tags[from..self.starts[bucket + 1] as usize];
        let wanted = tag(hash);
        let Some(place) = tags.iter().position(|t| *t == wanted) else {
            return;
        };
        let feature = from + place;
        adding.square += u64::from(self.rarity[feature]).pow(2);
        let row = &self.weights[feature * HEADS..(feature + 1) * HEADS];
        let piece = |n: usize| {
            let mut bytes = [0; 8];
            let from = (n * 8).min(HEADS - 8);
            bytes.copy_from_slice(&row[from..from + 8]);
            u64::from_le_bytes(bytes)
        };
        adding.lanes.add(std::array::from_fn(piece));
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
        out.extend(self.weights.iter().map(|b| weight(*b) as u8));
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
        let tags: Vec<u16> = tags.map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        let weights = input
            .take(features * HEADS)?
            .iter()
            .map(|b| byte(*b as i8))
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
            known: known(&starts, &tags),
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
