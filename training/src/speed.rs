//! How fast reviews are understood, on one thread.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use amends::data::Data;
use amends::protocol::Review;
use amends::understand::model::Model;
use amends::understand::understand;
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

/// Passes are repeated for so long, since one of them may be over in a few milliseconds.
const AT_LEAST: Duration = Duration::from_secs(1);

/// What was measured.
#[derive(Debug, Serialize)]
pub struct Speed {
    /// How long one pass over all texts took, the median of several.
    pub seconds: f64,
    /// The fastest pass, which other programs on the machine disturbed least.
    pub fastest: f64,
    /// How many texts there are.
    pub count: usize,
}

/// Understands the texts of a file (`{"id", "text"}` a line) without stars, after a pass that does not count.
pub fn speed(texts: &Path, data: &Data, model: &Model) -> Result<Speed> {
    let reviews = reviews(texts)?;
    if reviews.is_empty() {
        bail!("{}: no texts", texts.display());
    }
    pass(&reviews, data, model);
    let (start, mut taken) = (Instant::now(), Vec::new());
    while taken.is_empty() || start.elapsed() < AT_LEAST {
        taken.push(pass(&reviews, data, model));
    }
    taken.sort_by(f64::total_cmp);
    Ok(Speed {
        seconds: taken[taken.len() / 2],
        fastest: taken[0],
        count: reviews.len(),
    })
}

/// Understands all reviews once, one after another; how many seconds that took.
fn pass(reviews: &[Review], data: &Data, model: &Model) -> f64 {
    let start = Instant::now();
    for review in reviews {
        black_box(understand(black_box(review), None, data, model, &[]));
    }
    start.elapsed().as_secs_f64()
}

fn reviews(path: &Path) -> Result<Vec<Review>> {
    #[derive(Deserialize)]
    struct Line {
        id: String,
        text: String,
    }
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().map(|line| {
        let Line { id, text } = serde_json::from_str(line)?;
        Ok(Review {
            key: id,
            id: None,
            rating: None,
            title: None,
            text,
            author: None,
            date: None,
            product: None,
            reply: None,
        })
    });
    lines.collect()
}
