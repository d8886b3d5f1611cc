//! The desk: what Amends found on a page, and the settings. It is the popup, and a tab where the user wants one.

mod browser;
mod clicks;
mod corrections;
mod dom;
mod form;
mod looking;
mod page;
mod saving;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::utils::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::protocol::{Request, Settings, SiteState};
use browser::{Overview, Reply, Tab};
use form::Edits;
use page::Seen;

/// The desk, alive as long as its document.
pub struct Desk {
    ui_language: String,
    /// The tab it speaks of was named, as it stands in a tab of its own.
    apart: Option<i32>,
    tab: RefCell<Option<Tab>>,
    overview: RefCell<Overview>,
    edits: RefCell<Edits>,
    seen: RefCell<Seen>,
    status: RefCell<Status>,
    /// Whether corrections are to be forgotten is being asked.
    asking: Cell<bool>,
    saving: Cell<bool>,
    /// What the page was looked at by.
    means: RefCell<Option<Means>>,
    /// Number of the latest look at the page; earlier ones give up.
    looks: Cell<u32>,
    typing: RefCell<Option<Timeout>>,
    fading: RefCell<Option<Timeout>>,
}

/// The settings by which pages are read: where they change, pages must be looked at anew.
#[derive(Clone, Debug, PartialEq)]
struct Means {
    enabled: bool,
    sites: BTreeMap<String, bool>,
    threshold: u8,
    follow_up: bool,
    language: String,
}

impl Means {
    fn of(settings: &Settings, language: &str) -> Self {
        Means {
            enabled: settings.enabled,
            sites: settings.sites.clone(),
            threshold: settings.threshold,
            follow_up: settings.follow_up,
            language: language.to_owned(),
        }
    }
}

/// How saving or forgetting went.
#[derive(Clone, Debug, PartialEq)]
enum Status {
    Quiet,
    /// It went well, in the words of this key.
    Done(&'static str),
    Failed(String),
}

/// Starts the desk in its document.
#[wasm_bindgen(js_name = startDesk)]
pub async fn start_desk() -> Result<(), JsValue> {
    let hash = window().location().hash().unwrap_or_default();
    let desk = Rc::new(Desk {
        ui_language: browser::ui_language(),
        apart: hash.strip_prefix("#tab=").and_then(|id| id.parse().ok()),
        tab: RefCell::default(),
        overview: RefCell::default(),
        edits: RefCell::default(),
        seen: RefCell::new(Seen::Reading),
        status: RefCell::new(Status::Quiet),
        asking: Cell::default(),
        saving: Cell::new(false),
        means: RefCell::default(),
        looks: Cell::new(0),
        typing: RefCell::default(),
        fading: RefCell::default(),
    });
    desk.find_tab().await;
    desk.refresh()
        .await
        .map_err(|why| JsValue::from_str(&why))?;
    dom::show("#desk", true);
    desk.listen();
    desk.look(false).await;
    Ok(())
}

impl Desk {
    async fn find_tab(&self) {
        let tab = match self.apart {
            Some(id) => browser::tab(id).await,
            None => browser::active_tab().await,
        };
        self.tab.replace(tab);
    }

    fn tab_id(&self) -> Option<i32> {
        self.tab.borrow().as_ref().map(|tab| tab.id)
    }

    /// Asks the brain for settings and words, and shows them; acts on what changed, whoever changed it.
    async fn refresh(self: &Rc<Self>) -> Result<(), String> {
        let url = self.tab.borrow().as_ref().and_then(|tab| tab.url.clone());
        let request = Request::Overview {
            url,
            ui_language: self.ui_language.clone(),
        };
        let Reply::Overview(mut overview) = browser::ask(&request).await? else {
            return Err("The page and Amends do not fit together.".to_owned());
        };
        if let Some(notice) = overview.notice.take() {
            dom::write("#notice", &notice);
            dom::show("#notice", true);
        }
        let means = Means::of(&overview.settings, &overview.language);
        self.overview.replace(overview);
        self.draw();
        let Some(before) = self.means.replace(Some(means.clone())) else {
            return Ok(());
        };
        if before.language != means.language {
            // Reasons are to be told in the language that is read now.
            self.edits.borrow_mut().judge_again();
            self.start(Desk::save);
        }
        if before != means {
            self.start(|desk| async move { desk.look(true).await });
        }
        Ok(())
    }

    /// Finds out anew what the tab shows, as time went by in another tab.
    async fn come_back(self: Rc<Self>) {
        self.find_tab().await;
        if let Err(why) = self.refresh().await {
            return self.fail(why);
        }
        // A reading that the user just asked for goes on; looking now would find the page as it was.
        if *self.seen.borrow() != Seen::Reading {
            self.look(false).await;
        }
    }

    /// Shows everything as it is known now. What stands already is left alone.
    fn draw(&self) {
        let overview = self.overview.borrow();
        dom::label(&overview.texts, &overview.language, &overview.dir);
        dom::show("#welcome", !overview.settings.welcomed);
        page::draw(&overview, &self.seen.borrow());
        self.edits.borrow().draw(&overview.settings);
        corrections::draw(&overview, self.asking.get());
        let status = match &*self.status.borrow() {
            Status::Quiet => String::new(),
            Status::Done(key) => overview.text(key),
            Status::Failed(why) => overview.text("notSaved").replace("{why}", why),
        };
        dom::write("#status", &status);
        if let Some(line) = dom::find("#status") {
            line.set_class_name(if matches!(*self.status.borrow(), Status::Failed(_)) {
                "problem"
            } else {
                ""
            });
        }
        if let (None, Some(tab), Some(link)) = (self.apart, self.tab_id(), dom::find("#apart")) {
            dom::attribute(&link, "href", &format!("popup.html#tab={tab}"));
            link.set_hidden(false);
        }
    }

    fn see(&self, seen: Seen) {
        self.seen.replace(seen);
        self.draw();
    }

    fn fail(&self, why: String) {
        self.status.replace(Status::Failed(why));
        self.draw();
    }

    /// Does something that takes its time.
    fn start<F: Future<Output = ()> + 'static>(self: &Rc<Self>, work: impl FnOnce(Rc<Self>) -> F) {
        spawn_local(work(Rc::clone(self)));
    }
}

impl Overview {
    /// Words of the interface; the key itself where nobody wrote any, so that the lack is seen.
    fn text(&self, key: &str) -> String {
        self.texts
            .get(key)
            .cloned()
            .unwrap_or_else(|| key.to_owned())
    }

    /// What the user chose for the site, whatever holds for all sites.
    fn chosen(&self, site: &SiteState) -> bool {
        self.settings
            .sites
            .get(&site.key)
            .copied()
            .unwrap_or(site.known)
    }
}
