//! Where clauses and words end.

use super::fold::Folded;
use super::letters::{ideograph, is_letter, is_symbol, is_word_char};
use super::segments::{Clause, Part};

/// Shorter clauses are joined to the one before, unless a contrast leads into them, in letters.
const SHORT: usize = 8;

/// What ends a clause.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Border {
    /// A mark within a sentence.
    Comma,
    /// A word such as "but".
    Contrast,
    /// The end of a sentence, or a label.
    Sentence,
}

/// The clauses found so far, and the one that is open.
pub struct Cutter<'t> {
    folded: &'t [Folded],
    /// Those that are closed.
    pub clauses: Vec<Clause>,
    /// First character of the open one.
    pub start: usize,
    sentence: usize,
    /// Where it stands.
    pub part: Part,
    /// Whether a contrast leads into it.
    pub contrast: bool,
    /// The letters from `start` to `counted`: nothing is counted twice, however many marks stand in a row.
    letters: usize,
    counted: usize,
}

impl<'t> Cutter<'t> {
    /// Begins at the beginning.
    pub fn new(folded: &'t [Folded]) -> Self {
        Cutter {
            folded,
            clauses: Vec::new(),
            start: 0,
            sentence: 0,
            part: Part::Body,
            contrast: false,
            counted: 0,
            letters: 0,
        }
    }

    /// Opens a clause.
    pub fn begin(&mut self, start: usize) {
        self.start = start;
        self.counted = start;
        self.letters = 0;
    }

    /// Ends the clause before `end`; at a mere comma short ones grow on instead.
    pub fn close(&mut self, end: usize, border: Border) {
        let start = self.start.min(end);
        self.letters += self.folded[self.counted.min(end)..end]
            .iter()
            .map(|f| match f.c {
                c if ideograph(c) => 2,
                c => usize::from(is_word_char(c) || is_symbol(c)),
            })
            .sum::<usize>();
        self.counted = end;
        let letters = self.letters;
        if letters > 0 && (border != Border::Comma || letters >= SHORT) {
            self.clauses.push(Clause {
                start,
                end,
                sentence: self.sentence,
                part: self.part,
                contrast: self.contrast,
            });
            self.begin(end);
            self.contrast = false;
        }
        if border == Border::Sentence {
            self.begin(end);
            self.contrast = false;
            self.sentence += usize::from(letters > 0 || !self.clauses.is_empty());
        }
    }
}

/// One past the end of the word that begins at a place; where words are not separated it is one character.
pub fn word_end(folded: &[Folded], at: usize, spaced: bool) -> usize {
    if is_symbol(folded[at].c) || !spaced {
        return at + 1;
    }
    let mut end = at + 1;
    while end < folded.len() && (is_word_char(folded[end].c) || inside_word(folded, end)) {
        end += 1;
    }
    end
}

fn inside_word(folded: &[Folded], at: usize) -> bool {
    folded[at].c == '\'' && folded.get(at + 1).is_some_and(|f| is_letter(f.c))
}

/// Whether a mark ends a sentence.
pub fn ends_sentence(folded: &[Folded], at: usize) -> bool {
    match folded[at].c {
        '.' => {
            let digit = |i: Option<usize>| {
                i.and_then(|i| folded.get(i))
                    .is_some_and(|f| f.c.is_ascii_digit())
            };
            !(digit(at.checked_sub(1)) && digit(Some(at + 1)))
        }
        '!' | '?' | '。' | '\n' | '؟' | '…' => true,
        _ => false,
    }
}

/// Whether a mark ends a clause within a sentence.
pub fn ends_clause(folded: &[Folded], at: usize) -> bool {
    match folded[at].c {
        ',' => !folded.get(at + 1).is_some_and(|f| f.c.is_ascii_digit()),
        ';' | ':' | '(' | ')' | '—' | '–' | '、' | '،' | '؛' | '・' | '「' | '」' => true,
        '-' => {
            let space = |i: Option<usize>| i.and_then(|i| folded.get(i)).is_none_or(|f| f.c == ' ');
            space(at.checked_sub(1)) && space(Some(at + 1))
        }
        _ => false,
    }
}
