//! What tests of the engine share.
#![allow(dead_code, reason = "not every test uses all of it")]

use amends::check::{Reply, check};
use amends::draft::Step;
use amends::messages::Messages;
use amends::protocol::*;
use amends::understand::model::Model;
use amends::understand::understand;
use amends::{Engine, data};
use serde_json::Value;

pub const PAGE: &str = "wildberries/seller";

pub fn engine() -> Engine {
    Engine::new(Value::Null, Model::shipped().unwrap())
}

pub fn raw(stars: &str, text: &str) -> RawReview {
    // The seller page counts filled stars.
    RawReview {
        rating: vec![RawValue {
            source: 0,
            value: stars.into(),
        }],
        text: text.into(),
        ..Default::default()
    }
}

pub fn read(engine: &mut Engine, page: &str, reviews: Vec<RawReview>) -> Vec<Card> {
    let request = Request::Read {
        page: page.into(),
        ui_language: "en".into(),
        page_language: None,
        host: "shop.example".into(),
        path: "/reviews".into(),
        reviews,
        json_ld: vec![],
    };
    match engine.handle(request, 0.0) {
        Answer::Fine(Response::Cards { cards }) => cards,
        other => panic!("{other:?}"),
    }
}

pub fn card(engine: &mut Engine, stars: &str, text: &str) -> Card {
    read(engine, PAGE, vec![raw(stars, text)]).remove(0)
}

/// The public reply that a card drafts.
pub fn public(card: &Card) -> &Draft {
    card.draft("public_reply").unwrap()
}

pub fn ids(labels: &[Label]) -> Vec<&str> {
    labels.iter().map(|l| l.id.as_str()).collect()
}

pub const ZIP: &str =
    "The zip broke after two days of careful use and now the jacket does not close at all.";
pub const ZIP_TOO: &str =
    "The zip broke after three days of careful use and now this jacket does not close at all!";

/// What speaks against a public reply under these rules, with the review that it answers where there is one.
pub fn findings(text: &str, rules: &str, review: Option<&Review>, model: &Model) -> Vec<Finding> {
    let data = data::embedded();
    let understood = review.map(|r| understand(r, None, data, model, &[]));
    check(&Reply {
        text,
        step: Step::PublicReply,
        rules: data.rules(rules),
        about: review.zip(understood.as_ref()),
        memory: None,
        own_names: &[],
        data,
        latin: model.latin(),
        messages: Messages::pick(&data.messages, "en"),
    })
}
