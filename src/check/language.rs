//! Whether a reply is in the language of the review.

use super::{Findings, Reply};
use crate::text::dense;
use crate::understand::{detect, writes_latin};

/// Fewest letters from which the language of a reply is told.
const TELLING: usize = 24;
/// The same where the review is in other letters.
const SCRIPT: usize = 12;
/// The same in dense languages.
const TELLING_DENSE: usize = 10;
/// With fewer letters a language in Latin letters must lead clearly over another one.
const FEW: usize = 24;
/// So far it must lead then, in scores of the model: of reviews cut to 8 to 24 letters fewer than one in a hundred are taken so
/// clearly for another language.
const LEAD: f32 = 0.5;
/// So far the language of one sentence must lead over that of the rest.
const SENTENCE_LEAD: f32 = 2.0;
/// Fewest letters of such a sentence.
const SENTENCE: usize = 28;
/// Fewest words with small letters in a sentence in Latin letters among others.
const SMALL: usize = 5;
/// Fewest letters of a Ukrainian text in which one that Russian does not have is missed.
const TELLING_TWIN: usize = 40;

/// Looks at the whole reply, and at each long sentence of it. `own` is its language, `of_review` that of the review.
pub fn check(
    reply: &Reply<'_>,
    own: Option<&str>,
    of_review: Option<&str>,
    quoted: &[(usize, usize)],
    out: &mut Findings<'_>,
) {
    let (Some(own), Some(wanted)) = (own, of_review) else {
        return;
    };
    let review = reply.about.map_or("", |(review, _)| review.text.as_str());
    let wrong = match own == wanted {
        true => strange_sentence(reply, quoted, wanted),
        false => told(reply.text, own, wanted)
            .then_some((0, reply.text.len()))
            .filter(|_| apart(reply, review, own, wanted)),
    };
    if let Some(span) = wrong {
        let name = reply.messages.get(&format!("language.{wanted}"));
        out.say_with("wrong_language", span, &[("language", &*name)], None);
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether a reply is long enough for its language to be told.
fn told(text: &str, own: &str, wanted: &str) -> bool {
    let enough = match (dense(own), writes_latin(own) == writes_latin(wanted)) {
        (true, _) => TELLING_DENSE,
        (_, true) => TELLING,
        // Other letters cannot be mistaken.
        (_, false) => SCRIPT,
    };
    letters(text) >= enough
}

/// Whether the review is in another language than the reply: that of few words is a guess, and they may be in that of the reply.
fn apart(reply: &Reply<'_>, review: &str, own: &str, wanted: &str) -> bool {
    let other = detect(review, Some(own), reply.latin) != Some(own);
    let few = writes_latin(own) && writes_latin(wanted) && letters(review) < FEW;
    let leads = |lead: f32| lead >= LEAD;
    other
        && !twins(own, wanted, review)
        && (!few || reply.latin.lead(review, wanted, own).is_some_and(leads))
}

fn kin(a: &str, b: &str) -> bool {
    matches!((a, b), ("ru", "uk") | ("uk", "ru"))
}

/// Russian and Ukrainian share most of their letters: without those that only one of them has, a short review may be either.
fn twins(a: &str, b: &str, text: &str) -> bool {
    kin(a, b)
        && letters(text) < TELLING_TWIN
        && !text
            .to_lowercase()
            .contains(['і', 'ї', 'є', 'ґ', 'ы', 'э', 'ъ', 'ё'])
}

/// A long sentence in another language than the rest; quotations, links and names of goods and of the shop are in none.
fn strange_sentence(
    reply: &Reply<'_>,
    quoted: &[(usize, usize)],
    wanted: &str,
) -> Option<(usize, usize)> {
    let text = own_words(reply, quoted);
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n' | '。' | '！' | '？');
    let mut from = 0;
    let mut sentences = text.split_inclusive(ends).map(|sentence| {
        from += sentence.len();
        (from - sentence.len(), sentence)
    });
    let strange = |sentence: &str| {
        let own = detect(sentence, Some(wanted), reply.latin)?;
        let clear = match (writes_latin(own), writes_latin(wanted)) {
            (true, true) => reply.latin.lead(sentence, own, wanted) >= Some(SENTENCE_LEAD),
            // Names of goods are written in Latin letters everywhere, but they begin with capitals.
            (true, false) => small_words(sentence) >= SMALL,
            (false, _) => true,
        };
        let other = own != wanted && !kin(own, wanted);
        Some(other && clear)
    };
    let (at, sentence) =
        sentences.find(|(_, s)| letters(s) >= SENTENCE && strange(s) == Some(true))?;
    let start = at + sentence.len() - sentence.trim_start().len();
    Some((start, at + sentence.trim_end().len()))
}

/// The reply with spaces in place of what is in no language, as long as it was.
fn own_words(reply: &Reply<'_>, quoted: &[(usize, usize)]) -> String {
    let text = reply.text;
    let product = reply
        .about
        .and_then(|(review, _)| review.product.as_deref());
    let names = reply.own_names.iter().copied().chain(product);
    let named = names.filter(|name| !name.trim().is_empty());
    let named = named.flat_map(|name| text.match_indices(name));
    let link = |word: &&str| word.contains("://") || word.starts_with("www.");
    let links = text.split_whitespace().filter(link);
    let links = links.map(|link| (link.as_ptr() as usize - text.as_ptr() as usize, link));
    let spans = named.chain(links).map(|(at, s)| (at, at + s.len()));
    let mut out = text.to_owned();
    for (start, end) in spans.chain(quoted.iter().copied()) {
        if out.is_char_boundary(start) && out.is_char_boundary(end) {
            out.replace_range(start..end, &" ".repeat(end - start));
        }
    }
    out
}

/// Words that begin with a small Latin letter.
fn small_words(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let small = |w: &&str| w.starts_with(|c: char| c.is_ascii_lowercase());
    words.filter(small).count()
}
