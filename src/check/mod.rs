//! What speaks against a reply: rules of the site, risks, manner, and substance.
//!
//! [`form`] finds what has a form (lengths, links, numbers), [`marks`] markup, gaps and shouting, [`wording`] what stands in the phrase rules of a language,
//! [`name`] and [`address`] how the buyer is addressed, [`language`] whether in the language of the review, [`substance`] what the reply leaves out. Rule ids are stable.

mod address;
mod form;
mod language;
mod marks;
mod name;
mod substance;
mod wording;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::data::Data;
use crate::draft::{Memory, Step};
use crate::messages::Messages;
use crate::protocol::{Finding, Review, Severity};
use crate::rules::RuleSet;
use crate::text::Offsets;
use crate::understand::model::latin::Latin;
use crate::understand::{Understanding, detect};

pub use wording::{CheckFile, WordingRule};

/// All rules, each with its severity where the site's own rules say nothing else.
pub const RULES: [(&str, Severity); 36] = {
    use Severity::{Block, Hint, Warn};
    [
        ("over_length", Block),
        ("under_length", Block),
        ("empty", Block),
        ("contact_details", Warn),
        ("external_link", Warn),
        ("other_goods", Warn),
        ("markup", Warn),
        ("benefit_for_review", Block),
        ("asks_to_change_review", Warn),
        ("reply_not_possible", Block),
        ("personal_data", Block),
        ("liability_admission", Warn),
        ("platform_promise", Warn),
        ("diagnosis", Warn),
        ("accuses_of_lying", Warn),
        ("threat", Block),
        ("internal_process", Warn),
        ("blame", Warn),
        ("sarcasm", Warn),
        ("condescension", Warn),
        ("shouting", Warn),
        ("defensive", Warn),
        ("heat", Hint),
        ("empty_phrases", Hint),
        ("wrong_name", Warn),
        ("gender_guess", Hint),
        ("mixed_register", Hint),
        ("placeholder_left", Block),
        ("wrong_language", Warn),
        ("complaint_unanswered", Hint),
        ("question_unanswered", Hint),
        ("too_generic", Hint),
        ("like_other_replies", Hint),
        ("repeated_opening", Hint),
        ("too_long_for_happy_buyer", Hint),
        ("main_complaint_unanswered", Warn),
    ]
};

/// A reply and all that it is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Reply<'a> {
    /// The text.
    pub text: &'a str,
    /// What it is for.
    pub step: Step,
    /// Rules of the place where it will stand.
    pub rules: &'a RuleSet,
    /// The review that it answers, where that is known.
    pub about: Option<(&'a Review, &'a Understanding)>,
    /// What was said lately.
    pub memory: Option<&'a Memory>,
    /// Names that the seller gave: of the shop, of who signs.
    pub own_names: &'a [&'a str],
    /// Data files.
    pub data: &'a Data,
    /// What tells languages in Latin letters apart.
    pub latin: &'a Latin,
    /// Texts of the interface.
    pub messages: Messages<'a>,
}

impl Reply<'_> {
    /// Whether it stands under a review that asks for no answer.
    fn praised(&self) -> bool {
        self.about
            .is_some_and(|(review, understood)| !understood.wants_answer(review.rating))
    }
}

/// Everything that speaks against a reply, in the order of the text.
pub fn check(reply: &Reply<'_>) -> Vec<Finding> {
    let mut out = Findings::new(reply);
    if reply.step.public() && !reply.rules.answerable() {
        out.say("reply_not_possible", (0, 0));
    }
    let quoted = wording::quoted(reply.text);
    let spoken = wording::without(reply.text, &quoted);
    let of_review = reply.about.and_then(|(_, understood)| understood.language);
    let language = detect(&spoken, of_review, reply.latin);
    form::check(reply, language.or(of_review), &mut out);
    marks::check(reply, &mut out);
    if reply.text.trim().is_empty() {
        return out.done();
    }
    language::check(reply, language, of_review, &quoted, &mut out);
    // A word or two are in the language of the review.
    let file = language
        .or(of_review)
        .and_then(|l| reply.data.checks.get(l));
    if let Some(file) = file {
        wording::check(reply, file, &mut out);
        name::check(reply, file, &mut out);
        address::check(reply, file, &quoted, &mut out);
    }
    substance::check(reply, file, &mut out);
    out.done()
}

/// What can be wrong with a text of our own: its sentences are proven by the tests, quotes and settings are harmless by their
/// own rules, so that only the length is left.
pub fn check_own(reply: &Reply<'_>) -> Vec<Finding> {
    let mut out = Findings::new(reply);
    form::length(reply, &mut out);
    out.done()
}

/// Collects findings.
struct Findings<'r> {
    reply: &'r Reply<'r>,
    /// Made when the first thing is found.
    offsets: OnceCell<Offsets>,
    found: Vec<Finding>,
}

impl<'r> Findings<'r> {
    fn new(reply: &'r Reply<'r>) -> Self {
        Findings {
            reply,
            offsets: OnceCell::new(),
            found: Vec::new(),
        }
    }

    /// The UTF-16 unit at a byte of the reply.
    fn utf16(&self, byte: usize) -> u32 {
        let offsets = self.offsets.get_or_init(|| Offsets::new(self.reply.text));
        offsets.utf16(byte)
    }

    /// A finding about bytes of the reply.
    fn say(&mut self, rule: &str, span: (usize, usize)) {
        self.say_with(rule, span, &[], None);
    }

    fn say_with(
        &mut self,
        rule: &str,
        span: (usize, usize),
        values: &[(&str, &str)],
        suggestion: Option<String>,
    ) {
        let usual = RULES.iter().find(|(id, _)| *id == rule);
        let usual = usual.map_or(Severity::Warn, |r| r.1);
        // A refinement of a rule goes by the name of that rule.
        let (id, text) = match rule {
            "main_complaint_unanswered" | "clause_unanswered" => ("complaint_unanswered", rule),
            "like_other_replies" => ("too_generic", rule),
            _ => (rule, rule),
        };
        let key = if id == "under_length" {
            "over_length"
        } else {
            id
        };
        let site = self
            .reply
            .rules
            .get(key)
            .filter(|_| self.reply.step.public());
        let source = site.map(|r| r.source.clone()).filter(|s| !s.is_empty());
        self.found.push(Finding {
            rule: id.to_owned(),
            severity: site.map_or(usual, |r| r.severity),
            start: self.utf16(span.0),
            end: self.utf16(span.1),
            message: self.reply.messages.with(&format!("check.{text}"), values),
            suggestion,
            source,
        });
    }

    /// Of findings of one rule that overlap the first one stays.
    fn done(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|f| (f.start, u32::MAX - f.end));
        let mut out: Vec<Finding> = Vec::with_capacity(self.found.len());
        // Where the last finding of each rule ends.
        let mut ends: BTreeMap<(String, String), u32> = BTreeMap::new();
        for finding in self.found {
            let key = (finding.rule.clone(), finding.message.clone());
            let covered = ends
                .get(&key)
                .is_some_and(|end| finding.start < (*end).max(1));
            if !covered {
                ends.insert(key, finding.end);
                out.push(finding);
            }
        }
        out
    }
}
