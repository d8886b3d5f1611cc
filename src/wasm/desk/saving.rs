//! What the user enters is kept at once; what is refused stays in its field, with the reason.

use std::rc::Rc;

use gloo::timers::callback::Timeout;

use super::browser::{self, Reply};
use super::form;
use super::{Desk, Status};
use crate::protocol::{Request, Settings};

/// How long the user must stop typing before it is saved, in milliseconds.
const PAUSE: u32 = 400;
/// How long *Saved* stands, in milliseconds.
const SAID: u32 = 2500;

/// A request to save, and what it was made of.
struct Order {
    request: Request,
    settings: Settings,
    sent: Vec<(String, String)>,
}

impl Desk {
    /// Keeps what was typed once the user pauses.
    pub(super) fn typed(self: &Rc<Self>, field: &str, value: String) {
        self.enter(field, value);
        let desk = Rc::clone(self);
        let pause = Timeout::new(PAUSE, move || desk.start(Desk::save));
        self.typing.replace(Some(pause));
    }

    /// Keeps what was chosen, and anything typed before.
    pub(super) fn chosen(self: &Rc<Self>, field: &str, value: String) {
        self.enter(field, value);
        self.start(Desk::save);
    }

    fn enter(&self, field: &str, value: String) {
        self.typing.take();
        self.edits.borrow_mut().enter(field, value);
        self.status.replace(Status::Quiet);
    }

    /// Saves what can be saved, again if more was entered meanwhile.
    pub(super) async fn save(self: Rc<Self>) {
        if self.saving.replace(true) {
            return;
        }
        while let Some(Order {
            request,
            settings,
            sent,
        }) = self.order()
        {
            let answer = browser::ask(&request).await;
            if let Err(why) = self.judge(answer, settings, &sent).await {
                self.fail(why);
                break;
            }
        }
        self.saving.set(false);
    }

    /// Sends what is not saved yet without waiting: the document is about to go.
    pub(super) fn save_now(&self) {
        if let Some(order) = self.order() {
            // Nobody is left to hear the answer.
            browser::send(&order.request).ok();
        }
    }

    /// What to ask the brain for: the settings as last told, with all that was entered and not refused.
    fn order(&self) -> Option<Order> {
        let sent = self.edits.borrow().to_send();
        if sent.is_empty() {
            return None;
        }
        let settings = form::with(&self.overview.borrow().settings, &sent);
        let request = Request::Save {
            ui_language: self.ui_language.clone(),
            settings: settings.clone(),
        };
        Some(Order {
            request,
            settings,
            sent,
        })
    }

    async fn judge(
        self: &Rc<Self>,
        answer: Result<Reply, String>,
        settings: Settings,
        sent: &[(String, String)],
    ) -> Result<(), String> {
        if let Reply::Invalid(problems) = answer? {
            // The rest is saved without what was refused, in the next turn.
            let others = self.edits.borrow_mut().refused(sent, problems);
            self.draw();
            return others
                .into_iter()
                .next()
                .map_or(Ok(()), |problem| Err(problem.message));
        }
        // At once, so that nothing is sent from what was before.
        self.overview.borrow_mut().settings = settings;
        self.edits.borrow_mut().taken(sent);
        self.say("saved");
        self.refresh().await
    }

    /// Says for a moment that something was done, in the words of a key.
    pub(super) fn say(self: &Rc<Self>, key: &'static str) {
        self.status.replace(Status::Done(key));
        self.draw();
        let desk = Rc::clone(self);
        let fade = Timeout::new(SAID, move || {
            if matches!(*desk.status.borrow(), Status::Done(_)) {
                desk.status.replace(Status::Quiet);
                desk.draw();
            }
        });
        self.fading.replace(Some(fade));
    }
}
