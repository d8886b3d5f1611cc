//! The language of short, noisy texts.
//!
//! The script decides where it can; Latin letters are told apart by [`super::model::latin`].

use super::letters::{ideograph, is_letter};
use super::model::latin::Latin;

/// Languages that reviews are read in (ISO 639-1).
const LANGUAGES: [&str; 15] = [
    "ru", "ja", "en", "de", "fr", "es", "pt", "it", "zh", "ko", "pl", "tr", "uk", "id", "ar",
];

/// Language (ISO 639-1) of a text. `hint` is what the page declares, used only where the text itself says little.
pub fn detect(text: &str, hint: Option<&str>, table: &Latin) -> Option<&'static str> {
    let page = hint;
    let hint = page.and_then(known);
    let text = beginning(text);
    let mut letters = Letters::default();
    text.chars().for_each(|c| letters.count(c));
    let Letters {
        all,
        kana,
        han,
        hangul,
        arabic,
        cyrillic,
        thai,
        latin,
    } = letters;
    if all == 0 {
        return hint;
    }
    // Kana are written in Japanese only, whatever kanji stand around them.
    if kana * 10 >= all {
        return Some("ja");
    }
    let most = [han, hangul, arabic, cyrillic, thai, latin]
        .into_iter()
        .max()?;
    match most {
        // A script that Amends does not read.
        0 => None,
        n if n == latin => latin_language(text, latin, page, table),
        n if n == cyrillic => cyrillic_language(text),
        // A few kanji without kana may be Japanese all the same, on a Japanese page.
        n if n == han => Some(if hint == Some("ja") && han < SHORT {
            "ja"
        } else {
            "zh"
        }),
        n if n == hangul => Some("ko"),
        n if n == arabic => Some("ar"),
        _ => None,
    }
}

/// With fewer letters than this, the page's language is the better guess.
const SHORT: usize = 12;
/// So many bytes tell a language as well as a megabyte does.
const ENOUGH: usize = 2_000;

fn beginning(text: &str) -> &str {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[derive(Default)]
struct Letters {
    all: usize,
    kana: usize,
    han: usize,
    hangul: usize,
    arabic: usize,
    cyrillic: usize,
    thai: usize,
    latin: usize,
}

impl Letters {
    fn count(&mut self, c: char) {
        if !(ideograph(c) || is_letter(c)) {
            return;
        }
        self.all += 1;
        match c {
            // A shrug (ツ) or a decorative の is no text.
            'ツ' | 'ノ' | 'の' => {}
            '\u{3041}'..='\u{30fa}' => self.kana += 1,
            '\u{3400}'..='\u{9fff}' => self.han += 1,
            '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => {
                self.hangul += 1
            }
            '\u{600}'..='\u{6ff}' => self.arabic += 1,
            '\u{400}'..='\u{4ff}' => self.cyrillic += 1,
            '\u{e00}'..='\u{e7f}' => self.thai += 1,
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => self.latin += 1,
            _ => {}
        }
    }
}

fn known(tag: &str) -> Option<&'static str> {
    let wanted = tag.split(['-', '_']).next()?.to_lowercase();
    LANGUAGES.into_iter().find(|code| *code == wanted)
}

fn latin_language(
    text: &str,
    letters: usize,
    page: Option<&str>,
    latin: &Latin,
) -> Option<&'static str> {
    if letters < SHORT
        && let Some(page) = page
    {
        match known(page) {
            Some(code) if writes_latin(code) => return Some(code),
            // English words on a Russian page are told like any others.
            Some(_) => {}
            // "Mooi!" on a Dutch page is too short to be taken for anything else.
            None => return None,
        }
    }
    known(latin.guess(text)?)
}

/// Russian or Ukrainian; `None` for letters that neither has, and for words that only Bulgarian has.
fn cyrillic_language(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    if lower.contains([
        'ў', 'ј', 'љ', 'њ', 'ћ', 'ђ', 'џ', 'ѓ', 'ќ', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'ә',
    ]) {
        return None;
    }
    let russian = lower.contains(['ы', 'э', 'ё']);
    // Bulgarian writes ъ as a vowel, before consonants; Russian and Ukrainian never do.
    let letters: Vec<char> = lower.chars().collect();
    let vowel = letters
        .windows(2)
        .any(|w| w[0] == 'ъ' && is_letter(w[1]) && !"еёюяі".contains(w[1]));
    match () {
        () if vowel && !russian => None,
        () if lower.contains(['ї', 'є', 'ґ']) || (lower.contains('і') && !russian) => {
            Some("uk")
        }
        () => Some("ru"),
    }
}

/// Whether a language (ISO 639-1) is written in Latin letters, which tell little by themselves.
pub fn writes_latin(code: &str) -> bool {
    !matches!(code, "ru" | "uk" | "ja" | "zh" | "ko" | "ar")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        let model = super::super::model::Model::shipped().unwrap();
        let cases = [
            ("Пришло не то, очень расстроилась", None, Some("ru")),
            (
                "Прийшов не той колір, дуже засмучена, їжа",
                None,
                Some("uk"),
            ),
            ("壊れていました。", None, Some("ja")),
            ("최악이에요 다시는 안 사요", None, Some("ko")),
            (
                "The zip broke after two days and nobody answered me.",
                None,
                Some("en"),
            ),
            (
                "Leider ist der Reißverschluss nach zwei Tagen kaputt gegangen.",
                None,
                Some("de"),
            ),
            ("ok", Some("de-DE"), Some("de")),
            ("", Some("ja"), Some("ja")),
            ("👍", None, None),
            ("Cheap plastic, broke in one day.", Some("en"), Some("en")),
            ("Wrong size, wrong colour", Some("en-GB"), Some("en")),
            (
                "The lid broke, whatever ¯\\_(ツ)_/¯ I give up on this",
                Some("en"),
                Some("en"),
            ),
            (
                "Продуктът пристигна счупен и никой не отговаря на съобщенията ми, много съм разочарован.",
                None,
                None,
            ),
            ("Крышка сломалась", None, Some("ru")),
            ("Produkt zgodny z opisem, polecam", None, Some("pl")),
            ("Barang rusak, penjual tidak respon", None, Some("id")),
            ("Mooi!", Some("nl-NL"), None),
            ("यह बहुत खराब निकला, दो दिन में टूट गया", Some("en"), None),
            ("Χάλασε σε δύο μέρες, πολύ απογοητευμένος", None, None),
            ("De rits was na twee dagen al kapot, erg jammer", None, None),
            (
                "Dragkedjan gick sönder efter två dagar, mycket besviken",
                None,
                None,
            ),
        ];
        for (text, hint, want) in cases {
            assert_eq!(detect(text, hint, model.latin()), want, "{text}");
        }
    }
}
