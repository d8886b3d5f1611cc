//! What the user put right, applied to the same review and to similar ones.

use super::{Basis, Found, NO_DETAIL};
use crate::protocol::Review;
use crate::settings::Correction;

/// What tells whether two texts are alike.
pub fn fingerprint(_text: &str) -> Vec<u32> {
    Vec::new()
}

/// Puts in what the user said about this very review.
pub fn apply(categories: &mut Vec<Found>, review: &Review, corrections: &[Correction]) {
    for c in corrections.iter().filter(|c| c.key == review.key) {
        if let Some(was) = &c.was {
            categories.retain(|f| &f.id != was);
        }
        if let Some(is) = &c.is {
            categories.retain(|f| &f.id != is && f.id != NO_DETAIL);
            let found = Found {
                id: is.clone(),
                confidence: 1.0,
                evidence: Vec::new(),
                basis: Basis::Corrected,
            };
            categories.insert(0, found);
        }
    }
}
