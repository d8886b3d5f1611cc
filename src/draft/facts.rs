//! What can be put into a sentence.

use super::compose::Size;
use super::phrases::Sentence;
use crate::names::Names;
use crate::protocol::Review;

/// What is known; a sentence that needs what is missing is not used.
#[derive(Clone, Debug, Default)]
pub struct Facts<'a> {
    /// Name of the shop.
    pub shop: Option<&'a str>,
    /// Who signs.
    pub signature: Option<&'a str>,
    /// Wording of the channel.
    pub contact: Option<&'a str>,
    /// When somebody is there.
    pub hours: Option<&'a str>,
    /// Terms of return and warranty.
    pub terms: Option<&'a str>,
    /// How a review is edited on this site.
    pub how: Option<&'a str>,
    /// What the buyer is called, where that is a name.
    pub name: Option<&'a str>,
    /// The concrete problems, as a clause.
    pub problem: Option<String>,
    /// The buyer's own words, without quotation marks.
    pub quote: Option<&'a str>,
}

/// What stands in a sentence for a fact, in the order of [`Facts::known`]; each is one bit of [`Sentence::marks`].
const MARKS: [&str; 9] = [
    "{shop}",
    "{signature}",
    "{contact}",
    "{hours}",
    "{terms}",
    "{how}",
    "{name}",
    "{problem}",
    "{quote}",
];

/// The bit of `{quote}`.
pub const QUOTE: u16 = 1 << (MARKS.len() - 1);

/// The marks in a sentence, a bit each.
pub fn marks(template: &str) -> u16 {
    let held = MARKS.iter().enumerate().filter(|m| template.contains(m.1));
    held.fold(0, |bits, (place, _)| bits | 1 << place)
}

impl Facts<'_> {
    fn known(&self) -> [Option<&str>; MARKS.len()] {
        [
            self.shop,
            self.signature,
            self.contact,
            self.hours,
            self.terms,
            self.how,
            self.name,
            self.problem.as_deref(),
            self.quote,
        ]
    }

    /// The marks for which something is known.
    pub fn given(&self) -> u16 {
        let known = self.known();
        let given = known.iter().enumerate().filter(|k| k.1.is_some());
        given.fold(0, |bits, (place, _)| bits | 1 << place)
    }

    /// How long a sentence is with everything put in.
    pub fn size(&self, sentence: &Sentence<'_>, quotes: &[String; 2]) -> Size {
        if sentence.marks == 0 {
            return sentence.size;
        }
        let mut filled = String::new();
        self.fill(sentence.text, quotes, &mut filled);
        Size::of(&filled)
    }

    /// The sentence with everything put in. One pass: a value that looks like a mark stays as it is.
    pub fn fill(&self, template: &str, quotes: &[String; 2], out: &mut String) {
        let known = self.known();
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let place = MARKS.iter().position(|mark| rest.starts_with(mark));
            match place {
                Some(place) => {
                    let value = known[place].unwrap_or_default();
                    if 1 << place == QUOTE {
                        out.extend([quotes[0].as_str(), value, quotes[1].as_str()]);
                    } else {
                        out.push_str(value);
                    }
                    rest = &rest[MARKS[place].len()..];
                }
                None => {
                    out.push('{');
                    rest = &rest[1..];
                }
            }
        }
        out.push_str(rest);
    }
}

/// The first name of the author, where what the site shows begins with a given name of this language.
pub fn called<'r>(review: &'r Review, names: Option<&Names>) -> Option<&'r str> {
    let first = review.author.as_deref()?.split_whitespace().next()?;
    let mut letters = first.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let named = capital && letters.all(char::is_lowercase) && names?.knows(first);
    named.then_some(first)
}
