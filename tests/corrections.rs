//! What the user put right: kept, heeded in similar reviews, told and forgotten.

mod common;

use std::time::{Duration, Instant};

use amends::Engine;
use amends::protocol::*;
use amends::understand::model::Model;
use serde_json::json;

use common::{PAGE, ZIP, ZIP_TOO, card, engine, ids};

fn correct(engine: &mut Engine, text: &str, was: &str, is: Option<&str>, now: f64) {
    let review = card(engine, "1", text).review;
    let request = Request::Correct {
        page: PAGE.into(),
        ui_language: "en".into(),
        page_language: None,
        review,
        was: Some(was.into()),
        is: is.map(str::to_owned),
    };
    assert!(matches!(
        engine.handle(request, now),
        Answer::Fine(Response::Card { .. })
    ));
}

#[test]
fn corrections_count_for_similar_reviews_and_only_for_those() {
    let mut engine = engine();
    correct(&mut engine, ZIP, "defect", Some("quality"), 1.0);
    let alike = card(&mut engine, "1", ZIP_TOO);
    let label = alike.categories.iter().find(|l| l.id == "quality").unwrap();
    assert_eq!(label.why, "You said so of a similar review");
    assert!(!ids(&alike.categories).contains(&"defect"));
    let other = card(&mut engine, "1", "The lamp broke on the first evening.");
    assert!(ids(&other.categories).contains(&"defect"));

    correct(
        &mut engine,
        &format!("{ZIP} Sad."),
        "quality",
        Some("size_fit"),
        2.0,
    );
    correct(
        &mut engine,
        &format!("{ZIP} Bad."),
        "defect",
        Some("not_as_described"),
        3.0,
    );
    let again = card(&mut engine, "1", ZIP_TOO);
    assert!(
        ids(&again.categories).contains(&"not_as_described"),
        "the later correction counts: {:?}",
        ids(&again.categories)
    );
    let own = card(&mut engine, "1", ZIP);
    assert_eq!(
        own.categories[0].id, "quality",
        "the user said so of this very review"
    );
    assert_eq!(own.categories[0].why, "You said so of this review");

    correct(&mut engine, &format!("{ZIP} Meh."), "defect", None, 4.0);
    let none = card(&mut engine, "1", ZIP_TOO);
    assert!(!ids(&none.categories).contains(&"defect"));
    assert_eq!(
        engine.handle(Request::ForgetCorrections {}, 5.0),
        Answer::Fine(Response::Done {})
    );
    assert!(ids(&card(&mut engine, "1", ZIP_TOO).categories).contains(&"defect"));
}

#[test]
fn two_thousand_corrections_are_no_burden() {
    let mut engine = engine();
    correct(&mut engine, ZIP, "defect", Some("quality"), 1.0);
    let mut stored = engine.take_unsaved().unwrap();
    let first = stored["corrections"][0].clone();
    let many = (0..2000u32).map(|n| {
        let mut one = first.clone();
        one["key"] = json!(format!("other:{n}"));
        let sketch = (0..64u32).map(|i| i.wrapping_mul(0x0400_0000) | (n * 64 + i) & 0x03ff_ffff);
        one["sketch"] = json!(sketch.collect::<Vec<_>>());
        one
    });
    stored["corrections"] = many.collect();
    let mut engine = Engine::new(stored, Model::shipped().unwrap());
    let start = Instant::now();
    for _ in 0..20 {
        assert!(ids(&card(&mut engine, "1", ZIP_TOO).categories).contains(&"defect"));
    }
    // Unoptimised, and on a machine with other work to do.
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn corrections_of_an_earlier_amends_are_still_read() {
    let mut engine = engine();
    let key = card(&mut engine, "1", ZIP).review.key;
    let stored = json!({"version": 2, "corrections": [{"key": key, "was": "defect", "is": "quality", "at": 1.0}]});
    let mut engine = Engine::new(stored, Model::shipped().unwrap());
    assert_eq!(engine.take_backup(), None);
    assert_eq!(card(&mut engine, "1", ZIP).categories[0].id, "quality");
    assert!(ids(&card(&mut engine, "1", ZIP_TOO).categories).contains(&"defect"));
}

#[test]
fn what_is_exported_holds_no_personal_data_and_no_novel() {
    let mut engine = engine();
    let text = format!(
        "The zip broke. Call +7 900 123-45-67 or write to ann@mail.example. {}",
        "And it hurts. ".repeat(80)
    );
    correct(&mut engine, &text, "defect", Some("quality"), 1_000.0);
    let stored = engine.take_unsaved().unwrap().to_string();
    let Answer::Fine(Response::Corrections { corrections }) =
        engine.handle(Request::ExportCorrections {}, 0.0)
    else {
        panic!()
    };
    let [one] = &corrections[..] else { panic!() };
    assert!(
        one.text
            .starts_with("The zip broke. Call █████ or write to █████. And"),
        "{}",
        one.text
    );
    assert_eq!(one.text.chars().count(), 600);
    assert_eq!(one.when, "1970-01-01T00:00:01Z");
    assert!(!stored.contains("123-45") && !stored.contains("ann@"));
}
