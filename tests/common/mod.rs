//! What tests of the engine share.
#![allow(dead_code, reason = "not every test uses all of it")]

use amends::Engine;
use amends::protocol::*;
use amends::understand::model::Model;
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
