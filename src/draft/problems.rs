//! Concrete problems that buyers tell of, and how a reply calls them: `data/problems/<language>.toml`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use super::phrases::PhraseFile;
use crate::protocol::Review;
use crate::rules::Trade;
use crate::understand::{Aspect, Grammar, Hit, Labels, Matcher, Understanding};

/// Most problems that one sentence names.
const NAMED: usize = 2;

/// `data/problems/<language>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProblemFile {
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
    /// What stands between two clauses: usually, and where one of them holds the first word of that already.
    pub joins: [String; 2],
    /// Words that patterns name together.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
    /// The problems.
    pub problem: Vec<Problem>,
    /// `None` within only where there are more patterns than can be numbered.
    #[serde(skip)]
    matcher: OnceLock<Option<Matcher>>,
}

/// What went wrong, more exactly than a category says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Name of the problem, for those who edit the file.
    pub id: String,
    /// It counts where one of these complaints was found, what it is most of all first; empty: always.
    pub categories: Vec<String>,
    /// It says less than others ("it broke"): named only where nothing more exact is told.
    #[serde(default)]
    pub general: bool,
    /// Only where this is reviewed; empty: anywhere.
    #[serde(default)]
    pub trades: Vec<Trade>,
    /// How buyers say it.
    pub patterns: Vec<String>,
    /// How a reply says it: a clause that the sentences of [`super::Act::Sorry`] take up.
    pub clauses: Vec<String>,
    /// What is done about it.
    pub steps: Vec<String>,
    /// Sentences in which it must be found; left out of the extension, like those in which it must not.
    #[serde(default)]
    pub yes: Vec<String>,
    /// Sentences in which it must not be found.
    #[serde(default)]
    pub no: Vec<String>,
}

impl Problem {
    /// What kind of complaint it is first of all; its name where it may be any.
    fn kind(&self) -> &str {
        self.categories.first().unwrap_or(&self.id)
    }

    /// The place of the first complaint of a review that it counts as; `None` where it counts as none of them.
    fn rank(&self, understood: &Understanding) -> Option<usize> {
        let mut found = understood.categories.iter();
        match self.categories.is_empty() {
            true => Some(0),
            false => found.position(|c| self.is_of(&c.id)),
        }
    }

    /// Whether it counts as this complaint.
    pub fn is_of(&self, category: &str) -> bool {
        self.categories.iter().any(|c| c == category)
    }
}

/// Of finds in the same words the longest.
fn longest(told: Vec<(&Problem, Hit)>) -> Vec<(&Problem, Hit)> {
    let mut order: Vec<usize> = (0..told.len()).collect();
    order.sort_by_key(|&i| (told[i].1.start, Reverse(told[i].1.end)));
    let mut within = vec![false; told.len()];
    // The find that reaches farthest so far; of those the one that begins first.
    let mut widest: Option<Hit> = None;
    for i in order {
        let hit = told[i].1;
        match widest {
            Some(wide) if hit.end <= wide.end => {
                within[i] = wide.end - wide.start > hit.end - hit.start;
            }
            _ => widest = Some(hit),
        }
    }
    let kept = told.into_iter().zip(within);
    kept.filter(|(_, within)| !within)
        .map(|(find, _)| find)
        .collect()
}

impl ProblemFile {
    /// The problems that a reply names, in our words or in those of buyers.
    pub fn named<'f>(&'f self, reply: &str) -> Vec<&'f Problem> {
        let ours = |p: &&Problem| {
            p.clauses
                .iter()
                .any(|clause| reply.contains(clause.as_str()))
        };
        let theirs = self.told(reply).into_iter().map(|(problem, _)| problem);
        self.problem.iter().filter(ours).chain(theirs).collect()
    }

    /// The problems that a text tells of, each with where, in the order of the text.
    pub fn told<'f>(&'f self, text: &str) -> Vec<(&'f Problem, Hit)> {
        let matcher = self.matcher.get_or_init(|| self.compile());
        let hits = matcher.iter().flat_map(|m| m.find(text));
        hits.filter_map(|hit| match hit.aspect {
            Aspect::Rule(place) => Some((self.problem.get(place)?, hit)),
            _ => None,
        })
        .collect()
    }

    fn compile(&self) -> Option<Matcher> {
        let problems = self.problem.iter().enumerate();
        let patterns = problems.flat_map(|(place, problem)| {
            let patterns = problem.patterns.iter();
            patterns.map(move |pattern| (pattern.as_str(), Aspect::Rule(place)))
        });
        let grammar = Grammar {
            spaced: self.spaced,
            negators: &self.negators,
            negators_after: &self.negators_after,
            contrast: &[],
            labels: &Labels::default(),
            words: &self.words,
            patterns: patterns.collect(),
        };
        Matcher::read(&grammar.pack())
    }
}

impl PhraseFile {
    /// The problems to name: those of the primary complaint first.
    pub fn problems_of<'f>(
        &'f self,
        review: &Review,
        understood: &Understanding,
        trade: Trade,
    ) -> Vec<&'f Problem> {
        let Some(problems) = &self.problems else {
            return Vec::new();
        };
        let title = review.title.as_deref().unwrap_or_default();
        let mut told = longest(problems.told(&review.text));
        told.extend(problems.told(title));
        told.retain(|(problem, _)| {
            let here = problem.trades.is_empty() || problem.trades.contains(&trade);
            here && self.sayable(&problem.clauses, trade).next().is_some()
        });
        let ranked = told.into_iter().filter_map(|(problem, hit)| {
            let length = hit.end - hit.start;
            Some((problem.rank(understood)?, Reverse(length), problem))
        });
        let mut ranked: Vec<_> = ranked.collect();
        // Of equals the one that is told in more words, and of these the one that is told first.
        ranked.sort_by_key(|(rank, length, _)| (*rank, *length));
        if ranked.iter().any(|(.., p)| !p.general) {
            ranked.retain(|(.., p)| !p.general);
        } else {
            ranked.truncate(1);
        }
        let mut out: Vec<&Problem> = Vec::new();
        for (.., problem) in ranked {
            // Two of one kind say the same thing twice, or contradict each other.
            if !out.iter().any(|p| p.kind() == problem.kind()) {
                out.push(problem);
            }
        }
        out.truncate(NAMED);
        out
    }

    /// The clauses of some problems in a row; `seed` chooses among several ways of saying each.
    pub fn clause<'f>(
        &'f self,
        problems: &[&'f Problem],
        trade: Trade,
        seed: u32,
    ) -> Option<String> {
        let chosen = |problem: &&'f Problem| {
            let fitting: Vec<&str> = self.sayable(&problem.clauses, trade).collect();
            let at = seed as usize % fitting.len().max(1);
            fitting.get(at).copied()
        };
        let clauses: Vec<&str> = problems.iter().filter_map(chosen).collect();
        let joins = &self.problems.as_ref()?.joins;
        let and = joins[0].split_whitespace().next().unwrap_or_default();
        let holds = |clause: &&str| clause.split_whitespace().any(|word| word == and);
        let join = usize::from(clauses.iter().any(holds));
        (!clauses.is_empty()).then(|| clauses.join(&joins[join]))
    }
}
