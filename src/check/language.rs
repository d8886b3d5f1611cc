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
/// Fewest letters of a Ukrainian text in which one that Russian does not have is missed.
const TELLING_TWIN: usize = 40;

/// Looks at the whole reply, and at each long sentence of it. `own` is its language, `of_review` that of the review.
pub fn check(
    reply: &Reply<'_>,
    own: Option<&str>,
    of_review: Option<&str>,
    out: &mut Findings<'_>,
) {
    let (Some(own), Some(wanted)) = (own, of_review) else {
        return;
    };
    let review = reply.about.map_or("", |(review, _)| review.text.as_str());
    let wrong = match own == wanted {
        true => strange_sentence(reply, wanted),
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

/// Russian and Ukrainian share most of their letters: without those that only one of them has, a short review may be either.
fn twins(a: &str, b: &str, text: &str) -> bool {
    let both = matches!((a, b), ("ru", "uk") | ("uk", "ru"));
    both && letters(text) < TELLING_TWIN
        && !text
            .to_lowercase()
            .contains(['і', 'ї', 'є', 'ґ', 'ы', 'э', 'ъ', 'ё'])
}

/// A long sentence in another language than the rest.
fn strange_sentence(reply: &Reply<'_>, wanted: &str) -> Option<(usize, usize)> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n' | '。' | '！' | '？');
    let mut from = 0;
    let mut sentences = reply.text.split_inclusive(ends).map(|sentence| {
        from += sentence.len();
        (from - sentence.len(), sentence)
    });
    let strange = |sentence: &str| {
        let own = detect(sentence, Some(wanted), reply.latin)?;
        let latin = writes_latin(own) && writes_latin(wanted);
        let leads = || reply.latin.lead(sentence, own, wanted) >= Some(SENTENCE_LEAD);
        let other = own != wanted && !matches!((own, wanted), ("ru", "uk") | ("uk", "ru"));
        Some(other && (!latin || leads()))
    };
    let (at, sentence) =
        sentences.find(|(_, s)| letters(s) >= SENTENCE && strange(s) == Some(true))?;
    let start = at + sentence.len() - sentence.trim_start().len();
    Some((start, at + sentence.trim_end().len()))
}
