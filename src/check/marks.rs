//! Marks in a reply: markup, gaps that were not filled in, shouting.

use super::{Findings, Reply};

/// All marks.
pub fn check(reply: &Reply<'_>, out: &mut Findings<'_>) {
    markup(reply.text, out);
    placeholders(reply.text, out);
    shouting(reply, out);
}

/// Tags of HTML that people paste.
const TAGS: [&str; 14] = [
    "b", "i", "u", "p", "a", "br", "br/", "br /", "ul", "li", "ol", "div", "span", "strong",
];

/// Tags, lists and signs of markup.
fn markup(text: &str, out: &mut Findings<'_>) {
    for (at, inner) in enclosed(text, '<', '>') {
        let name = inner.trim_start_matches('/').split([' ', '>']).next();
        if TAGS.contains(&name.unwrap_or_default().to_lowercase().as_str()) || TAGS.contains(&inner)
        {
            out.say("markup", (at, at + inner.len() + 2));
        }
    }
    for mark in [
        "**", "__", "](", "&nbsp;", "&amp;", "[b]", "[/b]", "~~", "`", "•", "▪", "➤", "✔", "✅",
    ] {
        // A gap is another matter.
        if let Some(at) = text.find(mark).filter(|at| !text[*at..].starts_with("___")) {
            out.say("markup", (at, at + mark.len()));
        }
    }
    let mut listed = Vec::new();
    let mut from = 0;
    for line in text.split('\n') {
        let body = line.trim_start();
        let start = from + line.len() - body.len();
        let number = body.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered =
            number.len() < body.len() && (number.starts_with(". ") || number.starts_with(") "));
        if numbered
            || ["- ", "* ", "– ", "・", "■", "# ", "## ", "◆", "●"]
                .iter()
                .any(|m| body.starts_with(m))
        {
            listed.push((start, from + line.len()));
        }
        from += line.len() + 1;
    }
    if listed.len() > 1 || listed.iter().any(|l| text[l.0..].starts_with('#')) {
        out.say("markup", listed[0]);
    }
}

/// What stands between two marks, with the place of the first one; at most forty characters long and in one line.
fn enclosed(text: &str, open: char, close: char) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices(open).filter_map(move |(at, mark)| {
        let rest = &text[at + mark.len()..];
        let mut near = rest.char_indices().take(41);
        let inner = &rest[..near.find(|(_, c)| *c == close)?.0];
        let fits = !inner.contains(['\n', open]);
        (fits && inner.chars().any(char::is_alphanumeric)).then_some((at, inner))
    })
}

/// Gaps that were to be filled in.
fn placeholders(text: &str, out: &mut Findings<'_>) {
    for (open, close) in [
        ('{', '}'),
        ('[', ']'),
        ('<', '>'),
        ('［', '］'),
        ('【', '】'),
    ] {
        for (at, inner) in enclosed(text, open, close) {
            let name = inner
                .trim_start_matches('/')
                .split(' ')
                .next()
                .unwrap_or_default();
            let tag = open == '<' && TAGS.contains(&name.to_lowercase().as_str());
            let other =
                inner.contains("://") || matches!(inner, "b" | "/b" | "i" | "/i" | "url" | "/url");
            // Japanese shops put headings into these.
            let heading = open == '【'
                && !["名", "番号", "入力", "記入", "○", "〇"]
                    .iter()
                    .any(|m| inner.contains(m));
            if !(tag || other || heading) {
                let len = open.len_utf8() + inner.len() + close.len_utf8();
                out.say("placeholder_left", (at, at + len));
            }
        }
    }
    for mark in [
        "___",
        "○○",
        "〇〇",
        "●●",
        "◯◯",
        "△△",
        "××",
        "…様",
        "%s",
        "%name",
        "$name",
        "TODO",
        "lorem ipsum",
    ] {
        if let Some(at) = text.find(mark) {
            out.say("placeholder_left", (at, at + mark.len()));
        }
    }
    for (at, word) in words(text) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let gap = |c: char, n: usize| bare.chars().count() >= n && bare.chars().all(|x| x == c);
        if gap('X', 3) || gap('x', 3) || gap('Х', 3) || gap('х', 4) || gap('Y', 3) || bare == "NNN"
        {
            out.say("placeholder_left", (at, at + word.len()));
        }
    }
}

/// Words between spaces and brackets, each with its place.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let border = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '(' | ')' | '「' | '」' | '«' | '»' | '“' | '”' | '、' | '。'
            )
    };
    let words = text.split(border).filter(|w| !w.is_empty());
    words.map(move |w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

/// A word cut where kana or ideographs, which have no capitals, meet letters that have.
fn runs((start, word): (usize, &str)) -> impl Iterator<Item = (usize, &str)> {
    let plain = |c: char| c.is_alphabetic() && !c.is_uppercase() && !c.is_lowercase();
    let parts = word.split(plain).filter(|part| !part.is_empty());
    parts.map(move |part| {
        (
            start + part.as_ptr() as usize - word.as_ptr() as usize,
            part,
        )
    })
}

/// Words in capitals, except names of goods and of the shop; three and more exclamation marks.
fn shouting(reply: &Reply<'_>, out: &mut Findings<'_>) {
    let text = reply.text;
    let mut known = reply.own_names.join(" ");
    if let Some((review, _)) = reply.about {
        for part in [
            Some(&review.text),
            review.title.as_ref(),
            review.product.as_ref(),
        ] {
            known.push(' ');
            known.push_str(part.map_or("", String::as_str));
        }
    }
    let known = known.to_lowercase();
    let mut loud: Vec<(usize, usize)> = Vec::new();
    let mut long = false;
    for (at, word) in words(text).flat_map(runs) {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        let letters = bare.chars().count();
        let upper = bare.chars().all(char::is_uppercase);
        if letters < 3 || !upper || known.contains(&bare.to_lowercase()) {
            continue;
        }
        // One Russian word in capitals is a shout; one in Latin letters mostly a name, and a short one mostly HDMI or XLSX.
        let cyrillic = bare.chars().any(|c| matches!(c, 'А'..='я'));
        if cyrillic && letters > 3 {
            loud.push((at, at + word.len()));
        }
        long |= letters > if cyrillic { 3 } else { 4 };
        loud.push((at, at + word.len()));
    }
    if loud.len() > 1 && long {
        let suggestion = text[loud[0].0..loud[0].1].to_lowercase();
        out.say_with("shouting", loud[0], &[], Some(suggestion));
    }
    for mark in ["!!!", "！！！", "!?!", "?!?", "???", "？？？"] {
        if let Some(at) = text.find(mark) {
            out.say("shouting", (at, at + mark.len()));
        }
    }
}
