//! The texts of each step: replies and messages composed from speech acts, notes and reports put together from facts.
//!
//! [`plan`] says which acts a text needs, [`phrases`] holds the sentences of a language, [`quote`] the buyer's own words that may be
//! repeated, [`compose`] chooses and fits, [`memory`] knows what was said before, [`note`] writes to the team and to the site.

mod compose;
mod facts;
mod memory;
mod note;
mod phrases;
mod plan;
mod problems;
mod quote;

use std::collections::BTreeMap;

use crate::data::Data;
use crate::messages::Messages;
use crate::protocol::{DraftLength, Review};
use crate::rules::RuleSet;
use crate::settings::Settings;
use crate::text::dense;
use crate::understand::{Understanding, hash};

pub use compose::{Composed, Limits};
use compose::{Composer, mix};
pub use facts::Facts;
pub use memory::{Memory, opening};
pub use note::reason as report_reason;
pub use phrases::{Act, PhraseFile, Sentence, Sentences};
use plan::Brief;
pub use plan::{MINIMAL, Slot, Step, grave};
pub use problems::{Problem, ProblemFile};
use quote::quotable;

/// Longest reply where the site tells no limit, in UTF-16 units; from `practice.md`: three to five sentences.
const USUAL: u32 = 470;
/// The same in Japanese, Chinese and Korean, whose characters say more.
const USUAL_DENSE: u32 = 250;
/// Longest text in the short form.
const SHORT: u32 = 300;
/// The same in dense languages.
const SHORT_DENSE: u32 = 160;
/// Ways of saying it that are weighed for a public reply, which others compare.
const CANDIDATES: u32 = 96;
/// The same for other texts that everybody reads; what one reader alone gets is compared with nothing.
const CANDIDATES_LATER: u32 = 4;
/// Longest private message.
const PRIVATE: u32 = 900;

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

/// Situations in which a fact of the shop's helps.
const EXPLAINED: [&str; 3] = ["misconception", "user_damage", "question"];

/// Why there is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDraft {
    /// The language of the review could not be told, or there are no phrases for it.
    Language,
    /// Nothing fits the site's limit.
    Limit,
    /// There is nothing to say in this step.
    Nothing,
}

/// A text and its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// ISO 639-1.
    pub language: String,
    /// The text and what each sentence of it does.
    pub composed: Composed,
}

/// What all texts about one review go by.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The review.
    pub review: &'a Review,
    /// What it is about.
    pub understood: &'a Understanding,
    /// The shop's settings.
    pub settings: &'a Settings,
    /// Rules of the place where the reply will stand.
    pub rules: &'a RuleSet,
    /// Data files.
    pub data: &'a Data,
    /// Texts of the interface.
    pub messages: Messages<'a>,
}

/// Writes the texts of one case; what is looked for in the review is looked for once.
#[derive(Debug)]
pub struct Writer<'a> {
    case: Case<'a>,
    /// Sentences in the language of the review.
    file: Option<&'a PhraseFile>,
    /// The concrete problems that the review tells of, as far as they may be repeated.
    told: Vec<&'a Problem>,
    /// Words of the review that may be repeated.
    quote: Option<String>,
}

impl<'a> Writer<'a> {
    /// Reads what texts about this case may repeat.
    pub fn new(case: Case<'a>) -> Self {
        let language = case.understood.language;
        let file = language.and_then(|l| case.data.phrases.get(l));
        let open = file.filter(|_| !case.understood.any(&SPEECHLESS));
        Writer {
            told: open.map_or(Vec::new(), |f| case.told(f)),
            quote: open.and_then(|f| quotable(case.review, case.understood, f)),
            case,
            file,
        }
    }

    /// Composes the text of a step. `wording` 0 is the first wording; others differ from it.
    ///
    /// # Errors
    /// Where there is nothing to say, no sentence in the review's language, or nothing that fits.
    pub fn draft(&self, step: Step, wording: u32, memory: &mut Memory) -> Result<Text, NoDraft> {
        let case = &self.case;
        match step {
            Step::StaffNote if case.understood.categories.is_empty() => {
                return Err(NoDraft::Nothing);
            }
            Step::StaffNote => return Ok(note::staff(case)),
            Step::ReportText => return note::report(case).ok_or(NoDraft::Nothing),
            _ => {}
        }
        let file = self.file.ok_or(NoDraft::Language)?;
        let language = file.language.as_str();
        let fact = case.fact();
        let brief = Brief {
            case,
            fact,
            told: &self.told,
            language,
        };
        let slots = brief.slots(step);
        if slots.is_empty() {
            return Err(NoDraft::Nothing);
        }
        let name = format!("{}\n{}\n{wording}", case.review.key, step.id());
        let seed = hash(&name);
        let first = self.told.first().into_iter();
        let steps = first.flat_map(|p| file.sayable(&p.steps, case.rules.trade));
        let composer = Composer {
            file,
            manner: (case.settings.tone, case.rules.trade),
            facts: self.facts(step, file, seed >> 8),
            fact: fact.map(Sentence::new),
            steps: steps.map(Sentence::new).collect(),
            candidates: match step {
                Step::PublicReply => CANDIDATES,
                step if step.public() => CANDIDATES_LATER,
                _ => 1,
            },
            kind: match step {
                Step::PublicReply => 0,
                step => hash(step.id()),
            },
            id: mix(u64::from(seed) << 32 | u64::from(hash(&case.review.text))),
        };
        let composed = composer.compose(&slots, case.limits(step, language), memory);
        Ok(Text {
            language: language.to_owned(),
            composed: composed.ok_or(NoDraft::Limit)?,
        })
    }

    fn facts(&self, step: Step, file: &PhraseFile, seed: u32) -> Facts<'_> {
        let case = &self.case;
        let language = file.language.as_str();
        let settings = case.settings;
        let own = |texts: &'a BTreeMap<String, String>| texts.get(language).and_then(|t| filled(t));
        let quotes = case.rules.quotes.0 || !step.public();
        Facts {
            shop: filled(&settings.shop),
            signature: filled(&settings.signature),
            contact: own(&settings.contact),
            hours: own(&settings.hours),
            terms: own(&settings.terms),
            how: case.rules.how.get(language).map(String::as_str),
            name: facts::called(case.review, case.data.names.get(language)),
            problem: file.clause(&self.told, case.rules.trade, seed),
            quote: self.quote.as_deref().filter(|_| quotes),
        }
    }
}

impl Case<'_> {
    /// The shop's own fact that speaks to the review, in its language: the only source of factual claims.
    pub fn fact(&self) -> Option<&str> {
        let language = self.understood.language?;
        if !self.understood.any(&EXPLAINED) {
            return None;
        }
        let product = self.review.product.as_deref().unwrap_or_default();
        let title = self.review.title.as_deref().unwrap_or_default();
        let text = format!("{product}\n{title}\n{}", self.review.text);
        self.settings.fact(language, &text)
    }

    /// Whether a step has a place here: what is answered needs no first answer, and not every place shows replies.
    pub fn open_to(&self, step: Step) -> bool {
        let answered = step == Step::PublicReply && self.review.reply.is_some();
        !answered && (!step.public() || self.rules.answerable())
    }

    /// The team that can mend the primary complaint, in the interface language.
    pub fn team(&self) -> Option<String> {
        let id = &self.understood.primary()?.id;
        self.messages.find(&format!("team.{id}"))
    }

    /// What the shop may offer for a complaint here: what only the marketplace pays is not the shop's to offer.
    pub fn remedies(&self, category: &str) -> impl Iterator<Item = &str> {
        let all = self.settings.remedies_for(category);
        all.filter(|remedy| !(self.rules.platform_pays && *remedy == "refund"))
    }

    /// The concrete problems of the review; none where they leave out the main complaint and nothing else would take it up.
    fn told<'f>(&self, file: &'f PhraseFile) -> Vec<&'f Problem> {
        let told = file.problems_of(self.review, self.understood, self.rules.trade);
        let taken_up = |id: &str| {
            let manner = (self.settings.tone, self.rules.trade);
            let also = || file.choices(Act::Also, id, manner, &Facts::default());
            told.iter().any(|p| p.is_of(id)) || !also().is_empty()
        };
        match self.understood.primary() {
            Some(primary) if !taken_up(&primary.id) => Vec::new(),
            _ => told,
        }
    }

    fn limits(&self, step: Step, language: &str) -> Limits {
        let short = self.settings.length == DraftLength::Short;
        let usual = match (step.public(), short, dense(language)) {
            (false, ..) => PRIVATE,
            (true, true, true) => SHORT_DENSE,
            (true, true, false) => SHORT,
            (true, false, true) => USUAL_DENSE,
            (true, false, false) => USUAL,
        };
        let (max, unit) = self.rules.limit();
        let max = if step.public() { max } else { None };
        Limits { max, unit, usual }
    }
}

fn filled(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|t| !t.is_empty())
}
