//! A linear support vector machine by dual coordinate descent (Hsieh et al., ICML 2008, algorithm 1, squared hinge):
//! no step size to choose, and the same result on every run.

use crate::samples::Sample;

/// Rounds over the samples at most.
const ROUNDS: usize = 25;
/// Stops where no sample moves more than this.
const STILL: f32 = 0.01;

/// How strongly errors count.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// For every sample.
    pub all: f32,
    /// Further factor for samples that say yes.
    pub yes: f32,
}

/// Trains the weights of one head; samples that say nothing of it are left out.
pub fn train(samples: &[&Sample], columns: usize, head: usize, cost: Cost) -> Vec<f32> {
    let samples: Vec<&&Sample> = samples.iter().filter(|s| s.y[head] != 0).collect();
    let mut weights = vec![0f32; columns];
    let mut alpha = vec![0f32; samples.len()];
    let square: Vec<f32> = samples
        .iter()
        .map(|s| s.x.iter().map(|(_, v)| v * v).sum())
        .collect();
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut random = Random(0x2545_f491_4f6c_dd1d ^ head as u64);
    for _ in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        let mut moved = 0f32;
        for &i in &order {
            let sample = samples[i];
            let y = f32::from(sample.y[head]);
            let c = cost.all * sample.weight * if y > 0.0 { cost.yes } else { 1.0 };
            let diagonal = 1.0 / (2.0 * c);
            let margin: f32 = sample.x.iter().map(|(k, v)| v * weights[*k as usize]).sum();
            let gradient = y * margin - 1.0 + diagonal * alpha[i];
            let next = (alpha[i] - gradient / (square[i] + diagonal)).max(0.0);
            let step = (next - alpha[i]) * y;
            alpha[i] = next;
            if step != 0.0 {
                moved = moved.max(step.abs());
                for (k, v) in &sample.x {
                    weights[*k as usize] += step * v;
                }
            }
        }
        if moved < STILL {
            break;
        }
    }
    weights
}

/// Xorshift: the order of samples must look random and be the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}
