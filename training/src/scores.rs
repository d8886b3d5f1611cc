//! Measures of classification, and how sure they are.

/// Right and wrong answers of one yes/no question.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Said yes, and it was.
    pub hit: f64,
    /// Said yes, and it was not.
    pub wrong: f64,
    /// Said no, and it was.
    pub missed: f64,
    /// Said no, and it was not.
    pub rest: f64,
}

impl Counts {
    /// Counts one answer.
    pub fn add(&mut self, truth: bool, said: bool) {
        match (truth, said) {
            (true, true) => self.hit += 1.0,
            (false, true) => self.wrong += 1.0,
            (true, false) => self.missed += 1.0,
            (false, false) => self.rest += 1.0,
        }
    }

    /// Harmonic mean of precision and recall; 0 where nothing was there or said.
    pub fn f1(self) -> f64 {
        ratio(2.0 * self.hit, 2.0 * self.hit + self.wrong + self.missed)
    }

    /// Mean of the F1 of yes and of no.
    pub fn macro_f1(self) -> f64 {
        let no = ratio(2.0 * self.rest, 2.0 * self.rest + self.wrong + self.missed);
        (self.f1() + no) / 2.0
    }

    /// Of those said, how many are right.
    pub fn precision(self) -> f64 {
        ratio(self.hit, self.hit + self.wrong)
    }

    /// Of those that are there, how many were said.
    pub fn recall(self) -> f64 {
        ratio(self.hit, self.hit + self.missed)
    }
}

/// A share; 0 of 0 is 0.
pub fn ratio(part: f64, all: f64) -> f64 {
    if all > 0.0 { part / all } else { 0.0 }
}

/// How often samples are drawn anew for an interval.
const DRAWS: usize = 500;

/// The middle 95 % of a measure over samples drawn anew with replacement (bootstrap); the same on every run.
pub fn interval(n: usize, measure: impl Fn(&[usize]) -> f64) -> (f64, f64) {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n.max(1) as u64) as usize
    };
    let mut found: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let drawn: Vec<usize> = (0..n).map(|_| next()).collect();
            measure(&drawn)
        })
        .collect();
    found.sort_by(f64::total_cmp);
    (found[DRAWS / 40], found[DRAWS - 1 - DRAWS / 40])
}
