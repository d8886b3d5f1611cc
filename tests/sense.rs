//! That drafts answer what the review says: which words are quoted, which problems are named, and where nothing is guessed.

mod common;

use amends::protocol::*;

use common::{card, engine, public, raw, read};

/// A card of a site that reviews services.
fn of_services(text: &str) -> Card {
    read(&mut engine(), "trustpilot/public", vec![raw("1", text)]).remove(0)
}

#[test]
fn praise_is_not_quoted_as_a_complaint() {
    for (text, praise) in [
        (
            "Пришёл целый и красиво упакован, но гудит как-то странно и греется понемногу.",
            "красиво упакован",
        ),
        (
            "Lovely colour and soft to the touch, but the lid wobbles whenever I carry it.",
            "Lovely colour",
        ),
        (
            "色はとても気に入りました。ただ、蓋のかみ合わせが悪く、ぐらつきます。",
            "気に入りました",
        ),
    ] {
        let card = card(&mut engine(), "1", text);
        let draft = &public(&card).text;
        assert!(!draft.contains(praise), "{draft}");
    }
}

#[test]
fn quotes_have_no_loose_ends_and_no_emoji() {
    for (text, words) in [
        ("Крышка скользит и не держится 😡 на банке", "😡"),
        ("蓋が閉まりにくいので", "閉まりにくいので"),
        ("Why does the hinge squeak like that?", "squeak"),
    ] {
        let card = card(&mut engine(), "1", text);
        let draft = card.draft("public_reply").map(|d| d.text.as_str());
        assert!(!draft.unwrap_or_default().contains(words), "{draft:?}");
    }
}

#[test]
fn of_two_problems_of_one_kind_one_is_named() {
    let text = "Started billing us for a line we don't have, my bill was wrong again, and the engineer never showed up.";
    let draft = of_services(text);
    let draft = &public(&draft).text;
    assert!(draft.contains("appointment"), "{draft}");
    assert!(
        !(draft.contains("billed for") && draft.contains("the bill was")),
        "{draft}"
    );
}

#[test]
fn goods_are_not_spoken_of_where_none_are_sold() {
    for text in [
        "It crashes every time I open it and then it will not work at all.",
        "After the update nothing works as it should, very poor quality.",
    ] {
        let draft = of_services(text);
        let draft = &public(&draft).text;
        for word in ["batch", "piece", "parcel", "packed", "maker", "bought"] {
            assert!(!draft.contains(word), "{word}: {draft}");
        }
    }
}
