//! Personal data in a review.

/// Personal data that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pii {
    /// First byte and one past the last.
    pub span: (usize, usize),
}

/// Finds personal data in a text.
pub fn find(_text: &str, _language: Option<&str>) -> Vec<Pii> {
    Vec::new()
}
