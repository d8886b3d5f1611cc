//! Puts sentences together: which of several, in what length, and as unlike what was said before as can be.

use std::collections::BTreeSet;

use super::facts::Facts;
use super::memory::{Memory, Said, opening};
use super::phrases::{Act, Choice, PhraseFile};
use super::plan::Slot;
use crate::protocol::Tone;
use crate::rules::{Trade, Unit};

/// What a text must fit.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Most units, where the site's limit is known.
    pub max: Option<u32>,
    /// What is counted.
    pub unit: Unit,
    /// Most UTF-16 units that a reader likes.
    pub usual: u32,
}

impl Limits {
    fn allow(&self, text: &str) -> bool {
        self.max.is_none_or(|max| self.unit.count(text) <= max)
    }

    fn like(&self, text: &str) -> bool {
        self.allow(text) && Unit::Characters.count(text) <= self.usual
    }
}

/// A text and what each sentence of it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composed {
    /// The text.
    pub text: String,
    /// The sentences: bytes of the text and the slot.
    pub parts: Vec<(std::ops::Range<usize>, Slot)>,
}

/// Everything that sentences are chosen by.
#[derive(Debug)]
pub struct Composer<'a> {
    /// The sentences.
    pub file: &'a PhraseFile,
    /// Their tone, and what is reviewed.
    pub manner: (Tone, Trade),
    /// What is put in.
    pub facts: Facts<'a>,
    /// The shop's own fact, for [`Act::Fact`].
    pub fact: Option<&'a str>,
    /// What is done about the concrete problem, for [`Act::Step`], each with its hash.
    pub steps: Vec<Choice<'a>>,
    /// Which text it is: review, step and wording.
    pub id: u64,
    /// How many ways of saying it are weighed against what was said before.
    pub candidates: u32,
}

/// What shares no more than this with any other text is unlike enough: nothing better is looked for.
const UNLIKE: f32 = 0.3;
/// Shorter sentences, such as signatures, make no two texts alike, in bytes.
const BRIEF: usize = 32;
/// An opening that was used so often is avoided at any price.
const WORN: u32 = 2;

/// Sentences for one slot, all of which would do.
struct Choices<'a> {
    slot: Slot,
    texts: Vec<Choice<'a>>,
}

impl<'a> Choices<'a> {
    fn shortest(&self) -> Option<Choice<'a>> {
        let texts = self.texts.iter().copied();
        texts
            .filter(|(_, t)| !t.contains("{quote}"))
            .min_by_key(|(_, t)| t.len())
    }
}

impl Composer<'_> {
    /// The text of these slots; `None` where nothing fits the site's limit.
    pub fn compose(&self, slots: &[Slot], limits: Limits, memory: &mut Memory) -> Option<Composed> {
        let mut choices: Vec<Choices<'_>> = slots.iter().filter_map(|s| self.choice(s)).collect();
        loop {
            if choices.is_empty() {
                return None;
            }
            let (composed, said) = self.best(&choices, memory);
            let droppable = (0..choices.len()).filter(|&i| choices[i].slot.drop > 0);
            // Of equals the last one goes.
            let last = droppable.max_by_key(|&i| choices[i].slot.drop);
            if limits.like(&composed.text) || (last.is_none() && limits.allow(&composed.text)) {
                memory.keep(said);
                return Some(composed);
            }
            match last {
                // Shorter by leaving out what is missed least, never by cutting a sentence.
                Some(at) => drop(choices.remove(at)),
                None => return self.shortest(&choices, limits),
            }
        }
    }

    fn choice<'s>(&'s self, slot: &Slot) -> Option<Choices<'s>> {
        let facts = &self.facts;
        let of = |subject: &str| self.file.choices(slot.act, subject, self.manner, facts);
        let mut texts = match slot.act {
            Act::Fact => self.fact.into_iter().map(|f| (0, f)).collect(),
            Act::Step if !self.steps.is_empty() => self.steps.clone(),
            _ => of(&slot.subject),
        };
        // Where nothing is quoted the name of the complaint has to say it, even in words for goods.
        if texts.is_empty() && slot.act == Act::Name && facts.quote.is_none() {
            let goods = (self.manner.0, Trade::Goods);
            texts = self.file.choices(slot.act, &slot.subject, goods, facts);
        }
        // What fits any complaint fits this one too, and there are never enough ways of saying it.
        let wide = match slot.act {
            Act::Name => self.facts.quote.is_some(),
            act => act == Act::Step && self.steps.is_empty(),
        };
        if !slot.subject.is_empty() && (texts.is_empty() || wide) {
            texts.extend(of(""));
        }
        if texts.iter().any(|(_, t)| t.contains("{quote}")) {
            texts.retain(|(_, t)| t.contains("{quote}"));
        }
        let slot = slot.clone();
        (!texts.is_empty()).then_some(Choices { slot, texts })
    }

    /// The candidate that is least like what was said; the same one as before where the text is known.
    fn best(&self, choices: &[Choices<'_>], memory: &Memory) -> (Composed, Said) {
        let known = memory.taken(self.id);
        let range = known.map_or(0..self.candidates, |c| c..c + 1);
        let weigh = |candidate: u32| {
            let picked = self.pick(choices, candidate);
            let said = || picked.iter().flatten();
            let first = said().next().map_or("", |(_, text)| text);
            let opening = opening(first);
            let quote = self.facts.quote.as_ref().map_or(0, String::len);
            let problem = self.facts.problem.as_ref().map_or(0, String::len);
            let length = |text: &str| {
                let put = |mark: &str, length: usize| if text.contains(mark) { length } else { 0 };
                text.len() + put("{quote}", quote) + put("{problem}", problem)
            };
            let sentences: Vec<(u32, u32)> = said()
                .filter(|(_, text)| text.len() >= BRIEF)
                .map(|(hash, text)| (*hash, length(text) as u32))
                .collect();
            let used = memory.openings(opening, self.id);
            let worn = if used >= WORN { 10.0 } else { 0.0 };
            let cost = worn + used as f32 * 0.2 + memory.likeness(&sentences, self.id);
            let said = Said {
                id: self.id,
                candidate,
                review: None,
                opening,
                sentences,
                runs: BTreeSet::new(),
            };
            (cost, picked, said)
        };
        let mut best = weigh(range.start);
        for candidate in range.skip(1) {
            if best.0 <= UNLIKE {
                break;
            }
            let other = weigh(candidate);
            if other.0 < best.0 {
                best = other;
            }
        }
        (self.join(choices, &best.1), best.2)
    }

    /// One sentence a slot, none where some candidates do without; what was quoted once is not quoted again.
    fn pick<'t>(&self, choices: &[Choices<'t>], candidate: u32) -> Vec<Option<Choice<'t>>> {
        let mut quoted = false;
        let pick = |(place, choice): (usize, &Choices<'t>)| {
            let seed = mix(self.id ^ mix(u64::from(candidate) << 8 | place as u64));
            let optional = matches!(choice.slot.act, Act::Own | Act::Close);
            if optional && seed.is_multiple_of(3) {
                return None;
            }
            let plain = |t: &&Choice<'_>| !(quoted && t.1.contains("{quote}"));
            let count = choice.texts.iter().filter(plain).count().max(1);
            let nth = ((seed >> 8) % count as u64) as usize;
            let text = choice.texts.iter().filter(plain).nth(nth);
            let text = *text.unwrap_or(&choice.texts[0]);
            quoted |= text.1.contains("{quote}");
            Some(text)
        };
        choices.iter().enumerate().map(pick).collect()
    }

    fn join(&self, choices: &[Choices<'_>], picked: &[Option<Choice<'_>>]) -> Composed {
        let mut out = Composed::default();
        let dense = matches!(self.file.language.as_str(), "ja" | "zh");
        for (choice, template) in choices.iter().zip(picked) {
            let Some((_, template)) = template else {
                continue;
            };
            if !out.text.is_empty() && !dense {
                out.text.push(' ');
            }
            let start = out.text.len();
            self.facts.fill(template, &self.file.quotes, &mut out.text);
            out.parts.push((start..out.text.len(), choice.slot.clone()));
        }
        out
    }

    /// The shortest sentence of each slot, where the site's limit leaves no choice.
    fn shortest(&self, choices: &[Choices<'_>], limits: Limits) -> Option<Composed> {
        let picked: Vec<Option<Choice<'_>>> = choices.iter().map(Choices::shortest).collect();
        let composed = self.join(choices, &picked);
        limits.allow(&composed.text).then_some(composed)
    }
}

/// Spreads the bits of a number, after the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
pub fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
