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
            "箱がつぶれていました。お皿なのですから、丁寧に包んでほしいです。",
            "箱の件、お詫び申し上げます。",
            false,
        ),
        (
            "The lid broke. How can you sell this?",
            "We are sorry that the lid broke.",
            false,
        ),
        (
            "Le couvercle est cassé. Vous trouvez ça normal ?",
            "Nous sommes désolés que le couvercle soit cassé.",
            false,
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

#[test]
fn a_reply_calls_the_author_by_no_other_name() {
    let model = Model::shipped().unwrap();
    let wrong = |author: &str, reply: &str| {
        let review = Review {
            key: "1".into(),
            text: "The door does not close.".into(),
            rating: Some(2.0),
            author: Some(author.into()),
            ..Review::default()
        };
        let found = findings(reply, "generic", Some(&review), &model);
        found.iter().any(|f| f.rule == "wrong_name")
    };
    for (author, reply) in [
        ("Martin Reeve", "Dear Marta, sorry about the door."),
        (
            "Aisha",
            "Sorry about the door. Thank you for telling us about it, Ingrid.",
        ),
        (
            "Jonathan",
            "Sorry about the door. Thanks, Steve, and see you soon.",
        ),
        ("Nell", "Marta, the door will be mended this week."),
        (
            "Александр",
            "Уважаемый Алексей! Жаль, что дверца не закрывается.",
        ),
    ] {
        assert!(wrong(author, reply), "{author}: {reply}");
    }
    for (author, reply) in [
        ("Thomas K.", "Hi Tom, sorry about the door."),
        (
            "Nell",
            "Sorry about the door. We will be in touch soon.\nWarm regards, Steve.",
        ),
        ("Aisha", "Our fitters, Steve and Anna, will mend the door."),
        ("Aisha", "We passed this on to our manager, Anna."),
        ("Ирина", "Ирине и её семье приносим извинения за дверцу."),
        ("Саша", "Александр, жаль, что дверца не закрывается."),
    ] {
        assert!(!wrong(author, reply), "{author}: {reply}");
    }
}

#[test]
fn a_reply_to_the_praise_alone_leaves_the_complaint_unanswered() {
    let review = "Ткань приятная, но прислали 50-й размер вместо 44-го.";
    let praise = "Рады, что ткань понравилась: это вискоза. Стирайте её при тридцати градусах, и она останется приятной.";
    assert!(found(praise, Some(review)).contains("complaint_unanswered"));
    let mended = "Жаль, что прислали не тот размер. Заменим на 44-й, а ткань у него та же.";
    assert!(!found(mended, Some(review)).contains("complaint_unanswered"));
}

#[test]
fn a_strange_language_is_told_in_one_sentence_and_beside_few_words() {
    for (review, reply) in [
        (
            "Mug arrived broken.",
            "Es tut uns leid, dass die Tasse zerbrochen bei Ihnen ankam. Wir schicken Ihnen morgen eine neue.",
        ),
        (
            "The holder falls off the vent.",
            "Thanks for the photo of the holder. Es tut uns sehr leid, dass der Halter vom Gitter fällt.",
        ),
    ] {
        assert!(
            found(reply, Some(review)).contains("wrong_language"),
            "{reply}"
        );
    }
    let goods = "ご不便をおかけしました。対象商品はXiaomi Redmi Buds Lite Pro Active Noise Cancellingです。";
    assert!(!found(goods, Some("イヤホンの音が途切れます。")).contains("wrong_language"));
    let names = "Sorry about the holder. You can try the clip of Kaffee und Kuchen Berlin instead.";
    assert!(!found(names, Some("The holder falls off the vent.")).contains("wrong_language"));
}

#[test]
fn capitals_of_formats_are_no_shouting() {
    let review = Some("Cannot export to Excel.");
    assert!(!found("Export to CSV is there, XLSX comes next.", review).contains("shouting"));
    assert!(found("Shipping is ABSOLUTELY FREE.", review).contains("shouting"));
}
