//! Stars from the strings that sites use to show them.

use crate::protocol::Source;
use crate::text;

/// Stars on a scale from 1 to 5; `None` where the string does not tell them.
///
/// A source with a `pattern` says where the number stands and, with `scale`, which number means
/// five stars. Without a pattern the string is read as a phrase ("4 out of 5", 「5つ星のうち4.0」).
pub fn parse_rating(value: &str, source: Option<&Source>) -> Option<f64> {
    let scale = source.and_then(|s| s.scale);
    if let Some(pattern) = source.and_then(|s| s.pattern.as_deref()) {
        let n = number(text::capture(pattern, value)?)?;
        return stars(n, scale.unwrap_or(5.0));
    }
    if let Some(scale) = scale {
        return stars(*numbers(value).first()?, scale);
    }
    phrase(value)
}

fn stars(n: f64, scale: f64) -> Option<f64> {
    let stars = n * 5.0 / scale;
    // Nothing below one star can be given anywhere; a zero means that none were found.
    (stars > 0.0 && stars <= 5.0).then(|| (stars.max(1.0) * 10.0).round() / 10.0)
}

/// Names of ratings without stars.
const WORDS: [(&str, f64); 6] = [
    ("positive", 5.0),
    ("neutral", 3.0),
    ("negative", 1.0),
    ("положительн", 5.0),
    ("нейтральн", 3.0),
    ("отрицательн", 1.0),
];

fn phrase(value: &str) -> Option<f64> {
    let lower = value.to_lowercase();
    let filled = lower.matches('★').count();
    if filled > 0 && (filled > 1 || lower.contains('☆')) {
        return stars(filled as f64, 5.0);
    }
    let found = numbers(&lower);
    match found.as_slice() {
        [] => WORDS
            .iter()
            .find(|(word, _)| lower.contains(word))
            .map(|&(_, n)| n),
        [n] if lower.contains('%') => stars(*n, 100.0),
        // Class names count in tenths: rating-45.
        [n] if *n >= 10.0 && *n % 5.0 == 0.0 && lower.contains("rating") => stars(*n, 50.0),
        [n] => stars(*n, 5.0),
        // 「5つ星のうち3.0」, "별표 5개 만점에 4개": the scale stands first.
        [scale, n, ..] if scale_first(&lower) => stars(*n, *scale),
        [n, scale, ..] if *scale == 5.0 || *scale == 10.0 || *scale == 100.0 => stars(*n, *scale),
        [n, ..] => stars(*n, 5.0),
    }
}

fn scale_first(lower: &str) -> bool {
    ["のうち", "만점", "満点中", "段階"]
        .iter()
        .any(|w| lower.contains(w))
}

fn number(text: &str) -> Option<f64> {
    // Class names write half stars as 4-5.
    text.replace([',', '-'], ".").parse().ok()
}

/// All numbers of a text, with a decimal point or comma.
fn numbers(value: &str) -> Vec<f64> {
    let ascii: String = value
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
            '．' | '，' => '.',
            c => c,
        })
        .collect();
    let bytes = ascii.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        let fraction = matches!(bytes.get(at), Some(b'.' | b','))
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if fraction {
            at += 1;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
        }
        out.extend(number(&ascii[start..at]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases() {
        let cases = [
            ("5.0 out of 5 stars", Some(5.0)),
            ("1,0 von 5 Sternen", Some(1.0)),
            ("5 étoiles sur 5", Some(5.0)),
            ("5つ星のうち1.0", Some(1.0)),
            ("별표 5개 만점에 4개를 받았습니다.", Some(4.0)),
            ("4 av 5 stjerner", Some(4.0)),
            ("Calificación 3 de 5", Some(3.0)),
            ("Rating 50 of 100", Some(2.5)),
            ("★★☆☆☆", Some(2.0)),
            ("評価：2", Some(2.0)),
            ("評価：４", Some(4.0)),
            ("width: 80%", Some(4.0)),
            ("8/10", Some(4.0)),
            ("Negative feedback rating", Some(1.0)),
            ("5 star review", Some(5.0)),
            ("rating 45", Some(4.5)),
            ("0", None),
            ("", None),
            ("2026", None),
        ];
        for (value, want) in cases {
            assert_eq!(parse_rating(value, None), want, "{value}");
        }
    }

    #[test]
    fn patterns_and_scales() {
        let source = |pattern: &str, scale| Source {
            pattern: Some(pattern.to_owned()),
            scale,
            ..Source::default()
        };
        let cases = [
            ("i a-star-4-5", source("a-star-{n}", None), Some(4.5)),
            (
                "rating-48 pull",
                source("rating-{n}", Some(50.0)),
                Some(4.8),
            ),
            ("no stars", source("rating-{n}", None), None),
        ];
        for (value, source, want) in cases {
            assert_eq!(parse_rating(value, Some(&source)), want, "{value}");
        }
    }
}
