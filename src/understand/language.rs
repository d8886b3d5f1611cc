//! The language of short, noisy texts.

use whatlang::{Detector, Lang};

/// Languages that reviews are read in: whatlang's code and ISO 639-1. An allow-list keeps short texts
/// from being taken for languages that nobody sells in.
const LANGUAGES: [(Lang, &str); 19] = [
    (Lang::Rus, "ru"),
    (Lang::Jpn, "ja"),
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Por, "pt"),
    (Lang::Ita, "it"),
    (Lang::Cmn, "zh"),
    (Lang::Kor, "ko"),
    (Lang::Pol, "pl"),
    (Lang::Tur, "tr"),
    (Lang::Ukr, "uk"),
    (Lang::Ind, "id"),
    (Lang::Ara, "ar"),
    (Lang::Nld, "nl"),
    (Lang::Swe, "sv"),
    (Lang::Nob, "no"),
    (Lang::Tha, "th"),
];

/// Language (ISO 639-1) of a text. `hint` is what the page declares, used only where the text itself says little.
pub fn detect(text: &str, hint: Option<&str>) -> Option<&'static str> {
    let hint = hint.and_then(known);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 {
        return hint;
    }
    // Kana are written in Japanese only, whatever kanji stand around them; a shrug (ツ) or a decorative の is no text.
    let kana = text
        .chars()
        .filter(|c| matches!(c, '\u{3041}'..='\u{30fa}') && !matches!(c, 'ツ' | 'ノ' | 'の'))
        .count();
    if kana * 10 >= letters {
        return Some("ja");
    }
    if cyrillic(text) {
        return cyrillic_language(text);
    }
    let detector = Detector::with_allowlist(LANGUAGES.iter().map(|l| l.0).collect());
    let found = detector.detect(text)?;
    let code = LANGUAGES.iter().find(|l| l.0 == found.lang()).map(|l| l.1);
    // Short texts in the same script fit many languages: the page's language is the better guess there.
    let same_script = hint.is_some_and(|h| latin(h) == code.is_some_and(latin));
    if !found.is_reliable() && same_script {
        hint
    } else {
        code
    }
}

fn known(tag: &str) -> Option<&'static str> {
    let wanted = tag.split(['-', '_']).next()?.to_lowercase();
    LANGUAGES.iter().map(|l| l.1).find(|code| *code == wanted)
}

fn cyrillic(text: &str) -> bool {
    let count =
        |range: std::ops::RangeInclusive<char>| text.chars().filter(|c| range.contains(c)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    count('\u{400}'..='\u{4ff}') > latin
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
        .any(|w| w[0] == 'ъ' && w[1].is_alphabetic() && !"еёюяі".contains(w[1]));
    match () {
        () if vowel && !russian => None,
        () if lower.contains(['ї', 'є', 'ґ']) || (lower.contains('і') && !russian) => {
            Some("uk")
        }
        () => Some("ru"),
    }
}

fn latin(code: &str) -> bool {
    !matches!(code, "ru" | "uk" | "ja" | "zh" | "ko" | "ar" | "th")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
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
        ];
        for (text, hint, want) in cases {
            assert_eq!(detect(text, hint), want, "{text}");
        }
    }
}
