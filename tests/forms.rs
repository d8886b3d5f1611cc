//! What is found in a reply by its form, without any review beside it, and what a review makes of it.

mod common;

use std::collections::BTreeSet;

use amends::protocol::Review;
use amends::understand::model::Model;

use common::findings;

fn found(text: &str, review: Option<&str>) -> BTreeSet<String> {
    let review = review.map(|text| Review {
        key: "1".into(),
        text: text.into(),
        rating: Some(2.0),
        ..Review::default()
    });
    let found = findings(text, "generic", review.as_ref(), &Model::shipped().unwrap());
    found.into_iter().map(|f| f.rule).collect()
}

#[test]
fn personal_data_are_found_in_the_language_of_the_reply() {
    for text in [
        "Ваш заказ № 88213456 вернулся на склад.",
        "Мы отправили замену на ул. Ленина, д. 5, кв. 12.",
        "Мы звонили Вам на номер 8 912 345-67-89.",
        "Mrs Helen Carter, your parcel is on its way.",
        "We wrote to helen.carter@example.com yesterday.",
        "We called you on 07700 900123 twice.",
        "お電話番号090-1234-5678にお掛けしましたがつながりませんでした。",
    ] {
        assert!(found(text, None).contains("personal_data"), "{text}");
    }
    // The shop's own are another matter.
    for text in ["Звоните нам: 8 912 345-67-89.", "Call us on 07700 900123."] {
        let found = found(text, None);
        assert!(found.contains("contact_details"), "{text}");
        assert!(!found.contains("personal_data"), "{text}");
    }
}

#[test]
fn short_links_and_code_are_found() {
    for (text, rule) in [
        ("More at bit.ly/3xYz", "external_link"),
        ("Заходите на лавка точка ру", "external_link"),
        ("`Thanks` for the review", "markup"),
    ] {
        assert!(found(text, None).contains(rule), "{text}");
    }
}

#[test]
fn a_question_that_can_be_answered_wants_an_answer() {
    for (review, reply, asked) in [
        (
            "Colour is off. Can I swap it for the grey one?",
            "We are sorry that the picture differs.",
            true,
        ),
        (
            "Colour is off. Can I swap it for the grey one?",
            "You can swap it for the grey one within 14 days.",
            false,
        ),
        (
            "Шумит сильно. Это нормально или брак?",
            "Здравствуйте! Сожалеем, проверим партию.",
            true,
        ),
        (
            "音が大きいです。これは正常なのでしょうか？",
            "ご不便をおかけし、お詫び申し上げます。",
            true,
        ),
        (
            "The lid broke. Why would anyone sell this?",
            "We are sorry that the lid broke.",
            false,
        ),
    ] {
        let found = found(reply, Some(review));
        assert_eq!(
            found.contains("question_unanswered"),
            asked,
            "{review} {reply}"
        );
    }
}

#[test]
fn a_few_words_in_other_letters_are_in_the_wrong_language() {
    let found = |reply| found(reply, Some("カップが割れて届きました。残念です。"));
    assert!(found("Thank you, we are sorry.").contains("wrong_language"));
    assert!(!found("カップの件、お詫び申し上げます。").contains("wrong_language"));
}
