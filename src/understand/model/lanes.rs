//! Sums of many short rows of bytes, eight bytes at a time: plain 64-bit numbers do here what vectors would.

/// So many bytes fit into sixteen bits.
const MOST: u32 = 257;
/// Every second byte.
const HALF: u64 = 0x00ff_00ff_00ff_00ff;
/// What is added to a weight, so that it is never negative.
const SHIFT: i32 = 128;

/// A weight as a byte of a row.
pub(super) fn byte(weight: i8) -> u8 {
    weight as u8 ^ 0x80
}

/// The weight that a byte stands for.
pub(super) fn weight(byte: u8) -> i8 {
    (byte ^ 0x80) as i8
}

/// Sums of rows of `N` times eight weights.
#[derive(Clone)]
pub(super) struct Lanes<const N: usize> {
    /// The even and the odd bytes of what was added last, sixteen bits each.
    halves: [[u64; 2]; N],
    /// How many rows that were.
    rows: u32,
    sums: [[i32; 8]; N],
}

impl<const N: usize> Default for Lanes<N> {
    fn default() -> Self {
        Lanes {
            halves: [[0; 2]; N],
            rows: 0,
            sums: [[0; 8]; N],
        }
    }
}

impl<const N: usize> Lanes<N> {
    /// Adds a row.
    pub(super) fn add(&mut self, row: [u64; N]) {
        if self.rows == MOST {
            self.settle();
        }
        for ([even, odd], bytes) in self.halves.iter_mut().zip(row) {
            *even += bytes & HALF;
            *odd += bytes >> 8 & HALF;
        }
        self.rows += 1;
    }

    /// The sums of all rows.
    pub(super) fn sums(mut self) -> [[i32; 8]; N] {
        self.settle();
        self.sums
    }

    fn settle(&mut self) {
        let shift = SHIFT * self.rows as i32;
        for (sums, halves) in self.sums.iter_mut().zip(&mut self.halves) {
            for (place, sum) in sums.iter_mut().enumerate() {
                let lane = halves[place % 2] >> (place / 2 * 16) & 0xffff;
                *sum += lane as i32 - shift;
            }
            *halves = [0; 2];
        }
        self.rows = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_many_rows() {
        let weights = [-128, -127, -1, 0, 1, 5, 126, 127];
        let row = u64::from_le_bytes(weights.map(byte));
        let back = u64::to_le_bytes(row).map(weight);
        assert_eq!(back, weights);
        for count in [0, 1, 256, 257, 258, 1000] {
            let mut lanes = Lanes::default();
            (0..count).for_each(|_| lanes.add([row]));
            assert_eq!(lanes.sums(), [weights.map(|w| i32::from(w) * count)]);
        }
    }
}
