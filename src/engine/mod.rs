//! The one facade: requests in, answers out.

mod averages;
mod cards;
mod drafts;
mod kept;
mod labels;

use serde_json::Value;

use crate::data::{Data, Texts};
use crate::draft::{Memory, Step};
use crate::messages::Messages;
use crate::protocol::*;
use crate::reading;
use crate::rules::{GENERIC, RuleSet};
use crate::settings::{self, Loaded, Stored};
use crate::sites::Place;
use crate::sites::address::Address;
use crate::understand::CATEGORIES;
use crate::understand::model::Model;

/// All of Amends that decides, without a browser, a clock or any other input than its arguments.
#[derive(Debug)]
pub struct Engine {
    data: &'static Data,
    model: Model,
    /// A file that reading needs is missing or broken.
    damaged: bool,
    stored: Stored,
    /// What was said lately.
    memory: Memory,
    averages: averages::Averages,
    unsaved: bool,
    /// What could not be read, to be kept under the backup key.
    backup: Option<Value>,
}

/// What a request asks about a page.
#[derive(Clone, Copy)]
struct Context<'a> {
    place: Option<Place<'a>>,
    rules: &'a RuleSet,
    messages: Messages<'a>,
    hint: Option<&'a str>,
}

impl Engine {
    /// Starts from what storage holds (`null` where it holds nothing) and the trained model, with the data of this program.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(stored: Value, model: Model) -> Self {
        Engine::start(stored, crate::data::embedded(), model)
    }

    /// Starts from what storage holds and the files of the extension. Where one of these is missing or broken nothing can
    /// be read, and every question about a review is answered with that.
    pub fn from_files(stored: Value, model: &[u8], [lexicon, phrases, checks]: [&[u8]; 3]) -> Self {
        let (model, texts) = (
            Model::from_bytes(model),
            Texts::read(lexicon, phrases, checks),
        );
        let damaged = model.is_err() || texts.is_err();
        let data = Data::new(texts.unwrap_or_default());
        // One engine a program: it lives as long as the worker.
        let data = Box::leak(Box::new(data));
        Engine {
            damaged,
            ..Engine::start(stored, data, model.unwrap_or_default())
        }
    }

    fn start(stored: Value, data: &'static Data, model: Model) -> Self {
        let (stored, backup) = match settings::load(stored) {
            Loaded::Read(stored) => (stored, None),
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
                (stored, Some(backup))
            }
        };
        Engine {
            data,
            model,
            damaged: false,
            stored,
            memory: Memory::default(),
            averages: averages::Averages::default(),
            unsaved: backup.is_some(),
            backup,
        }
    }

    /// Whether a file of Amends is missing or broken, as far as is known yet.
    pub fn damaged(&self) -> bool {
        self.damaged || self.data.damaged()
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
        let reads = match &request {
            Request::Read { ui_language, .. }
            | Request::Reword { ui_language, .. }
            | Request::Check { ui_language, .. }
            | Request::Plan { ui_language, .. }
            | Request::Correct { ui_language, .. } => Some(ui_language.clone()),
            _ => None,
        };
        let Some(ui_language) = reads else {
            return self.answer(request, now);
        };
        if !self.damaged() {
            let answer = self.answer(request, now);
            // The phrase data of a language are looked at only now.
            if !self.damaged() {
                return answer;
            }
        }
        let messages = self.messages(&ui_language);
        failed("damaged", messages.get("error.damaged"))
    }

    fn answer(&mut self, request: Request, now: f64) -> Answer {
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
                path,
                page_language,
                reviews,
                json_ld,
            } => {
                let context = self.context(&page, &ui_language, page_language.as_deref());
                let scope = scope(context.place, &host);
                let page = context.place.and_then(|p| p.page);
                let address = format!("{host}{path}");
                self.averages.look(&address, &json_ld);
                let read = reading::reviews(&reviews, &json_ld, page, &scope);
                for one in &read {
                    self.averages.note(&address, &one.review);
                    // The shop's own replies on the page: a new one should not begin like all of them.
                    if let Some(reply) = &one.review.reply {
                        self.memory.heard(&one.review.key, reply);
                    }
                }
                let read = read.into_iter();
                let cards = read.map(|one| self.card(one.handle, one.review, context, None));
                Answer::Fine(Response::Cards {
                    cards: cards.collect(),
                })
            }
            Request::Reword {
                step,
                page,
                ui_language,
                page_language,
                review,
                wording,
            } => {
                if let Some(known) = Step::by_id(&step) {
                    let key = drafts::kept_key(&review.key, known);
                    self.unsaved |= self.stored.drafts.remove(&key).is_some();
                }
                let context = self.context(&page, &ui_language, page_language.as_deref());
                self.one_card(review, context, Some((&step, wording)))
            }
            Request::Correct {
                page,
                ui_language,
                page_language,
                review,
                was,
                is,
            } => {
                let context = self.context(&page, &ui_language, page_language.as_deref());
                self.correct(review, context, (was, is), now)
            }
            Request::KeepDraft { key, step, text } => {
                let step = Step::by_id(&step).unwrap_or(Step::PublicReply);
                let key = drafts::kept_key(&key, step);
                self.stored.keep_draft(key, text, now);
                self.unsaved = true;
                Answer::Fine(Response::Done {})
            }
            Request::Check {
                page,
                ui_language,
                page_language,
                review,
                step,
                text,
            } => {
                let context = self.context(&page, &ui_language, page_language.as_deref());
                self.check(review.as_ref(), context, &step, &text)
            }
            Request::Plan {
                page,
                ui_language,
                page_language,
                review,
                step,
                text,
            } => {
                let context = self.context(&page, &ui_language, page_language.as_deref());
                self.plan(context, review, &step, &text)
            }
            Request::Overview { url, ui_language } => self.overview(url.as_deref(), &ui_language),
            Request::Save {
                ui_language,
                settings,
            } => self.save(&ui_language, settings),
            Request::ExportCorrections {} => self.export_corrections(),
            Request::ForgetCorrections {} => self.forget_corrections(),
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
        let place = self.data.sites.by_id(page);
        Context {
            place,
            rules: self
                .data
                .rules(place.as_ref().map_or(GENERIC, |p| p.rules())),
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
                id: ANY_PAGE.into(),
                site: ANY_PAGE.into(),
                probe: None,
                shadow: Vec::new(),
                boxes: Vec::new(),
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
            css: include_str!("../../extension/content/card.css").to_owned(),
            dir: messages.dir().into(),
            language: messages.language().into(),
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
        let mut notice = self.stored.notice.take().map(|key| messages.get(&key));
        self.unsaved |= notice.is_some();
        if self.damaged() {
            notice = Some(messages.get("error.damaged"));
        }
        Answer::Fine(Response::Overview {
            settings: self.stored.settings.clone(),
            site,
            texts: messages.group("desk"),
            dir: messages.dir().into(),
            language: messages.language().into(),
            notice,
            corrections: u32::try_from(self.stored.corrections.len()).unwrap_or(u32::MAX),
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
const ANY_PAGE: &str = "generic";

/// What the hands need to know of a page kind; `None` where it holds no reviews.
fn describe(place: Place<'_>) -> Option<PageDescription> {
    let page = place.page?;
    Some(PageDescription {
        id: format!("{}/{}", place.site.id, page.id),
        site: place.site.id.clone(),
        probe: page.probe.clone(),
        shadow: page.shadow.clone(),
        boxes: page.reply.boxes.clone(),
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
