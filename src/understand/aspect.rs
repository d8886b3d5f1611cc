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
}

/// Numbers below stand for categories, from here on for situations, then for the rest.
const SITUATION: u8 = CATEGORIES.len() as u8;
const OTHERS: u8 = SITUATION + SITUATIONS.len() as u8;

impl Aspect {
    /// Its number in compiled phrase data.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn number(self) -> u8 {
        match self {
            Aspect::Category(place) => place as u8,
            Aspect::Situation(place) => SITUATION + place as u8,
            Aspect::Demand => OTHERS,
            Aspect::Lever => OTHERS + 1,
            Aspect::Praise => OTHERS + 2,
            Aspect::Blame => OTHERS + 3,
        }
    }

    /// What a number stands for.
    pub fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            0..SITUATION => Aspect::Category(usize::from(number)),
            SITUATION..OTHERS => Aspect::Situation(usize::from(number - SITUATION)),
            _ => match number - OTHERS {
                0 => Aspect::Demand,
                1 => Aspect::Lever,
                2 => Aspect::Praise,
                3 => Aspect::Blame,
                _ => return None,
            },
        })
    }
}
