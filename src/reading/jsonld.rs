//! Reviews from JSON-LD, which sites write for search engines.

use serde_json::Value;

use super::{parse_date, parse_rating};
use crate::protocol::{Review, Source};
use crate::sites::description::DateOrder;
use crate::text;

/// How deep reviews may be nested: product, graph, list, review and some air.
const DEPTH: usize = 12;

/// All reviews that one script describes, in its order; none where it is no JSON at all.
pub fn reviews(script: &str) -> Vec<Review> {
    let mut out = Vec::new();
    let parsed = serde_json::from_str(script).or_else(|_| serde_json::from_str(&mended(script)));
    if let Ok(value) = parsed {
        collect(&value, &mut out, DEPTH);
    }
    out
}

/// The average and the number of ratings that a script tells of the page's product, on a scale to five.
pub fn average(script: &str) -> Option<(f64, u32)> {
    let parsed = serde_json::from_str(script).or_else(|_| serde_json::from_str(&mended(script)));
    aggregate(&parsed.ok()?, DEPTH)
}

fn aggregate(value: &Value, depth: usize) -> Option<(f64, u32)> {
    let deeper = depth.checked_sub(1)?;
    match value {
        Value::Array(items) => items.iter().find_map(|v| aggregate(v, deeper)),
        Value::Object(map) => {
            let rating = &value["aggregateRating"];
            let number = |key: &str| scalar(&rating[key])?.replace(',', ".").parse::<f64>().ok();
            let count = number("ratingCount").or_else(|| number("reviewCount"));
            let best = number("bestRating").filter(|b| *b > 0.0).unwrap_or(5.0);
            let own = number("ratingValue")
                .zip(count)
                .map(|(v, n)| (v * 5.0 / best, n as u32));
            own.or_else(|| map.values().find_map(|v| aggregate(v, deeper)))
        }
        _ => None,
    }
}

/// Some sites write line breaks raw inside strings, or quotation marks without a backslash.
fn mended(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut inside = false;
    let mut escaped = false;
    for (at, c) in script.char_indices() {
        if !inside {
            inside = c == '"';
            out.push(c);
            continue;
        }
        match c {
            _ if escaped => {
                escaped = false;
                out.push(c);
            }
            '\\' => {
                escaped = true;
                out.push(c);
            }
            '"' => {
                // A string ends where JSON goes on after it.
                let next = script[at + 1..].trim_start().chars().next();
                if matches!(next, None | Some(',' | ':' | '}' | ']')) {
                    inside = false;
                    out.push(c);
                } else {
                    out.push_str("\\\"");
                }
            }
            c if c < ' ' => out.push_str(match c {
                '\n' => "\\n",
                '\t' => "\\t",
                _ => " ",
            }),
            c => out.push(c),
        }
    }
    out
}

fn collect(value: &Value, out: &mut Vec<Review>, depth: usize) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|v| collect(v, out, depth - 1)),
        Value::Object(_) if is_review(&value["@type"]) => {
            out.extend(review(value));
        }
        Value::Object(map) => map.values().for_each(|v| collect(v, out, depth - 1)),
        _ => {}
    }
}

fn is_review(kind: &Value) -> bool {
    let named = |v: &Value| {
        v.as_str()
            .is_some_and(|s| matches!(s.rsplit('/').next(), Some("Review" | "UserReview")))
    };
    named(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(named))
}

fn review(value: &Value) -> Option<Review> {
    let body = string(&value["reviewBody"]).or_else(|| string(&value["description"]));
    let rating = &value["reviewRating"];
    let stars = scalar(&rating["ratingValue"]);
    if body.is_none() && stars.is_none() {
        return None;
    }
    let best = scalar(&rating["bestRating"]).and_then(|b| b.parse().ok());
    let source = Source {
        scale: Some(best.unwrap_or(5.0)),
        ..Source::default()
    };
    let author = &value["author"];
    let author = author.get(0).unwrap_or(author);
    Some(Review {
        rating: stars.and_then(|s| parse_rating(&s, Some(&source))),
        title: string(&value["name"]).or_else(|| string(&value["headline"])),
        text: body.unwrap_or_default(),
        author: string(&author["name"]).or_else(|| string(author)),
        date: scalar(&value["datePublished"])
            .or_else(|| scalar(&value["dateCreated"]))
            .and_then(|d| parse_date(&d, DateOrder::DayFirst)),
        ..Review::default()
    })
}

/// A text with its entities and tags undone: sites escape what they print into scripts.
fn string(value: &Value) -> Option<String> {
    let raw = value.as_str()?;
    let broken = raw
        .replace("<br />", "\n")
        .replace("<br/>", "\n")
        .replace("<br>", "\n");
    let plain = html_escape::decode_html_entities(&broken);
    let trimmed = plain.trim();
    (!text::one_line(trimmed).is_empty()).then(|| trimmed.to_owned())
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Number(n) => Some(n.to_string()),
        _ => string(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_reviews_are_found() {
        let script = r#"{"@context":"https://schema.org","@graph":[{"@type":"Product","review":[
            {"@type":"Review","reviewBody":"Zip &amp; seam broke","author":{"@type":"Person","name":"Ann"},
             "reviewRating":{"ratingValue":"2","bestRating":10},"datePublished":"2026-11-01T10:00:00Z"},
            {"@type":["Review"],"reviewRating":{"ratingValue":5},"author":"Bo"}]},
            {"@type":"AggregateRating","ratingValue":4.2}]}"#;
        let found = reviews(script);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].text, "Zip & seam broke");
        assert_eq!(found[0].rating, Some(1.0));
        assert_eq!(found[0].author.as_deref(), Some("Ann"));
        assert_eq!(found[0].date.as_deref(), Some("2026-11-01"));
        assert_eq!(
            (found[1].rating, found[1].author.as_deref()),
            (Some(5.0), Some("Bo"))
        );
    }

    #[test]
    fn broken_json_is_mended_where_it_can_be() {
        let script =
            "{\"@type\":\"Review\",\"reviewBody\":\"Said \"great\"\nbut no\",\"name\":\"x\"}";
        assert_eq!(reviews(script)[0].text, "Said \"great\"\nbut no");
        assert!(reviews("not json at all").is_empty());
    }
}
