//! Classes of characters. The tables of Unicode are slow to ask: nearly every character is told by its range.

/// A letter that folding leaves as it is.
pub fn plain_letter(c: char) -> bool {
    matches!(c, 'a'..='z' | 'а'..='я' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣')
}

/// The same as [`char::is_alphabetic`].
pub fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphabetic()
    } else {
        plain_letter(c) || matches!(c, 'А'..='Я') || (!east_asian_mark(c) && c.is_alphabetic())
    }
}

/// The same as [`char::is_numeric`].
pub fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_digit()
    } else {
        !(plain_letter(c) || east_asian_mark(c)) && c.is_numeric()
    }
}

/// Letters, digits and marks.
pub fn is_word_char(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        plain_letter(c) || c == 'ー' || (!east_asian_mark(c) && c.is_alphanumeric())
    }
}

/// Emoji and other signs that carry meaning count as words.
pub fn is_symbol(c: char) -> bool {
    c >= '\u{2600}'
        && !matches!(c, '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{fe0f}' | '\u{ff00}'..='\u{ffef}')
        && !is_word_char(c)
        && !c.is_whitespace()
}

/// A han character.
pub fn ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// `、`, `。`, brackets and the like: neither letters nor numbers.
fn east_asian_mark(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_cuts_say_what_unicode_says() {
        for c in '\0'..=char::MAX {
            let written = is_letter(c) == c.is_alphabetic() && is_digit(c) == c.is_numeric();
            let word = plain_letter(c) || c == 'ー' || c.is_alphanumeric();
            assert!(written && is_word_char(c) == word, "{c:?}");
        }
    }
}
