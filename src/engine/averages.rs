//! Which average the page of a review shows.

use std::collections::BTreeMap;

use crate::advise::Shown;
use crate::protocol::Review;

/// How many pages and reviews are remembered before all are forgotten; what is lost is one line of a card.
const MOST: usize = 2_000;

/// Averages by page, and the page of each review.
#[derive(Debug, Default)]
pub struct Averages {
    pages: BTreeMap<String, Shown>,
    reviews: BTreeMap<String, Shown>,
}

impl Averages {
    /// Takes up what the scripts of a page tell; they come with its first reviews only.
    pub fn look(&mut self, page: &str, json_ld: &[String]) {
        if self.pages.len() > MOST {
            self.pages.clear();
        }
        let told = json_ld.iter().find_map(|s| crate::reading::average(s));
        if let Some((average, count)) = told {
            let page = page.to_owned();
            self.pages.insert(page, Shown { average, count });
        }
    }

    /// Notes on which page a review stands.
    pub fn note(&mut self, page: &str, review: &Review) {
        if self.reviews.len() > MOST {
            self.reviews.clear();
        }
        if let Some(shown) = self.pages.get(page) {
            self.reviews.insert(review.key.clone(), *shown);
        }
    }

    /// What the page of a review shows.
    pub fn of(&self, key: &str) -> Option<Shown> {
        self.reviews.get(key).copied()
    }
}
