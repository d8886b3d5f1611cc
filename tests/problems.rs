//! The concrete problems of `data/problems`, tested by their own examples, and the clauses and steps in which replies name them.

mod common;

use std::collections::BTreeSet;

use amends::data;
use amends::draft::ProblemFile;
use amends::protocol::Severity;
use amends::understand::CATEGORIES;
use amends::understand::model::Model;

use common::findings;

fn files() -> impl Iterator<Item = (&'static String, &'static ProblemFile)> {
    let all = data::embedded().phrases.iter();
    all.filter_map(|(language, file)| Some((language, file.problems.as_ref()?)))
}

#[test]
fn problems_are_found_where_they_should() {
    let mut wrong = Vec::new();
    for (language, file) in files() {
        let mut ids = BTreeSet::new();
        for problem in &file.problem {
            let name = format!("problems/{language}.toml {}", problem.id);
            if !ids.insert(&problem.id) {
                wrong.push(format!("{name}: stands there twice"));
            }
            if problem.yes.len() < 2 || problem.no.is_empty() {
                wrong.push(format!("{name}: two examples and one that is none, please"));
            }
            if problem.clauses.is_empty() || problem.steps.len() < 2 {
                wrong.push(format!("{name}: one clause and two steps, please"));
            }
            for id in &problem.categories {
                if !CATEGORIES.contains(&id.as_str()) {
                    wrong.push(format!("{name}: there is no category {id}"));
                }
            }
            for pattern in &problem.patterns {
                for group in pattern.split(['{', '}']).skip(1).step_by(2) {
                    if !file.words.contains_key(group) {
                        wrong.push(format!("{name}: no group of words {group:?} under [words]"));
                    }
                }
            }
            let found = |text: &str| {
                let told = file.told(text);
                told.iter().any(|(p, _)| std::ptr::eq(*p, problem))
            };
            let missed = problem.yes.iter().filter(|text| !found(text));
            wrong.extend(missed.map(|text| format!("{name}: not found in {text:?}")));
            let found = problem.no.iter().filter(|text| found(text));
            wrong.extend(found.map(|text| format!("{name}: found in {text:?}")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} problems\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What a reply says of a problem breaks no rule for replies, and holds no marks.
#[test]
fn clauses_and_steps_break_no_rule() {
    let model = Model::shipped().unwrap();
    let mut wrong = Vec::new();
    for (language, file) in files() {
        for problem in &file.problem {
            for text in problem.clauses.iter().chain(&problem.steps) {
                let found = findings(text, "tripadvisor", None, &model);
                let found = found.iter().filter(|f| {
                    f.severity != Severity::Hint
                        && !matches!(&*f.rule, "wrong_language" | "over_length")
                });
                let name = format!("problems/{language}.toml {}", problem.id);
                wrong.extend(found.map(|f| format!("{name}: {} in {text:?}", f.rule)));
                if text.contains(['{', '}', '<', '>']) || text.trim() != text || text.is_empty() {
                    wrong.push(format!("{name}: {text:?}"));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} problems\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
