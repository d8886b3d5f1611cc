//! Short lists of words that are looked for at every place of a text.

use super::fold::Folded;
use super::fold::fold_pattern;
use super::packed::Packed;
use super::packed::push;

/// Words as folded characters, with a quick look at whether any of them begins with a character at all.
#[derive(Clone, Debug, Default)]
pub struct Words {
    all: Vec<Vec<char>>,
    /// One bit for the lower six bits of each first character.
    firsts: u64,
}

fn bit(c: char) -> u64 {
    1 << (u32::from(c) & 63)
}

impl Words {
    /// Folds words; empty ones are left out.
    pub fn folded(words: &[String]) -> Self {
        words
            .iter()
            .map(|w| fold_pattern(w).chars().collect())
            .collect()
    }

    /// The same without the spaces around them.
    pub fn trimmed(words: &[String]) -> Self {
        words
            .iter()
            .map(|w| fold_pattern(w).trim().chars().collect())
            .collect()
    }

    /// Reads what [`Words::write`] wrote.
    pub fn read(input: &mut Packed<'_>) -> Option<Self> {
        let words = 0..input.count()?;
        words.map(|_| input.word()).collect()
    }

    /// The words as bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        push(out, self.all.len() as u32);
        for word in &self.all {
            push(out, word.len() as u32);
            word.iter().for_each(|c| push(out, u32::from(*c)));
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &[char]> {
        self.all.iter().map(Vec::as_slice)
    }

    /// The words that a text begins with.
    pub fn at<'w>(&'w self, folded: &'w [Folded]) -> impl Iterator<Item = &'w [char]> {
        let some = folded.first().is_some_and(|f| self.firsts & bit(f.c) != 0);
        let all = if some { &self.all[..] } else { &[] };
        let words = all.iter().map(Vec::as_slice);
        words.filter(move |word| starts(folded, word))
    }

    /// Whether any of them stands anywhere in a text.
    pub fn stand_in(&self, folded: &[Folded]) -> bool {
        (0..folded.len()).any(|at| self.at(&folded[at..]).next().is_some())
    }
}

impl FromIterator<Vec<char>> for Words {
    fn from_iter<T: IntoIterator<Item = Vec<char>>>(words: T) -> Self {
        let all: Vec<Vec<char>> = words.into_iter().filter(|w| !w.is_empty()).collect();
        let firsts = all.iter().fold(0, |bits, w| bits | bit(w[0]));
        Words { all, firsts }
    }
}

/// Whether the text begins with these characters.
pub fn starts(folded: &[Folded], letters: &[char]) -> bool {
    letters.len() <= folded.len() && letters.iter().zip(folded).all(|(c, f)| f.c == *c)
}
