//! Days from the strings that sites use to show them.

use time::{Date, Month};

use crate::sites::description::DateOrder;

/// Beginnings of month names, lower case, in the languages that marketplaces use. Longer ones first where one begins another.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "янв", "ene", "gen", "janv", "sty", "oca", "січ", "tammi",
    ],
    &["feb", "фев", "fév", "fev", "lut", "şub", "лют", "helmi"],
    &["mar", "мар", "mär", "maa", "бер"],
    &["apr", "апр", "abr", "avr", "kwi", "nis", "кві"],
    &["may", "mai", "май", "мая", "mag", "mei", "maj", "тра"],
    &["jun", "июн", "juin", "giu", "cze", "haz", "чер", "kesä"],
    &["jul", "июл", "juil", "lug", "lip", "tem", "лип", "hein"],
    &[
        "aug", "авг", "aoû", "aou", "ago", "sie", "ağu", "agu", "сер", "elo",
    ],
    &["sep", "сен", "set", "wrz", "eyl", "вер", "syys"],
    &[
        "oct", "окт", "okt", "oct", "out", "ott", "paź", "eki", "жов", "loka",
    ],
    &["nov", "ноя", "lis", "kas", "marras", "noy"],
    &[
        "dec", "дек", "dez", "dic", "déc", "des", "gru", "ara", "гру", "joulu",
    ],
];

/// The day that a string names as `YYYY-MM-DD`; `None` where it names none or only a relative one.
///
/// A day without a year is none: guessing the year would be wrong every January.
pub fn parse_date(value: &str, order: DateOrder) -> Option<String> {
    let parts = parts(value);
    let date = iso_or_asian(&parts)
        .or_else(|| named_month(&parts))
        .or_else(|| numeric(&parts, order))?;
    Some(format!(
        "{:04}-{:02}-{:02}",
        date.year(),
        u8::from(date.month()),
        date.day()
    ))
}

#[derive(Debug, PartialEq)]
enum Part {
    Number(u32, usize),
    Word(String),
    /// The character between two numbers, where it is one.
    Mark(char),
}

fn parts(value: &str) -> Vec<Part> {
    let mut out = Vec::new();
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let len = |fits: fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
        let taken = if c.is_ascii_digit() {
            let n = len(|c| c.is_ascii_digit());
            out.push(Part::Number(rest[..n].parse().unwrap_or(u32::MAX), n));
            n
        } else if matches!(c, '年' | '月' | '日' | '년' | '월' | '일') {
            out.push(Part::Mark(c));
            c.len_utf8()
        } else if c.is_alphabetic() {
            let n = len(char::is_alphabetic);
            out.push(Part::Word(rest[..n].to_lowercase()));
            n
        } else {
            if !c.is_whitespace() {
                out.push(Part::Mark(c));
            }
            c.len_utf8()
        };
        rest = &rest[taken..];
    }
    out
}

fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    // Two digits: nobody sells on the web before 2000.
    let year = if year < 100 { year + 2000 } else { year };
    if !(1995..=2100).contains(&year) {
        return None;
    }
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?).ok()
}

/// 2026-11-14, 2026/11/14, 2026年11月14日, 2026년 11월 14일.
fn iso_or_asian(parts: &[Part]) -> Option<Date> {
    parts.windows(5).find_map(|w| match w {
        [
            Part::Number(y, 4),
            Part::Mark('-' | '/' | '.' | '年' | '년'),
            Part::Number(m, _),
            Part::Mark('-' | '/' | '.' | '月' | '월'),
            Part::Number(d, _),
        ] => date(*y, *m, *d),
        _ => None,
    })
}

fn month(word: &str) -> Option<u32> {
    let found = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u32::try_from(found + 1).ok()
}

/// 14 ноября 2026 г., Nov 14, 2026, 14. November 2026, 4 de noviembre de 2026.
fn named_month(parts: &[Part]) -> Option<Date> {
    let at = |i: usize| parts.get(i);
    for (i, part) in parts.iter().enumerate() {
        let Part::Word(word) = part else { continue };
        let Some(m) = month(word) else { continue };
        let number_after = |mut j: usize| {
            while matches!(at(j), Some(Part::Mark('.' | ',')))
                || matches!(at(j), Some(Part::Word(w)) if w == "de" || w == "del" || w == "th" || w == "st" || w == "nd" || w == "rd")
            {
                j += 1;
            }
            match at(j) {
                Some(Part::Number(n, digits)) => Some((*n, *digits, j)),
                _ => None,
            }
        };
        let day_before = (1..=2).find_map(|back| match at(i.checked_sub(back)?) {
            Some(Part::Number(n, digits)) if *digits <= 2 => Some(*n),
            _ => None,
        });
        let found = match (day_before, number_after(i + 1)) {
            (Some(d), Some((y, 4, _))) => date(y, m, d),
            (_, Some((d, digits, j))) if digits <= 2 => match number_after(j + 1) {
                Some((y, 4, _)) => date(y, m, d),
                _ => None,
            },
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// 14.11.2026, 14/11/26, 11/14/2026.
fn numeric(parts: &[Part], order: DateOrder) -> Option<Date> {
    parts.windows(5).find_map(|w| match w {
        [
            Part::Number(a, 1..=2),
            Part::Mark(s1 @ ('.' | '/' | '-')),
            Part::Number(b, 1..=2),
            Part::Mark(s2),
            Part::Number(y, 2 | 4),
        ] if s1 == s2 => {
            let (d, m) = match order {
                DateOrder::DayFirst => (*a, *b),
                DateOrder::MonthFirst => (*b, *a),
            };
            // An impossible month tells that the other order was meant.
            date(*y, m, d).or_else(|| date(*y, d, m))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let cases = [
            ("2026-11-14T23:30:00.000Z", "2026-11-14"),
            ("2020-02-21 15:23:13 UTC", "2020-02-21"),
            (
                "Reviewed in the United States on February 24, 2026",
                "2026-02-24",
            ),
            ("Reviewed in India on 21 February 2025", "2025-02-21"),
            ("Avis laissé en France le 4 septembre 2024", "2024-09-04"),
            ("2026年11月4日に日本でレビュー済み", "2026-11-04"),
            ("2022년 6월 30일", "2022-06-30"),
            ("14 ноя. 2026 г. в 15:05", "2026-11-14"),
            ("19 февр. 2026 г. в 20:11", "2026-02-19"),
            ("27.01.2026 в 15:05", "2026-01-27"),
            ("2026/11/14", "2026-11-14"),
            ("注文日：2026/1/4", "2026-01-04"),
            ("Aug 24, 2016", "2016-08-24"),
            ("20 abr 2025", "2025-04-20"),
            ("4 de noviembre de 2026", "2026-11-04"),
            ("den 3. Mai 2021", "2021-05-03"),
            ("13/12/2024", "2024-12-13"),
            ("June 1st, 2020", "2020-06-01"),
            ("Сегодня, 13:27", ""),
            ("9 апреля", ""),
            ("vor 2 Wochen", ""),
            ("30.02.2026", ""),
            ("12:30:45", ""),
            ("", ""),
        ];
        for (value, want) in cases {
            let got = parse_date(value, DateOrder::DayFirst).unwrap_or_default();
            assert_eq!(got, want, "{value}");
        }
        assert_eq!(
            parse_date("03/04/2026", DateOrder::MonthFirst).as_deref(),
            Some("2026-03-04")
        );
    }
}
