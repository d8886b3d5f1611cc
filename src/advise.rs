//! What to do about a review, on this site, at this stage.

use crate::messages::Messages;
use crate::protocol::{Advice, Review};
use crate::sites::Place;
use crate::sites::rules::PublicReply;
use crate::understand::Understanding;

/// The steps, the next one first, each with its reason in the interface language.
pub fn advise(
    review: &Review,
    understood: &Understanding,
    place: Option<Place<'_>>,
    messages: &Messages<'_>,
) -> Vec<Advice> {
    if !understood.wants_answer(review.rating) {
        return Vec::new();
    }
    let policy = place.map(|p| &p.site.policy);
    let mut out = Vec::new();
    let mut step = |id: &str, why: String, source: Option<String>| {
        let label = messages.get(&format!("advice.{id}"));
        out.push(Advice {
            id: id.to_owned(),
            label,
            why,
            source,
        });
    };
    let has = |id: &str| {
        understood.situation(id).is_some() || understood.categories.iter().any(|c| c.id == id)
    };
    let grave = [
        "safety",
        "legal_threat",
        "pii",
        "blackmail",
        "counterfeit",
        "health_safety",
    ];
    let grave = grave.iter().find(|id| has(id));
    if let Some(id) = grave {
        step(
            "escalate",
            messages.get(&format!("why.escalate.{id}")),
            None,
        );
    }
    let no_substance = understood.categories.iter().all(|c| c.id == "no_detail");
    if no_substance && (has("abuse") || has("spam_ad")) {
        step("stay_silent", messages.get("why.stay_silent"), None);
    } else if let Some(policy) = policy.filter(|p| p.public_reply == PublicReply::No) {
        let key = if policy.instead.is_empty() {
            "instead.none"
        } else {
            &policy.instead
        };
        step(
            "move_private",
            messages.get(key),
            Some(policy.source.clone()),
        );
    } else {
        if let Some(policy) = policy.filter(|p| p.reply_closes_edit) {
            step(
                "private_first",
                messages.get("why.private_first"),
                Some(policy.source.clone()),
            );
        }
        match understood.primary().map(|p| p.id.as_str()) {
            // Whether and how to answer is for the person who takes over.
            _ if grave.is_some() => {}
            Some("no_detail") => step("ask_details", messages.get("why.ask_details"), None),
            Some(id) => {
                let about = messages.get(&format!("category.{id}"));
                step(
                    "reply_public",
                    messages.with("why.reply_public", &[("about", &about)]),
                    None,
                );
            }
            None if !understood.polarity.dissatisfied() => {
                step("ask_details", messages.get("why.ask_stars"), None);
            }
            None => step("reply_public", messages.get("why.reply_unknown"), None),
        }
    }
    if has("misconception") || has("user_damage") {
        step("clarify", messages.get("why.clarify"), None);
    }
    if !no_substance {
        let team = understood
            .primary()
            .map(|p| messages.get(&format!("team.{}", p.id)));
        if let Some(team) = team.filter(|t| !t.starts_with("team.")) {
            step(
                "share_staff",
                messages.with("why.share_staff", &[("team", &team)]),
                None,
            );
        }
    }
    if review.reply.is_some() {
        out.clear();
    }
    out
}
