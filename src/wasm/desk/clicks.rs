//! What the user does: one listener for each kind of event.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::page::Seen;
use super::{Desk, browser, dom};
use crate::protocol::Whisper;

impl Desk {
    /// Listens as long as the document lives.
    pub(super) fn listen(self: &Rc<Self>) {
        self.on("input", |desk, event| {
            let Some(field) = target(event).filter(|f| {
                f.matches("input:not([type=checkbox], [type=radio]), textarea")
                    .unwrap_or(false)
            }) else {
                return;
            };
            if let (Some(name), Some(value)) = (field.get_attribute("name"), dom::value(&field)) {
                desk.typed(&name, value);
            }
        });
        self.on("change", |desk, event| {
            let Some(field) = target(event) else { return };
            let (Some(name), Some(value)) = (field.get_attribute("name"), dom::value(&field))
            else {
                return;
            };
            if name.starts_with("sites.") && value == "true" {
                return desk.switch_on(name);
            }
            desk.chosen(&name, value);
        });
        self.on("submit", |desk, event| {
            event.prevent_default();
            desk.start(Desk::save);
        });
        self.on("click", |desk, event| {
            let Some(button) = target(event).and_then(|t| t.closest("[data-do]").ok().flatten())
            else {
                return;
            };
            match button.get_attribute("data-do").as_deref() {
                Some("welcomed") => {
                    desk.chosen("welcomed", true.to_string());
                    // Without focus the next Tab begins anywhere.
                    dom::focus("[name=shop]");
                }
                Some("next") => {
                    let key = button.get_attribute("data-key");
                    desk.start(|desk| desk.go(key));
                }
                Some("read") => desk.start(Desk::read),
                Some("allow") => desk.allow(),
                Some("export") => desk.start(Desk::export),
                Some("forget") => desk.ask_forget(!desk.asking.get()),
                Some("forget-no") => desk.ask_forget(false),
                Some("forget-yes") => desk.start(Desk::forget),
                _ => {}
            }
        });
        let desk = Rc::clone(self);
        EventListener::new(&window(), "pagehide", move |_| desk.save_now()).forget();
        let desk = Rc::clone(self);
        EventListener::new(&window(), "focus", move |_| desk.start(Desk::come_back)).forget();
        let desk = Rc::clone(self);
        browser::on_stored(move || {
            desk.start(|desk| async move {
                if let Err(why) = desk.refresh().await {
                    desk.fail(why);
                }
            });
        });
    }

    fn on(self: &Rc<Self>, kind: &'static str, handle: impl Fn(&Rc<Desk>, &Event) + 'static) {
        let desk = Rc::clone(self);
        let options = gloo::events::EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document(), kind, options, move |event| {
            handle(&desk, event)
        })
        .forget();
    }

    /// Switches Amends on for a site, asking for the permission. Called within a click: the question must come first.
    fn switch_on(self: &Rc<Self>, field: String) {
        let Some(origin) = self.origin() else { return };
        let asked = browser::request_permission(&origin);
        // Saved before the user answers: some browsers close the popup over the question.
        self.chosen(&field, true.to_string());
        self.start(|desk| async move {
            match browser::granted(asked).await {
                Ok(true) => desk.look(true).await,
                _ => {
                    desk.chosen(&field, false.to_string());
                    desk.stop_looking();
                    desk.see(Seen::Refused);
                }
            }
        });
    }

    /// Asks for the permission that a site needs which is on already.
    fn allow(self: &Rc<Self>) {
        let Some(origin) = self.origin() else { return };
        let asked = browser::request_permission(&origin);
        self.start(|desk| async move {
            match browser::granted(asked).await {
                Ok(true) => desk.look(false).await,
                _ => {
                    desk.stop_looking();
                    desk.see(Seen::Refused);
                }
            }
        });
    }

    fn origin(&self) -> Option<String> {
        self.overview
            .borrow()
            .site
            .as_ref()
            .map(|site| site.origin.clone())
    }

    /// Brings a review into view: the next one where no key is given.
    async fn go(self: Rc<Self>, key: Option<String>) {
        let Some(tab) = self.tab_id() else { return };
        if browser::whisper(tab, &Whisper::Next { key }).await.is_err() {
            return self.look(false).await;
        }
        if self.apart.is_some() {
            browser::show_tab(tab).await;
        } else {
            // A document that nobody opened cannot close itself; then it simply stays.
            window().close().ok();
        }
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
