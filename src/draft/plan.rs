//! Which speech acts a text needs, by step, situation and site.

use super::Case;
use super::phrases::Act;
use super::problems::Problem;
use crate::protocol::DraftLength;
use crate::rules::Invites;
use crate::text::by_density;
use crate::understand::{Found, SURE, Understanding};

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A reply that everybody reads.
    PublicReply,
    /// A message to the buyer alone.
    PrivateMessage,
    /// A public word on how it ended: solved.
    ClosingUpdate,
    /// A public word on how it ended: the buyer did not answer.
    ClosingUnreached,
    /// A neutral word that the review can be brought up to date.
    UpdateInvitation,
    /// A report to the site.
    ReportText,
    /// A note to the shop's own team.
    StaffNote,
}

impl Step {
    /// All steps, in the order in which they are taken.
    pub const ALL: [Step; 7] = [
        Step::PublicReply,
        Step::PrivateMessage,
        Step::ClosingUpdate,
        Step::ClosingUnreached,
        Step::UpdateInvitation,
        Step::ReportText,
        Step::StaffNote,
    ];

    /// Name in the protocol and in message files.
    pub fn id(self) -> &'static str {
        match self {
            Step::PublicReply => "public_reply",
            Step::PrivateMessage => "private_message",
            Step::ClosingUpdate => "closing_update",
            Step::ClosingUnreached => "closing_update_unreached",
            Step::UpdateInvitation => "update_invitation",
            Step::ReportText => "report_text",
            Step::StaffNote => "staff_note",
        }
    }

    /// The step with this name.
    pub fn by_id(id: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|s| s.id() == id)
    }

    /// Whether the buyer reads it, alone or with everybody; the others go to the site or to the team.
    pub fn for_buyer(self) -> bool {
        self.public() || self == Step::PrivateMessage
    }

    /// Whether everybody reads it, so that it belongs into the site's reply box and under its rules.
    pub fn public(self) -> bool {
        matches!(
            self,
            Step::PublicReply
                | Step::ClosingUpdate
                | Step::ClosingUnreached
                | Step::UpdateInvitation
        )
    }
}

/// One sentence to be: which act, about what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// What it does.
    pub act: Act,
    /// Category, situation, remedy or channel; empty for a sentence that fits anything.
    pub subject: String,
    /// Slots with the highest number are dropped first where the text is too long; 0 stays.
    pub drop: u8,
}

fn slot(act: Act, subject: &str, drop: u8) -> Slot {
    Slot {
        act,
        subject: subject.to_owned(),
        drop,
    }
}

/// For these a person takes over and the draft says as little as can be; the gravest first.
pub const MINIMAL: [&str; 5] = ["safety", "legal_threat", "pii", "blackmail", "counterfeit"];

/// Longest review that says too little to guess at, in characters.
const TERSE: usize = 20;
/// The same where a character says more.
const TERSE_DENSE: usize = 8;

/// Most complaints that are taken up after the first one.
const FURTHER: usize = 2;

/// Situations that get a sentence of their own.
const ANSWERED: [&str; 5] = [
    "question",
    "repeat_issue",
    "wrong_target",
    "misconception",
    "user_damage",
];

/// What a person has to take over, if anything: a situation or a category.
pub fn grave(understood: &Understanding) -> Option<&'static str> {
    let found = MINIMAL
        .into_iter()
        .find(|id| understood.found(id).is_some());
    let unsafe_goods = understood.found("health_safety").is_some();
    found.or(unsafe_goods.then_some("safety"))
}

/// What the plan of a text goes by.
#[derive(Clone, Copy, Debug)]
pub struct Brief<'a> {
    /// The review and all that is known of it.
    pub case: &'a Case<'a>,
    /// A fact of the shop's that speaks to the review.
    pub fact: Option<&'a str>,
    /// Concrete problems that the text names.
    pub told: &'a [&'a Problem],
    /// Language of the text.
    pub language: &'a str,
}

impl Brief<'_> {
    /// The slots of a step; empty where there is nothing to say.
    pub fn slots(&self, step: Step) -> Vec<Slot> {
        let asked = self.case.understood.wants_answer(self.case.review.rating);
        let mut slots = match (step, grave(self.case.understood)) {
            (Step::PublicReply, Some(id)) => vec![slot(Act::Minimal, id, 0)],
            (Step::PublicReply, None) => self.public(),
            // What goes on after a grave review, or in private, is for the person who takes over.
            (_, Some(_)) => Vec::new(),
            _ if !asked => Vec::new(),
            (Step::PrivateMessage, None) => self.private(),
            (Step::ClosingUpdate, None) => vec![slot(Act::Solved, "", 0)],
            (Step::ClosingUnreached, None) => vec![slot(Act::Unreached, "", 0), self.contact(2)],
            (Step::UpdateInvitation, None) if self.case.rules.invites == Invites::Yes => {
                vec![slot(Act::Invite, "", 0)]
            }
            (Step::UpdateInvitation | Step::ReportText | Step::StaffNote, None) => Vec::new(),
        };
        if !slots.is_empty() {
            slots.push(slot(Act::Sign, "", 1));
        }
        slots
    }

    fn contact(&self, drop: u8) -> Slot {
        let own = self.case.settings.contact.get(self.language);
        let subject = if own.is_some_and(|c| !c.trim().is_empty()) {
            "own"
        } else {
            self.case.rules.channel.id()
        };
        slot(Act::Contact, subject, drop)
    }

    /// What is complained of, without the id that says that no reason is given.
    fn about(&self) -> impl Iterator<Item = &str> {
        let ids = self
            .case
            .understood
            .categories
            .iter()
            .map(|c| c.id.as_str());
        ids.filter(|id| *id != "no_detail")
    }

    /// Whether the named problems are of this complaint.
    fn covers(&self, category: &str) -> bool {
        self.told.iter().any(|p| p.is_of(category))
    }

    /// Whether the first complaint is this one for certain enough to be answered as such.
    fn sure(&self, primary: &str) -> bool {
        let plain = |found: &Found| self.case.understood.plain(found);
        self.covers(primary) || self.case.understood.primary().is_some_and(plain)
    }

    /// What names the problem and regrets it, as concretely as can be.
    fn named(&self, primary: &str) -> Vec<Slot> {
        if !self.told.is_empty() {
            return vec![slot(Act::Sorry, primary, 0)];
        }
        let mut slots = vec![slot(Act::Name, primary, 0), slot(Act::Regret, "", 5)];
        // In Japanese the apology comes first.
        if self.language == "ja" {
            slots.swap(0, 1);
        }
        slots
    }

    /// Further complaints that are probable enough: to answer one that nobody made is worse than to leave one out.
    fn further(&self) -> impl Iterator<Item = Slot> {
        let sure = self.case.understood.categories.iter().skip(1);
        let sure = sure.filter(|c| c.id != "no_detail" && c.confidence >= SURE);
        let sure = sure.filter(|c| self.case.understood.told(c) && !self.covers(&c.id));
        sure.take(FURTHER).map(|c| slot(Act::Also, &c.id, 7))
    }

    fn public(&self) -> Vec<Slot> {
        let short = self.case.settings.length == DraftLength::Short;
        let few_stars = self.case.understood.wants_answer(self.case.review.rating);
        if !few_stars {
            return vec![slot(Act::ThankHappy, "", 0)];
        }
        if !self.case.understood.polarity.dissatisfied() {
            return vec![slot(Act::Thank, "", 3), slot(Act::AskStars, "", 0)];
        }
        let Some(first) = self.about().next() else {
            return self.reasonless();
        };
        let (covered, sure) = (self.covers(first), self.sure(first));
        if !sure && self.terse() {
            return self.reasonless();
        }
        // A complaint that may be another one is answered in sentences that fit any.
        let primary = if sure { first } else { "" };
        let mut slots = vec![slot(Act::Thank, "", 2)];
        slots.extend(self.named(primary));
        if !short && (self.told.is_empty() || covered) {
            slots.push(slot(Act::Own, primary, 8));
        }
        slots.push(slot(Act::Step, primary, 0));
        if sure && !self.told.is_empty() && !covered {
            slots.push(slot(Act::Also, primary, 1));
        }
        slots.extend(self.further());
        slots.extend(self.answers());
        slots.extend(self.fact.map(|_| slot(Act::Fact, "", 1)));
        if !short {
            slots.extend(self.extras(primary));
        }
        slots.push(self.contact(1));
        if !short {
            slots.push(slot(Act::Close, "", 9));
        }
        slots
    }

    /// Whether the review is a word or two.
    fn terse(&self) -> bool {
        let review = self.case.review;
        let title = review.title.as_deref().unwrap_or_default();
        let most = by_density(self.language, TERSE, TERSE_DENSE);
        review.text.chars().count().max(title.chars().count()) <= most
    }

    /// To a complaint that gives no reason.
    fn reasonless(&self) -> Vec<Slot> {
        let mut slots = vec![slot(Act::Thank, "", 3), slot(Act::Regret, "", 5)];
        if self.case.understood.categories.is_empty() {
            slots.push(slot(Act::Name, "", 2));
            slots.extend(self.answers());
            slots.push(slot(Act::Step, "", 4));
            slots.push(self.contact(0));
        } else {
            slots.push(slot(Act::Ask, "", 0));
            slots.extend(self.answers());
        }
        slots
    }

    /// Sentences for what else is in the review: a question, a repetition, a misunderstanding.
    fn answers(&self) -> impl Iterator<Item = Slot> {
        let found = |id: &&str| self.case.understood.situation(id).is_some();
        let ids = ANSWERED.into_iter().filter(found).take(2);
        ids.map(|id| slot(Act::Answer, id, if id == "question" { 1 } else { 4 }))
    }

    /// Hours where nobody answered, terms where goods go back.
    fn extras(&self, primary: &str) -> impl Iterator<Item = Slot> {
        let hours = (primary == "support").then(|| slot(Act::Hours, "", 8));
        let terms = (primary == "return_refund").then(|| slot(Act::Terms, "", 8));
        hours.into_iter().chain(terms)
    }

    fn private(&self) -> Vec<Slot> {
        let primary = self.about().next().unwrap_or_default();
        let mut slots = vec![slot(Act::POpen, "", 0)];
        if primary.is_empty() && self.told.is_empty() {
            slots.push(slot(Act::Regret, "", 5));
        } else {
            slots.extend(self.named(primary));
        }
        slots.extend(self.further());
        slots.extend(self.fact.map(|_| slot(Act::Fact, "", 1)));
        slots.push(slot(Act::PAsk, primary, 2));
        let offers = self.case.remedies(primary).take(2);
        let offers: Vec<Slot> = offers.map(|r| slot(Act::Offer, r, 4)).collect();
        if offers.is_empty() {
            slots.push(slot(Act::PWish, "", 4));
        }
        slots.extend(offers);
        slots.extend([slot(Act::Terms, "", 8), slot(Act::Hours, "", 8)]);
        slots
    }
}
