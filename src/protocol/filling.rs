//! How a text gets into a box of the page.

use serde::{Deserialize, Serialize};
#[cfg(feature = "types")]
use ts_rs::TS;

/// How the hands put a text into the site's reply box.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct FillPlan {
    /// The text.
    pub text: String,
    /// Selectors of the reply box, best first.
    pub boxes: Vec<String>,
    /// Selectors of boxes that must never be filled.
    pub never: Vec<String>,
    /// Expression (JavaScript, flags `iu`) for names and labels of boxes that must never be filled.
    pub never_named: String,
    /// Selectors of the site's own buttons that open the reply form, within the review.
    pub open: Vec<String>,
    /// Expression for the label of such a button, where selectors cannot tell it.
    pub open_named: String,
    /// Selectors of dialogs that may hold the reply form.
    pub dialogs: Vec<String>,
    /// Where the box stands.
    pub scope: Scope,
    /// Editors, first match wins.
    pub editors: Vec<EditorRule>,
    /// How long to wait for the form after opening it, in milliseconds.
    pub patience: u32,
}

/// Where a site keeps the reply box of a review.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// Inside the review's own element, or in a dialog about it.
    #[default]
    Card,
    /// The whole document is about one review.
    Document,
}

/// How one kind of editor takes text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub struct EditorRule {
    /// Name.
    pub id: String,
    /// Selector that the box, or an element around it, matches.
    pub select: String,
    /// Ways to try, in order.
    pub ways: Vec<Way>,
    /// How long to wait before a synthetic event and before reading back, in milliseconds.
    pub settle: u32,
}

/// A way of putting text into a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// `document.execCommand("insertText")`: keeps undo.
    InsertText,
    /// A synthetic paste event.
    Paste,
    /// A synthetic `beforeinput` event.
    BeforeInput,
    /// Setting the value and sending `input`: loses undo.
    Value,
}
