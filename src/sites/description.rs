//! The shape of a site file.

use serde::{Deserialize, Serialize};

use crate::protocol::Scope;
#[cfg(feature = "types")]
use ts_rs::TS;

/// A site file, `data/sites/<id>.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteFile {
    /// Id: lower case, the file's name.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Manifest match patterns of all pages that Amends may touch; empty for software that runs on many hosts,
    /// which is read where the user asks for it.
    #[serde(default)]
    pub matches: Vec<String>,
    /// Id of the rules for replies there, a file of `data/rules`.
    pub rules: String,
    /// Page kinds, the first that fits an address wins.
    pub pages: Vec<Page>,
    /// What was looked for and not found.
    #[serde(default)]
    pub unknown: Vec<String>,
}

/// A kind of page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Name within the site, for example `seller`.
    pub id: String,
    /// Id of the rules for replies on this kind of page, where they differ from the site's.
    pub rules: Option<String>,
    /// Globs over the host; all hosts of the site where empty.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Globs over path, query and fragment.
    pub paths: Vec<String>,
    /// Selector that must be found on the page, for software that runs on many hosts.
    pub probe: Option<String>,
    /// How sure the selectors are.
    pub verified: Verified,
    /// When that was looked at, `YYYY-MM`.
    pub date: String,
    /// Where the selectors come from.
    pub source: String,
    /// Replies can be written here; where not, the card offers no *Insert*.
    #[serde(default)]
    pub can_reply: bool,
    /// Hosts of open shadow roots to look into.
    #[serde(default)]
    pub shadow: Vec<String>,
    /// Order of day and month in dates like 03/04/2026.
    #[serde(default)]
    pub date_order: DateOrder,
    /// How to read reviews; a page without it holds none, and is left alone.
    pub review: Option<ReviewDescription>,
    /// Where replies are written.
    #[serde(default)]
    pub reply: ReplyDescription,
    /// Addresses that must fit this page, and values that must parse: the file's own tests.
    #[serde(default)]
    pub examples: Examples,
}

/// Order of day and month in numeric dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 31/12/2026.
    #[default]
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}

/// Where a piece of knowledge comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verified {
    /// Seen in a saved page.
    Page,
    /// The site's own help or interface text.
    Help,
    /// Code that clearly ran against the site.
    Code,
    /// A guess, not to be relied on.
    Guess,
    /// Looked for and not found.
    #[default]
    Unknown,
}

/// How the hands read the reviews of a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(default, deny_unknown_fields)]
pub struct ReviewDescription {
    /// Selectors of the elements that hold one review each; all of them count.
    pub container: Vec<String>,
    /// Containers that match one of these, or stand within one, are no reviews.
    pub exclude: Vec<String>,
    /// Selectors of parts that are not the reviewer's words, cut out of every text.
    pub cut: Vec<String>,
    /// Where the card goes.
    pub place: PlaceCard,
    /// The site's id of the review.
    pub id: Vec<Source>,
    /// Stars.
    pub rating: Vec<Source>,
    /// Title.
    pub title: Vec<Source>,
    /// The reviewer's words.
    pub text: Vec<Source>,
    /// Name.
    pub author: Vec<Source>,
    /// Day.
    pub date: Vec<Source>,
    /// Product.
    pub product: Vec<Source>,
    /// The seller's existing reply.
    pub reply: Vec<Source>,
    /// The page's JSON-LD describes reviews too.
    pub jsonld: bool,
}

/// Where the card goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum PlaceCard {
    /// Into the review's element, at its end.
    #[default]
    Inside,
    /// After the review's element.
    After,
}

/// Where a value stands within a review. The first source that gives a usable value wins.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// Selector within the review; the review's own element where empty.
    pub select: String,
    /// Words of a label: the value is what stands beside it. `select` then looks inside that.
    pub label: Option<String>,
    /// What to take of the element found.
    pub from: From,
    /// Take all elements found, a line each, not only the first.
    pub all: bool,
    /// Look in the whole page, not in the review.
    pub page: bool,
    /// For the brain: how to find the value in the string; `{n}` stands for a number, `{…}` for anything.
    pub pattern: Option<String>,
    /// For the brain: the number that stands for five stars, where it is not five.
    pub scale: Option<f64>,
}

/// What to take of an element.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS), ts(type = "string"))]
pub struct From(
    /// `text` (the default where empty), `class`, `own` (text of the element without its child elements), `count` (how many were found), `@name` (an attribute).
    pub String,
);

/// Where replies are written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReplyDescription {
    /// Selectors of the box, best first; where empty any editable in the review that is not forbidden.
    pub boxes: Vec<String>,
    /// Selectors of boxes that must never get a reply.
    pub never: Vec<String>,
    /// Selectors of the site's button that opens the form, within the review.
    pub open: Vec<String>,
    /// The button's own words, where no selector can tell it.
    pub open_named: Vec<String>,
    /// Selectors of the dialog that holds the form.
    pub dialogs: Vec<String>,
    /// Where the box stands.
    pub scope: Scope,
    /// How sure this is; nothing here is used where it is unknown except `never`.
    pub verified: Verified,
    /// Where it comes from.
    pub source: String,
}

/// A page's own tests.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Examples {
    /// Addresses that this page kind must fit.
    pub urls: Vec<String>,
    /// Addresses that this page kind must not fit.
    pub not_urls: Vec<String>,
    /// Raw rating strings and the stars that they mean: `[source index, "string", stars]`.
    pub ratings: Vec<(u32, String, f64)>,
    /// Raw date strings and the day that they mean, empty for none: `[source index, "string", "2026-11-14"]`.
    pub dates: Vec<(u32, String, String)>,
}
