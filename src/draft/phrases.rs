//! Sentences of replies as data.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::compose::Size;
use super::facts::{Facts, marks};
use super::memory::opening;
use super::problems::ProblemFile;
use crate::protocol::Tone;
use crate::rules::Trade;
use crate::understand::hash;

/// `data/phrases/<language>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhraseFile {
    /// Language (ISO 639-1).
    pub language: String,
    /// Opening and closing quotation mark.
    pub quotes: [String; 2],
    /// Beginnings of words that are never quoted back: insults, obscenities, accusations.
    pub unquotable: Vec<String>,
    /// Words that begin no quote: what they lean on stands before it.
    #[serde(default)]
    pub leaning: Vec<String>,
    /// Words that end no quote (endings, in languages without spaces): what they lead to is not quoted.
    #[serde(default)]
    pub trailing: Vec<String>,
    /// What makes a sentence, a clause or a step one about goods, in small letters.
    #[serde(default)]
    pub goods: Vec<String>,
    /// The sentences.
    pub act: Vec<Sentences>,
    /// Concrete problems and how they are called, from `data/problems`.
    pub problems: Option<ProblemFile>,
    #[serde(skip)]
    index: OnceLock<Index>,
}

/// The sentences of an act about a subject: the list and the place in it, and what is known of the sentence.
type Index = BTreeMap<Act, BTreeMap<String, Vec<(usize, usize, Sentence<'static>)>>>;

/// A sentence, and what is asked of it again and again.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    /// The sentence, with marks.
    pub text: &'a str,
    /// Its hash.
    pub hash: u32,
    /// How it begins.
    pub opening: u32,
    /// The marks that it holds, a bit each.
    pub marks: u16,
    /// How long it is as it stands.
    pub size: Size,
    /// It speaks of goods: elsewhere it is said only where nothing else can be.
    pub goods: bool,
}

impl<'a> Sentence<'a> {
    /// All that is to be known of a sentence.
    pub fn new(text: &'a str) -> Self {
        Sentence {
            text,
            hash: hash(text),
            opening: opening(text),
            marks: marks(text),
            size: Size::of(text),
            goods: false,
        }
    }
}

/// Sentences that do the same thing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sentences {
    /// What they do.
    pub act: Act,
    /// Only for this complaint.
    pub category: Option<String>,
    /// Only in this situation.
    pub situation: Option<String>,
    /// Only for this remedy.
    pub remedy: Option<String>,
    /// Only where buyers reach the shop this way.
    pub channel: Option<String>,
    /// Only in this tone.
    pub tone: Option<Tone>,
    /// Only where this is reviewed; what speaks of a complaint and names no trade speaks of goods.
    #[serde(default)]
    pub trades: Vec<Trade>,
    /// The sentences.
    pub texts: Vec<String>,
}

impl Sentences {
    /// What they are about; empty where they fit anything.
    pub fn subject(&self) -> &str {
        [&self.category, &self.situation, &self.remedy, &self.channel]
            .into_iter()
            .flatten()
            .next()
            .map_or("", String::as_str)
    }

    fn fits(&self, trade: Trade) -> bool {
        let anywhere = |id: &String| ANYWHERE.contains(&id.as_str());
        match self.trades.is_empty() {
            true => trade == Trade::Goods || self.category.as_ref().is_none_or(anywhere),
            false => self.trades.contains(&trade),
        }
    }
}

/// Complaints whose sentences speak of no goods.
const ANYWHERE: [&str; 3] = ["support", "return_refund", "price_value"];

/// What a sentence does: a speech act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Thanks for writing.
    Thank,
    /// Names the problem.
    Name,
    /// Names a concrete problem, as we call it, and regrets it.
    Sorry,
    /// Takes up a second problem and says what is done about it.
    Also,
    /// Regrets what happened.
    Regret,
    /// Owns what may be the shop's fault.
    Own,
    /// Says what is being done.
    Step,
    /// Asks what went wrong.
    Ask,
    /// Asks what was missing where the words are friendly and the stars few.
    AskStars,
    /// Names the channel for everything private.
    Contact,
    /// Speaks to a situation: a question, a repetition, another party's fault.
    Answer,
    /// States a fact from the shop's own fact sheet.
    Fact,
    /// Says when somebody is there.
    Hours,
    /// Says on which terms the shop takes goods back.
    Terms,
    /// Closes.
    Close,
    /// Signs.
    Sign,
    /// Says as little as can be, where a person takes over.
    Minimal,
    /// Thanks a happy buyer.
    ThankHappy,
    /// Opens a private message.
    POpen,
    /// Asks in private for what is needed to help.
    PAsk,
    /// Asks in private what would be fair.
    PWish,
    /// Offers a remedy in private.
    Offer,
    /// Tells in public that the matter is settled.
    Solved,
    /// Tells in public that the buyer could not be reached.
    Unreached,
    /// Says that the review can be brought up to date.
    Invite,
}

impl Act {
    /// Name in data and message files.
    pub fn id(self) -> &'static str {
        match self {
            Act::Thank => "thank",
            Act::Name => "name",
            Act::Sorry => "sorry",
            Act::Also => "also",
            Act::Regret => "regret",
            Act::Own => "own",
            Act::Step => "step",
            Act::Ask => "ask",
            Act::AskStars => "ask_stars",
            Act::Contact => "contact",
            Act::Answer => "answer",
            Act::Fact => "fact",
            Act::Hours => "hours",
            Act::Terms => "terms",
            Act::Close => "close",
            Act::Sign => "sign",
            Act::Minimal => "minimal",
            Act::ThankHappy => "thank_happy",
            Act::POpen => "p_open",
            Act::PAsk => "p_ask",
            Act::PWish => "p_wish",
            Act::Offer => "offer",
            Act::Solved => "solved",
            Act::Unreached => "unreached",
            Act::Invite => "invite",
        }
    }

    /// The marks whose sentences come before those without them, where the fact is known.
    fn preferred(self) -> &'static [&'static str] {
        match self {
            Act::Sign => &["{signature}", "{shop}"],
            Act::Thank | Act::ThankHappy => &["{name}"],
            Act::Name | Act::Solved => &["{quote}"],
            Act::POpen => &["{shop}"],
            Act::Invite => &["{how}"],
            _ => &[],
        }
    }
}

impl PhraseFile {
    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::new();
            for (list, sentences) in self.act.iter().enumerate() {
                let acts = index.entry(sentences.act).or_default();
                let places = acts.entry(sentences.subject().to_owned()).or_default();
                let texts = sentences.texts.iter().enumerate();
                // The text itself stands in the list: an index cannot borrow from what it belongs to.
                let known = |text: &str| Sentence {
                    text: "",
                    // What names trades was written for them.
                    goods: sentences.trades.is_empty() && self.speaks_of_goods(text),
                    ..Sentence::new(text)
                };
                places.extend(texts.map(|(place, text)| (list, place, known(text))));
            }
            index
        })
    }

    fn speaks_of_goods(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        self.goods.iter().any(|word| text.contains(word.as_str()))
    }

    /// Which of some clauses or steps may be said where this is reviewed.
    pub fn sayable<'f>(
        &'f self,
        texts: &'f [String],
        trade: Trade,
    ) -> impl Iterator<Item = &'f str> {
        let fits = move |text: &&String| trade == Trade::Goods || !self.speaks_of_goods(text);
        texts.iter().filter(fits).map(String::as_str)
    }

    /// Sentences of an act about a subject that can be used: in this tone or in any, with all facts that they need known.
    /// Those that use a fact come alone where there are such.
    pub fn choices(
        &self,
        act: Act,
        subject: &str,
        (tone, trade): (Tone, Trade),
        facts: &Facts<'_>,
    ) -> Vec<Sentence<'_>> {
        let given = facts.given();
        let places = self.index().get(&act).and_then(|acts| acts.get(subject));
        let fitting = places.into_iter().flatten().filter(|(list, .., sentence)| {
            let s = &self.act[*list];
            let fits = s.tone.is_none_or(|t| t == tone) && s.fits(trade);
            fits && sentence.marks & !given == 0
        });
        let fitting = fitting.map(|(list, place, sentence)| Sentence {
            text: &self.act[*list].texts[*place],
            ..*sentence
        });
        let mut out: Vec<Sentence<'_>> = fitting.collect();
        if trade != Trade::Goods && out.iter().any(|s| !s.goods) {
            out.retain(|s| !s.goods);
        }
        for mark in act.preferred() {
            let mark = marks(mark);
            if out.iter().any(|s| s.marks & mark != 0) {
                out.retain(|s| s.marks & mark != 0);
                break;
            }
        }
        out
    }
}
