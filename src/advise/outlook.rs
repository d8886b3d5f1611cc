//! What one review does to the average that the page shows.

use crate::messages::Messages;

/// The average and the number of ratings that a page shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// From 1 to 5.
    pub average: f64,
    /// How many ratings it is made of.
    pub count: u32,
}

/// What an update to five stars, or the removal of the review, would do, and how many five-star reviews would do the same;
/// `None` where the review moves nothing.
pub fn outlook(shown: Shown, stars: f64, messages: &Messages<'_>) -> Option<String> {
    let n = f64::from(shown.count);
    if shown.count < 2 || !(1.0..5.0).contains(&stars) || !(1.0..=5.0).contains(&shown.average) {
        return None;
    }
    let sum = shown.average * n;
    let updated = ((sum - stars + 5.0) / n).min(5.0);
    let removed = ((sum - stars) / (n - 1.0)).clamp(1.0, 5.0);
    let needed = equal(shown, updated)?;
    let text = |value: f64| format!("{value:.2}");
    let values = [
        ("now", &*text(shown.average)),
        ("updated", &*text(updated)),
        ("removed", &*text(removed)),
        ("count", &*needed.to_string()),
    ];
    Some(messages.with("outlook.text", &values))
}

/// How many five-star reviews bring the average to `target`; `None` where none are needed or none suffice.
fn equal(shown: Shown, target: f64) -> Option<u32> {
    let gap = 5.0 - target;
    if target <= shown.average || gap <= f64::EPSILON {
        return None;
    }
    let count = f64::from(shown.count) * (target - shown.average) / gap;
    // An average in two digits hides what is smaller than half of the last one.
    (count < 1e6).then_some((count - 1e-9).ceil() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_star_reviews_that_do_the_same() {
        let cases = [
            // 10 ratings of 4.0 on average, one of them 1 star: updated to 5 it is 4.4; 10 * 0.4 / 0.6 = 6.67.
            (4.0, 10, 4.4, Some(7)),
            (4.0, 10, 4.0, None),
            (4.9, 10, 5.0, None),
            (3.0, 4, 4.0, Some(4)),
        ];
        for (average, count, target, want) in cases {
            assert_eq!(
                equal(Shown { average, count }, target),
                want,
                "{average} {count} {target}"
            );
        }
    }
}
