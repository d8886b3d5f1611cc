//! Numbers that lead to a person: phones, cards, bank accounts, orders.

use super::super::fold::Folded;
use super::super::words::starts;
use super::{Compiled, digit, joins};

/// Fewest digits that a word before them ("call me") can make a phone or order number.
const FEWEST: usize = 6;
/// How far before the number such a word may end, in characters.
const NEAR: usize = 6;

/// A number with its grouping, as `###-#######`.
#[derive(Debug)]
pub struct Form {
    digits: Vec<Option<u32>>,
    /// Sizes of the groups; empty where every grouping is meant.
    groups: Vec<usize>,
}

impl Form {
    /// Reads a form: `#` any digit, `-` any separator.
    pub fn new(form: &str) -> Self {
        let sizes: Vec<usize> = form.split('-').map(str::len).collect();
        Form {
            digits: form
                .chars()
                .filter(|c| *c != '-')
                .map(|c| c.to_digit(10))
                .collect(),
            groups: if sizes.len() > 1 { sizes } else { Vec::new() },
        }
    }

    fn fits(&self, number: &Number) -> bool {
        self.digits.len() == number.digits.len()
            && (self.groups.is_empty() || self.groups == number.groups)
            && self
                .digits
                .iter()
                .zip(&number.digits)
                .all(|(want, is)| want.is_none_or(|w| w == *is))
    }
}

/// A run of digits with separators.
#[derive(Debug, Default)]
struct Number {
    start: usize,
    end: usize,
    plus: bool,
    digits: Vec<u32>,
    groups: Vec<usize>,
}

/// Ranges of folded characters.
pub fn find(folded: &[Folded], forms: &[&Compiled]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < folded.len() {
        if let Some(end) = account(folded, at) {
            out.push((at, end));
            at = end;
            continue;
        }
        let Some(number) = Number::read(folded, at) else {
            at += 1;
            continue;
        };
        if number.personal(folded, forms) {
            out.push((number.start, number.end));
        }
        at = number.end;
    }
    out
}

impl Number {
    /// The number that begins here: `+`, an opening bracket or a digit, not in the middle of a word.
    fn read(folded: &[Folded], start: usize) -> Option<Self> {
        let c = |i: usize| folded.get(i).map(|f| f.c);
        let before = start.checked_sub(1).and_then(c);
        let first = c(start)?;
        let opens = digit(first).is_some()
            || (matches!(first, '+' | '(')
                && c(start + 1).is_some_and(|c| c == '(' || digit(c).is_some()));
        // "XJ-4500": the hyphen hangs it on the word before.
        let hangs = || {
            before.is_some_and(joins)
                || (before.is_some_and(|b| matches!(b, '-' | '.' | ','))
                    && start.checked_sub(2).and_then(c).is_some_and(joins))
        };
        if !opens || hangs() {
            return None;
        }
        let mut number = Number {
            start,
            plus: first == '+',
            ..Number::default()
        };
        let mut at = start;
        let mut gap = 0;
        while let Some(c) = c(at) {
            if let Some(d) = digit(c) {
                match number.groups.last_mut() {
                    Some(last) if gap == 0 => *last += 1,
                    _ => number.groups.push(1),
                }
                number.digits.push(d);
                number.end = at + 1;
                gap = 0;
            } else if separates(c) && gap < 2 {
                gap += 1;
            } else if !(number.digits.is_empty() && matches!(c, '+' | '(')) {
                break;
            }
            at += 1;
        }
        let inside = folded.get(number.end).is_some_and(|f| joins(f.c));
        (!number.digits.is_empty() && !inside).then_some(number)
    }

    fn personal(&self, folded: &[Folded], forms: &[&Compiled]) -> bool {
        let n = self.digits.len();
        (self.plus && (8..=15).contains(&n))
            || self.is_card()
            || forms
                .iter()
                .flat_map(|f| &f.forms)
                .any(|form| form.fits(self))
            || ((FEWEST..=20).contains(&n)
                && !self.is_date()
                && forms
                    .iter()
                    .flat_map(|f| &f.words)
                    .any(|word| self.follows(folded, word)))
    }

    /// Day, month and year in any order.
    fn is_date(&self) -> bool {
        matches!(self.groups[..], [1..=2, 1..=2, 2 | 4] | [4, 1..=2, 1..=2])
    }

    /// 15 to 19 digits by themselves or in fours, with the right check digit (ISO/IEC 7812, Luhn).
    fn is_card(&self) -> bool {
        let n = self.digits.len();
        let grouped = self.groups.len() == 1
            || self.groups[..self.groups.len() - 1].iter().all(|g| *g == 4)
            || self.groups == [4, 6, 5];
        let sum: u32 = self
            .digits
            .iter()
            .rev()
            .enumerate()
            .map(|(i, d)| {
                if i % 2 == 1 {
                    d * 2 / 10 + d * 2 % 10
                } else {
                    *d
                }
            })
            .sum();
        (15..=19).contains(&n)
            && grouped
            && (3..=6).contains(&self.digits[0])
            && sum.is_multiple_of(10)
    }

    /// Whether a word ends shortly before the number.
    fn follows(&self, folded: &[Folded], word: &[char]) -> bool {
        (0..=NEAR).any(|gap| {
            let Some(from) = self.start.checked_sub(gap + word.len()) else {
                return false;
            };
            let end = from + word.len();
            let bounded = |beside: Option<usize>, letter: char| {
                let beside = beside.and_then(|i| folded.get(i));
                !(joins(letter) && beside.is_some_and(|f| joins(f.c)))
            };
            starts(&folded[from..], word)
                && bounded(from.checked_sub(1), word[0])
                && bounded(Some(end), word[word.len() - 1])
                && folded[end..self.start]
                    .iter()
                    .all(|f| !matches!(f.c, '\n' | '!' | '?' | ';'))
        })
    }
}

fn separates(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '(' | ')' | '.' | '\u{2010}'..='\u{2013}' | 'ー'
    )
}

/// An IBAN (ISO 13616): two letters, two check digits, 11 to 30 letters and digits, remainder 1 modulo 97.
fn account(folded: &[Folded], start: usize) -> Option<usize> {
    let c = |i: usize| folded.get(i).map(|f| f.c);
    let letters = c(start)?.is_ascii_alphabetic() && c(start + 1)?.is_ascii_alphabetic();
    let checked = digit(c(start + 2)?).is_some() && digit(c(start + 3)?).is_some();
    if !letters || !checked || start.checked_sub(1).and_then(c).is_some_and(joins) {
        return None;
    }
    let mut signs = Vec::new();
    let mut best = None;
    let mut at = start;
    while let Some(sign) = c(at).filter(|c| c.is_ascii_alphanumeric() || *c == ' ') {
        at += 1;
        if sign == ' ' {
            continue;
        }
        signs.push(sign);
        if signs.len() > 34 {
            break;
        }
        let digits = signs.iter().filter(|c| c.is_ascii_digit()).count();
        if signs.len() >= 15 && digits >= 10 && !c(at).is_some_and(joins) && remainder(&signs) == 1
        {
            best = Some(at);
        }
    }
    best
}

fn remainder(signs: &[char]) -> u32 {
    let turned = signs[4..].iter().chain(&signs[..4]);
    turned
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| {
            (rest * if value > 9 { 100 } else { 10 } + value) % 97
        })
}
