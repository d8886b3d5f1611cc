//! Rules that are phrases: `data/checks/<language>.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::{Findings, Reply};
use crate::understand::fold::fold_pattern;
use crate::understand::{Aspect, Grammar, Hit, Labels, Matcher};

/// `data/checks/<language>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckFile {
    /// Language (ISO 639-1).
    pub language: String,
    /// Words are separated by spaces.
    pub spaced: bool,
    /// Words that void a match when they stand up to two words before it (two characters without spaces).
    #[serde(default)]
    pub negators: Vec<String>,
    /// What voids a match when it follows.
    #[serde(default)]
    pub negators_after: Vec<String>,
    /// Words that patterns name together.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// The rules.
    pub rule: Vec<WordingRule>,
    /// By which words a reply takes up a complaint or a question.
    pub topic: Vec<Topic>,
    /// How a buyer is called.
    #[serde(default)]
    pub names: Names,
    /// Words of formal and of familiar address.
    #[serde(default)]
    pub register: Register,
    /// Words of questions that can be answered, in small letters: beginnings of words, or anything in languages without spaces.
    #[serde(default)]
    pub questions: Vec<String>,
    /// Words of questions that want no answer, in the same way; where there are any, every other sentence with a question mark counts.
    #[serde(default)]
    pub rhetorical: Vec<String>,
    /// Beginnings of words that any reply may hold: of politeness, of trade.
    #[serde(default)]
    pub stock: Vec<String>,
    /// Beginnings of words, in small letters, by which a reply regrets or mends something; anything in languages without spaces.
    #[serde(default)]
    pub mending: Vec<String>,
    #[serde(skip)]
    lists: OnceLock<Lists>,
    #[serde(skip)]
    rules: OnceLock<Compiled>,
    #[serde(skip)]
    topics: OnceLock<Compiled>,
}

/// The lists of words of a [`CheckFile`], folded.
#[derive(Debug)]
pub struct Lists {
    /// [`CheckFile::questions`].
    pub questions: Vec<String>,
    /// [`CheckFile::rhetorical`].
    pub rhetorical: Vec<String>,
    /// [`CheckFile::mending`].
    pub mending: Vec<String>,
    /// [`CheckFile::stock`].
    pub stock: Vec<String>,
    /// [`CheckFile::names`].
    pub names: Names,
}

/// Phrases that a reply should not hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordingRule {
    /// Id of the rule.
    pub id: String,
    /// What to look for.
    pub patterns: Vec<String>,
    /// What could stand there instead, in the language of the reply.
    pub suggest: Option<String>,
    /// Sentences in which it must be found; left out of the extension, like those in which it must not.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences in which it must not be found.
    #[serde(default)]
    pub no: Vec<String>,
}

/// Words by which a reply shows that it takes up a complaint or a question.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The complaint.
    pub category: Option<String>,
    /// The situation, for questions.
    pub situation: Option<String>,
    /// The words.
    pub patterns: Vec<String>,
}

/// How a buyer is called.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Names {
    /// Words right before a name; without spaces what stands right behind it.
    pub greeting: Vec<String>,
    /// What may stand in place of a name.
    pub generic: Vec<String>,
    /// Words of a sentence that signs, with `*` at the end for any ending: a name in it is the seller's.
    pub signing: Vec<String>,
    /// Words shortly before a name that say whose it is ("our manager, Anna").
    pub ours: Vec<String>,
}

/// Words of formal and of familiar address.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Register {
    /// Formal.
    pub formal: Vec<String>,
    /// Familiar.
    pub familiar: Vec<String>,
}

/// A topic and where a reply takes it up.
pub type Taken<'f> = (&'f Topic, Hit);

/// Stands between parts of a pattern that must stand in one sentence, in any order and at any distance.
const TOGETHER: char = '&';

/// A rule's or topic's pattern: the entry that it belongs to, and of how many parts it is.
#[derive(Clone, Copy, Debug)]
struct Whole {
    entry: usize,
    parts: usize,
}

/// Patterns made ready, the parts of each one by one.
#[derive(Debug)]
struct Compiled {
    /// `None` only where there are more patterns than can be numbered.
    matcher: Option<Matcher>,
    /// The pattern and the number within it of each part.
    parts: Vec<(usize, usize)>,
    patterns: Vec<Whole>,
}

impl CheckFile {
    fn compile<'f>(
        &'f self,
        lists: impl Iterator<Item = &'f Vec<String>>,
        voided: bool,
    ) -> Compiled {
        let (mut parts, mut patterns, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        for (entry, list) in lists.enumerate() {
            for pattern in list {
                let pieces: Vec<&str> = pattern.split(TOGETHER).map(str::trim).collect();
                for (number, piece) in pieces.iter().enumerate() {
                    texts.push((*piece, Aspect::Rule(parts.len())));
                    parts.push((patterns.len(), number));
                }
                patterns.push(Whole {
                    entry,
                    parts: pieces.len(),
                });
            }
        }
        let (before, after): (&[String], &[String]) = if voided {
            (&self.negators, &self.negators_after)
        } else {
            (&[], &[])
        };
        let grammar = Grammar {
            spaced: self.spaced,
            negators: before,
            negators_after: after,
            contrast: &[],
            labels: &Labels::default(),
            words: &self.words,
            patterns: texts,
        };
        Compiled {
            matcher: Matcher::read(&grammar.pack()),
            parts,
            patterns,
        }
    }

    /// The lists of words as folded texts are compared with them.
    pub fn lists(&self) -> &Lists {
        let folded = |list: &[String]| list.iter().map(|word| fold_pattern(word)).collect();
        self.lists.get_or_init(|| Lists {
            questions: folded(&self.questions),
            rhetorical: folded(&self.rhetorical),
            mending: folded(&self.mending),
            stock: folded(&self.stock),
            names: Names {
                greeting: folded(&self.names.greeting),
                generic: folded(&self.names.generic),
                signing: folded(&self.names.signing),
                ours: folded(&self.names.ours),
            },
        })
    }

    /// The rules that a text breaks, each with where; what stands in quotation marks is somebody else's.
    pub fn broken<'f>(&'f self, text: &str) -> Vec<(&'f WordingRule, Hit)> {
        let quoted = quoted(text);
        let own = |hit: &Hit| !quoted.iter().any(|q| q.0 <= hit.start && hit.end <= q.1);
        let lists = || self.rule.iter().map(|r| &r.patterns);
        let rules = self.rules.get_or_init(|| self.compile(lists(), true));
        rules.find(text, &self.rule, own)
    }

    /// The topics that a text takes up. A word that is denied is taken up all the same.
    pub fn taken_up<'f>(&'f self, text: &str) -> Vec<Taken<'f>> {
        let lists = || self.topic.iter().map(|t| &t.patterns);
        let topics = self.topics.get_or_init(|| self.compile(lists(), false));
        topics.find(text, &self.topic, |_| true)
    }
}

impl Compiled {
    /// Entries of which a pattern is found, each with where; of a pattern in parts the first part that stands in the text.
    fn find<'f, T>(
        &self,
        text: &str,
        all: &'f [T],
        counts: impl Fn(&Hit) -> bool,
    ) -> Vec<(&'f T, Hit)> {
        let mut out = Vec::new();
        // By pattern and sentence, the parts that were found there.
        let mut open: BTreeMap<(usize, usize), BTreeMap<usize, Hit>> = BTreeMap::new();
        let hits = self.matcher.iter().flat_map(|m| m.find_by_sentence(text));
        for (hit, sentence) in hits.filter(|(hit, _)| counts(hit)) {
            let Aspect::Rule(part) = hit.aspect else {
                continue;
            };
            let (pattern, number) = self.parts[part];
            let whole = self.patterns[pattern];
            if whole.parts == 1 {
                out.extend(all.get(whole.entry).map(|entry| (entry, hit)));
                continue;
            }
            let found = open.entry((pattern, sentence)).or_default();
            let before = found.len();
            found.entry(number).or_insert(hit);
            if before < whole.parts && found.len() == whole.parts {
                let first = found.values().min_by_key(|h| h.start).copied();
                out.extend(all.get(whole.entry).zip(first));
            }
        }
        out
    }
}

/// Phrases that the rules of the language name.
pub fn check(reply: &Reply<'_>, file: &CheckFile, out: &mut Findings<'_>) {
    let praised = reply.praised();
    // Under praise nobody defends anything: "our customers are happy" is joy there.
    let counts = |(rule, _): &(&WordingRule, Hit)| !(praised && rule.id == "defensive");
    for (rule, hit) in file.broken(reply.text).into_iter().filter(counts) {
        let span = (hit.start, hit.end);
        out.say_with(&rule.id, span, &[], rule.suggest.clone());
    }
}

/// Pairs of quotation marks.
const QUOTES: [(char, char); 6] = [
    ('«', '»'),
    ('“', '”'),
    ('„', '“'),
    ('„', '”'),
    ('「', '」'),
    ('"', '"'),
];

/// Longest quotation, in characters: a mark that nobody closes quotes nothing, and must not be looked for to the end each time.
const LONGEST: usize = 400;

/// What stands in quotation marks, in bytes, marks included, in the order of the text.
pub fn quoted(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some((at, open)) = text[from..].char_indices().find(|(_, c)| opens(*c)) {
        let start = from + at;
        let inner = start + open.len_utf8();
        let closes = |c: char| QUOTES.contains(&(open, c));
        let mut near = text[inner..].char_indices().take(LONGEST);
        let end = near.find(|(_, c)| closes(*c));
        from = end.map_or(inner, |(len, c)| inner + len + c.len_utf8());
        if end.is_some() {
            out.push((start, from));
        }
    }
    out
}

fn opens(c: char) -> bool {
    QUOTES.iter().any(|q| q.0 == c)
}

/// The text without these spans.
pub fn without(text: &str, spans: &[(usize, usize)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in spans {
        out.push_str(&text[from..*start]);
        from = *end;
    }
    out.push_str(&text[from..]);
    out
}
