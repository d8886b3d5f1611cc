//! From raw strings of a page to [`Review`]s.

mod date;
mod jsonld;
mod rating;

use std::collections::HashMap;
use std::hash::Hasher;

use crate::protocol::{RawReview, RawValue, Review, ReviewDescription, Source};
use crate::sites::description::{DateOrder, Page};
use crate::text;

pub use date::parse_date;
pub use jsonld::average;
pub use jsonld::reviews as jsonld_reviews;
pub use rating::parse_rating;

/// A review with the hands' number for its element, if it has one.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadReview {
    /// The hands' number; `None` where the review is only in JSON-LD.
    pub handle: Option<u32>,
    /// The review.
    pub review: Review,
}

/// Turns what the hands read into reviews, merging in what only JSON-LD tells. Keys are unique within `scope`.
pub fn reviews(
    raw: &[RawReview],
    json_ld: &[String],
    page: Option<&Page>,
    scope: &str,
) -> Vec<ReadReview> {
    let described = page.and_then(|p| p.review.as_ref());
    let order = page.map(|p| p.date_order).unwrap_or_default();
    let mut read: Vec<ReadReview> = raw
        .iter()
        .map(|raw| ReadReview {
            handle: Some(raw.handle),
            review: review(raw, described, order),
        })
        .collect();
    if described.is_none_or(|d| d.jsonld) {
        let mut told: Vec<Review> = json_ld
            .iter()
            .flat_map(|script| jsonld_reviews(script))
            .collect();
        drop_shared_author(&mut told);
        merge(&mut read, told);
    }
    give_keys(&mut read, scope);
    read
}

fn review(raw: &RawReview, described: Option<&ReviewDescription>, order: DateOrder) -> Review {
    let sources = |pick: fn(&ReviewDescription) -> &Vec<Source>| {
        described.map(|d| pick(d).as_slice()).unwrap_or_default()
    };
    let text = raw.text.trim();
    let title = raw
        .title
        .as_deref()
        .map(text::one_line)
        .filter(|t| !t.is_empty());
    Review {
        key: String::new(),
        id: first(&raw.id, sources(|d| &d.id), |value, source| {
            let found = match source.and_then(|s| s.pattern.as_deref()) {
                Some(pattern) => text::capture(pattern, value)?,
                None => value,
            };
            Some(text::one_line(found)).filter(|v| !v.is_empty())
        }),
        rating: first(&raw.rating, sources(|d| &d.rating), parse_rating),
        title,
        text: text.to_owned(),
        author: first(&raw.author, sources(|d| &d.author), plain),
        date: first(&raw.date, sources(|d| &d.date), |value, source| {
            let found = match source.and_then(|s| s.pattern.as_deref()) {
                Some(pattern) => text::capture(pattern, value)?,
                None => value,
            };
            parse_date(found, order)
        }),
        product: first(&raw.product, sources(|d| &d.product), plain),
        reply: raw
            .reply
            .as_deref()
            .map(str::trim)
            .filter(|r| !r.is_empty())
            .map(str::to_owned),
    }
}

/// The first value that can be used.
fn first<T>(
    values: &[RawValue],
    sources: &[Source],
    parse: impl Fn(&str, Option<&Source>) -> Option<T>,
) -> Option<T> {
    values
        .iter()
        .find_map(|raw| parse(&raw.value, sources.get(raw.source as usize)))
}

fn plain(value: &str, source: Option<&Source>) -> Option<String> {
    let found = match source.and_then(|s| s.pattern.as_deref()) {
        Some(pattern) => text::capture(pattern, value)?,
        None => value,
    };
    Some(text::one_line(found)).filter(|v| !v.is_empty())
}

/// How many letters of a text tell it from others.
const TELLING: usize = 40;

/// Letters and digits of a text, lower case, as far as they tell it from others.
fn gist(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .take(TELLING)
        .collect()
}

/// A name that all reviews of a page's scripts share is no name: some shops write "customer" for everybody.
fn drop_shared_author(told: &mut [Review]) {
    if let [first, second, rest @ ..] = told
        && !rest.is_empty()
        && second.author == first.author
        && rest.iter().all(|r| r.author == first.author)
    {
        told.iter_mut().for_each(|r| r.author = None);
    }
}

/// Completes reviews from the page by JSON-LD, and adds those that stand only there.
fn merge(read: &mut Vec<ReadReview>, told: impl IntoIterator<Item = Review>) {
    let mut at: HashMap<String, usize> = HashMap::new();
    for (i, r) in read.iter().enumerate() {
        at.entry(gist(&r.review.text)).or_insert(i);
    }
    // Scripts give the title for the words where there are no others.
    for (i, r) in read.iter().enumerate() {
        if let (true, Some(title)) = (r.review.text.is_empty(), &r.review.title) {
            at.entry(gist(title)).or_insert(i);
        }
    }
    let from_page = read.len();
    for extra in told {
        let key = gist(&extra.text);
        let found = at.get(&key).copied().or_else(|| {
            // A rating without words is the same review where everything else agrees.
            read[..from_page].iter().position(|r| {
                key.is_empty()
                    && r.review.text.is_empty()
                    && r.review.rating == extra.rating
                    && agree(&r.review.author, &extra.author)
                    && agree(&r.review.date, &extra.date)
            })
        });
        match found {
            Some(i) => {
                let review = &mut read[i].review;
                review.rating = review.rating.or(extra.rating);
                review.date = review.date.take().or(extra.date);
                review.author = review.author.take().or(extra.author);
                review.title = review.title.take().or(extra.title);
            }
            None => {
                at.insert(key, read.len());
                read.push(ReadReview {
                    handle: None,
                    review: extra,
                });
            }
        }
    }
}

/// Neither tells something else than the other.
fn agree(one: &Option<String>, other: &Option<String>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Gives each review a key that stays the same when the page is read again.
fn give_keys(read: &mut [ReadReview], scope: &str) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for ReadReview { review, .. } in read {
        let key = match &review.id {
            Some(id) => format!("{scope}:{id}"),
            None => format!("{scope}~{:016x}", fingerprint(review)),
        };
        let times = seen.entry(key.clone()).or_insert(0);
        *times += 1;
        // Ratings without words can be alike to the letter: number them.
        review.key = if *times == 1 {
            key
        } else {
            format!("{key}#{times}")
        };
    }
}

/// A stable number for the content of a review. FNV-1a, since the standard hasher may change between releases.
fn fingerprint(review: &Review) -> u64 {
    let mut hasher = fnv::FnvHasher::default();
    let rating = review.rating.map(|r| r.to_string());
    let parts = [
        review.author.as_deref(),
        review.date.as_deref(),
        rating.as_deref(),
        review.product.as_deref(),
        review.title.as_deref(),
        Some(review.text.as_str()),
    ];
    for part in parts {
        hasher.write(part.unwrap_or_default().as_bytes());
        hasher.write_u8(0);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(title: Option<&str>, text: &str, rating: &str, date: &str) -> RawReview {
        let values = |value: &str| {
            vec![RawValue {
                source: 0,
                value: value.to_owned(),
            }]
        };
        RawReview {
            title: title.map(str::to_owned),
            text: text.to_owned(),
            rating: values(rating),
            date: values(date),
            ..RawReview::default()
        }
    }

    #[test]
    fn scripts_tell_no_review_twice() {
        let script = r#"[
            {"@type":"Review","reviewBody":"Never again","author":"Customer","reviewRating":{"ratingValue":1}},
            {"@type":"Review","reviewBody":"The lid broke","author":"Customer","reviewRating":{"ratingValue":2}},
            {"@type":"Review","author":"Customer","datePublished":"2026-11-03","reviewRating":{"ratingValue":5}}]"#;
        let page = [
            raw(Some("Never again"), "", "1 of 5", "2026-11-01"),
            raw(None, "The lid broke.", "2 of 5", "2026-11-02"),
            raw(None, "", "5 of 5", "2026-11-03"),
        ];
        let read = reviews(&page, &[script.to_owned()], None, "");
        assert_eq!(read.len(), 3);
        assert!(read.iter().all(|r| r.review.author.is_none()));
    }
}
