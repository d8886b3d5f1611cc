//! Puts sentences together: which of several, in what length, and as unlike what was said before as can be.

use std::collections::BTreeSet;

use super::facts::{Facts, QUOTE};
use super::memory::{Memory, Said};
use super::phrases::{Act, PhraseFile, Sentence};
use super::plan::Slot;
use crate::protocol::Tone;
use crate::rules::{Trade, Unit};
use crate::text::dense;

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
    fn allow(&self, size: Size) -> bool {
        let used = match self.unit {
            Unit::Characters => size.characters,
            Unit::Bytes => size.bytes,
        };
        self.max.is_none_or(|max| used <= max)
    }

    fn like(&self, size: Size) -> bool {
        self.allow(size) && size.characters <= self.usual
    }
}

/// How long a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// UTF-16 code units.
    pub characters: u32,
    /// Bytes of UTF-8.
    pub bytes: u32,
}

impl Size {
    /// The size of a text.
    pub fn of(text: &str) -> Self {
        Size {
            characters: Unit::Characters.count(text),
            bytes: Unit::Bytes.count(text),
        }
    }
}

impl std::ops::Add for Size {
    type Output = Size;

    fn add(self, other: Size) -> Size {
        Size {
            characters: self.characters + other.characters,
            bytes: self.bytes + other.bytes,
        }
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
    pub fact: Option<Sentence<'a>>,
    /// What is done about the concrete problem, for [`Act::Step`].
    pub steps: Vec<Sentence<'a>>,
    /// Which text it is: review, step and wording.
    pub id: u64,
    /// How many ways of saying it are weighed against what was said before in texts of this kind; one is weighed against nothing.
    pub candidates: u32,
    /// Keeps kinds of texts apart; 0 for those that people write too.
    pub kind: u32,
}

/// What shares no more than this with any other text is unlike enough: nothing better is looked for.
const UNLIKE: f32 = 0.3;
/// So many candidates are made of what says it best alone.
const BEST: u32 = 32;
/// Shorter sentences, such as signatures, make no two texts alike, in bytes.
const BRIEF: u32 = 32;
/// An opening that was used so often is avoided at any price.
const WORN: u32 = 2;
/// What a text costs whose opening is worn.
const WORN_COST: f32 = 10.0;
/// What a text costs that is too long.
const LONG_COST: f32 = 100.0;

/// A sentence that would do, and its size with everything put in.
#[derive(Clone, Copy)]
struct Choice<'a> {
    sentence: Sentence<'a>,
    size: Size,
}

impl Choice<'_> {
    fn quotes(&self) -> bool {
        self.sentence.marks & QUOTE != 0
    }
}

/// Sentences for one slot, all of which would do.
struct Choices<'a> {
    slot: Slot,
    all: Vec<Choice<'a>>,
    /// How many of them quote nothing.
    plain: usize,
    /// How many of the first say it best; the others are there for variety.
    best: usize,
}

/// One way of saying it: a sentence a slot, or none.
type Picked<'a> = Vec<Option<Choice<'a>>>;

impl<'a> Choices<'a> {
    fn shortest(&self) -> Option<Choice<'a>> {
        let plain = self.all.iter().filter(|c| !c.quotes());
        plain.min_by_key(|c| c.size.bytes).copied()
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
            let droppable = (0..choices.len()).filter(|&i| choices[i].slot.drop > 0);
            // Of equals the last one goes.
            let last = droppable.max_by_key(|&i| choices[i].slot.drop);
            let fits = |size: Size| limits.like(size) || (last.is_none() && limits.allow(size));
            let mut first = Picked::new();
            self.pick(&choices, 0, &mut first);
            if fits(self.size(&first)) {
                if self.candidates == 1 {
                    return Some(self.join(&choices, &first));
                }
                let (picked, said) = self.best(&choices, fits, memory);
                memory.keep(said);
                return Some(self.join(&choices, &picked));
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
        let own = slot.act == Act::Step && !self.steps.is_empty();
        let mut texts = match slot.act {
            Act::Fact => self.fact.into_iter().collect(),
            _ if own => self.steps.clone(),
            _ => of(&slot.subject),
        };
        if own && !slot.subject.is_empty() {
            texts.extend(of(&slot.subject));
        }
        // Where nothing is quoted the name of the complaint has to say it, even in words for goods.
        if texts.is_empty() && slot.act == Act::Name && facts.quote.is_none() {
            let goods = (self.manner.0, Trade::Goods);
            texts = self.file.choices(slot.act, &slot.subject, goods, facts);
        }
        // What fits any complaint fits this one too, and there are never enough ways of saying it.
        let wide = match slot.act {
            Act::Name => facts.quote.is_some(),
            act => act == Act::Step && !own,
        };
        if !slot.subject.is_empty() && (texts.is_empty() || wide) {
            texts.extend(of(""));
        }
        if texts.iter().any(|s| s.marks & QUOTE != 0) {
            texts.retain(|s| s.marks & QUOTE != 0);
        }
        let sized = |sentence: Sentence<'s>| Choice {
            sentence,
            size: facts.size(&sentence, &self.file.quotes),
        };
        let all: Vec<Choice<'s>> = texts.into_iter().map(sized).collect();
        (!all.is_empty()).then(|| Choices {
            slot: slot.clone(),
            plain: all.iter().filter(|c| !c.quotes()).count(),
            best: if own { self.steps.len() } else { all.len() },
            all,
        })
    }

    /// The candidate that is least like what was said; the same one as before where the text is known and still fits.
    fn best<'t>(
        &self,
        choices: &[Choices<'t>],
        fits: impl Fn(Size) -> bool,
        memory: &mut Memory,
    ) -> (Picked<'t>, Said) {
        let known = memory.taken(self.id);
        let mut weigh = |candidate: u32, picked: &mut Picked<'t>| {
            self.pick(choices, candidate, picked);
            let used = memory.openings(self.opening(picked), self.id);
            let worn = if used >= WORN { WORN_COST } else { 0.0 };
            let long = if fits(self.size(picked)) {
                0.0
            } else {
                LONG_COST
            };
            let likeness = memory.likeness(self.told(picked), self.id);
            long + worn + used as f32 * 0.2 + likeness
        };
        let mut taken = known.unwrap_or_default();
        let (mut picked, mut other) = (Picked::new(), Picked::new());
        let mut least = weigh(taken, &mut picked);
        if known.is_none() || least >= LONG_COST {
            // The first one was weighed already where none was known.
            for candidate in u32::from(known.is_none())..self.candidates {
                if least <= UNLIKE {
                    break;
                }
                let cost = weigh(candidate, &mut other);
                if cost < least {
                    (least, taken) = (cost, candidate);
                    std::mem::swap(&mut picked, &mut other);
                }
            }
        }
        let said = Said {
            id: self.id,
            candidate: taken,
            review: None,
            opening: self.opening(&picked),
            sentences: self.told(&picked).collect(),
            runs: BTreeSet::new(),
        };
        (picked, said)
    }

    /// How the picked sentences begin, apart from texts of other kinds.
    fn opening(&self, picked: &Picked<'_>) -> u32 {
        let first = picked.iter().flatten().next();
        first.map_or(0, |c| c.sentence.opening ^ self.kind)
    }

    /// The picked sentences that are long enough to be remembered, apart from those of other kinds, with their bytes.
    fn told<'p>(&self, picked: &'p Picked<'_>) -> impl Iterator<Item = (u32, u32)> + Clone + 'p {
        let kind = self.kind;
        let long = picked.iter().flatten().filter(|c| c.size.bytes >= BRIEF);
        long.map(move |c| (c.sentence.hash ^ kind, c.size.bytes))
    }

    /// One sentence a slot, none where some candidates do without; what was quoted once is not quoted again.
    fn pick<'t>(&self, choices: &[Choices<'t>], candidate: u32, picked: &mut Picked<'t>) {
        let mut quoted = false;
        let pick = |(place, choice): (usize, &Choices<'t>)| {
            let seed = mix(self.id ^ mix(u64::from(candidate) << 8 | place as u64));
            let optional = matches!(choice.slot.act, Act::Own | Act::Close);
            if optional && seed.is_multiple_of(3) {
                return None;
            }
            let plain = quoted && choice.plain > 0;
            let count = match plain {
                true => choice.plain,
                false if candidate < BEST => choice.best,
                false => choice.all.len(),
            };
            let nth = ((seed >> 8) % count as u64) as usize;
            let taken = match plain {
                true => choice.all.iter().filter(|c| !c.quotes()).nth(nth)?,
                false => choice.all.get(nth)?,
            };
            quoted |= taken.quotes();
            Some(*taken)
        };
        picked.clear();
        picked.extend(choices.iter().enumerate().map(pick));
    }

    /// How long the sentences are, with what stands between them.
    fn size(&self, picked: &Picked<'_>) -> Size {
        let sentences = picked.iter().flatten();
        let sum = sentences
            .clone()
            .fold(Size::default(), |sum, choice| sum + choice.size);
        let gaps = if self.runs_on() {
            0
        } else {
            sentences.count().saturating_sub(1) as u32
        };
        sum + Size {
            characters: gaps,
            bytes: gaps,
        }
    }

    /// Whether no space stands between sentences.
    fn runs_on(&self) -> bool {
        dense(&self.file.language) && self.file.language != "ko"
    }

    fn join(&self, choices: &[Choices<'_>], picked: &Picked<'_>) -> Composed {
        let mut out = Composed::default();
        for (choice, taken) in choices.iter().zip(picked) {
            let Some(taken) = taken else {
                continue;
            };
            if !out.text.is_empty() && !self.runs_on() {
                out.text.push(' ');
            }
            let start = out.text.len();
            let text = taken.sentence.text;
            self.facts.fill(text, &self.file.quotes, &mut out.text);
            out.parts.push((start..out.text.len(), choice.slot.clone()));
        }
        out
    }

    /// The shortest sentence of each slot, where the site's limit leaves no choice.
    fn shortest(&self, choices: &[Choices<'_>], limits: Limits) -> Option<Composed> {
        let picked: Picked<'_> = choices.iter().map(Choices::shortest).collect();
        let composed = self.join(choices, &picked);
        limits.allow(Size::of(&composed.text)).then_some(composed)
    }
}

/// Spreads the bits of a number, after the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
pub fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
