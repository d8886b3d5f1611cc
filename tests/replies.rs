//! What Amends itself writes: every step, in every language, under the rules of every place.

mod common;

use std::collections::BTreeMap;

use amends::check::{Reply, check};
use amends::data;
use amends::draft::{Act, Case, Facts, Memory, NoDraft, Step, Writer};
use amends::messages::Messages;
use amends::protocol::*;
use amends::rules::{RuleSet, Trade};
use amends::settings::REMEDIES;
use amends::understand::model::Model;
use amends::understand::{CATEGORIES, Understanding, understand};
use serde::Deserialize;

const TONES: [Tone; 3] = [Tone::Warm, Tone::Neutral, Tone::Formal];

#[derive(Deserialize)]
struct Golden {
    text: String,
    stars: Option<f64>,
}

/// Reviews that were written for the project, by language.
fn golden() -> BTreeMap<String, Vec<Review>> {
    let languages = data::embedded().phrases.iter();
    languages
        .map(|(language, _)| {
            let path = format!("tests/golden/{language}.jsonl");
            let lines = std::fs::read_to_string(&path).unwrap();
            let review = |(number, line): (usize, &str)| {
                let golden: Golden = serde_json::from_str(line).unwrap();
                Review {
                    key: format!("{language}{number}"),
                    text: golden.text,
                    rating: golden.stars.or(Some(1.0)),
                    date: Some("2026-11-14".into()),
                    ..Review::default()
                }
            };
            (
                language.clone(),
                lines.lines().enumerate().map(review).collect(),
            )
        })
        .collect()
}

fn settings(tone: Tone) -> Settings {
    Settings {
        shop: "Mint & Linen".into(),
        signature: "Anna".into(),
        tone,
        remedies: BTreeMap::from([("any".into(), REMEDIES.map(str::to_owned).to_vec())]),
        ..Settings::default()
    }
}

fn case<'a>(
    review: &'a Review,
    understood: &'a Understanding,
    settings: &'a Settings,
    rules: &'a RuleSet,
) -> Case<'a> {
    let data = data::embedded();
    Case {
        review,
        understood,
        settings,
        rules,
        data,
        messages: Messages::pick(&data.messages, "en"),
    }
}

fn findings(text: &str, step: Step, case: &Case<'_>, model: &Model) -> Vec<Finding> {
    check(&Reply {
        text,
        step,
        rules: case.rules,
        about: Some((case.review, case.understood)),
        memory: None,
        own_names: &["Mint & Linen", "Anna"],
        data: case.data,
        latin: model.latin(),
        messages: case.messages,
    })
}

/// Block and warn; hints are thoughts.
fn grave(found: Vec<Finding>) -> Vec<Finding> {
    found
        .into_iter()
        .filter(|f| f.severity != Severity::Hint)
        .collect()
}

#[test]
fn sentences_have_only_marks_that_are_filled_in() {
    let mut wrong = Vec::new();
    for (language, file) in data::embedded().phrases.iter() {
        for sentences in &file.act {
            for text in &sentences.texts {
                let mut filled = String::new();
                sample().fill(text, &file.quotes, &mut filled);
                if filled.contains(['{', '}', '<', '>']) || text.trim() != text || text.is_empty() {
                    wrong.push(format!("phrases/{language}.toml: {text:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn sample() -> Facts<'static> {
    Facts {
        shop: Some("Mint & Linen"),
        signature: Some("Anna"),
        contact: Some("…"),
        hours: Some("9–18"),
        terms: Some("…"),
        how: Some("…"),
        quote: Some("…"),
        name: Some("Anna"),
        problem: Some("…".into()),
    }
}

#[test]
fn every_language_has_every_act_in_every_tone() {
    let mut wrong = Vec::new();
    let bare = Facts::default();
    for (language, file) in data::embedded().phrases.iter() {
        let mut need = |act: Act, subject: &str, facts: &Facts<'_>, least: usize| {
            for tone in TONES {
                let count = file
                    .choices(act, subject, (tone, Trade::Goods), facts)
                    .len();
                if count < least {
                    wrong.push(format!(
                        "{language} {act:?} {subject} {tone:?}: {count} of {least}"
                    ));
                }
            }
        };
        // Openings wear out first: fifty replies, none of them used more than three times.
        need(Act::Thank, "", &bare, 17);
        for act in [
            Act::Regret,
            Act::Ask,
            Act::AskStars,
            Act::Close,
            Act::Step,
            Act::PAsk,
            Act::PWish,
            Act::POpen,
            Act::Solved,
            Act::Unreached,
            Act::ThankHappy,
            Act::Sign,
        ] {
            need(act, "", &bare, 2);
        }
        for category in CATEGORIES.iter().filter(|id| **id != "no_detail") {
            for act in [Act::Name, Act::Also, Act::Step] {
                need(act, category, &bare, 2);
            }
            need(Act::PAsk, category, &bare, 1);
            // What goods are like is nobody's oversight, and "if we were rude" is no apology.
            if !["quality", "smell_taste", "compatibility", "support"].contains(category) {
                need(Act::Own, category, &bare, 1);
            }
        }
        for situation in [
            "question",
            "repeat_issue",
            "wrong_target",
            "misconception",
            "user_damage",
        ] {
            need(Act::Answer, situation, &bare, 2);
        }
        for id in amends::draft::MINIMAL {
            need(Act::Minimal, id, &bare, 2);
        }
        for remedy in REMEDIES {
            need(Act::Offer, remedy, &bare, 2);
        }
        for channel in ["order_chat", "support", "own"] {
            need(Act::Contact, channel, &sample(), 3);
        }
        need(Act::Invite, "", &bare, 1);
        need(Act::Hours, "", &sample(), 1);
        need(Act::Terms, "", &sample(), 1);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_sentence_of_ours_breaks_a_rule() {
    let (data, model) = (data::embedded(), Model::shipped().unwrap());
    let rules = data.rules("tripadvisor");
    let settings = settings(Tone::Neutral);
    let mut wrong = Vec::new();
    for (language, file) in data.phrases.iter() {
        let review = Review::default();
        let hint = Some(language.as_str());
        let understood = understand(&review, hint, data, &model, &[]);
        let case = case(&review, &understood, &settings, rules);
        for sentences in &file.act {
            for text in &sentences.texts {
                let mut filled = String::new();
                sample().fill(text, &file.quotes, &mut filled);
                // Without a review, so that only the words count; the private ones go by the same rules.
                let found = check(&Reply {
                    about: None,
                    ..reply(&filled, Step::PublicReply, &case, &model)
                });
                let found = found.into_iter().filter(|f| f.rule != "wrong_language");
                wrong.extend(
                    found.map(|f| format!("{language}: {} {:?} in {filled}", f.rule, f.severity)),
                );
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} findings\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

fn reply<'a>(text: &'a str, step: Step, case: &Case<'a>, model: &'a Model) -> Reply<'a> {
    Reply {
        text,
        step,
        rules: case.rules,
        about: None,
        memory: None,
        own_names: &["Mint & Linen", "Anna"],
        data: case.data,
        latin: model.latin(),
        messages: case.messages,
    }
}

/// Reviews of every language, category and situation under the rules of every place, in every tone: not one draft has a finding
/// that blocks or warns.
#[test]
fn no_draft_breaks_a_rule_anywhere() {
    let (data, model) = (data::embedded(), Model::shipped().unwrap());
    let places: Vec<&RuleSet> = data.rules.values().collect();
    let mut wrong = Vec::new();
    let mut drafted = 0;
    for (number, review) in golden().into_values().flatten().enumerate() {
        let understood = understand(&review, None, data, &model, &[]);
        // Every review meets a third of the places, each in one of the tones; all pairs occur many times.
        for (place, rules) in places
            .iter()
            .enumerate()
            .filter(|(p, _)| (p + number) % 3 == 0)
        {
            let mut settings = settings(TONES[(number + place / 3) % 3]);
            if number % 2 == 0 {
                settings.length = DraftLength::Short;
            }
            let case = case(&review, &understood, &settings, rules);
            let mut memory = Memory::default();
            let writer = Writer::new(case);
            for step in Step::ALL {
                if step.public() && !rules.answerable() {
                    continue;
                }
                let text = match writer.draft(step, 0, &mut memory) {
                    Ok(text) => text.composed.text,
                    Err(NoDraft::Limit) => {
                        wrong.push(format!("{} {}: nothing fits", rules.id, step.id()));
                        continue;
                    }
                    Err(_) => continue,
                };
                if matches!(step, Step::ReportText | Step::StaffNote) {
                    continue;
                }
                drafted += 1;
                for finding in grave(findings(&text, step, &case, &model)) {
                    wrong.push(format!(
                        "{} {} {}: {text} ({})",
                        rules.id,
                        step.id(),
                        finding.rule,
                        review.text
                    ));
                }
            }
        }
    }
    assert!(drafted > 5_000, "{drafted}");
    assert!(
        wrong.is_empty(),
        "{} of {drafted}\n{}",
        wrong.len(),
        wrong[..wrong.len().min(60)].join("\n")
    );
}

/// Runs of five characters that two texts share, of all that they have (Jaccard).
fn alike(a: &str, b: &str) -> f64 {
    let runs = |t: &str| {
        let chars: Vec<char> = t.chars().collect();
        chars
            .windows(5)
            .map(<[char]>::to_vec)
            .collect::<std::collections::BTreeSet<_>>()
    };
    let (a, b) = (runs(a), runs(b));
    let both = a.intersection(&b).count() as f64;
    both / (a.len() + b.len()) as f64 * 1.0 / (1.0 - both / (a.len() + b.len()) as f64)
}

#[test]
fn fifty_replies_to_similar_reviews_are_fifty_replies() {
    let (data, model) = (data::embedded(), Model::shipped().unwrap());
    let similar = [
        ("ru", "Молния сломалась через неделю, очень обидно."),
        ("ja", "一週間でファスナーが壊れました。残念です。"),
        ("en", "The zip broke after a week, very disappointing."),
        (
            "de",
            "Der Reißverschluss ging nach einer Woche kaputt, schade.",
        ),
        ("pl", "Zamek zepsuł się po tygodniu, szkoda."),
        ("zh", "用了一周拉链就坏了，很失望。"),
    ];
    for (language, text) in similar {
        for tone in TONES {
            let settings = settings(tone);
            let mut memory = Memory::default();
            let mut texts = Vec::new();
            for number in 0..50 {
                let review = Review {
                    key: format!("{number}"),
                    text: text.into(),
                    rating: Some(1.0),
                    ..Review::default()
                };
                let understood = understand(&review, None, data, &model, &[]);
                let case = case(&review, &understood, &settings, data.rules("ozon"));
                let writer = Writer::new(case);
                let text = writer.draft(Step::PublicReply, 0, &mut memory).unwrap();
                texts.push(text.composed.text);
            }
            let limit = if ["ru", "ja", "en"].contains(&language) {
                0.6
            } else {
                0.7
            };
            let mut most_alike = 0.0_f64;
            let mut openings: BTreeMap<String, usize> = BTreeMap::new();
            for text in &texts {
                let opening: String = text
                    .chars()
                    .take(if language == "ja" || language == "zh" {
                        8
                    } else {
                        18
                    })
                    .collect();
                *openings.entry(opening).or_default() += 1;
            }
            let most = openings.iter().max_by_key(|o| o.1).unwrap();
            assert!(*most.1 <= 3, "{language} {tone:?}: {most:?}");
            for (i, a) in texts.iter().enumerate() {
                for b in &texts[..i] {
                    let share = alike(a, b);
                    most_alike = most_alike.max(share);
                    assert!(share <= limit, "{language} {tone:?} {share:.2}\n{a}\n{b}");
                }
            }
            println!(
                "{language} {tone:?}: {} begin alike, {most_alike:.2} most alike",
                most.1
            );
        }
    }
}
