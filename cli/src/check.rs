//! `amends check`: what speaks against replies.

use amends::check::{self, Reply};
use amends::data;
use amends::draft::Step;
use amends::understand::model::Model;
use amends::understand::understand;
use anyhow::Result;
use serde::Serialize;
use serde_json::Value;

use crate::findings::{Finding, in_characters};
use crate::input::Typed;
use crate::pipeline::Task;
use crate::place::{Place, messages};

/// Checks replies under the rules of a place.
pub struct Check {
    model: Model,
    place: Place,
    language: Option<String>,
}

#[derive(Serialize)]
struct Output<'r> {
    id: &'r Value,
    findings: Vec<Finding>,
}

impl Check {
    /// Prepares the check; `language` is that of the messages.
    ///
    /// # Errors
    /// Where the model cannot be read.
    pub fn new(place: Place, language: Option<String>) -> Result<Self> {
        Ok(Check {
            model: Model::shipped()?,
            place,
            language,
        })
    }
}

impl Task for Check {
    type Record = Typed;
    type Worked = Result<Vec<Finding>>;

    fn work(&self, typed: &Typed) -> Result<Vec<Finding>> {
        let text = typed.text.as_deref().unwrap_or_default();
        let review = typed.review.as_ref().map(|input| input.review());
        let hint = typed
            .review
            .as_ref()
            .and_then(|input| input.lang.as_deref());
        let data = data::embedded();
        let understood = review
            .as_ref()
            .map(|r| understand(r, hint, data, &self.model, &[]));
        let reply = Reply {
            text,
            step: Step::PublicReply,
            rules: self.place.rules(typed.site.as_deref())?,
            about: review.as_ref().zip(understood.as_ref()),
            memory: None,
            own_names: &[],
            data,
            latin: self.model.latin(),
            messages: messages(self.language.as_deref()),
        };
        Ok(in_characters(check::check(&reply), text))
    }

    fn finish(&mut self, typed: &Typed, findings: Self::Worked) -> Result<String> {
        let output = Output {
            id: &typed.id,
            findings: findings?,
        };
        Ok(serde_json::to_string(&output)?)
    }
}
