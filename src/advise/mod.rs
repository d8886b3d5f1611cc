//! What to do about a review, on this site, at this stage.

mod outlook;
mod report;

use crate::draft::{Case, grave};
use crate::protocol::{Advice, Span};
use crate::rules::{Edits, Invites};
use crate::understand::{Basis, Found};

pub use outlook::{Shown, outlook};

/// Complaints that cannot be mended without the data of the order.
const NEED_ORDER: [&str; 12] = [
    "defect",
    "wrong_item",
    "missing_parts",
    "used_opened",
    "damaged_packaging",
    "delivery",
    "return_refund",
    "size_fit",
    "freshness",
    "not_as_described",
    "compatibility",
    "quality",
];

/// From here on a complaint beside an insult counts where no phrase speaks for it.
const SUBSTANCE: f64 = 0.75;

/// Turns findings about a review into spans of the protocol.
pub type Spans<'a> = &'a dyn Fn(&Found) -> Vec<Span>;

/// The steps, the next one first, each with its reason in the interface language.
pub fn advise(case: &Case<'_>, spans: Spans<'_>) -> Vec<Advice> {
    let mut steps = Steps {
        case,
        spans,
        out: Vec::new(),
    };
    if case.review.reply.is_some() {
        steps.answered();
    } else if case.understood.wants_answer(case.review.rating) {
        steps.complaint();
    } else if case.understood.polarity == crate::understand::Polarity::Positive {
        steps.add("thank", steps.text("why.thank"));
    }
    steps.out
}

/// The list as it grows.
struct Steps<'c> {
    case: &'c Case<'c>,
    spans: Spans<'c>,
    out: Vec<Advice>,
}

impl Steps<'_> {
    fn text(&self, key: &str) -> String {
        self.case.messages.get(key)
    }

    fn add(&mut self, id: &str, why: String) -> &mut Advice {
        self.out.push(Advice {
            id: id.to_owned(),
            label: self.case.messages.get(&format!("advice.{id}")),
            why,
            details: Vec::new(),
            evidence: Vec::new(),
            source: None,
        });
        let last = self.out.len() - 1;
        &mut self.out[last]
    }

    /// A step that follows from the site's own policy.
    fn by_policy(&mut self, id: &str, why: String) {
        let source = self.case.rules.source.clone();
        self.add(id, why).source = Some(source).filter(|s| !s.is_empty());
    }

    fn complaint(&mut self) {
        let case = self.case;
        let grave = grave(case.understood);
        if let Some(id) = grave {
            let evidence = case
                .understood
                .found(id)
                .map(self.spans)
                .unwrap_or_default();
            let why = self.text(&format!("why.escalate.{id}"));
            self.add("escalate", why).evidence = evidence;
        }
        // Of an insult alone the model makes something or other.
        let abuse = case.understood.situation("abuse");
        let abuse = abuse.or_else(|| case.understood.situation("spam_ad"));
        let said = |c: &Found| c.basis == Basis::Phrases || c.confidence >= SUBSTANCE;
        let no_substance = case
            .understood
            .categories
            .iter()
            .all(|c| c.id == "no_detail" || (abuse.is_some() && !said(c)));
        if no_substance && abuse.is_some() && grave.is_none() {
            let evidence = abuse.map(self.spans).unwrap_or_default();
            let why = self.text("why.stay_silent");
            self.add("stay_silent", why).evidence = evidence;
        } else if !case.rules.answerable() {
            let why = self.text(case.rules.instead());
            self.by_policy("move_private", why);
        } else {
            if case.rules.reply_closes_edit {
                let why = self.text("why.private_first");
                self.by_policy("private_first", why);
            }
            // Whether and how to answer is for the person who takes over.
            if grave.is_none() {
                self.reply();
                self.in_private();
            }
        }
        self.clarify();
        self.report();
        if !no_substance {
            self.share();
        }
    }

    fn reply(&mut self) {
        let case = self.case;
        let primary = case.understood.primary();
        match primary.map(|p| p.id.as_str()) {
            Some("no_detail") => {
                let why = self.text("why.ask_details");
                self.add("ask_details", why);
            }
            Some(id) => {
                let about = self.text(&format!("category.{id}"));
                let why = case.messages.with("why.reply_public", &[("about", &about)]);
                let evidence = primary.map(self.spans).unwrap_or_default();
                self.add("reply_public", why).evidence = evidence;
            }
            None if !case.understood.polarity.dissatisfied() => {
                let why = self.text("why.ask_stars");
                self.add("ask_details", why);
            }
            None => {
                let why = self.text("why.reply_unknown");
                self.add("reply_public", why);
            }
        }
        let mut notes: Vec<String> = case.rules.notes.iter().map(|n| self.text(n)).collect();
        notes.extend(self.editing());
        if let Some(last) = self.out.last_mut() {
            last.details = notes;
        }
    }

    /// How often the reply can still be changed, where that is limited.
    fn editing(&self) -> Option<String> {
        let rules = self.case.rules;
        match (rules.edits, rules.edit_days) {
            (Edits::None, _) => Some(self.text("note.edit_never")),
            (Edits::Once, Some(days)) => {
                let days = days.to_string();
                Some(
                    self.case
                        .messages
                        .with("note.edit_once", &[("days", &days)]),
                )
            }
            _ => None,
        }
    }

    fn in_private(&mut self) {
        let Some(primary) = self.case.understood.primary() else {
            return;
        };
        if NEED_ORDER.contains(&primary.id.as_str()) {
            let why = self.text(&format!(
                "why.move_private.{}",
                self.case.rules.channel.id()
            ));
            self.add("move_private", why);
        }
        // Where the fault is no more than possible, nothing is offered.
        let sure = primary.confidence >= 0.5;
        let remedies = self.case.remedies(&primary.id);
        let names: Vec<String> = remedies
            .filter(|_| sure)
            .map(|r| self.text(&format!("remedy.{r}")))
            .collect();
        if !names.is_empty() {
            let names = names.join(", ");
            let why = self
                .case
                .messages
                .with("why.offer_remedy", &[("remedies", &names)]);
            self.add("offer_remedy", why);
        }
    }

    /// An explanation needs a fact of the shop's own.
    fn clarify(&mut self) {
        let understood = self.case.understood;
        let disputed = understood.situation("misconception");
        let disputed = disputed.or_else(|| understood.situation("user_damage"));
        let Some(evidence) = disputed.map(self.spans) else {
            return;
        };
        if self.case.fact().is_some() {
            let why = self.text("why.clarify");
            self.add("clarify", why).evidence = evidence;
        } else {
            let line = self.text("note.no_fact");
            if let Some(first) = self.out.first_mut() {
                first.details.push(line);
            }
        }
    }

    fn report(&mut self) {
        if let Some(advice) = report::report(self.case, self.spans) {
            self.out.push(advice);
        }
    }

    fn share(&mut self) {
        if let Some(team) = self.case.team() {
            let why = self
                .case
                .messages
                .with("why.share_staff", &[("team", &team)]);
            self.add("share_staff", why);
        }
    }

    /// After the answer: tell how it ended, and only then invite.
    fn answered(&mut self) {
        if !self.case.understood.wants_answer(self.case.review.rating) {
            return;
        }
        let why = self.text("why.follow_up");
        let editing = self.editing();
        self.add("follow_up", why).details.extend(editing);
        let calm = grave(self.case.understood).is_none();
        if self.case.rules.invites == Invites::Yes && calm {
            let why = self.text("why.invite_update");
            self.by_policy("invite_update", why);
        }
    }
}
