//! Addresses and names, as templates such as `{n} {name} street`.

use super::super::fold::{Folded, fold_pattern};
use super::super::letters::is_letter;
use super::super::words::starts;
use super::{digit, joins};

/// Longest name of a street, in characters and in words.
const NAME: (usize, usize) = (40, 3);
/// Longest gap, in characters.
const GAP: usize = 12;
/// What may stand between a street and its number.
const NUMBER_WORDS: [&str; 8] = ["дом", "д", "буд", "no", "nr", "n", "num", "numero"];

/// One form of an address or a name.
#[derive(Debug)]
pub struct Template(Vec<Piece>);

#[derive(Debug, PartialEq)]
enum Piece {
    Literal(Vec<char>),
    Number,
    Name,
    Word,
    Gap,
    Space,
}

/// Most letters of a title that is cut short.
const TITLE: usize = 4;

impl Template {
    /// Reads a template.
    pub fn new(template: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = template;
        while !rest.is_empty() {
            let marks = [
                ("{n}", Piece::Number),
                ("{name}", Piece::Name),
                ("{cap}", Piece::Word),
                ("{gap}", Piece::Gap),
                (" ", Piece::Space),
            ];
            let mark = marks.into_iter().find(|(mark, _)| rest.starts_with(mark));
            if let Some((mark, piece)) = mark {
                pieces.push(piece);
                rest = &rest[mark.len()..];
            } else {
                let end = rest.find([' ', '{']).unwrap_or(rest.len());
                pieces.push(Piece::Literal(fold_pattern(&rest[..end]).chars().collect()));
                rest = &rest[end..];
            }
        }
        Template(pieces)
    }

    /// Ranges of folded characters; `text` is the original, where capitals are seen, and `begins` where matches may begin.
    pub fn find(&self, text: &str, folded: &[Folded], begins: &Beginnings) -> Vec<(usize, usize)> {
        let mut out: Vec<(usize, usize)> = Vec::new();
        if !begins.digits && self.0.contains(&Piece::Number) {
            return out;
        }
        let input = Input { text, folded };
        let may_begin = |c: char| match self.0.first() {
            Some(Piece::Literal(letters)) => letters.first() == Some(&c),
            Some(Piece::Number) => c == '-' || digit(c).is_some(),
            _ => true,
        };
        for &at in &begins.places {
            if !may_begin(folded[at].c) {
                continue;
            }
            if out.last().is_none_or(|found| found.1 <= at)
                && let Some(end) = input.fits(&self.0, 0, at)
            {
                out.push((at, end));
            }
        }
        out
    }
}

/// Where a match may begin: at a sign, and not in the middle of a word.
pub struct Beginnings {
    places: Vec<usize>,
    /// Whether there are any digits: most texts have none, and most addresses do.
    digits: bool,
}

impl Beginnings {
    /// Those of a text.
    pub fn new(folded: &[Folded]) -> Self {
        let mut before = false;
        let mut fresh = |c: char| {
            let inside = before;
            before = joins(c);
            c != ' ' && !(inside && before)
        };
        let places = (0..folded.len()).filter(|&at| fresh(folded[at].c));
        Beginnings {
            places: places.collect(),
            digits: folded.iter().any(|f| digit(f.c).is_some()),
        }
    }
}

#[derive(Clone, Copy)]
struct Input<'t> {
    text: &'t str,
    folded: &'t [Folded],
}

impl Input<'_> {
    fn capital(self, at: usize) -> bool {
        let original = self
            .text
            .get(self.folded[at].start..)
            .and_then(|t| t.chars().next());
        // Scripts without capitals have no lower case either.
        original.is_some_and(|c| is_letter(c) && !c.is_lowercase())
    }

    /// One past the end of a match of all pieces.
    fn fits(self, template: &[Piece], done: usize, at: usize) -> Option<usize> {
        let before = done.checked_sub(1).map(|i| &template[i]);
        let Some(piece) = template.get(done) else {
            // A name or a word must not be cut.
            let cut =
                self.folded.get(at).is_some_and(|f| joins(f.c)) && joins(self.folded[at - 1].c);
            return (!cut).then_some(at);
        };
        match piece {
            Piece::Literal(letters) => {
                // What ends a name ("Lindenstraße") must hang on it.
                if before == Some(&Piece::Name) && !is_letter(self.folded[at - 1].c) {
                    return None;
                }
                starts(self.folded.get(at..)?, letters)
                    .then(|| self.fits(template, done + 1, at + letters.len()))?
            }
            // Between the two halves of a person's name stands nothing else.
            Piece::Space if before == Some(&Piece::Word) => {
                let space = self.folded.get(at).is_some_and(|f| f.c == ' ');
                space.then(|| self.fits(template, done + 1, at + 1))?
            }
            // A full stop after a word ("an employee. Kind regards") ends the sentence; after a title ("Mr.") it does not.
            Piece::Space
                if matches!(before, Some(Piece::Literal(letters)) if letters.len() > TITLE)
                    && template.get(done + 1) == Some(&Piece::Word)
                    && self.folded.get(at).is_some_and(|f| f.c == '.') =>
            {
                None
            }
            Piece::Space => self.fits(template, done + 1, self.skip(at)?),
            Piece::Number => {
                let tail = self.folded.get(at..)?;
                let len = tail.iter().take_while(|f| digit(f.c).is_some()).count();
                let letter = tail.get(len).is_some_and(|f| joins(f.c))
                    && !tail.get(len + 1).is_some_and(|f| joins(f.c));
                let more = tail.get(len).is_some_and(|f| f.c == '-')
                    && tail.get(len + 1).is_some_and(|f| digit(f.c).is_some());
                if more && done + 1 == template.len() {
                    let all = tail
                        .iter()
                        .take_while(|f| digit(f.c).is_some() || f.c == '-')
                        .count();
                    return self.fits(template, done + 1, at + all);
                }
                (1..=5)
                    .contains(&len)
                    .then(|| self.fits(template, done + 1, at + len + usize::from(letter)))?
            }
            Piece::Word => {
                if at >= self.folded.len() || !self.capital(at) {
                    return None;
                }
                let len = self.folded[at..]
                    .iter()
                    .take_while(|f| is_letter(f.c) || f.c == '-')
                    .count();
                (len > 1).then(|| self.fits(template, done + 1, at + len))?
            }
            Piece::Name => {
                if at >= self.folded.len() || !self.capital(at) {
                    return None;
                }
                let mut words = 1;
                for end in at + 1..=self.folded.len().min(at + NAME.0) {
                    if let Some(found) = self.fits(template, done + 1, end) {
                        return Some(found);
                    }
                    match self.folded.get(end)?.c {
                        ' ' if words < NAME.1 => words += 1,
                        '-' | '\'' | '.' => {}
                        c if is_letter(c) => {}
                        _ => return None,
                    }
                }
                None
            }
            Piece::Gap => (at..=self.folded.len().min(at + GAP))
                .take_while(|&end| {
                    end == at || !matches!(self.folded[end - 1].c, '。' | '!' | '?' | '\n' | '、')
                })
                .find_map(|end| self.fits(template, done + 1, end)),
        }
    }

    /// Past spaces, commas and such words as "No." before a house number; at least one sign.
    fn skip(self, at: usize) -> Option<usize> {
        let blank = |from: usize| {
            self.folded[from..]
                .iter()
                .take_while(|f| matches!(f.c, ' ' | ',' | '.' | '№' | '#' | ':'))
                .count()
        };
        let mut end = at + blank(at);
        for word in NUMBER_WORDS {
            let letters: Vec<char> = word.chars().collect();
            let after = end + letters.len();
            if starts(&self.folded[end..], &letters)
                && !self.folded.get(after).is_some_and(|f| is_letter(f.c))
            {
                end = after + blank(after);
                break;
            }
        }
        (end > at && end < self.folded.len()).then_some(end)
    }
}
