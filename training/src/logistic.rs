//! Logistic regression with few columns, by Newton's method.

use amends::understand::verdict::logistic;
use nalgebra::{DMatrix, DVector};

/// Rounds at most; a handful is the rule.
const ROUNDS: usize = 30;
/// Stops where no weight moves more than this.
const STILL: f64 = 1e-8;

/// Weights that make `y` probable from the rows of `x`; `ridge` holds each of them back by its square.
pub fn fit(x: &[Vec<f64>], y: &[bool], ridge: &[f64]) -> Vec<f64> {
    let n = ridge.len();
    let held = DVector::from_row_slice(ridge);
    let mut weights = DVector::zeros(n);
    for _ in 0..ROUNDS {
        let mut gradient: DVector<f64> = held.component_mul(&weights);
        let mut curvature = DMatrix::from_diagonal(&held.add_scalar(1e-6));
        for (row, truth) in x.iter().zip(y) {
            let row = DVector::from_row_slice(row);
            let p = logistic(row.dot(&weights));
            gradient.axpy(p - f64::from(u8::from(*truth)), &row, 1.0);
            curvature.ger(p * (1.0 - p), &row, &row, 1.0);
        }
        let Some(step) = curvature.lu().solve(&gradient) else {
            break;
        };
        weights -= &step;
        if step.amax() < STILL {
            break;
        }
    }
    weights.as_slice().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_line_between_yes_and_no() {
        let x: Vec<Vec<f64>> = (0..100).map(|i| vec![f64::from(i) / 10.0, 1.0]).collect();
        let y: Vec<bool> = (0..100).map(|i| i >= 40).collect();
        let w = fit(&x, &y, &[0.01, 0.01]);
        let border = -w[1] / w[0];
        assert!((border - 4.0).abs() < 0.2, "{border}");
    }
}
