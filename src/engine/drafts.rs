//! The texts of a card, what speaks against them, and how one of them gets into the site's box.

use super::{Context, Engine};
use crate::check::{self, Reply};
use crate::draft::{Act, Case, Composed, Memory, NoDraft, Slot, Step, Text, Writer, grave};
use crate::fill;
use crate::messages::{Messages, direction};
use crate::protocol::*;
use crate::rules::RuleSet;
use crate::understand::Understanding;

/// What may be another's fault, or nobody's: the facts come first.
const DISPUTED: [&str; 3] = ["misconception", "user_damage", "wrong_target"];
/// Stars up to which such a review can do harm.
const HARMFUL: f64 = 2.0;

impl Engine {
    /// All texts about a review, and why there is no public one. `wording` asks for another one of one step.
    pub(super) fn drafts(
        &mut self,
        review: &Review,
        understood: &Understanding,
        context: Context<'_>,
        wording: Option<(&str, u32)>,
    ) -> (Vec<Draft>, Option<String>) {
        let mut memory = std::mem::take(&mut self.memory);
        let case = self.case(review, understood, context);
        let writer = Writer::new(case);
        let mut why = None;
        let mut drafts = Vec::new();
        for step in Step::ALL {
            if !case.open_to(step) {
                continue;
            }
            let asked = wording.filter(|w| w.0 == step.id()).map_or(0, |w| w.1);
            let kept = self.stored.drafts.get(&kept_key(&review.key, step));
            let text = match kept {
                Some(kept) => Ok(own_text(understood, &kept.text)),
                None => writer.draft(step, asked, &mut memory),
            };
            match text {
                Ok(text) => {
                    drafts.push(self.draft((step, asked), text, &case, context, kept.is_some()))
                }
                Err(reason) if step == Step::PublicReply => why = no_draft(reason, &case.messages),
                Err(_) => {}
            }
        }
        self.memory = memory;
        (drafts, why)
    }

    fn draft(
        &self,
        (step, wording): (Step, u32),
        text: Text,
        case: &Case<'_>,
        context: Context<'_>,
        edited: bool,
    ) -> Draft {
        let messages = &case.messages;
        let composed = text.composed;
        let names = self.own_names();
        let about = Some((case.review, case.understood));
        let reply = self.reply(&composed.text, step, about, context, &names);
        let findings = match edited {
            true => check::check(&reply),
            false if step.for_buyer() => check::check_own(&reply),
            false => Vec::new(),
        };
        let slots = composed.parts.iter().map(|(_, slot)| slot);
        Draft {
            step: step.id().to_owned(),
            label: messages.get(&format!("step.{}", step.id())),
            public: step.public(),
            locked: locked(step, case),
            glosses: slots.map(|slot| gloss(slot, messages)).collect(),
            dir: direction(&text.language).to_owned(),
            language: text.language,
            wording,
            edited,
            length: length(&composed.text, step, case.rules),
            findings,
            text: composed.text,
        }
    }

    /// Names that the seller gave.
    fn own_names(&self) -> [&str; 2] {
        let settings = &self.stored.settings;
        [&settings.shop, &settings.signature]
    }

    fn reply<'a>(
        &'a self,
        text: &'a str,
        step: Step,
        about: Option<(&'a Review, &'a Understanding)>,
        context: Context<'a>,
        names: &'a [&str],
    ) -> Reply<'a> {
        Reply {
            text,
            step,
            rules: context.rules,
            about,
            memory: None,
            own_names: names,
            data: self.data,
            latin: self.model.latin(),
            messages: context.messages,
        }
    }

    /// What speaks against a text that somebody types.
    pub(super) fn check(
        &self,
        review: Option<&Review>,
        context: Context<'_>,
        step: &str,
        text: &str,
    ) -> Answer {
        let step = Step::by_id(step).unwrap_or(Step::PublicReply);
        let understood = review.map(|review| self.understand(review, context));
        let names = self.own_names();
        let about = review.zip(understood.as_ref());
        let reply = Reply {
            memory: Some(&self.memory),
            ..self.reply(text, step, about, context, &names)
        };
        Answer::Fine(Response::Checked {
            findings: if step.for_buyer() {
                check::check(&reply)
            } else {
                Vec::new()
            },
            length: length(text, step, context.rules),
        })
    }

    /// How a text gets into the site's box, or what stands against that.
    pub(super) fn plan(
        &mut self,
        context: Context<'_>,
        review: Review,
        step: &str,
        text: &str,
    ) -> Answer {
        let step = Step::by_id(step)
            .filter(|s| s.public())
            .unwrap_or(Step::PublicReply);
        let understood = self.understand(&review, context);
        let names = self.own_names();
        let about = Some((&review, &understood));
        let mut findings = check::check(&self.reply(text, step, about, context, &names));
        findings.retain(|f| f.severity == Severity::Block);
        if findings.is_empty() {
            self.memory.heard(&review.key, text);
            return Answer::Fine(Response::Plan {
                plan: fill::plan(text, context.place, self.data),
            });
        }
        let shorter = findings.iter().any(|f| f.rule == "over_length").then(|| {
            let case = self.case(&review, &understood, context);
            let text = Writer::new(case).draft(step, 0, &mut Memory::default());
            text.ok().map(|t| t.composed.text)
        });
        Answer::Fine(Response::Refused {
            findings,
            shorter: shorter.flatten(),
        })
    }
}

/// Where an edited draft is kept.
pub(super) fn kept_key(review: &str, step: Step) -> String {
    match step {
        Step::PublicReply => review.to_owned(),
        other => format!("{review}#{}", other.id()),
    }
}

fn own_text(understood: &Understanding, text: &str) -> Text {
    Text {
        language: understood.language.unwrap_or("en").to_owned(),
        composed: Composed {
            text: text.to_owned(),
            parts: Vec::new(),
        },
    }
}

fn no_draft(why: NoDraft, messages: &Messages<'_>) -> Option<String> {
    let key = match why {
        NoDraft::Language => "card.noDraftLanguage",
        NoDraft::Limit => "card.noDraftLimit",
        NoDraft::Nothing => return None,
    };
    Some(messages.get(key))
}

/// Length of a text; the limit of the place holds for what everybody reads.
fn length(text: &str, step: Step, rules: &RuleSet) -> Length {
    let (limit, unit) = rules.limit();
    Length {
        used: unit.count(text),
        limit: limit.filter(|_| step.public()),
        unit,
    }
}

/// Why a person must look first.
fn locked(step: Step, case: &Case<'_>) -> Option<String> {
    if !step.for_buyer() {
        return None;
    }
    if let Some(id) = grave(case.understood) {
        return Some(case.messages.get(&format!("lock.{id}")));
    }
    let low = case.review.rating.is_some_and(|stars| stars <= HARMFUL);
    (low && case.understood.any(&DISPUTED)).then(|| case.messages.get("lock.facts"))
}

/// What a sentence does, in the interface language.
fn gloss(slot: &Slot, messages: &Messages<'_>) -> String {
    let act = slot.act.id();
    let about = match slot.act {
        Act::Name | Act::Also | Act::Own | Act::Step | Act::PAsk => {
            messages.find(&format!("category.{}", slot.subject))
        }
        Act::Answer | Act::Minimal => {
            let category = messages.find(&format!("category.{}", slot.subject));
            messages
                .find(&format!("situation.{}", slot.subject))
                .or(category)
        }
        Act::Offer => messages.find(&format!("remedy.{}", slot.subject)),
        _ => None,
    };
    match about {
        Some(about) => messages.with(&format!("gloss.{act}_about"), &[("about", &about)]),
        None => messages.get(&format!("gloss.{act}")),
    }
}
