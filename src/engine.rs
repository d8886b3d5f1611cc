//! The one facade: requests in, answers out.

use serde_json::Value;

use crate::advise;
use crate::check;
use crate::data::{self, Data};
use crate::draft::{self, Limits, NoDraft};
use crate::fill;
use crate::messages::{Messages, direction};
use crate::protocol::*;
use crate::reading;
use crate::settings::{self, Correction, Loaded, Stored};
use crate::sites::Place;
use crate::sites::address::Address;
use crate::sites::rules::PublicReply;
use crate::text::Offsets;
use crate::understand::model::Model;
use crate::understand::{self, CATEGORIES, Evidence, Found, Understanding};

/// All of Amends that decides, without a browser, a clock or any other input than its arguments.
#[derive(Debug)]
pub struct Engine {
    data: &'static Data,
    model: Model,
    stored: Stored,
    unsaved: bool,
    /// What could not be read, to be kept under the backup key.
    backup: Option<Value>,
}

/// What a request asks about a page.
#[derive(Clone, Copy)]
struct Context<'a> {
    place: Option<Place<'a>>,
    messages: Messages<'a>,
    hint: Option<&'a str>,
}

impl Engine {
    /// Starts from what storage holds (`null` where it holds nothing) and the trained model.
    pub fn new(stored: Value, model: Model) -> Self {
        let data = data::embedded();
        match settings::load(stored) {
            Loaded::Read(stored) => Engine {
                data,
                model,
                stored,
                unsaved: false,
                backup: None,
            },
            Loaded::Lost { backup, newer } => {
                let notice = if newer {
                    "notice.newer"
                } else {
                    "notice.unreadable"
                };
                let stored = Stored {
                    notice: Some(notice.to_owned()),
                    ..Stored::default()
                };
                Engine {
                    data,
                    model,
                    stored,
                    unsaved: true,
                    backup: Some(backup),
                }
            }
        }
    }

    /// What must be written to storage since the last call, if anything.
    pub fn take_unsaved(&mut self) -> Option<Value> {
        std::mem::take(&mut self.unsaved).then(|| self.stored.to_value())
    }

    /// A stored value that could not be read, once, to be kept under the backup key.
    pub fn take_backup(&mut self) -> Option<Value> {
        self.backup.take()
    }

    /// Answers a request. `now` is in milliseconds since 1970.
    pub fn handle(&mut self, request: Request, now: f64) -> Answer {
        match request {
            Request::Hello {
                url,
                ui_language,
                generic,
                only,
            } => self.hello(&url, &ui_language, generic, only),
            Request::Read {
                page,
                ui_language,
                host,
                page_language,
                reviews,
                json_ld,
            } => {
                let context = self.context(&page, &ui_language, page_language.as_deref());
                let scope = scope(context.place, &host);
                let page = context.place.and_then(|p| p.page);
                let cards = reading::reviews(&reviews, &json_ld, page, &scope)
                    .into_iter()
                    .map(|read| self.card(read.handle, read.review, context, 0))
                    .collect();
                Answer::Fine(Response::Cards { cards })
            }
            Request::Reword {
                page,
                ui_language,
                page_language,
                review,
                wording,
            } => {
                self.stored.drafts.remove(&review.key);
                self.unsaved = true;
                let context = self.context(&page, &ui_language, page_language.as_deref());
                let card = self.card(None, review, context, wording);
                Answer::Fine(Response::Card {
                    card: Box::new(card),
                })
            }
            Request::Correct {
                page,
                ui_language,
                page_language,
                review,
                was,
                is,
            } => {
                if let Some(bad) = [&was, &is]
                    .into_iter()
                    .flatten()
                    .find(|id| !CATEGORIES.contains(&id.as_str()))
                {
                    let messages = self.messages(&ui_language);
                    return failed(
                        "unknownCategory",
                        messages.with("error.unknownCategory", &[("id", bad)]),
                    );
                }
                self.stored.keep_correction(Correction {
                    key: review.key.clone(),
                    was,
                    is,
                    at: now,
                });
                self.unsaved = true;
                let context = self.context(&page, &ui_language, page_language.as_deref());
                let card = self.card(None, review, context, 0);
                Answer::Fine(Response::Card {
                    card: Box::new(card),
                })
            }
            Request::KeepDraft { key, text } => {
                self.stored.keep_draft(key, text, now);
                self.unsaved = true;
                Answer::Fine(Response::Done {})
            }
            Request::Plan {
                page,
                ui_language,
                page_language,
                review,
                text,
            } => {
                let context = self.context(&page, &ui_language, page_language.as_deref());
                self.plan(context, review, &text)
            }
            Request::Overview { url, ui_language } => self.overview(url.as_deref(), &ui_language),
            Request::Save {
                ui_language,
                settings,
            } => self.save(&ui_language, settings),
        }
    }

    fn messages(&self, ui_language: &str) -> Messages<'static> {
        let tag = self
            .stored
            .settings
            .language
            .as_deref()
            .unwrap_or(ui_language);
        Messages::pick(&self.data.messages, tag)
    }

    fn context<'a>(&self, page: &str, ui_language: &str, hint: Option<&'a str>) -> Context<'a> {
        Context {
            place: self.data.sites.by_id(page),
            messages: self.messages(ui_language),
            hint,
        }
    }

    fn site_key(&self, url: &str) -> Option<String> {
        match self.data.sites.find(url) {
            Some(place) => Some(place.site.id.clone()),
            None => Address::parse(url).map(|a| a.host.to_owned()),
        }
    }

    /// Known sites are on unless switched off; others are off unless switched on.
    fn enabled(&self, url: &str) -> bool {
        let settings = &self.stored.settings;
        let known = self.data.sites.find(url).is_some();
        let choice = self
            .site_key(url)
            .and_then(|key| settings.sites.get(&key).copied());
        settings.enabled && choice.unwrap_or(known)
    }

    fn hello(&self, url: &str, ui_language: &str, generic: bool, only: bool) -> Answer {
        let messages = self.messages(ui_language);
        let sites = &self.data.sites;
        let place = sites.find(url);
        let on_request = generic && self.stored.settings.enabled;
        let mut pages: Vec<PageDescription> = Vec::new();
        if !only {
            pages.extend(place.and_then(describe));
        }
        // A host that the user switched on is read like one asked for, page by page.
        if on_request || (place.is_none() && self.enabled(url)) {
            if !only {
                pages.extend(sites.anywhere(url).into_iter().filter_map(describe));
            }
            pages.push(PageDescription {
                id: GENERIC.into(),
                site: GENERIC.into(),
                probe: None,
                shadow: Vec::new(),
                review: None,
                generic: Some(self.data.generic.clone()),
            });
        }
        Answer::Fine(Response::Page {
            enabled: on_request || self.enabled(url),
            pages,
            texts: messages.group("card"),
            categories: CATEGORIES
                .iter()
                .map(|id| Choice {
                    id: (*id).into(),
                    label: messages.get(&format!("category.{id}")),
                })
                .collect(),
            css: include_str!("../extension/content/card.css").to_owned(),
            dir: messages.dir().into(),
            language: messages.language().into(),
        })
    }

    fn card(
        &self,
        handle: Option<u32>,
        review: Review,
        context: Context<'_>,
        wording: u32,
    ) -> Card {
        #[cfg(feature = "fault")]
        assert!(!review.text.contains("⟦panic⟧"), "a panic was asked for");
        let understood = understand::understand(
            &review,
            context.hint,
            self.data,
            &self.model,
            &self.stored.corrections,
        );
        let messages = &context.messages;
        let attention = match (understood.polarity.dissatisfied(), &review.reply) {
            (false, _) => Attention::None,
            (true, Some(_)) => Attention::Answered,
            (true, None)
                if review
                    .rating
                    .is_some_and(|r| r > f64::from(self.stored.settings.threshold)) =>
            {
                Attention::None
            }
            (true, None) => Attention::Needed,
        };
        let no_insert = no_insert(context);
        let (draft, no_draft) = match attention {
            Attention::Needed if cannot_reply(context) => (None, None),
            Attention::Needed => self.draft(&review, &understood, context, wording),
            _ => (None, None),
        };
        let advice = advise::advise(&review, &understood, context.place, messages);
        let labels = Labels {
            review: &review,
            messages,
        };
        Card {
            handle,
            attention,
            language: understood.language.map(str::to_owned),
            polarity: labels.label(
                "polarity",
                understood.polarity.id(),
                understood.confidence,
                &understood.evidence,
            ),
            categories: labels.all("category", &understood.categories),
            situations: labels.all("situation", &understood.situations),
            careful: advice.iter().any(|a| a.id == "escalate"),
            advice,
            draft,
            no_draft,
            no_insert,
            review,
        }
    }

    fn draft(
        &self,
        review: &Review,
        understood: &Understanding,
        context: Context<'_>,
        wording: u32,
    ) -> (Option<Draft>, Option<String>) {
        let kept = self.stored.drafts.get(&review.key);
        let composed = match kept {
            Some(kept) => Ok(kept.text.clone()),
            None => self.compose(review, understood, context, wording),
        };
        match composed {
            Ok(text) => {
                let (limit, unit) = check::limit(context.place);
                let language = understood.language.unwrap_or("en");
                let draft = Draft {
                    language: language.to_owned(),
                    dir: direction(language).to_owned(),
                    wording,
                    edited: kept.is_some(),
                    length: Length {
                        used: unit.count(&text),
                        limit,
                        unit,
                    },
                    findings: check::check(&text, context.place, &context.messages),
                    text,
                };
                (Some(draft), None)
            }
            Err(why) => {
                let key = match why {
                    NoDraft::Language => "card.noDraftLanguage",
                    NoDraft::Limit => "card.noDraftLimit",
                };
                (None, Some(context.messages.get(key)))
            }
        }
    }

    fn compose(
        &self,
        review: &Review,
        understood: &Understanding,
        context: Context<'_>,
        wording: u32,
    ) -> Result<String, NoDraft> {
        let (max, unit) = check::limit(context.place);
        draft::compose(
            review,
            understood,
            &self.stored.settings,
            self.data,
            Limits { max, unit },
            wording,
        )
    }

    fn plan(&self, context: Context<'_>, review: Review, text: &str) -> Answer {
        let mut findings = check::check(text, context.place, &context.messages);
        findings.retain(|f| f.severity == Severity::Block);
        if cannot_reply(context) {
            let message = context.messages.get("check.reply_not_possible");
            findings.push(Finding {
                rule: "reply_not_possible".into(),
                severity: Severity::Block,
                start: 0,
                end: 0,
                message,
                source: None,
            });
        }
        if findings.is_empty() {
            return Answer::Fine(Response::Plan {
                plan: fill::plan(text, context.place, self.data),
            });
        }
        let shorter = findings.iter().any(|f| f.rule == "over_length").then(|| {
            let understood = understand::understand(
                &review,
                context.hint,
                self.data,
                &self.model,
                &self.stored.corrections,
            );
            self.compose(&review, &understood, context, 0).ok()
        });
        Answer::Fine(Response::Refused {
            findings,
            shorter: shorter.flatten(),
        })
    }

    fn overview(&mut self, url: Option<&str>, ui_language: &str) -> Answer {
        let messages = self.messages(ui_language);
        let site = url.and_then(|url| {
            let address = Address::parse(url)?;
            let place = self.data.sites.find(url);
            Some(SiteState {
                key: self.site_key(url)?,
                name: place.map_or_else(|| address.host.to_owned(), |p| p.site.name.clone()),
                known: place.is_some(),
                page_known: place.is_some_and(|p| p.page.is_some_and(|page| page.review.is_some())),
                enabled: self.enabled(url),
                origin: address.origin_pattern(),
            })
        });
        let notice = self.stored.notice.take().map(|key| messages.get(&key));
        self.unsaved |= notice.is_some();
        Answer::Fine(Response::Overview {
            settings: self.stored.settings.clone(),
            site,
            texts: messages.group("desk"),
            dir: messages.dir().into(),
            language: messages.language().into(),
            notice,
        })
    }

    fn save(&mut self, ui_language: &str, settings: Settings) -> Answer {
        let problems = settings::problems(&settings, &self.messages(ui_language));
        if !problems.is_empty() {
            return Answer::Fine(Response::Invalid { problems });
        }
        if self.stored.settings != settings {
            self.stored.settings = settings;
            self.unsaved = true;
        }
        Answer::Fine(Response::Done {})
    }
}

/// What keys of reviews are unique within: the marketplace, or the host where software or the generic reader is read.
fn scope(place: Option<Place<'_>>, host: &str) -> String {
    match place {
        Some(place) if !place.site.matches.is_empty() => place.site.id.clone(),
        Some(place) => format!("{}@{host}", place.site.id),
        None => host.to_owned(),
    }
}

/// Name of the reader that needs no site file.
const GENERIC: &str = "generic";

/// What the hands need to know of a page kind; `None` where it holds no reviews.
fn describe(place: Place<'_>) -> Option<PageDescription> {
    let page = place.page?;
    Some(PageDescription {
        id: format!("{}/{}", place.site.id, page.id),
        site: place.site.id.clone(),
        probe: page.probe.clone(),
        shadow: page.shadow.clone(),
        review: Some(page.review.clone()?),
        generic: None,
    })
}

fn failed(code: &str, message: String) -> Answer {
    Answer::Failed {
        error: Failure {
            code: code.to_owned(),
            message,
        },
    }
}

/// The site lets nobody answer this kind of review.
fn cannot_reply(context: Context<'_>) -> bool {
    context.place.is_some_and(|p| {
        p.site.policy.public_reply == PublicReply::No && p.page.is_none_or(|page| !page.can_reply)
    })
}

/// Why there is no *Insert* here, if there is none.
fn no_insert(context: Context<'_>) -> Option<String> {
    let place = context.place?;
    if cannot_reply(context) {
        let key = if place.site.policy.instead.is_empty() {
            "instead.none"
        } else {
            &place.site.policy.instead
        };
        return Some(context.messages.get(key));
    }
    let page = place.page?;
    (!page.can_reply).then(|| {
        context
            .messages
            .with("card.readOnly", &[("site", &place.site.name)])
    })
}

/// Turns findings about a review into labels for a person.
struct Labels<'a> {
    review: &'a Review,
    messages: &'a Messages<'a>,
}

impl Labels<'_> {
    fn all(&self, group: &str, found: &[Found]) -> Vec<Label> {
        found
            .iter()
            .map(|f| self.label(group, &f.id, f.confidence, &f.evidence))
            .collect()
    }

    fn label(&self, group: &str, id: &str, confidence: f64, evidence: &[Evidence]) -> Label {
        let title = Offsets::new(self.review.title.as_deref().unwrap_or_default());
        let text = Offsets::new(&self.review.text);
        let span = |e: &Evidence| {
            let offsets = if e.field == Field::Title {
                &title
            } else {
                &text
            };
            Span {
                field: e.field,
                start: offsets.utf16(e.start),
                end: offsets.utf16(e.end),
            }
        };
        Label {
            id: id.to_owned(),
            label: self.messages.get(&format!("{group}.{id}")),
            confidence,
            evidence: evidence.iter().map(span).collect(),
        }
    }
}
