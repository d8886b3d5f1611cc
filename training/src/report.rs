//! The report on understanding: Amends, its parts alone, the stars and other programs on the same reviews.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use amends::understand::model::Model;
use amends::understand::{CATEGORIES, SITUATIONS};
use anyhow::{Context, Result};
use serde::Deserialize;

use crate::corpus::{CORE, Labelled, Row};
use crate::eval::{Measures, Said, measure, read};
use crate::scores::{Counts, interval};

/// A way of understanding, by name.
struct Way {
    name: &'static str,
    said: Vec<Said>,
}

/// A star rating of at most three is a complaint; nothing else is known.
fn stars_only(reviews: &[Labelled]) -> Vec<Said> {
    reviews
        .iter()
        .map(|r| Said {
            starred: r.stars.is_some_and(|s| s <= 3.0),
            ..Said::default()
        })
        .collect()
}

/// Another program's view of the reviews.
pub struct Peer {
    name: String,
    said: PeerFile,
}

#[derive(Deserialize)]
struct PeerFile {
    /// By id of the review: at or above 0 means satisfied.
    scores: BTreeMap<String, f64>,
}

/// Reads what a peer said.
pub fn peer(path: &Path) -> Result<Peer> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(Peer {
        name: path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        said: serde_json::from_str(&text)?,
    })
}

fn group(review: &Labelled) -> &str {
    CORE.into_iter()
        .find(|l| *l == review.lang)
        .unwrap_or("others")
}

/// The whole report, in Markdown.
pub fn report(
    reviews: &[Labelled],
    shipped: &Model,
    plain: &Model,
    peers: &[Peer],
    errors: usize,
) -> String {
    let ways = [
        Way {
            name: "Amends",
            said: read(reviews, shipped),
        },
        Way {
            name: "phrases only weighed at the end",
            said: read(reviews, plain),
        },
        Way {
            name: "phrases alone",
            said: read(reviews, &shipped.without_weights()),
        },
        Way {
            name: "stars ≤ 3",
            said: stars_only(reviews),
        },
    ];
    let mut groups: Vec<&str> = CORE.to_vec();
    groups.push("others");
    let mut single: Vec<&str> = reviews.iter().map(|r| r.lang.as_str()).collect();
    single.sort_unstable();
    single.dedup();
    single.retain(|l| !CORE.contains(l));
    groups.extend(single);
    let mut out = String::new();
    table(&mut out, reviews, &ways, &groups);
    peer_table(&mut out, reviews, &ways[0].said, peers);
    situations(&mut out, reviews, &ways[0].said);
    per_category(&mut out, reviews, &ways[0].said);
    confusions(&mut out, reviews, &ways[0].said);
    worst(&mut out, reviews, &ways[0].said, errors);
    out
}

fn pick<'r>(
    reviews: &'r [Labelled],
    said: &'r [Said],
    name: &str,
) -> (Vec<&'r Labelled>, Vec<&'r Said>) {
    reviews
        .iter()
        .zip(said)
        .filter(|(r, _)| group(r) == name || r.lang == name)
        .unzip()
}

fn table(out: &mut String, reviews: &[Labelled], ways: &[Way], groups: &[&str]) {
    out.push_str("| language | way | reviews | dissatisfied, text only | with stars | polarity | categories (precision, recall) | primary is one of the labelled | primary is the labelled | span |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
    for name in groups {
        for way in ways {
            let (own, said) = pick(reviews, &way.said, name);
            if own.is_empty() || (own.len() < 100 && way.name != "Amends" && *name != "others") {
                continue;
            }
            let m = measure(&own, &said);
            let with = |value: f64, of: &dyn Fn(&Measures) -> f64| {
                let (low, high) = interval(own.len(), |drawn| {
                    let own: Vec<&Labelled> = drawn.iter().map(|&i| own[i]).collect();
                    let said: Vec<&Said> = drawn.iter().map(|&i| said[i]).collect();
                    of(&measure(&own, &said))
                });
                format!("{value:.3} [{low:.2}, {high:.2}]")
            };
            let f1 = m.categories.f1();
            let _ = writeln!(
                out,
                "| {name} | {} | {} | {} | {} | {:.3} | {} ({:.2}, {:.2}) | {} | {:.3} | {} |",
                way.name,
                own.len(),
                with(m.dissatisfied, &|m| m.dissatisfied),
                with(m.starred, &|m| m.starred),
                m.polarity,
                with(f1, &|m| m.categories.f1()),
                m.categories.precision(),
                m.categories.recall(),
                with(m.primary, &|m| m.primary),
                m.exact,
                with(m.span, &|m| m.span),
            );
        }
    }
    out.push('\n');
}

/// Other programs give only a score: the threshold that suits them best on these very reviews is shown too.
fn peer_table(out: &mut String, reviews: &[Labelled], said: &[Said], peers: &[Peer]) {
    if peers.is_empty() {
        return;
    }
    out.push_str("| peer | language | reviews | its own threshold | best threshold on these reviews | Amends on the same |\n| --- | --- | --- | --- | --- | --- |\n");
    for Peer {
        name,
        said: PeerFile { scores },
    } in peers
    {
        for language in CORE {
            let own: Vec<(&Labelled, &Said, f64)> = reviews
                .iter()
                .zip(said)
                .filter(|(r, _)| r.lang == language)
                .filter_map(|(r, s)| Some((r, s, *scores.get(&r.id)?)))
                .collect();
            if own.is_empty() {
                continue;
            }
            let at = |line: f64| {
                let mut counts = Counts::default();
                own.iter()
                    .for_each(|(r, _, score)| counts.add(r.dissatisfied(), *score < line));
                counts.macro_f1()
            };
            let mut lines: Vec<f64> = own.iter().map(|o| o.2).collect();
            lines.sort_by(f64::total_cmp);
            let best = lines.iter().map(|l| at(*l)).fold(0.0, f64::max);
            let mut ours = Counts::default();
            own.iter()
                .for_each(|(r, s, _)| ours.add(r.dissatisfied(), s.dissatisfied));
            let _ = writeln!(
                out,
                "| {name} | {language} | {} | {:.3} | {best:.3} | {:.3} |",
                own.len(),
                at(0.0),
                ours.macro_f1(),
            );
        }
    }
    out.push('\n');
}

fn situations(out: &mut String, reviews: &[Labelled], said: &[Said]) {
    out.push_str("| situation | labelled | found of them | found beside | precision | recall |\n| --- | --- | --- | --- | --- | --- |\n");
    for id in SITUATIONS {
        let mut counts = Counts::default();
        for (review, said) in reviews.iter().zip(said) {
            counts.add(
                review.situations.iter().any(|s| s == id),
                said.situations.iter().any(|s| s == id),
            );
        }
        let _ = writeln!(
            out,
            "| {id} | {} | {} | {} | {:.2} | {:.2} |",
            counts.hit + counts.missed,
            counts.hit,
            counts.wrong,
            counts.precision(),
            counts.recall()
        );
    }
    out.push('\n');
}

fn per_category(out: &mut String, reviews: &[Labelled], said: &[Said]) {
    out.push_str(
        "| category | labelled | precision | recall | F1 |\n| --- | --- | --- | --- | --- |\n",
    );
    for id in CATEGORIES {
        let mut counts = Counts::default();
        for (review, said) in reviews.iter().zip(said).filter(|(r, _)| r.dissatisfied()) {
            counts.add(
                review.categories.iter().any(|c| c == id),
                said.categories.iter().any(|c| c.0 == id),
            );
        }
        let _ = writeln!(
            out,
            "| {id} | {} | {:.2} | {:.2} | {:.2} |",
            counts.hit + counts.missed,
            counts.precision(),
            counts.recall(),
            counts.f1()
        );
    }
    out.push('\n');
}

/// Which primary category is taken for which.
fn confusions(out: &mut String, reviews: &[Labelled], said: &[Said]) {
    let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (review, said) in reviews.iter().zip(said).filter(|(r, _)| r.dissatisfied()) {
        if let Some(truth) = &review.primary {
            let first = said
                .categories
                .first()
                .map_or("(nothing)", |c| c.0.as_str());
            if first != truth {
                *pairs.entry((truth, first)).or_default() += 1;
            }
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|(pair, n)| (usize::MAX - n, *pair));
    out.push_str("| labelled primary | said | times |\n| --- | --- | --- |\n");
    for ((truth, said), n) in pairs.into_iter().take(15) {
        let _ = writeln!(out, "| {truth} | {said} | {n} |");
    }
    out.push('\n');
}

/// Errors, those that it was most sure of first; only ids and labels, the texts are not ours to print into reports.
fn worst(out: &mut String, reviews: &[Labelled], said: &[Said], most: usize) {
    let mut found: Vec<(f64, String)> = Vec::new();
    for (review, said) in reviews.iter().zip(said) {
        let sure = said.categories.first().map_or(0.5, |c| c.1);
        let wrong_polarity = review.dissatisfied() != said.dissatisfied;
        let wrong_primary = review.dissatisfied()
            && said
                .categories
                .first()
                .is_none_or(|c| !review.categories.contains(&c.0));
        if wrong_polarity || wrong_primary {
            let ids: Vec<&str> = said.categories.iter().map(|c| c.0.as_str()).collect();
            let line = format!(
                "| {} | {} {} | {} {} | {sure:.2} |",
                review.id,
                review.polarity,
                review.categories.join(", "),
                said.polarity,
                ids.join(", ")
            );
            found.push((sure, line));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    if most > 0 {
        out.push_str("| review | labelled | said | how sure |\n| --- | --- | --- | --- |\n");
    }
    for (_, line) in found.into_iter().take(most) {
        let _ = writeln!(out, "{line}");
    }
}

/// What a model says of training texts that it was not trained on, by language.
pub fn own(rows: &[Row], model: &Model) -> String {
    let mut out = String::from(
        "| language | texts | dissatisfied, text only | categories | primary is one of the labelled | span |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    let reviews: Vec<Labelled> = rows.iter().map(Labelled::from).collect();
    let said = read(&reviews, model);
    let mut languages: Vec<&str> = reviews.iter().map(|r| r.lang.as_str()).collect();
    languages.sort_unstable();
    languages.dedup();
    for language in languages {
        let (own, said): (Vec<&Labelled>, Vec<&Said>) = reviews
            .iter()
            .zip(&said)
            .filter(|(r, _)| r.lang == language)
            .unzip();
        let m = measure(&own, &said);
        let _ = writeln!(
            out,
            "| {language} | {} | {:.3} | {:.3} | {:.3} | {:.3} |",
            own.len(),
            m.dissatisfied,
            m.categories.f1(),
            m.primary,
            m.span
        );
    }
    out
}
