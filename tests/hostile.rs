//! Whatever a page holds: no panic, and spans that fit.

use std::sync::OnceLock;

use amends::protocol::*;
use amends::understand::model::Model;
use amends::understand::{Understanding, understand};
use amends::{Engine, data};
use proptest::prelude::*;
use serde_json::Value;

/// Read once: a test reads hundreds of texts.
fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| Model::shipped().unwrap())
}

/// Understands a text; every span of what was understood must be a part of the text.
fn understood(text: String, title: Option<String>, hint: Option<&str>) -> Understanding {
    let review = Review {
        text,
        title,
        rating: Some(1.0),
        ..Review::default()
    };
    let all = understand(&review, hint, data::embedded(), model(), &[]);
    let found = all.categories.iter().chain(&all.situations);
    for evidence in found
        .flat_map(|f| f.evidence.iter().chain(&f.phrases))
        .chain(&all.evidence)
    {
        let field = match evidence.field {
            Field::Title => review.title.as_deref().unwrap(),
            Field::Text => &review.text,
        };
        // Nothing is there where a border is no border of a character.
        let words = field.get(evidence.start..evidence.end);
        assert!(words.is_some_and(|w| !w.is_empty()), "{evidence:?}");
    }
    all
}

fn cards(text: String, title: Option<String>, rating: String, json_ld: Vec<String>) -> Vec<Card> {
    let value = |value: &str| {
        vec![RawValue {
            source: 0,
            value: value.to_owned(),
        }]
    };
    let raw = RawReview {
        rating: value(&rating),
        date: value(&rating),
        author: value(&rating),
        title,
        text,
        ..Default::default()
    };
    let request = Request::Read {
        page: "generic".into(),
        ui_language: "en".into(),
        page_language: None,
        host: "shop.example".into(),
        path: "/reviews".into(),
        reviews: vec![raw],
        json_ld,
    };
    match Engine::new(Value::Null, model().clone()).handle(request, 0.0) {
        Answer::Fine(Response::Cards { cards }) => cards,
        other => panic!("{other:?}"),
    }
}

fn spans_fit(card: &Card) -> bool {
    let length = |text: &str| text.encode_utf16().count() as u32;
    let (title, text) = (
        length(card.review.title.as_deref().unwrap_or_default()),
        length(&card.review.text),
    );
    card.categories
        .iter()
        .chain(&card.situations)
        .inspect(|l| assert!(!l.why.contains(['\n', '\u{202e}']), "{}", l.why))
        .flat_map(|l| &l.evidence)
        .all(|s| {
            let end = if s.field == Field::Title { title } else { text };
            s.start < s.end && s.end <= end
        })
}

proptest! {
    #[test]
    fn any_text_is_survived(text in any::<String>(), title in any::<Option<String>>(), rating in any::<String>(), script in any::<String>()) {
        for card in cards(text, title, rating, vec![script]) {
            prop_assert!(spans_fit(&card));
        }
    }

    #[test]
    fn any_text_is_understood_in_any_language(text in any::<String>(), title in any::<Option<String>>(), hint in prop::sample::select(vec![
        None, Some("en"), Some("ru"), Some("ja"), Some("zh"), Some("ko"), Some("ar"), Some("th"), Some("de"), Some("tr"), Some("xx"),
    ])) {
        understood(text, title, hint);
    }

    #[test]
    fn words_of_the_lexicon_in_any_order(words in prop::collection::vec(prop::sample::select(vec![
        "не", "сломалась", "брак", "壊れ", "ない", "。", "broke", "never", "late", "😡", "\u{202e}", "\u{200b}", ",", ".", "\n", "{quote}", "<b>", "İ", "ß", "ﷺ", "が", "e\u{301}",
    ]), 0..40)) {
        let text = words.join(" ");
        for card in cards(text, None, "1".into(), vec![]) {
            prop_assert!(spans_fit(&card));
            for draft in card.drafts.iter().filter(|d| d.public) {
                let unwanted = |c: char| matches!(c, '<' | '>' | '{' | '}' | '\u{202e}');
                prop_assert!(!draft.text.contains(unwanted), "{}", draft.text);
            }
        }
    }

    #[test]
    fn json_ld_in_any_shape(body in any::<String>(), cut in 0usize..200) {
        let whole = serde_json::json!({"@type": "Review", "reviewBody": body, "reviewRating": {"ratingValue": "2"}}).to_string();
        let end = (0..=cut.min(whole.len())).rev().find(|&i| whole.is_char_boundary(i)).unwrap_or(0);
        cards("x".into(), None, "1".into(), vec![whole[..end].to_owned(), whole]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    /// Anything worse than linear would not come back in the time that anybody waits for tests.
    #[test]
    fn any_text_of_a_megabyte_is_understood(pieces in prop::collection::vec(any::<String>(), 1..8), glue in prop::sample::select(vec!["", " ", ", ", ". ", "\n", "не ", "が、"])) {
        let piece = pieces.join(glue) + glue + "x";
        let text = piece.repeat(MEGABYTE / piece.len() + 1);
        understood(text, None, None);
    }
}

const MEGABYTE: usize = 1_000_000;

#[test]
fn much_of_one_thing_is_understood() {
    for piece in [
        "a",
        "壊",
        "я",
        "\u{301}",
        "😡",
        "1",
        "1 ",
        "@",
        "a@b.co ",
        ",",
        "\n",
        "не ",
        "but ",
        "が、",
        "Плюсы: ",
        "+7 900 ",
        "спасибо за отзыв ",
        "{quote}",
        "\u{202e}",
        "http://",
        "İ",
        "ﷺ",
        "()",
        ", ",
        "「」",
        "です",
        "filter ",
    ] {
        let text = piece.repeat(MEGABYTE / 5 / piece.len());
        understood(text.clone(), None, None);
        // Without letters only the page's language tells which rules to read by.
        if !piece.chars().any(char::is_alphabetic) {
            understood(text, None, Some("en"));
        }
    }
}

#[test]
fn a_megabyte_is_read() {
    let text = "Крышка сломалась, the lid broke, 壊れました。 не работает, ".repeat(12_000);
    assert!(text.len() > MEGABYTE);
    assert!(cards(text, None, "1".into(), vec![]).iter().all(spans_fit));
}
