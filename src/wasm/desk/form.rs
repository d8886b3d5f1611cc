//! The settings' fields. A field bears the name of what it sets; `contact.ru` and `sites.ozon` name inner ones.

use std::collections::BTreeMap;

use super::dom;
use crate::protocol::{DraftLength, Fact, Problem, Settings, Tone};
use crate::settings::ANY;

/// What the user entered and the brain has not taken yet, by field.
#[derive(Debug, Default)]
pub struct Edits(BTreeMap<String, Edit>);

/// What the user entered into one field.
#[derive(Clone, Debug)]
struct Edit {
    value: String,
    /// Why an earlier value of this field, or this one, was refused.
    problem: Option<String>,
    /// This very value was refused: it is kept, but not sent again.
    refused: bool,
}

impl Edits {
    /// Keeps what the user entered.
    pub fn enter(&mut self, field: &str, value: String) {
        let problem = self.0.remove(field).and_then(|edit| edit.problem);
        self.0.insert(
            field.to_owned(),
            Edit {
                value,
                problem,
                refused: false,
            },
        );
    }

    /// Fields and values to be sent.
    pub fn to_send(&self) -> Vec<(String, String)> {
        let open = self.0.iter().filter(|(_, edit)| !edit.refused);
        open.map(|(field, edit)| (field.clone(), edit.value.clone()))
            .collect()
    }

    /// Forgets what was taken, but not what was entered since.
    pub fn taken(&mut self, sent: &[(String, String)]) {
        self.0
            .retain(|field, edit| !sent.iter().any(|(f, v)| f == field && *v == edit.value));
    }

    /// Marks what was refused; returns the problems that are about no field that was sent.
    pub fn refused(&mut self, sent: &[(String, String)], problems: Vec<Problem>) -> Vec<Problem> {
        let mut others = Vec::new();
        for problem in problems {
            let value = sent.iter().find(|(field, _)| *field == problem.field);
            match (value, self.0.get_mut(&problem.field)) {
                (Some((_, value)), Some(edit)) => {
                    edit.refused = edit.value == *value;
                    edit.problem = Some(problem.message);
                }
                _ => others.push(problem),
            }
        }
        others
    }

    /// Lets refused values be judged again, for reasons in another language.
    pub fn judge_again(&mut self) {
        for edit in self.0.values_mut() {
            edit.refused = false;
        }
    }

    /// Shows settings, what was entered over them, and why it was refused.
    pub fn draw(&self, settings: &Settings) {
        for element in dom::all("[name]") {
            let name = element.get_attribute("name").unwrap_or_default();
            let edit = self.0.get(&name);
            let Some(value) = edit
                .map(|e| e.value.clone())
                .or_else(|| get(settings, &name))
            else {
                continue;
            };
            dom::set_value(&element, &value);
            let problem = edit.and_then(|e| e.problem.as_deref());
            dom::attribute(&element, "aria-invalid", &problem.is_some().to_string());
            dom::write(
                &format!("[data-problem='{name}']"),
                problem.unwrap_or_default(),
            );
        }
    }
}

/// Settings with fields changed.
pub fn with(settings: &Settings, changes: &[(String, String)]) -> Settings {
    let mut settings = settings.clone();
    for (field, value) in changes {
        set(&mut settings, field, value);
    }
    settings
}

/// Value of a field; `None` where the settings have no such field.
fn get(settings: &Settings, field: &str) -> Option<String> {
    if let Some((kind, inner)) = field.split_once('.') {
        let texts = match kind {
            "contact" => &settings.contact,
            "hours" => &settings.hours,
            "terms" => &settings.terms,
            "remedies" => return Some(offers(settings, inner).to_string()),
            _ => return None,
        };
        return Some(texts.get(inner).cloned().unwrap_or_default());
    }
    let value = match field {
        "enabled" => settings.enabled.to_string(),
        "shop" => settings.shop.clone(),
        "signature" => settings.signature.clone(),
        "tone" => match settings.tone {
            Tone::Warm => "warm",
            Tone::Neutral => "neutral",
            Tone::Formal => "formal",
        }
        .to_owned(),
        "length" => match settings.length {
            DraftLength::Short => "short",
            DraftLength::Normal => "normal",
        }
        .to_owned(),
        "facts" => lines(&settings.facts),
        "threshold" => settings.threshold.to_string(),
        "followUp" => settings.follow_up.to_string(),
        "language" => settings.language.clone().unwrap_or_default(),
        _ => return None,
    };
    Some(value)
}

fn set(settings: &mut Settings, field: &str, value: &str) {
    let text = value.trim();
    match (field.split_once('.'), field) {
        (Some(("contact", language)), _) => put(&mut settings.contact, language, text),
        (Some(("hours", language)), _) => put(&mut settings.hours, language, text),
        (Some(("terms", language)), _) => put(&mut settings.terms, language, text),
        (Some(("remedies", remedy)), _) => offer(settings, remedy, value == "true"),
        (Some(("sites", site)), _) => {
            settings.sites.insert(site.to_owned(), value == "true");
        }
        (_, "enabled") => settings.enabled = value == "true",
        (_, "welcomed") => settings.welcomed = value == "true",
        (_, "shop") => settings.shop = text.to_owned(),
        (_, "signature") => settings.signature = text.to_owned(),
        (_, "tone") => {
            settings.tone = match value {
                "warm" => Tone::Warm,
                "formal" => Tone::Formal,
                _ => Tone::Neutral,
            }
        }
        (_, "length") => {
            settings.length = match value {
                "short" => DraftLength::Short,
                _ => DraftLength::Normal,
            }
        }
        (_, "facts") => settings.facts = facts(value),
        (_, "followUp") => settings.follow_up = value == "true",
        (_, "threshold") => settings.threshold = value.parse().unwrap_or(settings.threshold),
        (_, "language") => settings.language = Some(value.to_owned()).filter(|l| !l.is_empty()),
        _ => {}
    }
}

fn put(texts: &mut BTreeMap<String, String>, language: &str, text: &str) {
    if text.is_empty() {
        texts.remove(language);
    } else {
        texts.insert(language.to_owned(), text.to_owned());
    }
}

/// The popup offers remedies for all complaints alike; a settings file can name them by complaint.
fn offers(settings: &Settings, remedy: &str) -> bool {
    let all = settings.remedies.get(ANY);
    all.is_some_and(|all| all.iter().any(|r| r == remedy))
}

fn offer(settings: &mut Settings, remedy: &str, on: bool) {
    let all = settings.remedies.entry(ANY.to_owned()).or_default();
    all.retain(|r| r != remedy);
    if on {
        all.push(remedy.to_owned());
    }
}

/// The fact sheet as lines: words, language and sentence with `|` between.
fn lines(facts: &[Fact]) -> String {
    let line = |f: &Fact| format!("{} | {} | {}", f.about, f.language, f.text);
    facts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The fact sheet of lines; what a line lacks stays empty, which the brain then refuses by its number.
fn facts(lines: &str) -> Vec<Fact> {
    let filled = lines.lines().filter(|l| !l.trim().is_empty());
    let fact = |line: &str| {
        let mut parts = line.splitn(3, '|').map(|p| p.trim().to_owned());
        Fact {
            about: parts.next().unwrap_or_default(),
            language: parts.next().unwrap_or_default(),
            text: parts.next().unwrap_or_default(),
        }
    };
    filled.map(fact).collect()
}
