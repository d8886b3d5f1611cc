//! Understanding on texts written for the project: plain reviews with their labels, and honest demands that are no blackmail.
//!
//! The texts stand in `tests/golden` and `tests/honest`; none of them is trained on.

use amends::data;
use amends::protocol::Review;
use amends::understand::model::Model;
use amends::understand::{Understanding, understand};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    text: String,
    polarity: String,
    categories: Vec<String>,
    situations: Vec<String>,
}

const LANGUAGES: [&str; 15] = [
    "ru", "ja", "en", "de", "fr", "es", "pt", "it", "zh", "ko", "pl", "tr", "uk", "id", "ar",
];

fn read(text: &str, language: &str, model: &Model) -> Understanding {
    let review = Review {
        text: text.to_owned(),
        ..Review::default()
    };
    understand(&review, Some(language), data::embedded(), model, &[])
}

fn golden(language: &str) -> Vec<Golden> {
    let path = format!("tests/golden/{language}.jsonl");
    let text = std::fs::read_to_string(&path).expect(&path);
    text.lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect()
}

#[derive(Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn percent(&self) -> usize {
        (self.right * 100).checked_div(self.all).unwrap_or(100)
    }
}

/// Shares that must not fall, in percent, by language.
struct Floor {
    dissatisfied: usize,
    primary: usize,
}

fn floor(language: &str) -> Floor {
    match language {
        "ru" | "ja" | "en" => Floor {
            dissatisfied: 85,
            primary: 85,
        },
        _ => Floor {
            dissatisfied: 80,
            primary: 55,
        },
    }
}

#[test]
fn plain_reviews_are_understood() {
    let model = Model::shipped().unwrap();
    let mut low = Vec::new();
    for language in LANGUAGES {
        let (mut dissatisfied, mut primary) = (Share::default(), Share::default());
        for row in golden(language) {
            let said = read(&row.text, language, &model);
            let truth = matches!(row.polarity.as_str(), "negative" | "mixed");
            dissatisfied.count(said.polarity.dissatisfied() == truth);
            if truth {
                let first = said.primary().map(|f| f.id.clone());
                primary.count(first.is_some_and(|f| row.categories.contains(&f)));
            }
        }
        println!(
            "{language}: dissatisfied or not {} %, primary among the labelled {} %",
            dissatisfied.percent(),
            primary.percent()
        );
        let floor = floor(language);
        if dissatisfied.percent() < floor.dissatisfied || primary.percent() < floor.primary {
            low.push(language);
        }
    }
    assert!(low.is_empty(), "below the floor: {low:?}");
}

#[test]
fn situations_that_must_not_be_missed() {
    let model = Model::shipped().unwrap();
    let mut missed = Vec::new();
    for id in [
        "safety",
        "legal_threat",
        "pii",
        "prompt_injection",
        "blackmail",
    ] {
        let mut share = Share::default();
        for language in LANGUAGES {
            for row in golden(language) {
                if row.situations.iter().any(|s| s == id) {
                    let found = read(&row.text, language, &model).situation(id).is_some();
                    share.count(found);
                    if !found {
                        println!("{language} {id}: {}", row.text);
                    }
                }
            }
        }
        println!("{id}: {} of {}", share.right, share.all);
        // Blackmail may be missed: a false alarm costs more.
        let floor = if id == "blackmail" { 50 } else { 85 };
        if share.percent() < floor {
            missed.push(id);
        }
    }
    assert!(missed.is_empty(), "missed too often: {missed:?}");
}

#[test]
fn honest_demands_are_never_called_blackmail() {
    let model = Model::shipped().unwrap();
    let mut accused = Vec::new();
    let mut count = 0;
    for language in LANGUAGES {
        let path = format!("tests/honest/{language}.txt");
        let texts = std::fs::read_to_string(&path).expect(&path);
        assert!(texts.lines().count() >= 200, "{path}: 200 lines, please");
        for text in texts.lines() {
            count += 1;
            if read(text, language, &model)
                .situation("blackmail")
                .is_some()
            {
                accused.push(format!("{language}: {text}"));
            }
        }
    }
    assert!(
        accused.is_empty(),
        "{} of {count}:\n{}",
        accused.len(),
        accused.join("\n")
    );
}
