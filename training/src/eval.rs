//! Measures understanding on labelled reviews.

use amends::protocol::Review;
use amends::understand::model::Model;
use amends::understand::{CATEGORIES, Understanding, understand};

use crate::corpus::Labelled;
use crate::scores::{Counts, ratio};

/// What one way of understanding says of one review.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Negative or mixed, by the text alone.
    pub dissatisfied: bool,
    /// The same with stars given, where there are any.
    pub starred: bool,
    /// By the text alone.
    pub polarity: &'static str,
    /// By the text alone, the primary one first, with how sure each is.
    pub categories: Vec<(String, f64)>,
    /// Whether evidence of the primary category overlaps the labelled span.
    pub overlaps: Option<bool>,
    /// With the stars.
    pub situations: Vec<String>,
}

/// Measures of one way on some reviews.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measures {
    /// Macro-F1 of negative or mixed against the rest, by the text alone.
    pub dissatisfied: f64,
    /// The same with stars, of the reviews that have them.
    pub starred: f64,
    /// Share of the four polarities that are right.
    pub polarity: f64,
    /// Categories of the negative and mixed reviews.
    pub categories: Counts,
    /// How often the primary category is one of the labelled.
    pub primary: f64,
    /// How often it is the labelled primary.
    pub exact: f64,
    /// How often its evidence overlaps the labelled span.
    pub span: f64,
}

/// Reads all reviews with a model; a model without weights leaves the phrases alone.
pub fn read(reviews: &[Labelled], model: &Model) -> Vec<Said> {
    let data = amends::data::embedded();
    let say = |review: &Labelled| {
        let mut input = Review {
            title: review.title.clone(),
            text: review.text.clone(),
            ..Review::default()
        };
        let free = understand(&input, None, data, model, &[]);
        let starred = review.stars.map(|stars| {
            input.rating = Some(stars);
            understand(&input, None, data, model, &[])
        });
        // Only a comparison with the stars tells whether they disagree.
        let situations = starred.as_ref().unwrap_or(&free).situations.iter();
        Said {
            dissatisfied: free.polarity.dissatisfied(),
            starred: starred.as_ref().unwrap_or(&free).polarity.dissatisfied(),
            polarity: free.polarity.id(),
            categories: free
                .categories
                .iter()
                .map(|f| (f.id.clone(), f.confidence))
                .collect(),
            overlaps: review
                .span
                .as_deref()
                .map(|span| overlaps(&input, &free, span)),
            situations: situations.map(|f| f.id.clone()).collect(),
        }
    };
    reviews.iter().map(say).collect()
}

fn overlaps(review: &Review, understood: &Understanding, span: &str) -> bool {
    let Some(primary) = understood.primary() else {
        return false;
    };
    primary.evidence.iter().any(|e| {
        e.whole(review)
            .match_indices(span)
            .any(|(at, _)| e.start < at + span.len() && at < e.end)
    })
}

/// Compares what was said with the labels.
pub fn measure(reviews: &[&Labelled], said: &[&Said]) -> Measures {
    let pairs = || reviews.iter().zip(said);
    let (mut free, mut starred, mut categories) =
        (Counts::default(), Counts::default(), Counts::default());
    let (mut polarity, mut primary, mut exact, mut span, mut primaries, mut spans) =
        (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (review, said) in pairs() {
        free.add(review.dissatisfied(), said.dissatisfied);
        if review.stars.is_some() {
            starred.add(review.dissatisfied(), said.starred);
        }
        polarity += f64::from(u8::from(review.polarity == said.polarity));
        if !review.dissatisfied() {
            continue;
        }
        for id in CATEGORIES {
            categories.add(
                review.categories.iter().any(|c| c == id),
                said.categories.iter().any(|c| c.0 == id),
            );
        }
        if let Some(truth) = &review.primary {
            primaries += 1.0;
            if let Some((first, _)) = said.categories.first() {
                primary += f64::from(u8::from(review.categories.contains(first)));
                exact += f64::from(u8::from(first == truth));
            }
        }
        if review.span.is_some() {
            spans += 1.0;
            span += f64::from(u8::from(said.overlaps == Some(true)));
        }
    }
    Measures {
        dissatisfied: free.macro_f1(),
        starred: starred.macro_f1(),
        polarity: ratio(polarity, reviews.len() as f64),
        categories,
        primary: ratio(primary, primaries),
        exact: ratio(exact, primaries),
        span: ratio(span, spans),
    }
}
