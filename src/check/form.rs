//! What has a form: lengths, links, contacts, personal data.

use linkify::{LinkFinder, LinkKind};

use super::marks::words;
use super::{Findings, Reply};
use crate::rules::Unit;
use crate::understand::{reachable, spans};

/// Endings of host names that people write without `https://`.
const HOSTS: [&str; 38] = [
    "com", "net", "org", "info", "shop", "store", "ru", "рф", "su", "by", "kz", "ua", "jp", "uk",
    "us", "de", "fr", "es", "it", "pt", "br", "cn", "kr", "pl", "tr", "eu", "io", "me", "co",
    "app", "ly", "gl", "be", "cc", "biz", "club", "online", "site",
];

/// Everything that has a form; `language` is that of the reply.
pub fn check(reply: &Reply<'_>, language: Option<&str>, out: &mut Findings<'_>) {
    let forms = language.and_then(|l| reply.data.personal.get(l));
    let buyers = forms.map_or(&[][..], |f| &f.buyer_words);
    let orders = forms.map_or(&[][..], |f| &f.order_words);
    length(reply, out);
    links(reply, buyers, out);
    personal(reply, language, [orders, buyers], out);
}

/// Too long, too short, or nothing at all.
pub fn length(reply: &Reply<'_>, out: &mut Findings<'_>) {
    let whole = (0, reply.text.len());
    if reply.text.trim().is_empty() {
        out.say("empty", whole);
    }
    let Some(rule) = reply
        .rules
        .get("over_length")
        .filter(|_| reply.step.public())
    else {
        return;
    };
    let used = rule.unit.count(reply.text);
    let key = match rule.unit {
        Unit::Characters => "unit.characters",
        Unit::Bytes => "unit.bytes",
    };
    let unit = reply.messages.get(key);
    let (id, limit) = match (rule.max, rule.min) {
        (Some(max), _) if used > max => ("over_length", max),
        (_, Some(min)) if used < min => ("under_length", min),
        _ => return,
    };
    let (used, limit) = (used.to_string(), limit.to_string());
    let values = [("used", &*used), ("limit", &*limit), ("unit", &*unit)];
    out.say_with(id, whole, &values, None);
}

fn links(reply: &Reply<'_>, buyers: &[String], out: &mut Findings<'_>) {
    let allowed = reply.rules.get("external_link").map(|r| &r.allowed[..]);
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    for link in finder.links(reply.text) {
        let words = link.as_str();
        let span = (link.start(), link.end());
        match link.kind() {
            LinkKind::Email if follows(reply.text, span.0, buyers) => {
                out.say("personal_data", span)
            }
            LinkKind::Email => out.say("contact_details", span),
            _ if !is_host(words) => {}
            _ if allowed
                .unwrap_or_default()
                .iter()
                .any(|a| within(host(words), a)) => {}
            _ => out.say("external_link", span),
        }
    }
    for (at, word) in words(reply.text) {
        // "@linenhouse": a name in a messenger or a social network.
        let name = word.strip_prefix('@').unwrap_or_default();
        if name
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .count()
            > 2
        {
            out.say("contact_details", (at, at + word.len()));
        }
    }
}

/// Whether a host is another one or a part of it.
fn within(host: &str, other: &str) -> bool {
    host.strip_suffix(other)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn host(link: &str) -> &str {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.split(['/', '?', '#', ':']).next().unwrap_or_default()
}

/// "Broke.Very sad" is no address: without a scheme the ending must be one of those that people use.
fn is_host(link: &str) -> bool {
    let ending = host(link).rsplit('.').next().unwrap_or_default();
    link.contains("://")
        || link.starts_with("www.")
        || (HOSTS.contains(&ending) && host(link).chars().all(|c| !c.is_uppercase()))
}

/// Contacts of the shop, and personal data of anybody; the buyer's own are not to be repeated either. What follows one of `words`
/// is the number of an order or the buyer's.
fn personal(
    reply: &Reply<'_>,
    language: Option<&str>,
    words: [&[String]; 2],
    out: &mut Findings<'_>,
) {
    let theirs = |at| words.iter().any(|words| follows(reply.text, at, words));
    let personal = &reply.data.personal;
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let known = reply.about.map(|(review, _)| digits(&review.text));
    for (start, end) in spans(reply.text, language, personal) {
        let words = &reply.text[start..end];
        let number = digits(words);
        let echo = known
            .as_ref()
            .is_some_and(|k| number.len() > 5 && k.contains(&number));
        let contact = reachable(words) && !echo && !theirs(start);
        let rule = if contact {
            "contact_details"
        } else {
            "personal_data"
        };
        out.say(rule, (start, end));
    }
    // Both come in the order of the text.
    let mut known = out
        .found
        .iter()
        .map(|f| (f.start, f.end))
        .collect::<Vec<_>>();
    known.sort_unstable();
    for span in phones(reply.text) {
        let start = out.utf16(span.0);
        let before = known.partition_point(|k| k.0 <= start);
        let covered = before.checked_sub(1).is_some_and(|i| start < known[i].1);
        if theirs(span.0) {
            out.say("personal_data", span);
        } else if !covered {
            out.say("contact_details", span);
        }
    }
}

/// Characters before a number or an address in which a word may stand that says whose it is.
const BEFORE: usize = 28;

/// Whether one of some words stands shortly before a place.
fn follows(text: &str, at: usize, words: &[String]) -> bool {
    let before: Vec<char> = text[..at].chars().rev().take(BEFORE).collect();
    let before: String = before
        .into_iter()
        .rev()
        .flat_map(char::to_lowercase)
        .collect();
    let mut words = words.iter();
    words.any(|word| before.contains(&word.to_lowercase()))
}

/// Runs of at least nine digits with the separators that people put into phone numbers. A price or a date is shorter.
fn phones(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = None;
    let (mut digits, mut end) = (0, 0);
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        if c.is_ascii_digit() {
            start.get_or_insert(at);
            digits += 1;
            end = at + 1;
        } else if !(start.is_some() && matches!(c, ' ' | '-' | '(' | ')' | '+' | '\u{a0}')) {
            if let Some(from) = start.filter(|_| digits >= 9) {
                out.push((from, end));
            }
            start = None;
            digits = 0;
        }
    }
    out
}
