//! Where a reply would stand, and in which language we speak about it.

use amends::data;
use amends::messages::Messages;
use amends::rules::{GENERIC, RuleSet};
use anyhow::{Result, bail};

/// The rules that hold where a line says nothing of its own.
pub struct Place {
    site: String,
}

impl Place {
    /// The place with this id, or any where it is `None`.
    ///
    /// # Errors
    /// Where there are no such rules; the message names those that there are.
    pub fn new(site: Option<&str>) -> Result<Self> {
        let site = site.unwrap_or(GENERIC).to_owned();
        known(&site)?;
        Ok(Place { site })
    }

    /// The rules for a line that may name a place of its own.
    ///
    /// # Errors
    /// Where it names one without rules.
    pub fn rules(&self, own: Option<&str>) -> Result<&'static RuleSet> {
        let own = own.map(str::trim).filter(|id| !id.is_empty());
        known(own.unwrap_or(&self.site))
    }
}

/// The rules with this id.
///
/// # Errors
/// Where there are none.
pub fn known(id: &str) -> Result<&'static RuleSet> {
    let all = &data::embedded().rules;
    match all.get(id) {
        Some(rules) => Ok(rules),
        None => {
            let ids: Vec<&str> = all.keys().map(String::as_str).collect();
            bail!(
                "there are no rules for {id:?}; there are: {}",
                ids.join(", ")
            )
        }
    }
}

/// Texts in the language of the interface, English where none is asked for.
pub fn messages(language: Option<&str>) -> Messages<'static> {
    Messages::pick(&data::embedded().messages, language.unwrap_or("en"))
}
