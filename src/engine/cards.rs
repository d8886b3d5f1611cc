//! One review's card: whether it is drawn, and what stands on it.

use super::labels::Labels;
use super::{Context, Engine};
use crate::advise::{self, outlook};
use crate::draft::Case;
use crate::protocol::*;
use crate::understand::{self, Understanding};

impl Engine {
    pub(super) fn card(
        &mut self,
        handle: Option<u32>,
        review: Review,
        context: Context<'_>,
        wording: Option<(&str, u32)>,
    ) -> Card {
        #[cfg(feature = "fault")]
        assert!(!review.text.contains("⟦panic⟧"), "a panic was asked for");
        let understood = self.understand(&review, context);
        let messages = &context.messages;
        let attention = self.attention(&review, &understood);
        let case = self.case(&review, &understood, context);
        let labels = Labels::new(&review, messages);
        let advice = advise::advise(&case, &|found| labels.spans(found));
        let categories = labels.all("category", &understood.categories);
        let situations = labels.all("situation", &understood.situations);
        let polarity = labels.polarity(&understood);
        let drawn = match attention {
            Attention::Needed => true,
            Attention::Answered => self.stored.settings.follow_up && self.looks_at(&review),
            Attention::None => false,
        };
        let (drafts, no_draft) = match drawn {
            true => self.drafts(&review, &understood, context, wording),
            false => (Vec::new(), None),
        };
        let shown = self.averages.of(&review.key);
        Card {
            handle,
            attention,
            drawn,
            language: understood.language.map(str::to_owned),
            polarity,
            categories,
            situations,
            advice,
            drafts,
            outlook: shown
                .zip(review.rating)
                .filter(|_| drawn)
                .and_then(|(shown, stars)| outlook(shown, stars, messages)),
            no_draft,
            no_insert: no_insert(context),
            review,
        }
    }

    /// A new state of one card, as an answer.
    pub(super) fn one_card(
        &mut self,
        review: Review,
        context: Context<'_>,
        wording: Option<(&str, u32)>,
    ) -> Answer {
        let card = self.card(None, review, context, wording);
        Answer::Fine(Response::Card {
            card: Box::new(card),
        })
    }

    pub(super) fn understand(&self, review: &Review, context: Context<'_>) -> Understanding {
        understand::understand(
            review,
            context.hint,
            self.data,
            &self.model,
            &self.stored.corrections,
        )
    }

    /// All that texts about a review go by.
    pub(super) fn case<'a>(
        &'a self,
        review: &'a Review,
        understood: &'a Understanding,
        context: Context<'a>,
    ) -> Case<'a> {
        Case {
            review,
            understood,
            settings: &self.stored.settings,
            rules: context.rules,
            data: self.data,
            messages: context.messages,
        }
    }

    /// Whether a review has few enough stars.
    fn looks_at(&self, review: &Review) -> bool {
        let most = f64::from(self.stored.settings.threshold);
        review.rating.is_none_or(|stars| stars <= most)
    }

    /// Whether a review wants an answer, among those with few enough stars to be looked at.
    fn attention(&self, review: &Review, understood: &Understanding) -> Attention {
        match &review.reply {
            _ if !understood.wants_answer(review.rating) => Attention::None,
            Some(_) => Attention::Answered,
            None if self.looks_at(review) => Attention::Needed,
            None => Attention::None,
        }
    }
}

/// Why there is no *Insert* here, if there is none.
fn no_insert(context: Context<'_>) -> Option<String> {
    let place = context.place?;
    if !context.rules.answerable() {
        return Some(context.messages.get(context.rules.instead()));
    }
    let page = place.page?;
    (!page.can_reply).then(|| {
        context
            .messages
            .with("card.readOnly", &[("site", &place.site.name)])
    })
}
