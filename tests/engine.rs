//! The whole of Amends without a browser: from what the hands read to the card.

mod common;

use amends::lexicon::Lexicon;
use amends::protocol::*;
use amends::understand::model::Model;
use amends::understand::understand;
use amends::{Engine, data};
use serde_json::{Value, json};

use common::{PAGE, ZIP, card, engine, ids, public, raw, read};

#[test]
fn complaints_are_named_with_their_evidence() {
    for (text, category, language) in [
        ("Через неделю сломалась ручка, обидно.", "defect", "ru"),
        ("三日で取っ手が壊れました。", "defect", "ja"),
        ("The zip broke after two days.", "defect", "en"),
        ("Пришёл не тот цвет, заказывала синий.", "wrong_item", "ru"),
        ("The parcel arrived three weeks late.", "delivery", "en"),
    ] {
        let card = card(&mut engine(), "1", text);
        assert_eq!(card.language.as_deref(), Some(language), "{text}");
        assert_eq!(ids(&card.categories).first(), Some(&category), "{text}");
        let units: Vec<u16> = card.review.text.encode_utf16().collect();
        for span in card.categories.iter().flat_map(|l| &l.evidence) {
            let words = String::from_utf16(&units[span.start as usize..span.end as usize]).unwrap();
            assert!(!words.is_empty() && text.contains(&words), "{words}");
        }
        let draft = public(&card);
        assert_eq!(draft.language, language);
        assert!(draft.findings.is_empty(), "{:?}", draft.findings);
        assert!(draft.text.chars().count() > 60, "{}", draft.text);
    }
}

#[test]
fn insults_and_names_are_never_quoted_back() {
    for text in [
        "You idiots sent junk and the zip broke",
        "You fucking liars sold me a kettle that does not work",
        "Криворукие идиоты прислали брак",
        "чайник сломался нахуй",
        "чайник сломался блять через день",
        "Courier Ivan Petrov was rude and broke the lid",
        "The zip broke and order 4815162342 was late",
        "馬鹿みたいにすぐ壊れました",
    ] {
        let card = card(&mut engine(), "1", text);
        let Some(draft) = card.draft("public_reply") else {
            continue;
        };
        let words: Vec<char> = text.chars().collect();
        for piece in words.windows(10).map(|w| w.iter().collect::<String>()) {
            assert!(
                !draft.text.contains(&piece),
                "{piece:?} of {text:?} stands in {:?}",
                draft.text
            );
        }
    }
}

#[test]
fn the_buyers_own_words_are_quoted_where_that_is_harmless() {
    let card = card(&mut engine(), "1", "Через неделю сломалась ручка, обидно.");
    assert!(
        public(&card)
            .text
            .contains("«Через неделю сломалась ручка»")
    );
}

#[test]
fn shops_with_the_same_software_do_not_share_drafts() {
    let mut engine = engine();
    let read_at = |engine: &mut Engine, host: &str| {
        let raw = RawReview {
            id: vec![RawValue {
                source: 0,
                value: "12".into(),
            }],
            ..raw("1", "The lid broke.")
        };
        let request = Request::Read {
            page: "generic".into(),
            ui_language: "en".into(),
            host: host.into(),
            path: "/".into(),
            page_language: None,
            reviews: vec![raw],
            json_ld: vec![],
        };
        let Answer::Fine(Response::Cards { cards }) = engine.handle(request, 0.0) else {
            panic!()
        };
        cards.into_iter().next().unwrap()
    };
    let key = read_at(&mut engine, "a.example").review.key;
    engine.handle(
        Request::KeepDraft {
            key,
            step: "public_reply".into(),
            text: "Dear Mrs Miller".into(),
        },
        0.0,
    );
    assert_eq!(
        public(&read_at(&mut engine, "a.example")).text,
        "Dear Mrs Miller"
    );
    assert_ne!(
        public(&read_at(&mut engine, "b.example")).text,
        "Dear Mrs Miller"
    );
}

#[test]
fn who_is_left_in_peace() {
    let mut engine = engine();
    let answered = RawReview {
        reply: Some("Thank you for writing.".into()),
        ..raw("1", "It broke.")
    };
    let cards = read(
        &mut engine,
        PAGE,
        vec![
            raw("5", "Отлично, всем советую!"),
            answered,
            raw("4", "Good, works well."),
            raw("2", "It broke."),
        ],
    );
    let attention: Vec<Attention> = cards.iter().map(|c| c.attention).collect();
    assert_eq!(
        attention,
        [
            Attention::None,
            Attention::Answered,
            Attention::None,
            Attention::Needed
        ]
    );
    assert!(cards[..3].iter().all(|c| c.drafts.is_empty()));
}

#[test]
fn praise_of_the_same_thing_is_no_complaint() {
    for text in [
        "Ничего не сломалось, всё работает отлично.",
        "壊れていません。とても満足しています。",
        "It never broke, works great.",
    ] {
        assert_eq!(card(&mut engine(), "5", text).categories, [], "{text}");
    }
}

#[test]
fn a_refund_demand_is_no_blackmail() {
    for text in [
        "Верните деньги! Жду возврат уже месяц.",
        "返金してください。もう一か月待っています。",
        "I want a full refund. This is a disgrace and I will tell everyone I know.",
    ] {
        let card = card(&mut engine(), "1", text);
        assert!(!ids(&card.situations).contains(&"blackmail"), "{text}");
    }
}

#[test]
fn a_person_looks_first_where_somebody_could_be_hurt() {
    for text in [
        "Ночник загорелся ночью, чуть не случился пожар.",
        "使用中に発火して、やけどをしました。",
        "It caught fire and burned my hand.",
    ] {
        let card = card(&mut engine(), "1", text);
        assert!(
            public(&card).locked.is_some(),
            "{text}: {:?} {:?}",
            ids(&card.categories),
            ids(&card.situations)
        );
        assert_eq!(card.advice[0].id, "escalate", "{text}");
    }
}

#[test]
fn no_public_reply_means_no_draft_and_says_what_else() {
    let reviews = vec![RawReview {
        rating: vec![RawValue {
            source: 0,
            value: "a-star-1".into(),
        }],
        text: "It broke.".into(),
        ..Default::default()
    }];
    let card = read(&mut engine(), "amazon/product", reviews).remove(0);
    assert_eq!(card.attention, Attention::Needed);
    assert!(
        card.draft("public_reply").is_none() && card.no_insert.unwrap().contains("Seller Central")
    );
    assert_eq!(card.advice[0].id, "move_private");
}

#[test]
fn a_language_without_phrases_is_said_so() {
    let card = card(
        &mut engine(),
        "1",
        "Ritsletingnya rusak setelah dua hari, saya sangat kecewa dengan barang ini.",
    );
    assert_eq!(card.language.as_deref(), Some("id"));
    assert!(card.draft("public_reply").is_none() && card.no_draft.is_some());
}

#[test]
fn wordings_differ_and_fit_the_shop() {
    let mut engine = engine();
    let settings = Settings {
        shop: "Дом и мята".into(),
        signature: "Анна".into(),
        ..Settings::default()
    };
    let saved = engine.handle(
        Request::Save {
            ui_language: "en".into(),
            settings,
        },
        0.0,
    );
    assert_eq!(saved, Answer::Fine(Response::Done {}));
    let first = card(&mut engine, "1", "Через неделю сломалась ручка.");
    let mut texts = vec![public(&first).text.clone()];
    for wording in 1..4 {
        let request = Request::Reword {
            step: "public_reply".into(),
            page: PAGE.into(),
            ui_language: "en".into(),
            page_language: None,
            review: first.review.clone(),
            wording,
        };
        let Answer::Fine(Response::Card { card }) = engine.handle(request, 0.0) else {
            panic!()
        };
        texts.push(public(&card).text.clone());
    }
    for (i, text) in texts.iter().enumerate() {
        assert!(text.contains("Анна"), "{text}");
        assert!(!texts[..i].contains(text), "{text}");
    }
}

#[test]
fn too_long_is_rewritten_and_never_cut() {
    let mut engine = engine();
    let review = card(&mut engine, "1", "Через неделю сломалась ручка.").review;
    let request = Request::Plan {
        page: PAGE.into(),
        ui_language: "en".into(),
        page_language: None,
        review,
        step: "public_reply".into(),
        text: "а".repeat(5001),
    };
    let Answer::Fine(Response::Refused { findings, shorter }) = engine.handle(request, 0.0) else {
        panic!()
    };
    assert_eq!(findings[0].rule, "over_length");
    let shorter = shorter.unwrap();
    assert!(
        shorter.chars().count() <= 5000 && !shorter.contains("ааа"),
        "{shorter}"
    );
}

#[test]
fn limits_in_bytes_are_counted_in_bytes() {
    let mut engine = engine();
    let review = Review {
        text: "Сломалось".into(),
        rating: Some(1.0),
        ..Review::default()
    };
    let plan = |engine: &mut Engine, text: String| {
        engine.handle(
            Request::Plan {
                page: "google/reply".into(),
                ui_language: "en".into(),
                page_language: None,
                review: review.clone(),
                step: "public_reply".into(),
                text,
            },
            0.0,
        )
    };
    assert!(matches!(
        plan(&mut engine, "а".repeat(2048)),
        Answer::Fine(Response::Plan { .. })
    ));
    assert!(matches!(
        plan(&mut engine, "а".repeat(2049)),
        Answer::Fine(Response::Refused { .. })
    ));
    assert!(matches!(
        plan(&mut engine, "a".repeat(4096)),
        Answer::Fine(Response::Plan { .. })
    ));
}

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
fn keys_stay_the_same_and_tell_reviews_apart() {
    let mut engine = engine();
    let reviews = || {
        vec![
            raw("1", ""),
            raw("1", ""),
            raw("2", ""),
            raw("1", "Сломалось"),
        ]
    };
    let keys = |cards: Vec<Card>| cards.into_iter().map(|c| c.review.key).collect::<Vec<_>>();
    let first = keys(read(&mut engine, PAGE, reviews()));
    assert_eq!(first, keys(read(&mut engine, PAGE, reviews())));
    let mut unique = first.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), first.len());
}

fn read_in(engine: &mut Engine, ui_language: &str, stars: &str, text: &str) -> Card {
    let request = Request::Read {
        page: PAGE.into(),
        ui_language: ui_language.into(),
        page_language: None,
        host: "shop.example".into(),
        path: "/reviews".into(),
        reviews: vec![raw(stars, text)],
        json_ld: vec![],
    };
    match engine.handle(request, 0.0) {
        Answer::Fine(Response::Cards { mut cards }) => cards.remove(0),
        other => panic!("{other:?}"),
    }
}

/// A reason without the marks that keep a review's words apart from ours.
fn why(label: &Label) -> String {
    label.why.replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn every_label_says_what_it_rests_on() {
    let mut engine = engine();
    for (ui_language, stars, text, id, reason) in [
        (
            "en",
            "1",
            "The zip broke after two days.",
            "defect",
            "Because of “zip broke”",
        ),
        (
            "ru",
            "1",
            "Через неделю сломалась ручка.",
            "defect",
            "По словам «Через неделю сломалась»",
        ),
        (
            "ja",
            "1",
            "三日で取っ手が壊れました。",
            "defect",
            "根拠：「三日で取っ手が壊れました」",
        ),
        (
            "en",
            "1",
            "It broke. Call me: +7 900 123-45-67",
            "pii",
            "Looks like personal data: “+7 900 123-45-67”",
        ),
        (
            "en",
            "1",
            "…",
            "no_detail",
            "Told by the stars: the words say no more",
        ),
        (
            "en",
            "1",
            "Отличный чайник, всем советую, очень доволен покупкой!",
            "rating_mismatch",
            "The stars and the words say different things",
        ),
    ] {
        let card = read_in(&mut engine, ui_language, stars, text);
        let found = card.categories.iter().chain(&card.situations);
        let labels: Vec<(String, String)> = found.map(|l| (l.id.clone(), why(l))).collect();
        assert!(
            labels.iter().any(|l| l.0 == id && l.1 == reason),
            "{text}: {labels:?}"
        );
        assert!(!card.polarity.why.is_empty());
    }
}

#[test]
fn few_stars_without_words_are_a_complaint_without_a_reason() {
    let data = data::embedded();
    let model = Model::shipped().unwrap();
    for language in ["ru", "ja", "en", "de", "zh"] {
        for (text, stars) in [("", 1.0), ("", 2.0), ("👎", 1.0), ("…", 2.0)] {
            let review = Review {
                text: text.into(),
                rating: Some(stars),
                ..Review::default()
            };
            let all = understand(&review, Some(language), data, &model, &[]);
            assert!(all.polarity.dissatisfied(), "{language} {text:?} {stars}");
            let ids: Vec<&str> = all.categories.iter().map(|c| c.id.as_str()).collect();
            assert_eq!(ids, ["no_detail"], "{language} {text:?} {stars}");
        }
    }
}

#[test]
fn a_reason_repeats_few_words_of_a_review() {
    let text = format!("The lid {}broke after two days", "very ".repeat(60));
    let card = card(&mut engine(), "1", &text);
    for label in card.categories.iter().chain([&card.polarity]) {
        assert!(label.why.chars().count() < 160, "{}", label.why);
    }
}

#[test]
fn few_stars_always_want_an_answer_and_many_never() {
    let mut engine = engine();
    let praise = "Отличный чайник, всем советую, очень доволен покупкой!";
    for stars in ["1", "2"] {
        let card = card(&mut engine, stars, praise);
        assert_eq!(card.attention, Attention::Needed, "{stars}");
        assert!(ids(&card.situations).contains(&"rating_mismatch"));
        assert_eq!(card.advice[0].id, "ask_details");
        assert!(card.draft("public_reply").is_some());
    }
    let complaint = "Через неделю сломалась ручка, обидно.";
    let attention =
        |engine: &mut Engine, stars: &str, text: &str| card(engine, stars, text).attention;
    assert_eq!(attention(&mut engine, "3", complaint), Attention::Needed);
    assert_eq!(attention(&mut engine, "4", complaint), Attention::None);
    assert_eq!(
        attention(&mut engine, "", complaint),
        Attention::Needed,
        "without stars"
    );
    assert_eq!(attention(&mut engine, "", praise), Attention::None);
    let settings = |threshold: u8| Request::Save {
        ui_language: "en".into(),
        settings: Settings {
            threshold,
            ..Settings::default()
        },
    };
    engine.handle(settings(4), 0.0);
    assert_eq!(attention(&mut engine, "4", complaint), Attention::Needed);
    engine.handle(settings(2), 0.0);
    assert_eq!(attention(&mut engine, "3", complaint), Attention::None);
    assert_eq!(attention(&mut engine, "2", complaint), Attention::Needed);
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
