//! Words, clauses and sentences of a folded text, and the parts that sites print labels before.

use super::cutter::{Border, Cutter, ends_clause, ends_sentence, word_end};
use super::fold::Folded;
use super::letters::{is_symbol, is_word_char};
use super::lexicon::Labels;
use super::packed::Packed;
use super::words::Words;

/// Which part of a review a clause stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Running text.
    Body,
    /// Under "pros".
    Pros,
    /// Under "cons".
    Cons,
    /// The seller's own answer, which some pages print in the review's text.
    Seller,
}

/// A word, or a sign that carries meaning, as a range of folded characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First folded character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Number of its clause in [`Segments::clauses`].
    pub clause: usize,
}

/// A piece of a sentence that can be judged by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// First folded character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Number of the sentence, from 0.
    pub sentence: usize,
    /// Where it stands.
    pub part: Part,
    /// Whether a contrast ("but") leads into it.
    pub contrast: bool,
}

/// A text in pieces.
#[derive(Clone, Debug, Default)]
pub struct Segments {
    /// All words.
    pub tokens: Vec<Token>,
    /// All clauses, in order.
    pub clauses: Vec<Clause>,
}

impl Segments {
    /// Number of the clause that a folded character stands in.
    pub fn clause_at(&self, at: usize) -> Option<usize> {
        let i = self.clauses.partition_point(|c| c.end <= at);
        (i < self.clauses.len()).then_some(i)
    }
}

/// What marks the borders in one language, folded.
#[derive(Clone, Debug)]
pub struct Borders {
    /// Words are separated by spaces.
    pub spaced: bool,
    /// Words that begin a clause against the former one.
    contrast: Words,
    labels: [(Words, Part); 3],
    sellers: Words,
}

/// Longest clause without any mark, in characters: one sentence of a megabyte is still read in pieces.
const LONG: usize = 160;

impl Borders {
    /// Makes the words of a language file ready.
    pub fn new(spaced: bool, contrast: &[String], labels: &Labels) -> Self {
        Borders {
            spaced,
            contrast: Words::trimmed(contrast),
            labels: [
                (Words::trimmed(&labels.pros), Part::Pros),
                (Words::trimmed(&labels.cons), Part::Cons),
                (Words::trimmed(&labels.comment), Part::Body),
            ],
            sellers: Words::trimmed(&labels.seller),
        }
    }

    /// Reads what [`Borders::write`] wrote.
    pub fn read(input: &mut Packed<'_>, spaced: bool) -> Option<Self> {
        let mut words = || Words::read(input);
        Some(Borders {
            spaced,
            contrast: words()?,
            labels: [
                (words()?, Part::Pros),
                (words()?, Part::Cons),
                (words()?, Part::Body),
            ],
            sellers: words()?,
        })
    }

    /// The words as bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        let labels = self.labels.iter().map(|(words, _)| words);
        let all = [&self.contrast].into_iter().chain(labels);
        all.chain([&self.sellers])
            .for_each(|words| words.write(out));
    }

    /// Cuts a folded text into pieces; linear in its length.
    pub fn cut(&self, folded: &[Folded]) -> Segments {
        let mut out = Segments::default();
        let mut cutter = Cutter::new(folded);
        let mut at = 0;
        while at < folded.len() {
            let c = folded[at].c;
            if let Some((len, part)) = self.label(folded, at) {
                cutter.close(at, Border::Sentence);
                cutter.part = part;
                cutter.begin(at + len);
                at += len;
            } else if is_word_char(c) || is_symbol(c) {
                let end = word_end(folded, at, self.spaced);
                if let Some(len) = self.contrast_at(folded, at, end) {
                    // "が、" ends the clause before it, "but" begins the one after.
                    let cut = if self.spaced { at } else { at + len };
                    cutter.close(cut, Border::Contrast);
                    cutter.contrast = true;
                    if !self.spaced {
                        at = cut;
                        continue;
                    }
                }
                out.tokens.push(Token {
                    start: at,
                    end,
                    clause: cutter.clauses.len(),
                });
                at = end;
                if cutter.start + LONG <= at {
                    cutter.close(at, Border::Comma);
                }
            } else {
                at += 1;
                if ends_sentence(folded, at - 1) {
                    cutter.close(at, Border::Sentence);
                } else if ends_clause(folded, at - 1) {
                    cutter.close(at, Border::Comma);
                }
            }
        }
        cutter.close(folded.len(), Border::Sentence);
        out.clauses = cutter.clauses;
        self.mark_seller(folded, &mut out);
        out
    }

    /// A site's label ("Недостатки:") at a line's or a sentence's beginning.
    fn label(&self, folded: &[Folded], at: usize) -> Option<(usize, Part)> {
        let fresh = || at == 0 || !is_word_char(folded[at - 1].c);
        let named = |word: &[char]| {
            let after = at + word.len();
            let spaces = folded[after..].iter().take_while(|f| f.c == ' ');
            let gap = spaces.take(2).count();
            (folded.get(after + gap)?.c == ':').then_some(word.len() + gap + 1)
        };
        let (len, part) = self.labels.iter().find_map(|(words, part)| {
            let len = words.at(&folded[at..]).find_map(named)?;
            Some((len, *part))
        })?;
        fresh().then_some((len, part))
    }

    fn contrast_at(&self, folded: &[Folded], at: usize, end: usize) -> Option<usize> {
        let mut words = self.contrast.at(&folded[at..]).map(<[char]>::len);
        words.find(|len| !self.spaced || at + len == end)
    }

    /// From the words that only a seller writes to the end of the text, or to the next label.
    fn mark_seller(&self, folded: &[Folded], out: &mut Segments) {
        // The part that the answer stands in: at the next label it is over.
        let mut seller: Option<Part> = None;
        for i in 0..out.clauses.len() {
            let clause = out.clauses[i];
            let words = &folded[clause.start..clause.end];
            // A text that is nothing but an answer is taken as the review's own.
            if i > 0 && seller.is_none() && self.sellers.stand_in(words) {
                seller = Some(clause.part);
                // "Hello, thank you for your review": the greeting before it is the seller's too.
                let same = |c: &&mut Clause| c.sentence == clause.sentence && c.part == clause.part;
                let before = out.clauses[..i].iter_mut().rev().take_while(same);
                before.for_each(|c| c.part = Part::Seller);
            }
            if seller == Some(clause.part) {
                out.clauses[i].part = Part::Seller;
            } else {
                seller = None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn borders(spaced: bool, contrast: &[&str]) -> Borders {
        let own = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let labels = Labels {
            pros: own(&["Достоинства"]),
            cons: own(&["Недостатки"]),
            comment: own(&["Комментарий"]),
            seller: own(&["благодарим вас за отзыв"]),
        };
        Borders::new(spaced, &own(contrast), &labels)
    }

    fn cut(borders: &Borders, text: &str) -> Vec<(String, Part, bool)> {
        let folded = fold(text);
        let words = |c: &Clause| {
            let whole = &text[folded[c.start].start..folded[c.end - 1].end];
            whole.trim().to_owned()
        };
        let segments = borders.cut(&folded);
        segments
            .clauses
            .iter()
            .map(|c| (words(c), c.part, c.contrast))
            .collect()
    }

    #[test]
    fn clauses() {
        let ru = borders(true, &["но", "однако"]);
        assert_eq!(
            cut(&ru, "Ткань хорошая, но швы кривые. Вес 3.5 кг, ок"),
            [
                ("Ткань хорошая,".into(), Part::Body, false),
                ("но швы кривые.".into(), Part::Body, true),
                ("Вес 3.5 кг, ок".into(), Part::Body, false),
            ]
        );
        let ja = borders(false, &["が、", "けど"]);
        assert_eq!(
            cut(&ja, "色は良いですが、すぐに壊れました。残念です。"),
            [
                ("色は良いですが、".into(), Part::Body, false),
                ("すぐに壊れました。".into(), Part::Body, true),
                ("残念です。".into(), Part::Body, false),
            ]
        );
    }

    #[test]
    fn parts_that_sites_label_and_the_sellers_answer() {
        let ru = borders(true, &["но"]);
        let got = cut(
            &ru,
            "Достоинства: лёгкий и тихий\nНедостатки: крышка треснула\nКомментарий: верну обратно. Здравствуйте, благодарим вас за отзыв! Нам жаль.",
        );
        let parts: Vec<Part> = got.iter().map(|g| g.1).collect();
        assert_eq!(
            parts,
            [
                Part::Pros,
                Part::Cons,
                Part::Body,
                Part::Seller,
                Part::Seller,
                Part::Seller
            ],
            "{got:?}"
        );
    }
}
