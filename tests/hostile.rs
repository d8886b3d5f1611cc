//! Whatever a page holds: no panic, and spans that fit.

use amends::Engine;
use amends::protocol::*;
use amends::understand::model::Model;
use proptest::prelude::*;
use serde_json::Value;

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
        reviews: vec![raw],
        json_ld,
    };
    match Engine::new(Value::Null, Model::shipped().unwrap()).handle(request, 0.0) {
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
    fn words_of_the_lexicon_in_any_order(words in prop::collection::vec(prop::sample::select(vec![
        "не", "сломалась", "брак", "壊れ", "ない", "。", "broke", "never", "late", "😡", "\u{202e}", "\u{200b}", ",", ".", "\n", "{quote}", "<b>", "İ", "ß", "ﷺ", "が", "e\u{301}",
    ]), 0..40)) {
        let text = words.join(" ");
        for card in cards(text, None, "1".into(), vec![]) {
            prop_assert!(spans_fit(&card));
            if let Some(draft) = card.draft {
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

#[test]
fn a_megabyte_is_read() {
    // Anything worse than linear would not come back in the time that anybody waits for tests.
    let text = "Крышка сломалась, the lid broke, 壊れました。 не работает, ".repeat(12_000);
    assert!(text.len() > 1_000_000);
    assert!(cards(text, None, "1".into(), vec![]).iter().all(spans_fit));
}
