//! What a reply leaves out: complaints, questions, the concrete problem; and what it repeats.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::wording::{CheckFile, Taken, quoted};
use super::{Findings, Reply};
use crate::draft::{Problem, Step, grave, opening};
use crate::protocol::Review;
use crate::text::{dense, one_line};
use crate::understand::fold::fold_pattern;
use crate::understand::{Evidence, Found, SURE, Understanding};

/// Replies that began alike before this one: the fourth gets noticed (`practice.md`: five in a row do).
const OPENINGS: u32 = 3;
/// Longest reply that a happy buyer reads, in characters.
const HAPPY: usize = 300;
/// The same in dense languages.
const HAPPY_DENSE: usize = 140;
/// Letters of a word that two forms of it share.
const STEM: usize = 5;
/// The same in Korean.
const STEM_DENSE: usize = 2;
/// Letters of the shortest word of a question that counts as repeated.
const SHORT: usize = 4;
/// Letters at the end of such a word that may differ.
const ENDING: usize = 3;
/// So many words of a review are looked for in a reply: a review may be a megabyte.
const WORDS: usize = 600;
/// Characters of the shortest question where words are not separated.
const ASKED: usize = 5;

/// Compares the reply with the review and with other replies.
pub fn check(reply: &Reply<'_>, file: Option<&CheckFile>, out: &mut Findings<'_>) {
    // A closing word answers nothing any more, and a note answers nobody.
    let Some((review, understood)) = reply.about.filter(|_| reply.step == Step::PublicReply) else {
        return;
    };
    let whole = (0, reply.text.len());
    if let Some(memory) = reply.memory {
        if memory.heard_openings(opening(reply.text), &review.key) >= OPENINGS {
            let end = reply.text.char_indices().nth(30);
            out.say(
                "repeated_opening",
                (0, end.map_or(reply.text.len(), |c| c.0)),
            );
        }
        if memory.said_before(&review.key, reply.text) {
            out.say("like_other_replies", whole);
        }
    }
    if reply.praised() {
        let most = if understood.language.is_some_and(dense) {
            HAPPY_DENSE
        } else {
            HAPPY
        };
        if reply.text.chars().count() > most {
            out.say("too_long_for_happy_buyer", whole);
        }
    }
    // Where a person took over, less is more; a reply in another language says nothing that we could find.
    let foreign = file.is_none_or(|f| Some(f.language.as_str()) != understood.language);
    if let Some(file) = file.filter(|_| !foreign && grave(understood).is_none()) {
        Coverage::new(reply, review, understood, file).judge(out);
    }
}

/// What of a review a reply takes up.
struct Coverage<'a> {
    reply: &'a Reply<'a>,
    review: &'a Review,
    understood: &'a Understanding,
    file: &'a CheckFile,
    taken: Vec<Taken<'a>>,
    /// The reply repeats words of the review, in quotation marks.
    quotes: bool,
    /// The reply, folded.
    said: String,
    stems: BTreeSet<String>,
    named: OnceCell<Vec<&'a Problem>>,
}

/// Below this nobody can say what the complaint is.
const DOUBTFUL: f64 = 0.3;
/// So many words of its own make a reply concrete, whatever it speaks of.
const CONCRETE: usize = 3;

impl<'a> Coverage<'a> {
    fn new(
        reply: &'a Reply<'a>,
        review: &'a Review,
        understood: &'a Understanding,
        file: &'a CheckFile,
    ) -> Self {
        let own = |&(start, end): &(usize, usize)| {
            let words = reply.text[start..end].trim_matches(|c: char| !c.is_alphanumeric());
            let title = review.title.as_deref().unwrap_or_default();
            !words.is_empty() && (review.text.contains(words) || title.contains(words))
        };
        let said = fold_pattern(reply.text);
        Coverage {
            quotes: quoted(reply.text).iter().any(own),
            reply,
            review,
            understood,
            file,
            taken: file.taken_up(reply.text),
            stems: stems(&said, file.spaced),
            said,
            named: OnceCell::new(),
        }
    }

    fn echoes(&self, words: &str) -> bool {
        let mut own = stems(&fold_pattern(words), self.file.spaced).into_iter();
        own.any(|stem| self.stems.contains(&stem))
    }

    /// Whether the reply has some of these words, however short, of those that tell something.
    fn retells(&self, words: &str) -> bool {
        self.echoes(words) || self.repeats(words, |word| self.stock(word))
    }

    /// Whether it is the complaint that carries the review.
    fn main(&self, found: &Found) -> bool {
        let primary = self.understood.primary();
        primary.is_some_and(|p| p.id == found.id)
    }

    fn answered(&self, found: &Found) -> bool {
        let topic = |id: &Option<String>| id.as_deref() == Some(&found.id);
        let mut topics = self.taken.iter();
        let mut evidence = found.evidence.iter().chain(&found.phrases);
        (self.main(found) && self.quotes)
            || topics.any(|(t, _)| topic(&t.category) || topic(&t.situation))
            || evidence.any(|e| self.retells(e.words(self.review)))
            || self.named().iter().any(|p| p.is_of(&found.id))
    }

    /// The concrete problems that the reply names, looked for when nothing simpler told what it answers.
    fn named(&self) -> &[&'a Problem] {
        self.named.get_or_init(|| {
            let phrases = self.reply.data.phrases.get(&self.file.language);
            let problems = phrases.and_then(|f| f.problems.as_ref());
            problems.map_or(Vec::new(), |p| p.named(self.reply.text))
        })
    }

    /// Whether any reply may hold a word.
    fn stock(&self, word: &str) -> bool {
        let known = |s: &String| word.starts_with(s.as_str()) || s.starts_with(word);
        self.file.lists().stock.iter().any(known)
    }

    /// Words that neither every reply holds nor the review.
    fn concrete(&self) -> bool {
        // To call the buyer by name says nothing of the complaint.
        let author = self.review.author.as_deref().unwrap_or_default();
        let author = stems(&fold_pattern(author), self.file.spaced);
        let own = |stem: &&String| !self.stock(stem) && !author.contains(*stem);
        self.stems.iter().filter(own).count() >= CONCRETE
    }

    fn judge(&self, out: &mut Findings<'_>) {
        let whole = (0, self.reply.text.len());
        let messages = &self.reply.messages;
        let categories = self.understood.categories.iter();
        let complaints: Vec<&Found> = categories.filter(|c| c.id != "no_detail").collect();
        let missed: Vec<&Found> = complaints
            .iter()
            .copied()
            .filter(|c| !self.answered(c))
            .collect();
        let silent = !missed.is_empty() && missed.len() == complaints.len();
        let said = &self.review.text;
        let nothing = silent && !self.echoes(said) && !self.concrete();
        let nothing = nothing && !self.repeats(said, |word| self.stock(word));
        if nothing {
            out.say("too_generic", whole);
        }
        let least = match (nothing, silent) {
            (true, _) => DOUBTFUL,
            // Where none of the complaints is recognised in a concrete reply, it is our reading that is in doubt, unless it only
            // speaks of what was praised.
            (false, true) => {
                self.praise_only(out);
                return self.question(out);
            }
            (false, false) => SURE,
        };
        let sure = |found: &Found| match self.main(found) {
            true => self.understood.plain(found),
            false => self.understood.told(found),
        };
        let sure = missed.iter().filter(|f| f.confidence >= least && sure(f));
        for found in sure {
            let rule = if self.main(found) {
                "main_complaint_unanswered"
            } else {
                "complaint_unanswered"
            };
            let about = messages.get(&format!("category.{}", found.id));
            out.say_with(rule, whole, &[("about", &about)], None);
        }
        self.question(out);
    }

    /// A reply that takes up nothing of what is complained of, mends nothing, and repeats what the review says beside that.
    fn praise_only(&self, out: &mut Findings<'_>) {
        if !self.understood.polarity.dissatisfied() || self.file.mending.is_empty() {
            return;
        }
        let complaining = &self.understood.complaining;
        let Some(first) = complaining.first() else {
            return;
        };
        let words = |e: &Evidence| e.words(self.review);
        if complaining.iter().any(|e| self.echoes(words(e))) {
            return;
        }
        let mends = self.longest(&self.said, &self.file.lists().mending) > 0;
        if !mends && self.echoes(&self.review.text) {
            let words = one_line(words(first));
            let whole = (0, self.reply.text.len());
            out.say_with("clause_unanswered", whole, &[("words", &words)], None);
        }
    }

    /// The first sentence of the review that asks for something that can be told ("can I swap it?") and that the reply does not take
    /// up.
    fn open_question(&self) -> Option<&'a str> {
        let text = self.review.text.as_str();
        let ends = |c: char| matches!(c, '.' | '!' | '?' | '？' | '…' | '\n' | '。' | '！');
        let mut sentences = text.split_inclusive(ends);
        sentences.find(|s| self.asks(s) && !self.takes_up(s))
    }

    /// Whether a sentence asks, and not for sympathy ("how can one sell this?"): of the words that say one or the other the longer
    /// ones do.
    fn asks(&self, sentence: &str) -> bool {
        let folded = fold_pattern(sentence);
        let lists = self.file.lists();
        let marked = sentence.trim_end().ends_with(['?', '？']);
        // Japanese asks with a full stop, too.
        let known = match marked || !self.file.spaced {
            true => self.longest(&folded, &lists.questions),
            false => 0,
        };
        let idle = self.longest(&folded, &lists.rhetorical);
        // Where we know what is asked for effect, anything else with the mark is a question.
        let any = marked && !lists.rhetorical.is_empty() && self.tells(&folded);
        known > idle || (any && idle == 0)
    }

    /// The length of the longest of some words that stands in a folded text, in bytes: from the beginning of a word on, or anywhere
    /// where words are not separated or, as in Korean, end in what tells. 0 where none does.
    fn longest(&self, text: &str, words: &[String]) -> usize {
        let anywhere = !self.file.spaced || self.korean();
        let end = text.trim_end_matches(|c: char| !c.is_alphanumeric());
        let found = |word: &&String| match anywhere {
            // か asks at the end only: ですから gives a reason.
            true if word.ends_with('か') => end.ends_with(word.as_str()),
            true => text.contains(word.as_str()),
            false => begins_word(text, word),
        };
        let found = words.iter().filter(found).map(String::len);
        found.max().unwrap_or_default()
    }

    fn korean(&self) -> bool {
        self.file.language == "ko"
    }

    /// Letters of the shortest word that tells something, and how many at its end may differ. A Korean letter is a syllable.
    fn short(&self) -> (usize, usize) {
        match self.korean() {
            true => (STEM_DENSE, 1),
            false => (SHORT, ENDING),
        }
    }

    /// Whether a question says what it is about.
    fn tells(&self, folded: &str) -> bool {
        let mut words = folded.split(|c: char| !c.is_alphanumeric());
        let least = match self.file.spaced {
            true => self.short().0,
            false => ASKED,
        };
        words.any(|w| w.chars().count() >= least)
    }

    /// Whether the reply speaks of what a sentence asks, or of questions at all.
    fn takes_up(&self, asked: &str) -> bool {
        let mut topics = self.taken.iter();
        let questions = self.file.lists().questions.join(" ");
        topics.any(|(t, _)| t.situation.as_deref() == Some("question"))
            || self.echoes(asked)
            || self.repeats(asked, |word| questions.contains(word))
    }

    /// Whether the reply has a word of a text, short ones included ("you can swap it for the grey one"), of those that tell something.
    fn repeats(&self, text: &str, idle: impl Fn(&str) -> bool) -> bool {
        let folded = fold_pattern(text);
        let (short, ending) = self.short();
        let words = folded.split(|c: char| !c.is_alphanumeric());
        self.file.spaced
            && words.take(WORDS).any(|word| {
                let length = word.chars().count();
                let kept = length.saturating_sub(ending).max(short);
                let stem: String = word.chars().take(kept).collect();
                length >= short && !idle(word) && begins_word(&self.said, &stem)
            })
    }

    fn question(&self, out: &mut Findings<'_>) {
        let question = self.understood.situation("question");
        let words = match question {
            Some(question) if self.answered(question) => None,
            Some(question) => Some(
                question
                    .evidence
                    .first()
                    .map_or("", |e| e.words(self.review)),
            ),
            None => self.open_question(),
        };
        if let Some(words) = words {
            let words = one_line(words);
            let whole = (0, self.reply.text.len());
            out.say_with("question_unanswered", whole, &[("words", &words)], None);
        }
    }
}

/// Whether some words stand in a text from the beginning of a word on.
fn begins_word(text: &str, words: &str) -> bool {
    let fresh = |at: usize| {
        !text[..at]
            .chars()
            .next_back()
            .is_some_and(char::is_alphanumeric)
    };
    text.match_indices(words).any(|(at, _)| fresh(at))
}

/// What words of a folded text begin with; pairs of characters where words are not separated.
fn stems(folded: &str, spaced: bool) -> BTreeSet<String> {
    let words = folded.split(|c: char| !c.is_alphanumeric());
    if spaced {
        // A Korean letter is a syllable.
        let stem = |w: &str| match w.chars().next() {
            Some('\u{ac00}'..='\u{d7af}') => STEM_DENSE,
            _ => STEM,
        };
        let long = words.filter(|w| w.chars().count() >= stem(w));
        return long.map(|w| w.chars().take(stem(w)).collect()).collect();
    }
    // Hiragana are endings more often than words.
    let tells = |c: &char| !matches!(c, '\u{3041}'..='\u{309f}');
    let mut out = BTreeSet::new();
    for word in words {
        let chars: Vec<char> = word.chars().collect();
        let pairs = chars.windows(2).filter(|p| p.iter().all(tells));
        out.extend(pairs.map(|p| p.iter().collect::<String>()));
    }
    out
}
