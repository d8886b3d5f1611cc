//! How fast reviews are understood, on one thread.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use amends::data::Data;
use amends::protocol::Review;
use amends::understand::model::Model;
use amends::understand::understand;
use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};

use crate::corpus::{self, Row};

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
        text: String,
    }
    let read = |(_, line): (usize, String)| {
        let Line { text } = serde_json::from_str(&line)?;
        Ok(Review {
            text,
            ..Review::default()
        })
    };
    corpus::lines(path)?.into_iter().map(read).collect()
}

/// Texts of exactly `length` characters: training texts of a language that follow one another, joined and cut.
pub fn texts(rows: &[Row], language: &str, length: usize, count: usize) -> Result<Vec<String>> {
    let (mut out, mut text) = (Vec::new(), String::new());
    for row in rows.iter().filter(|row| row.lang == language) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&row.text);
        if let Some((end, _)) = text.char_indices().nth(length) {
            text.truncate(end);
            out.push(std::mem::take(&mut text));
        }
        if out.len() == count {
            return Ok(out);
        }
    }
    bail!(
        "there are only {} × {length} characters of {language}",
        out.len()
    )
}
