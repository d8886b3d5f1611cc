//! What a site allows and demands of replies, each with its source.

use serde::{Deserialize, Serialize};

use super::description::Verified;
use crate::protocol::Severity;
#[cfg(feature = "types")]
use ts_rs::TS;

/// What a site allows.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// Whether the public sees a reply to a review.
    pub public_reply: PublicReply,
    /// How sure that is.
    pub verified: Verified,
    /// Where it is written.
    pub source: String,
    /// Whether the buyer can no longer edit the review once it is answered.
    pub reply_closes_edit: bool,
    /// How often a reply can be edited, and until when; in words, English.
    pub edit: String,
    /// What to do where no public reply is possible: a message key.
    pub instead: String,
}

/// Whether replies can be public.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublicReply {
    /// Yes.
    #[default]
    Yes,
    /// No.
    No,
}

/// One rule for replies.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Id of the check, for example `over_length` or `contact_details`.
    pub id: String,
    /// How grave a breach is.
    #[serde(default = "block")]
    pub severity: Severity,
    /// Most units, for `over_length`.
    pub max: Option<u32>,
    /// Fewest units, for `over_length`.
    pub min: Option<u32>,
    /// What is counted, for `over_length`.
    #[serde(default)]
    pub unit: Unit,
    /// How sure the rule is.
    pub verified: Verified,
    /// Where it is written.
    pub source: String,
}

fn block() -> Severity {
    Severity::Block
}

/// What a site counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(TS))]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// UTF-16 code units, as a text box with `maxlength` counts.
    #[default]
    Characters,
    /// Bytes of UTF-8.
    Bytes,
}

impl Unit {
    /// Length of a text in this unit.
    pub fn count(self, text: &str) -> u32 {
        let n = match self {
            Unit::Characters => text.encode_utf16().count(),
            Unit::Bytes => text.len(),
        };
        u32::try_from(n).unwrap_or(u32::MAX)
    }
}
