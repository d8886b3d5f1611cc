//! The drafts of a card: what they say, for whom, and how long they are.

mod common;

use amends::Engine;
use amends::protocol::*;

use common::{PAGE, card, engine, public, raw, read};

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
    // No concrete problem is known here, so that the buyer's own words have to name it.
    let unknown = card(
        &mut engine(),
        "1",
        "Через неделю ручка стала шататься, обидно.",
    );
    let text = &public(&unknown).text;
    assert!(
        text.contains("«Через неделю ручка стала шататься»"),
        "{text}"
    );
}

#[test]
fn a_concrete_problem_is_named_in_a_clause_of_its_own() {
    let known = card(&mut engine(), "1", "Через неделю сломалась ручка, обидно.");
    let text = &public(&known).text;
    assert!(text.contains("ручка") && !text.contains('«'), "{text}");
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
