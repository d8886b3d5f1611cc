//! What to do about a review, by site, situation and stage.

mod common;

use amends::protocol::*;

use common::{card, engine, public, raw, read};

/// The advice for a review on a page, by id.
fn advice(page: &str, review: RawReview) -> Vec<Advice> {
    read(&mut engine(), page, vec![review]).remove(0).advice
}

fn ids(advice: &[Advice]) -> Vec<&str> {
    advice.iter().map(|a| a.id.as_str()).collect()
}

#[test]
fn the_next_step_follows_from_the_site_and_the_situation() {
    let cases: [(&str, &str, &[&str]); 7] = [
        (
            "wildberries/seller",
            "Через неделю сломалась ручка.",
            &["reply_public", "move_private", "share_staff"],
        ),
        ("wildberries/seller", "ужас", &["ask_details"]),
        (
            "amazon_seller/feedback",
            "The zip broke after two days.",
            &["reply_public", "move_private", "share_staff"],
        ),
        (
            "wildberries/seller",
            "Ночник загорелся ночью, чуть не случился пожар.",
            &["escalate"],
        ),
        (
            "wildberries/seller",
            "Дебилы, идиоты полные",
            &["stay_silent", "report"],
        ),
        (
            "wildberries/seller",
            "Чайник не работает. Верните деньги, иначе напишу плохие отзывы везде!",
            &["escalate", "report", "share_staff"],
        ),
        (
            "wildberries/seller",
            "Сломалась ручка, идиоты полные",
            &["reply_public", "move_private", "report", "share_staff"],
        ),
    ];
    for (page, text, want) in cases {
        let got = advice(page, raw("1", text));
        assert_eq!(ids(&got), want, "{text}");
        assert!(
            got.iter()
                .all(|a| !a.why.is_empty() && !a.label.contains('.')),
            "{text}"
        );
    }
}

#[test]
fn a_report_names_the_reason_what_to_attach_and_that_most_fail() {
    let got = advice("wildberries/seller", raw("1", "Дебилы, идиоты полные"));
    let report = got.iter().find(|a| a.id == "report").unwrap();
    assert!(report.why.contains("Отзыв оскорбляет"), "{}", report.why);
    assert!(!report.evidence.is_empty() && report.source.is_some());
    for words in ["screenshot", "Only one report", "Most reports fail"] {
        assert!(
            report.details.iter().any(|d| d.contains(words)),
            "{words}: {:?}",
            report.details
        );
    }
}

#[test]
fn a_differing_opinion_is_no_ground_for_a_report() {
    for text in [
        "Не понравилось, цвет скучный.",
        "Дорого и плохо, не советую никому.",
        "Хуже чайника у меня не было.",
    ] {
        let got = advice("wildberries/seller", raw("1", text));
        assert!(!ids(&got).contains(&"report"), "{text}");
    }
}

#[test]
fn after_the_answer_comes_the_outcome_and_only_then_an_invitation() {
    let answered = RawReview {
        reply: Some("Спасибо, что рассказали.".into()),
        ..raw("1", "Через неделю сломалась ручка.")
    };
    let got = advice("wildberries/seller", answered);
    assert_eq!(ids(&got), ["follow_up", "invite_update"]);
    // One edit is all there is: it is kept for the outcome.
    assert!(
        got[0].details.iter().any(|d| d.contains("60 days")),
        "{:?}",
        got[0].details
    );
}

fn with(settings: Settings) -> amends::Engine {
    let mut engine = engine();
    let request = Request::Save {
        ui_language: "en".into(),
        settings,
    };
    assert_eq!(engine.handle(request, 0.0), Answer::Fine(Response::Done {}));
    engine
}

#[test]
fn only_what_the_settings_allow_is_offered_and_only_in_private() {
    let text = "Через неделю сломалась ручка.";
    let plain = card(&mut engine(), "1", text);
    assert!(!plain.advice.iter().any(|a| a.id == "offer_remedy"));
    let remedies = [("any".to_owned(), vec!["replacement".to_owned()])];
    let mut engine = with(Settings {
        remedies: remedies.into(),
        ..Settings::default()
    });
    let card = card(&mut engine, "1", text);
    assert!(
        card.advice
            .iter()
            .any(|a| a.id == "offer_remedy" && a.why.contains("replacement"))
    );
    let private = card.draft("private_message").unwrap();
    assert!(
        private
            .glosses
            .iter()
            .any(|gloss| gloss.contains("replacement")),
        "{}",
        private.text
    );
    assert!(
        public(&card)
            .glosses
            .iter()
            .all(|gloss| !gloss.contains("replacement"))
    );
}

#[test]
fn an_explanation_needs_a_fact_of_the_shops_own() {
    let text = "Оказалось, не той стороной вставляла батарейки, сама не поняла, вот и не работал. Можно ли стирать чехол?";
    let fact = "Чехол стирается при 30 градусах, это указано в карточке.";
    let plain = card(&mut engine(), "2", text);
    assert!(!public(&plain).text.contains(fact));
    assert!(!plain.advice.iter().any(|a| a.id == "clarify"));
    let mut engine = with(Settings {
        facts: vec![Fact {
            about: "чехол, стирать".into(),
            language: "ru".into(),
            text: fact.into(),
        }],
        ..Settings::default()
    });
    let known = card(&mut engine, "2", text);
    assert!(
        public(&known).text.contains(fact),
        "{}",
        public(&known).text
    );
}

#[test]
fn the_outlook_says_what_the_review_does_to_the_average() {
    let script = r#"{"@type": "Product", "aggregateRating": {"@type": "AggregateRating", "ratingValue": "4.0", "reviewCount": "10"}}"#;
    let request = Request::Read {
        page: "wildberries/seller".into(),
        ui_language: "en".into(),
        page_language: None,
        host: "shop.example".into(),
        path: "/reviews".into(),
        reviews: vec![raw("1", "Через неделю сломалась ручка.")],
        json_ld: vec![script.into()],
    };
    let Answer::Fine(Response::Cards { cards }) = engine().handle(request, 0.0) else {
        panic!()
    };
    let outlook = cards[0].outlook.as_deref().unwrap();
    for number in ["4.00", "4.40", "4.33", "7 new"] {
        assert!(outlook.contains(number), "{number}: {outlook}");
    }
}

#[test]
fn what_somebody_types_is_checked_against_its_review() {
    let mut engine = engine();
    let review = card(&mut engine, "1", "Через неделю сломалась ручка.").review;
    let mut check = |text: &str| {
        let request = Request::Check {
            page: "wildberries/seller".into(),
            ui_language: "en".into(),
            page_language: None,
            review: Some(review.clone()),
            step: "public_reply".into(),
            text: text.into(),
        };
        match engine.handle(request, 0.0) {
            Answer::Fine(Response::Checked { findings, length }) => {
                assert_eq!(length.limit, Some(5000));
                findings.into_iter().map(|f| f.rule).collect::<Vec<_>>()
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        check("Жаль, что ручка сломалась так быстро. Напишите нам в чат заказа, поможем."),
        [""; 0]
    );
    assert!(
        check("Жаль, что ручка сломалась. Пишите на shop@example.com")
            .contains(&"contact_details".to_owned())
    );
    assert!(check("").contains(&"empty".to_owned()));
    assert!(
        check("Here is the answer in another language, which nobody asked for.")
            .contains(&"wrong_language".to_owned())
    );
}
