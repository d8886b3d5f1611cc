//! Text folded for comparison, with the way back to the original bytes.

use unicode_normalization::UnicodeNormalization;

use super::letters::{ideograph, is_digit, is_letter, plain_letter};

/// One character of the folded text and the bytes of the original that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Folded {
    /// Lower case, NFKC, ё as е, curly apostrophes straight.
    pub c: char,
    /// First byte in the original.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// Folds a text: lower case, NFKC, drawn-out letters short (`soooo` → `so`), Latin look-alikes in Cyrillic words as
/// Cyrillic. Invisible characters, which can hide a word from a reader of patterns, are left out.
pub fn fold(text: &str) -> Vec<Folded> {
    let mut out: Vec<Folded> = Vec::with_capacity(text.len());
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
        } else if plain_letter(original) {
            push(original);
        } else {
            // Character by character, so that every folded one still knows its original bytes.
            std::iter::once(original)
                .nfkc()
                .flat_map(char::to_lowercase)
                .flat_map(plain)
                .for_each(&mut push);
        }
    }
    shorten(&mut out);
    mend_lookalikes(&mut out);
    out
}

/// A letter without what people leave out in haste: the accents of Latin letters, the marks on an alef.
fn plain(c: char) -> impl Iterator<Item = char> {
    let base = match c {
        'ł' => 'l',
        'ı' => 'i',
        'ø' => 'o',
        'ß' => 's',
        // Arabic writes these alike in haste.
        'أ' | 'إ' | 'آ' => 'ا',
        'ة' => 'ه',
        'ى' => 'ي',
        c => std::iter::once(c)
            .nfd()
            .next()
            .filter(char::is_ascii)
            .unwrap_or(c),
    };
    // Lower-casing İ leaves a dot of its own.
    (c != '\u{307}').then_some(base).into_iter()
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' | '\u{301}'
        // Short vowels and the stretching line of Arabic.
        | '\u{640}' | '\u{64b}'..='\u{652}')
}

/// Three or more of the same letter in a row become one, of the same sign two; digits and ideographs stay.
fn shorten(folded: &mut Vec<Folded>) {
    let mut kept = 0;
    let mut at = 0;
    while at < folded.len() {
        let c = folded[at].c;
        let run = folded[at..].iter().take_while(|f| f.c == c).count();
        let most = if run < 3 || is_digit(c) || matches!(c, '.' | 'w') || ideograph(c) {
            run
        } else if is_letter(c) || c == 'ー' {
            1
        } else {
            2
        };
        let end = folded[at + run - 1].end;
        for i in 0..most {
            folded[kept] = folded[at + i];
            kept += 1;
        }
        // The last one kept stands for the rest of the run, so that evidence covers all of it.
        folded[kept - 1].end = end;
        at += run;
    }
    folded.truncate(kept);
}

/// Obscenities and tricks are often written with Latin letters inside a Cyrillic word.
fn mend_lookalikes(folded: &mut [Folded]) {
    let mut at = 0;
    while at < folded.len() {
        if !is_letter(folded[at].c) {
            at += 1;
            continue;
        }
        let len = folded[at..].iter().take_while(|f| is_letter(f.c)).count();
        let word = &mut folded[at..at + len];
        let cyrillic = word.iter().filter(|f| cyrillic(f.c)).count();
        if cyrillic > 0 && cyrillic < len {
            for f in word {
                f.c = as_cyrillic(f.c);
            }
        }
        at += len;
    }
}

fn cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

fn as_cyrillic(c: char) -> char {
    match c {
        'a' => 'а',
        'b' => 'в',
        'c' => 'с',
        'e' => 'е',
        'h' => 'н',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        c => c,
    }
}

/// Folds a pattern of the phrase data the same way.
pub fn fold_pattern(pattern: &str) -> String {
    if folded_already(pattern) {
        return pattern.to_owned();
    }
    fold(pattern).iter().map(|f| f.c).collect()
}

/// Most of the tens of thousands of patterns that are read at the start are, and telling so is quicker than folding.
fn folded_already(pattern: &str) -> bool {
    let (mut before, mut latin, mut cyrillic_too) = (['\0'; 2], false, false);
    pattern.chars().all(|c| {
        let drawn = before == [c; 2];
        before = [before[1], c];
        latin |= c.is_ascii_alphabetic();
        cyrillic_too |= cyrillic(c);
        let kept = plain_letter(c)
            || matches!(c, ' ' | '*' | '{' | '}' | '_' | '-' | '\'')
            || c.is_ascii_digit();
        kept && !drawn && !(latin && cyrillic_too)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_keeps_the_way_back() {
        let cases = [
            ("Soooo BAD!!!!", "so bad!!"),
            ("ХОРОШООО", "хорошо"),
            ("хrень", "хrень"),
            ("Ёлка пpишла", "елка пришла"),
            ("すごーーーい", "すごーい"),
            ("1000000 ...", "1000000 ..."),
            ("ＡＢ①", "ab1"),
            ("がぎ йй", "がぎ йй"),
            ("b\u{200b}ad", "bad"),
            ("Não é İyi DEĞİL Größe zły", "nao e iyi degil grose zly"),
        ];
        for (text, want) in cases {
            let folded = fold(text);
            let got: String = folded.iter().map(|f| f.c).collect();
            assert_eq!(got, want, "{text}");
            assert!(folded.iter().all(|f| text.get(f.start..f.end).is_some()));
        }
    }
}
