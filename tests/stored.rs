//! What is kept, what is switched on and off, and what happens where a file or a setting is broken.

mod common;

use amends::lexicon::Lexicon;
use amends::protocol::*;
use amends::understand::model::Model;
use amends::{Engine, data};
use serde_json::{Value, json};

use common::{PAGE, ZIP, card, engine, ids, public, raw};

#[test]
fn corrections_and_drafts_are_kept_and_stored() {
    let mut engine = engine();
    let first = card(&mut engine, "1", "Через неделю сломалась ручка.");
    let request = Request::Correct {
        page: PAGE.into(),
        ui_language: "en".into(),
        page_language: None,
        review: first.review.clone(),
        was: Some("defect".into()),
        is: Some("quality".into()),
    };
    engine.handle(request, 5.0);
    engine.handle(
        Request::KeepDraft {
            key: first.review.key.clone(),
            step: "public_reply".into(),
            text: "Свой текст".into(),
        },
        6.0,
    );
    let stored = engine.take_unsaved().unwrap();
    assert_eq!(engine.take_unsaved(), None);
    let again = card(
        &mut Engine::new(stored, Model::shipped().unwrap()),
        "1",
        "Через неделю сломалась ручка.",
    );
    assert_eq!(again.categories[0].id, "quality");
    assert!(!ids(&again.categories).contains(&"defect"));
    let draft = public(&again);
    assert_eq!((draft.text.as_str(), draft.edited), ("Свой текст", true));
}

#[test]
fn unreadable_settings_are_kept_aside_and_the_user_is_told_once() {
    let mut engine = Engine::new(json!({"version": 77}), Model::shipped().unwrap());
    assert_eq!(engine.take_backup(), Some(json!({"version": 77})));
    assert_eq!(engine.take_backup(), None);
    let overview = Request::Overview {
        url: None,
        ui_language: "ru".into(),
    };
    let notice = |engine: &mut Engine| match engine.handle(overview.clone(), 0.0) {
        Answer::Fine(Response::Overview { notice, .. }) => notice,
        other => panic!("{other:?}"),
    };
    assert!(notice(&mut engine).is_some());
    assert_eq!(notice(&mut engine), None);
}

#[test]
fn sites_are_on_or_off_as_the_user_chose() {
    let mut engine = engine();
    let page = |engine: &mut Engine, url: &str| match engine.handle(
        Request::Hello {
            url: url.into(),
            ui_language: "en".into(),
            generic: false,
            only: false,
        },
        0.0,
    ) {
        Answer::Fine(Response::Page { enabled, pages, .. }) => {
            (enabled, pages.into_iter().map(|p| p.id).collect::<Vec<_>>())
        }
        other => panic!("{other:?}"),
    };
    let (known, unknown) = (
        "https://www.wildberries.ru/catalog/1/feedbacks",
        "https://shop.example/reviews",
    );
    assert_eq!(
        page(&mut engine, known),
        (true, vec!["wildberries/public".to_owned()])
    );
    assert!(!page(&mut engine, unknown).0);
    let sites = [
        ("wildberries".to_owned(), false),
        ("shop.example".to_owned(), true),
    ]
    .into();
    engine.handle(
        Request::Save {
            ui_language: "en".into(),
            settings: Settings {
                sites,
                ..Settings::default()
            },
        },
        0.0,
    );
    assert!(!page(&mut engine, known).0);
    let (on, pages) = page(&mut engine, unknown);
    assert!(
        on && pages.last().is_some_and(|p| p == "generic"),
        "{pages:?}"
    );
}

#[test]
fn bad_settings_are_refused_with_a_reason() {
    let bad = |change: fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        match engine().handle(
            Request::Save {
                ui_language: "en".into(),
                settings,
            },
            0.0,
        ) {
            Answer::Fine(Response::Invalid { problems }) => problems
                .into_iter()
                .map(|p| p.field)
                .collect::<Vec<_>>()
                .join(" "),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(bad(|s| s.threshold = 0), "threshold");
    assert_eq!(bad(|s| s.shop = "x".repeat(61)), "shop");
    assert_eq!(bad(|s| s.signature = "<b>Anna</b>".into()), "signature");
    assert_eq!(
        bad(|s| drop(
            s.contact
                .insert("en".into(), "call +1 555 010 99 88".into())
        )),
        "contact.en"
    );
    assert_eq!(
        bad(|s| drop(s.contact.insert("ru".into(), "пишите на a@b.ru".into()))),
        "contact.ru"
    );
    assert_eq!(bad(|s| s.language = Some("xx".into())), "language");
}

#[test]
fn a_damaged_extension_says_so_and_nothing_else() {
    let model = Model::shipped().unwrap().to_bytes();
    let lexicon = Lexicon::packed();
    let (phrases, replies, checks) = (
        &lexicon[..],
        data::PHRASES.as_bytes(),
        data::CHECKS.as_bytes(),
    );
    let request = || Request::Read {
        page: PAGE.into(),
        ui_language: "ru".into(),
        page_language: None,
        host: "shop.example".into(),
        path: "/reviews".into(),
        reviews: vec![raw("1", ZIP)],
        json_ld: vec![],
    };
    let mut whole = Engine::from_files(Value::Null, &model, [phrases, replies, checks]);
    assert!(!whole.damaged());
    assert_eq!(
        whole.handle(request(), 0.0),
        engine().handle(request(), 0.0)
    );
    // An English part of two bytes that are no phrase data.
    let other_shape = [&phrases[..9], b"\x02en\x02\0\0\0\x07\x07"].concat();
    for (model, phrases) in [
        (&model[..], &phrases[..phrases.len() / 2]),
        (&model[..], b""),
        (&model[..], &phrases[..9]),
        (&model[..], &other_shape),
        (&model[..model.len() - 1], phrases),
        (b"", phrases),
        (b"", b""),
    ] {
        let mut engine = Engine::from_files(Value::Null, model, [phrases, replies, checks]);
        let Answer::Failed { error } = engine.handle(request(), 0.0) else {
            panic!("{} {}", model.len(), phrases.len())
        };
        assert_eq!(error.code, "damaged");
        assert!(error.message.contains("переустановите"));
        assert!(engine.damaged());
        let overview = Request::Overview {
            url: None,
            ui_language: "ja".into(),
        };
        let Answer::Fine(Response::Overview { notice, .. }) = engine.handle(overview, 0.0) else {
            panic!()
        };
        assert!(notice.unwrap().contains("再インストール"));
    }
}
