//! What can be put into a sentence.

use super::phrases::PhraseFile;
use crate::protocol::Review;
use crate::understand::writes_latin;

/// Longest first name, in letters; longer words are nicknames.
const LONGEST_NAME: usize = 12;

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
    pub quote: Option<String>,
}

impl Facts<'_> {
    fn known(&self) -> [(&'static str, Option<&str>); 9] {
        [
            ("{shop}", self.shop),
            ("{signature}", self.signature),
            ("{contact}", self.contact),
            ("{hours}", self.hours),
            ("{terms}", self.terms),
            ("{how}", self.how),
            ("{name}", self.name),
            ("{problem}", self.problem.as_deref()),
            ("{quote}", self.quote.as_deref()),
        ]
    }

    /// Whether all that a sentence needs is known.
    pub fn suffice(&self, template: &str) -> bool {
        !template.contains('{')
            || self
                .known()
                .iter()
                .all(|(mark, value)| value.is_some() || !template.contains(mark))
    }

    /// The sentence with everything put in. One pass: a value that looks like a mark stays as it is.
    pub fn fill(&self, template: &str, quotes: &[String; 2], out: &mut String) {
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let mut known = self.known().into_iter();
            match known.find(|(mark, _)| rest.starts_with(mark)) {
                Some((mark, value)) => {
                    let value = value.unwrap_or_default();
                    if mark == "{quote}" {
                        out.extend([quotes[0].as_str(), value, quotes[1].as_str()]);
                    } else {
                        out.push_str(value);
                    }
                    rest = &rest[mark.len()..];
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

/// The first name of the author, where what the site shows looks like one in the letters of this language: a nickname, a title or
/// "Amazon Customer" are none.
pub fn called<'r>(review: &'r Review, file: &PhraseFile) -> Option<&'r str> {
    let author = review.author.as_deref()?;
    let nameless = |word: &str| file.nameless.iter().any(|n| *n == word.to_lowercase());
    if author.contains(char::is_numeric) || author.split_whitespace().any(nameless) {
        return None;
    }
    let first = author.split_whitespace().next()?;
    let latin = writes_latin(&file.language);
    let own = |c: char| matches!(c, '\u{41}'..='\u{24f}') == latin;
    let mut letters = first.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let named = capital && letters.all(char::is_lowercase) && first.chars().all(own);
    (named && (2..=LONGEST_NAME).contains(&first.chars().count())).then_some(first)
}
