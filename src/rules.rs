//! What a place allows and demands of replies: one file in `data/rules` for each place where a reply may stand, each rule with its source.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::protocol::Severity;
use crate::sites::description::Verified;
#[cfg(feature = "types")]
use ts_rs::TS;

/// Id of the rules that hold where nothing is known.
pub const GENERIC: &str = "generic";

/// `data/rules/<id>.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuleSet {
    /// Id: the place, for example `amazon_feedback`; the file's name.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Language of those who read reports there (ISO 639-1); that of the interface where it is `None`.
    pub language: Option<String>,
    /// Whether the public sees a reply to a review.
    pub public_reply: PublicReply,
    /// What to do where it does not: a message key.
    pub instead: String,
    /// How sure the policy is.
    pub verified: Verified,
    /// Where it is written.
    pub source: String,
    /// Whether the buyer can no longer edit the review once it is answered.
    pub reply_closes_edit: bool,
    /// How a buyer reaches the shop there.
    pub channel: Channel,
    /// How often a reply can be changed.
    pub edits: Edits,
    /// For how many days it can be changed, where that is limited.
    pub edit_days: Option<u32>,
    /// Whether a shop may invite a buyer to bring a review up to date.
    pub invites: Invites,
    /// One sentence for the buyer on how a review is edited, by language.
    pub how: BTreeMap<String, String>,
    /// Whether words of the review may stand in the reply.
    pub quotes: Yes,
    /// What is reviewed there.
    pub trade: Trade,
    /// Refunds and returns are the marketplace's, not the shop's.
    pub platform_pays: bool,
    /// What a person should know before replying: message keys.
    pub notes: Vec<String>,
    /// The rules.
    pub rule: Vec<Rule>,
    /// How a review is reported.
    pub report: Option<Report>,
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

/// What is reviewed: of goods one may speak of warehouses, batches and packers, of others not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trade {
    /// Things that are sent or sold.
    #[default]
    Goods,
    /// Businesses: telephone companies, banks, clinics, garages, shops as such.
    Services,
    /// Hotels, restaurants.
    Places,
    /// Programs.
    Apps,
}

/// How a buyer reaches the shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The messages of an order.
    OrderChat,
    /// The shop's own customer service.
    #[default]
    Support,
}

impl Channel {
    /// Name in data files.
    pub fn id(self) -> &'static str {
        match self {
            Channel::OrderChat => "order_chat",
            Channel::Support => "support",
        }
    }
}

/// How often a reply can be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edits {
    /// Not known.
    #[default]
    Unknown,
    /// Never.
    None,
    /// Once.
    Once,
    /// As often as one likes.
    Free,
}

/// Whether a buyer may be invited to bring a review up to date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Invites {
    /// Nothing forbids it.
    Yes,
    /// It is forbidden, or nobody knows.
    #[default]
    No,
}

/// What is so unless a file says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "bool")]
pub struct Yes(
    /// It is so.
    pub bool,
);

impl Default for Yes {
    fn default() -> Self {
        Yes(true)
    }
}

impl From<bool> for Yes {
    fn from(so: bool) -> Self {
        Yes(so)
    }
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
    /// Hosts that may be linked, for `external_link`.
    #[serde(default)]
    pub allowed: Vec<String>,
    /// How sure the rule is.
    pub verified: Verified,
    /// Where it is written.
    pub source: String,
}

fn block() -> Severity {
    Severity::Block
}

/// How reviews that break the rules are reported.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    /// Where the form is: a message key.
    pub r#where: String,
    /// Only one report is looked at.
    #[serde(default)]
    pub one_shot: bool,
    /// Days after the review in which it can be reported, where that is limited.
    pub days: Option<u32>,
    /// How sure that is.
    pub verified: Verified,
    /// Where it is written.
    pub source: String,
    /// For what.
    pub reason: Vec<Reason>,
}

/// A reason for which a site takes a review down.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The situation that it fits.
    pub situation: String,
    /// The site's own name of it, in the site's language.
    pub name: String,
}

impl RuleSet {
    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rule.iter().find(|r| r.id == id)
    }

    /// Whether a reply to a review can be public there.
    pub fn answerable(&self) -> bool {
        self.public_reply == PublicReply::Yes
    }

    /// What to do where replies cannot be public: a message key.
    pub fn instead(&self) -> &str {
        Some(self.instead.as_str())
            .filter(|key| !key.is_empty())
            .unwrap_or("instead.none")
    }

    /// Most units of a reply and what is counted.
    pub fn limit(&self) -> (Option<u32>, Unit) {
        let rule = self.get("over_length");
        rule.map_or((None, Unit::Characters), |r| (r.max, r.unit))
    }
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
