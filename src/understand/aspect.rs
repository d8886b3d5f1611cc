//! What phrases speak of.

use super::{CATEGORIES, SITUATIONS};

/// What a phrase speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// A complaint category, as its place in [`CATEGORIES`].
    Category(usize),
    /// A situation, as its place in [`SITUATIONS`].
    Situation(usize),
    /// Something wanted of the seller.
    Demand,
    /// The review, or publicity, used as a condition.
    Lever,
    /// Praise.
    Praise,
    /// Blame.
    Blame,
    /// A rule for replies, or a topic that a reply takes up, as its place in a list of such.
    Rule(usize),
}

/// Numbers below stand for categories, from here on for situations, then for the rest.
const SITUATION: u32 = CATEGORIES.len() as u32;
const OTHERS: u32 = SITUATION + SITUATIONS.len() as u32;
/// Rules of replies come last: there may be any number of them.
const RULES: u32 = OTHERS + 4;

impl Aspect {
    /// Its number in compiled phrase data.
    pub fn number(self) -> u32 {
        match self {
            Aspect::Category(place) => place as u32,
            Aspect::Situation(place) => SITUATION + place as u32,
            Aspect::Demand => OTHERS,
            Aspect::Lever => OTHERS + 1,
            Aspect::Praise => OTHERS + 2,
            Aspect::Blame => OTHERS + 3,
            Aspect::Rule(place) => RULES + place as u32,
        }
    }

    /// What a number stands for.
    pub fn from_number(number: u32) -> Self {
        match number {
            0..SITUATION => Aspect::Category(number as usize),
            SITUATION..OTHERS => Aspect::Situation((number - SITUATION) as usize),
            RULES.. => Aspect::Rule((number - RULES) as usize),
            _ => match number - OTHERS {
                0 => Aspect::Demand,
                1 => Aspect::Lever,
                2 => Aspect::Praise,
                _ => Aspect::Blame,
            },
        }
    }
}
