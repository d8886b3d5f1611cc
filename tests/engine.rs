//! The whole of Amends without a browser: from what the hands read to the card.

mod common;

use amends::protocol::*;
use amends::understand::model::Model;
use amends::understand::understand;
use amends::{Engine, data};

use common::{PAGE, card, engine, ids, public, raw, read};

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
fn answered_complaints_get_a_card_for_the_closing_word_where_the_user_wants_it() {
    let mut engine = engine();
    let answered = |engine: &mut Engine, stars: &str| {
        let mut raw = raw(stars, "The zip broke after a week, very disappointing.");
        raw.reply = Some("We are sorry and have sent a new one.".into());
        read(engine, PAGE, vec![raw]).remove(0)
    };
    let quiet = answered(&mut engine, "1");
    assert_eq!((quiet.attention, quiet.drawn), (Attention::Answered, false));
    assert!(quiet.drafts.is_empty());
    let settings = Settings {
        follow_up: true,
        ..Settings::default()
    };
    let request = Request::Save {
        ui_language: "en".into(),
        settings,
    };
    engine.handle(request, 0.0);
    let card = answered(&mut engine, "1");
    assert_eq!((card.attention, card.drawn), (Attention::Answered, true));
    assert_eq!(card.advice[0].id, "follow_up");
    let steps: Vec<&str> = card.drafts.iter().map(|d| d.step.as_str()).collect();
    assert!(card.draft("public_reply").is_none());
    assert!(
        steps.contains(&"closing_update") && steps.contains(&"closing_update_unreached"),
        "{steps:?}"
    );
    assert!(!answered(&mut engine, "4").drawn, "above the threshold");
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
