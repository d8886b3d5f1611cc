//! One review's card: whether it is drawn, the draft in it, and how the draft gets into the site's box.

use super::labels::Labels;
use super::{Context, Engine};
use crate::advise;
use crate::check;
use crate::draft::{self, Limits, NoDraft};
use crate::fill;
use crate::messages::direction;
use crate::protocol::*;
use crate::sites::rules::PublicReply;
use crate::understand::{self, Understanding};

impl Engine {
    pub(super) fn card(
        &self,
        handle: Option<u32>,
        review: Review,
        context: Context<'_>,
        wording: u32,
    ) -> Card {
        #[cfg(feature = "fault")]
        assert!(!review.text.contains("⟦panic⟧"), "a panic was asked for");
        let understood = self.understand(&review, context);
        let messages = &context.messages;
        let attention = self.attention(&review, &understood);
        let no_insert = no_insert(context);
        let (draft, no_draft) = match attention {
            Attention::Needed if cannot_reply(context) => (None, None),
            Attention::Needed => self.draft(&review, &understood, context, wording),
            _ => (None, None),
        };
        let advice = advise::advise(&review, &understood, context.place, messages);
        let labels = Labels::new(&review, messages);
        Card {
            handle,
            attention,
            language: understood.language.map(str::to_owned),
            polarity: labels.polarity(&understood),
            categories: labels.all("category", &understood.categories),
            situations: labels.all("situation", &understood.situations),
            careful: advice.iter().any(|a| a.id == "escalate"),
            advice,
            draft,
            no_draft,
            no_insert,
            review,
        }
    }

    /// A new state of one card, as an answer.
    pub(super) fn one_card(&self, review: Review, context: Context<'_>, wording: u32) -> Answer {
        let card = self.card(None, review, context, wording);
        Answer::Fine(Response::Card {
            card: Box::new(card),
        })
    }

    fn understand(&self, review: &Review, context: Context<'_>) -> Understanding {
        understand::understand(
            review,
            context.hint,
            self.data,
            &self.model,
            &self.stored.corrections,
        )
    }

    /// Whether a review wants an answer, among those with few enough stars to be looked at.
    fn attention(&self, review: &Review, understood: &Understanding) -> Attention {
        let most = f64::from(self.stored.settings.threshold);
        let looked_at = review.rating.is_none_or(|stars| stars <= most);
        match &review.reply {
            _ if !understood.wants_answer(review.rating) => Attention::None,
            Some(_) => Attention::Answered,
            None if looked_at => Attention::Needed,
            None => Attention::None,
        }
    }

    fn draft(
        &self,
        review: &Review,
        understood: &Understanding,
        context: Context<'_>,
        wording: u32,
    ) -> (Option<Draft>, Option<String>) {
        let kept = self.stored.drafts.get(&review.key);
        let composed = match kept {
            Some(kept) => Ok(kept.text.clone()),
            None => self.compose(review, understood, context, wording),
        };
        match composed {
            Ok(text) => {
                let (limit, unit) = check::limit(context.place);
                let language = understood.language.unwrap_or("en");
                let draft = Draft {
                    language: language.to_owned(),
                    dir: direction(language).to_owned(),
                    wording,
                    edited: kept.is_some(),
                    length: Length {
                        used: unit.count(&text),
                        limit,
                        unit,
                    },
                    findings: check::check(&text, context.place, &context.messages),
                    text,
                };
                (Some(draft), None)
            }
            Err(why) => {
                let key = match why {
                    NoDraft::Language => "card.noDraftLanguage",
                    NoDraft::Limit => "card.noDraftLimit",
                };
                (None, Some(context.messages.get(key)))
            }
        }
    }

    fn compose(
        &self,
        review: &Review,
        understood: &Understanding,
        context: Context<'_>,
        wording: u32,
    ) -> Result<String, NoDraft> {
        let (max, unit) = check::limit(context.place);
        draft::compose(
            review,
            understood,
            &self.stored.settings,
            self.data,
            Limits { max, unit },
            wording,
        )
    }

    pub(super) fn plan(&self, context: Context<'_>, review: Review, text: &str) -> Answer {
        let mut findings = check::check(text, context.place, &context.messages);
        findings.retain(|f| f.severity == Severity::Block);
        if cannot_reply(context) {
            let message = context.messages.get("check.reply_not_possible");
            findings.push(Finding {
                rule: "reply_not_possible".into(),
                severity: Severity::Block,
                start: 0,
                end: 0,
                message,
                source: None,
            });
        }
        if findings.is_empty() {
            return Answer::Fine(Response::Plan {
                plan: fill::plan(text, context.place, self.data),
            });
        }
        let shorter = findings.iter().any(|f| f.rule == "over_length").then(|| {
            let understood = self.understand(&review, context);
            self.compose(&review, &understood, context, 0).ok()
        });
        Answer::Fine(Response::Refused {
            findings,
            shorter: shorter.flatten(),
        })
    }
}

/// The site lets nobody answer this kind of review.
fn cannot_reply(context: Context<'_>) -> bool {
    context.place.is_some_and(|p| {
        p.site.policy.public_reply == PublicReply::No && p.page.is_none_or(|page| !page.can_reply)
    })
}

/// Why there is no *Insert* here, if there is none.
fn no_insert(context: Context<'_>) -> Option<String> {
    let place = context.place?;
    if cannot_reply(context) {
        let key = if place.site.policy.instead.is_empty() {
            "instead.none"
        } else {
            &place.site.policy.instead
        };
        return Some(context.messages.get(key));
    }
    let page = place.page?;
    (!page.can_reply).then(|| {
        context
            .messages
            .with("card.readOnly", &[("site", &place.site.name)])
    })
}
