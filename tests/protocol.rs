//! The wire: every request and response survives the way there and back, and has the shape that JavaScript expects.

use amends::Engine;
use amends::protocol::*;
use amends::understand::model::Model;
use serde_json::{Value, json};

fn review() -> Review {
    Review {
        key: "id:1".into(),
        id: Some("1".into()),
        rating: Some(1.0),
        title: None,
        text: "The zip broke after two days. 😡".into(),
        author: Some("Ann".into()),
        date: Some("2026-11-14".into()),
        product: None,
        reply: None,
    }
}

fn requests() -> Vec<Request> {
    let (page, ui_language) = ("wildberries/public".to_owned(), "en".to_owned());
    let raw = RawReview {
        handle: 3,
        rating: vec![RawValue {
            source: 0,
            value: "star1".into(),
        }],
        text: "Сломалось".into(),
        ..Default::default()
    };
    vec![
        Request::Hello {
            url: "https://www.wildberries.ru/catalog/1/feedbacks".into(),
            ui_language: ui_language.clone(),
            generic: false,
            only: false,
        },
        Request::Hello {
            url: "https://shop.example/".into(),
            ui_language: ui_language.clone(),
            generic: true,
            only: true,
        },
        Request::Read {
            page: page.clone(),
            ui_language: ui_language.clone(),
            page_language: Some("ru".into()),
            host: "shop.example".into(),
            path: "/reviews".into(),
            reviews: vec![raw],
            json_ld: vec![],
        },
        Request::Reword {
            step: "private_message".into(),
            page: page.clone(),
            ui_language: ui_language.clone(),
            page_language: None,
            review: review(),
            wording: 2,
        },
        Request::Correct {
            page: page.clone(),
            ui_language: ui_language.clone(),
            page_language: None,
            review: review(),
            was: Some("defect".into()),
            is: None,
        },
        Request::ExportCorrections {},
        Request::ForgetCorrections {},
        Request::Check {
            page: page.clone(),
            ui_language: ui_language.clone(),
            page_language: None,
            review: Some(review()),
            step: "public_reply".into(),
            text: "It is your own fault! Write to ann@example.com".into(),
        },
        Request::KeepDraft {
            key: "id:1".into(),
            step: "public_reply".into(),
            text: "Dear Ann".into(),
        },
        Request::Plan {
            page: page.clone(),
            ui_language: ui_language.clone(),
            page_language: None,
            review: review(),
            step: "public_reply".into(),
            text: "Sorry".into(),
        },
        Request::Plan {
            page,
            ui_language: ui_language.clone(),
            page_language: None,
            review: review(),
            step: "closing_update".into(),
            text: "x".repeat(6000),
        },
        Request::Overview {
            url: Some("https://www.wildberries.ru/catalog/1/feedbacks".into()),
            ui_language: ui_language.clone(),
        },
        Request::Save {
            ui_language: ui_language.clone(),
            settings: Settings::default(),
        },
        Request::Save {
            ui_language,
            settings: Settings {
                threshold: 9,
                ..Settings::default()
            },
        },
    ]
}

fn same<T>(value: &T)
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let wire = serde_json::to_value(value).unwrap();
    assert!(plain(&wire), "{wire}");
    assert_eq!(&serde_json::from_value::<T>(wire).unwrap(), value);
}

/// Chromium's messages are JSON: numbers beyond 2^53 would change on the way.
fn plain(value: &Value) -> bool {
    match value {
        Value::Number(n) => n.as_f64().is_some_and(|f| f.abs() < 9e15),
        Value::Array(items) => items.iter().all(plain),
        Value::Object(map) => map.values().all(plain),
        _ => true,
    }
}

#[test]
fn requests_and_their_answers_round_trip() {
    let mut engine = Engine::new(Value::Null, Model::shipped().unwrap());
    let mut kinds = std::collections::BTreeSet::new();
    for request in requests() {
        same(&request);
        let answer = engine.handle(request, 1.0);
        same(&answer);
        let wire = serde_json::to_value(&answer).unwrap();
        kinds.insert(wire["kind"].as_str().unwrap_or("error").to_owned());
    }
    let all = [
        "card",
        "cards",
        "checked",
        "corrections",
        "done",
        "invalid",
        "overview",
        "page",
        "plan",
        "refused",
    ];
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        all,
        "every kind of answer was seen"
    );
}

#[test]
fn corrections_are_told_as_they_were_kept() {
    let mut engine = Engine::new(Value::Null, Model::shipped().unwrap());
    let correct = requests()
        .into_iter()
        .find(|r| matches!(r, Request::Correct { .. }))
        .unwrap();
    engine.handle(correct, 1_795_000_000_000.0);
    let wire = serde_json::to_value(engine.handle(Request::ExportCorrections {}, 2.0)).unwrap();
    let one = json!({
        "was": "defect", "is": null, "language": "en", "when": "2026-11-18T11:06:40Z",
        "text": "The zip broke after two days. 😡",
    });
    assert_eq!(wire, json!({ "kind": "corrections", "corrections": [one] }));
}

#[test]
fn failures_have_a_code_and_a_message() {
    let mut engine = Engine::new(Value::Null, Model::shipped().unwrap());
    let request = Request::Correct {
        page: "generic".into(),
        ui_language: "en".into(),
        page_language: None,
        review: review(),
        was: None,
        is: Some("nonsense".into()),
    };
    let wire = serde_json::to_value(engine.handle(request, 1.0)).unwrap();
    assert_eq!(wire["error"]["code"], "unknownCategory");
    assert!(
        wire["error"]["message"]
            .as_str()
            .unwrap()
            .contains("nonsense")
    );
}

#[test]
fn whispers_round_trip() {
    let found = FoundReview {
        review: review(),
        attention: Attention::Needed,
        annotated: true,
        about: Some("Defect".into()),
    };
    for whisper in [
        Whisper::Report {},
        Whisper::Next { key: None },
        Whisper::Refresh {},
        Whisper::Load {},
        Whisper::Generic { only: true },
        Whisper::Found {
            url: "https://x.test/".into(),
            site: None,
            settled: true,
            reviews: vec![found],
        },
    ] {
        same(&whisper);
    }
    assert_eq!(
        serde_json::to_value(Whisper::Next { key: None }).unwrap(),
        json!({"kind": "next", "key": null})
    );
}
