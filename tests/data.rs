//! The data files, tested by their own examples. Whoever edits one is told here what does not work.

use std::collections::BTreeSet;

use amends::check::RULES;
use amends::data;
use amends::lexicon::Lexicon;
use amends::protocol::{RawReview, RawValue};
use amends::reading;
use amends::sites::address::Address;
use amends::sites::description::Verified;
use amends::understand::{CATEGORIES, SITUATIONS};

/// Collects what is wrong, so that one run tells all of it.
#[derive(Default)]
struct Complaints(Vec<String>);

impl Complaints {
    fn expect(&mut self, fine: bool, what: impl FnOnce() -> String) {
        if !fine {
            self.0.push(what());
        }
    }

    fn report(self) {
        assert!(
            self.0.is_empty(),
            "{} problems:\n{}",
            self.0.len(),
            self.0.join("\n")
        );
    }
}

#[test]
fn given_names_are_small_and_stand_once_in_an_entry() {
    let mut wrong = Complaints::default();
    let names = &data::embedded().names;
    for (language, names) in names {
        for entry in &names.entries {
            let parts: Vec<&str> = entry.split(' ').collect();
            let once: BTreeSet<&&str> = parts.iter().collect();
            let plain = |part: &&str| !part.is_empty() && part.to_lowercase() == **part;
            let fine = once.len() == parts.len() && parts.iter().all(plain);
            wrong.expect(fine, || {
                format!(
                    "names.toml, {language}: {entry:?}: small letters, single spaces, each once"
                )
            });
        }
    }
    wrong.report();
}

#[test]
fn phrases_of_the_lexicon_find_what_they_should() {
    let mut wrong = Complaints::default();
    for (language, file) in Lexicon::files() {
        let matcher = file.compiled().unwrap();
        for phrase in &file.phrase {
            let aspect = phrase.aspect();
            let name = format!("lexicon/{language}.toml {:?}", phrase.patterns.first());
            wrong.expect(aspect.is_some(), || {
                format!("{name}: name one known category, situation or polarity")
            });
            wrong.expect(phrase.yes.len() >= 2 && phrase.no.len() >= 2, || {
                format!("{name}: two examples each, please")
            });
            for pattern in &phrase.patterns {
                for group in pattern.split(['{', '}']).skip(1).step_by(2) {
                    wrong.expect(file.words.contains_key(group), || {
                        format!("{name}: no group of words {group:?} under [words]")
                    });
                }
            }
            let found = |text: &str| {
                matcher
                    .find(text)
                    .into_iter()
                    .any(|hit| Some(hit.aspect) == aspect)
            };
            for text in &phrase.yes {
                wrong.expect(found(text), || format!("{name}: not found in {text:?}"));
            }
            for text in &phrase.no {
                wrong.expect(!found(text), || format!("{name}: found in {text:?}"));
            }
        }
    }
    wrong.report();
}

#[test]
fn site_files_fit_their_examples() {
    let sites = &data::embedded().sites;
    let mut wrong = Complaints::default();
    for site in sites.all() {
        for page in &site.pages {
            let name = format!("sites/{}.toml {}", site.id, page.id);
            for url in &page.examples.urls {
                let fits = if site.matches.is_empty() {
                    Address::parse(url).is_some_and(|a| page.fits(a))
                } else {
                    sites
                        .find(url)
                        .and_then(|p| p.page)
                        .is_some_and(|p| std::ptr::eq(p, page))
                };
                wrong.expect(fits, || format!("{name}: must fit {url}"));
            }
            for url in &page.examples.not_urls {
                let fits = sites
                    .find(url)
                    .and_then(|p| p.page)
                    .is_some_and(|p| std::ptr::eq(p, page));
                wrong.expect(!fits, || format!("{name}: must not fit {url}"));
            }
            let read =
                |pick: fn(&mut RawReview) -> &mut Vec<RawValue>, source: u32, value: &str| {
                    let mut raw = RawReview::default();
                    pick(&mut raw).push(RawValue {
                        source,
                        value: value.to_owned(),
                    });
                    reading::reviews(&[raw], &[], Some(page), "")
                        .remove(0)
                        .review
                };
            for (source, value, stars) in &page.examples.ratings {
                let got = read(|r| &mut r.rating, *source, value).rating;
                wrong.expect(got == Some(*stars), || {
                    format!("{name}: {value:?} is read as {got:?} instead of {stars}")
                });
            }
            for (source, value, day) in &page.examples.dates {
                let got = read(|r| &mut r.date, *source, value)
                    .date
                    .unwrap_or_default();
                wrong.expect(got == *day, || {
                    format!("{name}: {value:?} is read as {got:?} instead of {day:?}")
                });
            }
        }
    }
    wrong.report();
}

#[test]
fn site_files_say_where_they_know_it_from() {
    let mut wrong = Complaints::default();
    let mut ids = BTreeSet::new();
    for site in data::embedded().sites.all() {
        let name = format!("sites/{}.toml", site.id);
        wrong.expect(ids.insert(&site.id), || format!("{name}: the id is taken"));
        for id in site
            .pages
            .iter()
            .filter_map(|p| p.rules.as_ref())
            .chain([&site.rules])
        {
            wrong.expect(data::embedded().rules.contains_key(id), || {
                format!("{name}: there is no rules/{id}.toml")
            });
        }
        let mut pages = BTreeSet::new();
        for page in &site.pages {
            wrong.expect(pages.insert(&page.id), || {
                format!("{name}: two pages {}", page.id)
            });
            wrong.expect(!page.examples.urls.is_empty(), || {
                format!("{name} {}: no example address", page.id)
            });
            wrong.expect(!page.source.is_empty() && !page.date.is_empty(), || {
                format!("{name} {}: no source or date", page.id)
            });
            wrong.expect(!site.matches.is_empty() || page.probe.is_some(), || {
                format!(
                    "{name} {}: software without fixed hosts needs a probe",
                    page.id
                )
            });
            let Some(review) = &page.review else { continue };
            wrong.expect(
                !review.container.is_empty() && !review.text.is_empty(),
                || format!("{name} {}: container and text are needed", page.id),
            );
            let known = ["", "text", "own", "class", "count"];
            let fields = [
                &review.id,
                &review.rating,
                &review.title,
                &review.text,
                &review.author,
                &review.date,
                &review.product,
                &review.reply,
            ];
            for source in fields.into_iter().flatten() {
                let from = source.from.0.as_str();
                wrong.expect(known.contains(&from) || from.starts_with('@'), || {
                    format!("{name} {}: from = {from:?} is unknown", page.id)
                });
            }
        }
    }
    wrong.report();
}

#[test]
fn rules_say_where_they_know_it_from() {
    let mut wrong = Complaints::default();
    let messages = &data::embedded().messages["en"];
    for (id, rules) in &data::embedded().rules {
        let name = format!("rules/{id}.toml");
        for rule in &rules.rule {
            let known = RULES.iter().any(|(r, _)| *r == rule.id);
            wrong.expect(known, || format!("{name}: there is no rule {}", rule.id));
            wrong.expect(!rule.source.is_empty(), || {
                format!("{name}: rule {} has no source", rule.id)
            });
        }
        wrong.expect(
            rules.verified == Verified::Unknown || id == "generic" || !rules.source.is_empty(),
            || format!("{name}: no source"),
        );
        let mut keys: Vec<&str> = rules.notes.iter().map(String::as_str).collect();
        keys.extend(Some(rules.instead.as_str()).filter(|k| !k.is_empty()));
        for reason in rules.report.iter().flat_map(|r| &r.reason) {
            wrong.expect(SITUATIONS.contains(&reason.situation.as_str()), || {
                format!("{name}: there is no situation {}", reason.situation)
            });
        }
        keys.extend(rules.report.iter().map(|r| r.r#where.as_str()));
        for key in keys {
            wrong.expect(messages.contains_key(key), || {
                format!("{name}: there is no text {key}")
            });
        }
    }
    wrong.report();
}

#[test]
fn every_interface_language_has_every_text() {
    let messages = &data::embedded().messages;
    let english = &messages["en"];
    let marks = |text: &str| -> BTreeSet<String> {
        text.split('{')
            .skip(1)
            .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
            .collect()
    };
    let mut wrong = Complaints::default();
    for language in ["en", "ru", "ja"] {
        let Some(own) = messages.get(language) else {
            wrong.expect(false, || format!("messages/{language}.toml is missing"));
            continue;
        };
        for (key, text) in english {
            match own.get(key) {
                None => wrong.expect(false, || {
                    format!("messages/{language}.toml: {key} is missing")
                }),
                Some(other) => wrong.expect(marks(text) == marks(other), || {
                    format!("messages/{language}.toml: {key} has other marks than the English text")
                }),
            }
        }
        for key in own.keys() {
            wrong.expect(english.contains_key(key), || {
                format!("messages/{language}.toml: {key} is used nowhere")
            });
        }
    }
    let hands: String = [
        "card.js",
        "editor.js",
        "live.js",
        "hands.js",
        "filler.js",
        "brain.js",
        "actions.js",
    ]
    .iter()
    .map(|name| std::fs::read_to_string(format!("extension/content/{name}")).unwrap())
    .collect();
    // Named by the brain: codes of failures, units of lengths, reasons for having no draft.
    let brain = [
        "unreachable",
        "badRequest",
        "panic",
        "units-characters",
        "units-bytes",
        "noDraftLanguage",
        "noDraftLimit",
        "readOnly",
        "severity-block",
        "severity-warn",
        "severity-hint",
    ];
    for key in english.keys().filter_map(|k| k.strip_prefix("card.")) {
        let used = hands.contains(&format!("'{key}'")) || brain.contains(&key);
        wrong.expect(used, || {
            format!("messages/en.toml: card.{key} is used nowhere")
        });
    }
    for id in CATEGORIES {
        wrong.expect(english.contains_key(&format!("category.{id}")), || {
            format!("no name for category {id}")
        });
    }
    for id in SITUATIONS {
        wrong.expect(english.contains_key(&format!("situation.{id}")), || {
            format!("no name for situation {id}")
        });
    }
    wrong.report();
}
