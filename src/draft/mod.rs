//! Replies composed from speech acts: thank, name the problem, regret, next step, channel, sign.

mod phrases;

use std::hash::Hasher;

use crate::data::Data;
use crate::protocol::{Review, Tone};
use crate::settings::Settings;
use crate::sites::rules::Unit;
use crate::understand::Understanding;

pub use phrases::{Act, PhraseFile};
use phrases::{Facts, quotable};

/// What a draft must fit.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most units, where the site's limit is known.
    pub max: Option<u32>,
    /// What is counted.
    pub unit: Unit,
}

/// Situations and categories for which a person takes over and the draft says as little as can be.
const MINIMAL: [&str; 5] = ["safety", "legal_threat", "pii", "blackmail", "counterfeit"];

/// Situations in which nothing of the review is quoted.
const SPEECHLESS: [&str; 7] = [
    "abuse",
    "pii",
    "blackmail",
    "legal_threat",
    "prompt_injection",
    "spam_ad",
    "safety",
];

/// Longest draft where the site tells no limit, in UTF-16 units; from `practice.md`: three to five sentences.
const USUAL: u32 = 450;
/// The same in Japanese, Chinese and Korean, whose characters say more.
const USUAL_DENSE: u32 = 240;

/// Why there is no draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDraft {
    /// The language of the review could not be told, or there are no phrases for it.
    Language,
    /// Nothing fits the site's limit.
    Limit,
}

/// One sentence to be: which act, about which complaint.
#[derive(Clone, Copy, Debug)]
struct Slot<'a> {
    act: Act,
    about: Option<&'a str>,
    /// Slots are dropped in the order of this number where the reply is too long; 0 stays.
    drop: u8,
}

/// Composes a reply in the review's language. `wording` 0 is the first wording; others differ from it.
pub fn compose(
    review: &Review,
    understood: &Understanding,
    settings: &Settings,
    data: &Data,
    limits: Limits,
    wording: u32,
) -> Result<String, NoDraft> {
    let language = understood.language.ok_or(NoDraft::Language)?;
    let file = data.phrases.get(language).ok_or(NoDraft::Language)?;
    let facts = Facts {
        shop: filled(&settings.shop),
        signature: filled(&settings.signature),
        contact: settings.contact.get(language).and_then(|c| filled(c)),
        product: review
            .product
            .as_deref()
            .filter(|p| p.chars().count() <= 60),
        quote: understood
            .primary()
            .filter(|_| {
                !SPEECHLESS
                    .iter()
                    .any(|id| understood.situation(id).is_some())
            })
            .and_then(|p| quotable(review, p, file)),
    };
    let dense = matches!(language, "ja" | "zh" | "ko");
    let usual = if dense { USUAL_DENSE } else { USUAL };
    let fits = |text: &str, strict: bool| {
        let in_site = limits.max.is_none_or(|max| limits.unit.count(text) <= max);
        in_site && (!strict || Unit::Characters.count(text) <= usual)
    };
    let mut slots = plan(understood);
    let composer = Composer {
        file,
        tone: settings.tone,
        facts,
        seed: seed(&review.key),
        wording,
    };
    let mut text = composer.write(&slots, dense);
    // Shorter by leaving out what is said least missed, never by cutting a sentence.
    while !fits(&text, true) {
        let Some(at) = (0..slots.len())
            .filter(|&i| slots[i].drop > 0)
            .max_by_key(|&i| slots[i].drop)
        else {
            break;
        };
        slots.remove(at);
        text = composer.write(&slots, dense);
    }
    if fits(&text, false) && !text.is_empty() {
        return Ok(text);
    }
    let short = composer.shortest(&slots, dense);
    if fits(&short, false) && !short.is_empty() {
        Ok(short)
    } else {
        Err(NoDraft::Limit)
    }
}

fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|t| !t.is_empty())
}

fn plan(understood: &Understanding) -> Vec<Slot<'_>> {
    let slot = |act, about, drop| Slot { act, about, drop };
    let minimal = MINIMAL.iter().find(|id| {
        understood.situation(id).is_some() || understood.categories.iter().any(|c| c.id == **id)
    });
    if let Some(situation) = minimal {
        return vec![
            slot(Act::Minimal, Some(situation), 0),
            slot(Act::Sign, None, 1),
        ];
    }
    let about: Vec<&str> = understood
        .categories
        .iter()
        .map(|c| c.id.as_str())
        .take(2)
        .collect();
    let mut slots = vec![slot(Act::Thank, None, 3)];
    match about.first() {
        Some(&"no_detail") | None => {
            // Nobody is sorry for praise, whatever the stars say.
            if understood.polarity.dissatisfied() {
                slots.push(slot(Act::Regret, None, 0));
            }
            if about.is_empty() && understood.polarity.dissatisfied() {
                slots.push(slot(Act::Contact, None, 0));
            } else {
                slots.push(slot(Act::Ask, Some("no_detail"), 0));
            }
        }
        Some(&primary) => {
            slots.push(slot(Act::Name, Some(primary), 0));
            slots.extend(about.get(1).map(|second| slot(Act::Name, Some(second), 5)));
            slots.push(slot(Act::Regret, Some(primary), 2));
            slots.push(slot(Act::Remedy, Some(primary), 0));
            slots.push(slot(Act::Contact, None, 4));
        }
    }
    slots.push(slot(Act::Sign, None, 1));
    slots
}

struct Composer<'a> {
    file: &'a PhraseFile,
    tone: Tone,
    facts: Facts<'a>,
    seed: u64,
    wording: u32,
}

impl Composer<'_> {
    fn write(&self, slots: &[Slot<'_>], dense: bool) -> String {
        let mut used_quote = false;
        self.join(slots, dense, |act, choices| {
            // A quote is said once.
            let mut usable: Vec<&str> = choices
                .iter()
                .copied()
                .filter(|t| !(used_quote && t.contains("{quote}")))
                .collect();
            // Quoting names the problem without guessing at grammar: preferred where there are words to quote.
            if act == Act::Name
                && !used_quote
                && self.facts.quote.is_some()
                && usable.iter().any(|t| t.contains("{quote}"))
            {
                usable.retain(|t| t.contains("{quote}"));
            }
            let text = *usable.get(self.index(act, usable.len())?)?;
            used_quote |= text.contains("{quote}");
            Some(text)
        })
    }

    fn shortest(&self, slots: &[Slot<'_>], dense: bool) -> String {
        self.join(slots, dense, |_, choices| {
            choices.iter().copied().min_by_key(|t| t.len())
        })
    }

    fn join<'t>(
        &'t self,
        slots: &[Slot<'_>],
        dense: bool,
        mut pick: impl FnMut(Act, &[&'t str]) -> Option<&'t str>,
    ) -> String {
        let mut out = String::new();
        for slot in slots {
            let choices = self
                .file
                .choices(slot.act, slot.about, self.tone, &self.facts);
            let Some(template) = pick(slot.act, &choices) else {
                continue;
            };
            if !out.is_empty() {
                out.push_str(match (slot.act, dense) {
                    (Act::Sign, _) => "\n",
                    (_, true) => "",
                    (_, false) => " ",
                });
            }
            out.push_str(&self.facts.fill(template, &self.file.quotes));
        }
        out
    }

    /// Each act steps through its sentences at its own pace, so that a new wording is new throughout.
    fn index(&self, act: Act, len: usize) -> Option<usize> {
        let len64 = u64::try_from(len).ok().filter(|&n| n > 0)?;
        let mut hasher = fnv::FnvHasher::default();
        hasher.write_u64(self.seed);
        hasher.write_u8(act as u8);
        let start = hasher.finish() % len64;
        usize::try_from((start + u64::from(self.wording)) % len64).ok()
    }
}

fn seed(key: &str) -> u64 {
    let mut hasher = fnv::FnvHasher::default();
    hasher.write(key.as_bytes());
    hasher.finish()
}
