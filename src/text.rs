//! Small tools for text: offsets, white space, patterns.

/// Converts byte offsets of a text to UTF-16 code units, as JavaScript counts them.
///
/// Built once for a text, then each look-up is a binary search.
#[derive(Debug)]
pub struct Offsets {
    /// `(byte offset, UTF-16 offset)` at each character that is not ASCII, plus the start.
    marks: Vec<(usize, u32)>,
}

impl Offsets {
    /// Prepares the conversion for one text.
    pub fn new(text: &str) -> Self {
        let mut marks = vec![(0, 0)];
        let mut units = 0;
        for (at, c) in text.char_indices() {
            units += c.len_utf16() as u32;
            if !c.is_ascii() {
                marks.push((at + c.len_utf8(), units));
            }
        }
        Offsets { marks }
    }

    /// UTF-16 offset of a byte offset that lies on a character boundary.
    pub fn utf16(&self, byte: usize) -> u32 {
        let i = self.marks.partition_point(|&(at, _)| at <= byte) - 1;
        let (at, units) = self.marks[i];
        units + u32::try_from(byte - at).unwrap_or(u32::MAX)
    }
}

/// Whether a character of the language says as much as several letters do elsewhere (ISO 639-1).
pub fn dense(language: &str) -> bool {
    matches!(language, "ja" | "zh" | "ko")
}

/// The measure for a language: one of two, the second where a character says more.
pub fn by_density(language: &str, usual: usize, in_dense: usize) -> usize {
    if dense(language) { in_dense } else { usual }
}

/// The text in one line, white space folded.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The part of a value that a pattern marks: `{n}` stands for a number, `{…}` for anything; the
/// rest must stand there as written. A pattern without a mark gives the whole value where it occurs.
pub fn capture<'v>(pattern: &str, value: &'v str) -> Option<&'v str> {
    let mark = ["{n}", "{…}"]
        .into_iter()
        .find_map(|m| pattern.find(m).map(|at| (m, at)));
    let Some((mark, at)) = mark else {
        return value.contains(pattern).then_some(value);
    };
    let (before, after) = (&pattern[..at], &pattern[at + mark.len()..]);
    let mut from = 0;
    loop {
        let start = from + value[from..].find(before)? + before.len();
        let rest = &value[start..];
        let len = if mark == "{n}" {
            number_len(rest)
        } else if after.is_empty() {
            rest.len()
        } else {
            rest.find(after).unwrap_or(0)
        };
        if len > 0 && rest[len..].starts_with(after) {
            return Some(&rest[..len]);
        }
        if before.is_empty() && mark == "{n}" {
            from = start + rest.chars().next()?.len_utf8();
        } else if before.is_empty() {
            return None;
        } else {
            from = start;
        }
    }
}

/// Bytes at the start of a text that make a number: digits with at most one `.`, `,` or `-` between digits.
fn number_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let whole = digits(0);
    if whole == 0 {
        return 0;
    }
    match bytes.get(whole) {
        Some(b'.' | b',' | b'-') => match digits(whole + 1) {
            0 => whole,
            part => whole + 1 + part,
        },
        _ => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_like_javascript() {
        let text = "a😀б\nc";
        let offsets = Offsets::new(text);
        let want: Vec<u32> = text
            .char_indices()
            .map(|(at, _)| text[..at].encode_utf16().count() as u32)
            .collect();
        let got: Vec<u32> = text
            .char_indices()
            .map(|(at, _)| offsets.utf16(at))
            .collect();
        assert_eq!(got, want);
        assert_eq!(offsets.utf16(text.len()), 6);
    }

    #[test]
    fn captures() {
        let cases = [
            ("a-star-{n}", "a-icon a-star-4-5 x", Some("4-5")),
            ("star{n}", "stars-line star5", Some("5")),
            ("star{n}", "stars-line", None),
            (
                "on {…}",
                "Reviewed in India on 21 February 2025",
                Some("21 February 2025"),
            ),
            ("{n} av 5", "4 av 5 stjerner", Some("4")),
            ("rating-{n} ", "rating-50 pull", Some("50")),
            ("review({…})", "review(3)/x", Some("3")),
            ("{n}", "Оценка: 3", Some("3")),
        ];
        for (pattern, value, want) in cases {
            assert_eq!(capture(pattern, value), want, "{pattern} {value}");
        }
    }
}
