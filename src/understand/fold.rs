//! Text folded for comparison, with the way back to the original bytes.

use unicode_normalization::UnicodeNormalization;

/// One character of the folded text and the bytes of the original that it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Folded {
    /// Lower case, NFKC, ё as е, curly apostrophes straight.
    pub c: char,
    /// First byte in the original.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// Folds a text. Invisible characters, which can hide a word from a reader of patterns, are left out.
pub fn fold(text: &str) -> Vec<Folded> {
    let mut out = Vec::with_capacity(text.len());
    for (start, original) in text.char_indices() {
        let end = start + original.len_utf8();
        if invisible(original) {
            continue;
        }
        let mut push = |c: char| {
            let c = match c {
                'ё' => 'е',
                '’' | '‘' | 'ʼ' | '`' => '\'',
                c => c,
            };
            out.push(Folded { c, start, end });
        };
        if original.is_ascii() {
            push(original.to_ascii_lowercase());
        } else {
            // Character by character, so that every folded one still knows its original bytes.
            std::iter::once(original)
                .nfkc()
                .flat_map(char::to_lowercase)
                .for_each(&mut push);
        }
    }
    out
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{301}')
}

/// Folds a pattern of the phrase data the same way.
pub fn fold_pattern(pattern: &str) -> String {
    fold(pattern).iter().map(|f| f.c).collect()
}
