//! What is read of a page, and how.

use serde::{Deserialize, Serialize};

use crate::sites::description::ReviewDescription;
#[cfg(feature = "types")]
use ts_rs::TS;

/// How the hands read a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct PageDescription {
    /// Id: site and page kind, `wildberries/public`, or `generic`.
    pub id: String,
    /// Site id, or `generic`.
    pub site: String,
    /// Selector that must be found on the page, for software that runs on many hosts.
    pub probe: Option<String>,
    /// Hosts of open shadow roots to look into.
    pub shadow: Vec<String>,
    /// Selectors of the site's reply boxes, where they are known: what is typed there is checked.
    pub boxes: Vec<String>,
    /// How to read reviews; `None` for the generic reader.
    pub review: Option<ReviewDescription>,
    /// Words and patterns for the generic reader.
    pub generic: Option<GenericWords>,
}

/// What the generic reader goes by. Selectors and regular expressions (JavaScript, flags `iu`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase", default)]
pub struct GenericWords {
    /// Expression that class, id and data attributes of a review container match.
    pub container: String,
    /// Expression for names of containers that hold no review.
    pub not_container: String,
    /// Expression for a rating in words.
    pub rating: String,
    /// Expression for a rating in a class name.
    pub rating_class: String,
    /// Expression for the heading of a seller's reply.
    pub reply: String,
    /// Expression for names of elements with the seller's reply.
    pub reply_class: String,
    /// Expression for names of elements with the review's text.
    pub text_class: String,
    /// Expression for names of elements with the title.
    pub title_class: String,
    /// Expression for names of elements with the author.
    pub author_class: String,
    /// Expression for names of elements with the date.
    pub date_class: String,
    /// Expression for a date in words.
    pub date: String,
    /// Expression for labels that are no part of a text ("Read more", "Helpful").
    pub label: String,
}

/// One review as the hands found it: raw strings, nothing decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct RawReview {
    /// The hands' own number for the element.
    pub handle: u32,
    /// Values of the site's id.
    #[serde(default)]
    pub id: Vec<RawValue>,
    /// Values that may hold the rating.
    #[serde(default)]
    pub rating: Vec<RawValue>,
    /// Values that may hold the date.
    #[serde(default)]
    pub date: Vec<RawValue>,
    /// Values that may hold the author.
    #[serde(default)]
    pub author: Vec<RawValue>,
    /// Values that may hold the product.
    #[serde(default)]
    pub product: Vec<RawValue>,
    /// Title.
    #[serde(default)]
    pub title: Option<String>,
    /// The reviewer's own words.
    #[serde(default)]
    pub text: String,
    /// The seller's existing reply.
    #[serde(default)]
    pub reply: Option<String>,
}

/// A string from the page and the number of the source that gave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct RawValue {
    /// Index into the field's sources.
    pub source: u32,
    /// The string.
    pub value: String,
}
