//! What the user put right: into a file, or forgotten.

use std::rc::Rc;

use js_sys::Date;
use serde_json::json;

use super::browser::{self, Overview, Reply};
use super::{Desk, dom};
use crate::protocol::Request;

/// Shows how many corrections there are and what can be done with them; nothing where there are none.
pub fn draw(overview: &Overview, asking: bool) {
    let count = overview.corrections.to_string();
    let counted = |key: &str| overview.text(key).replace("{n}", &count);
    dom::show("#corrections", overview.corrections > 0);
    dom::write("#export", &counted("export"));
    dom::write("#forget-question", &counted("forgetAsk"));
    dom::show("#forget-ask", asking);
    if let Some(button) = dom::find("#forget") {
        dom::attribute(&button, "aria-expanded", &asking.to_string());
    }
}

impl Desk {
    /// Gives the user a file with all corrections. It is made here and goes nowhere else.
    pub(super) async fn export(self: Rc<Self>) {
        let request = Request::ExportCorrections {};
        let corrections = match browser::ask(&request).await {
            Ok(Reply::Corrections(corrections)) => corrections,
            Ok(_) => return,
            Err(why) => return self.fail(why),
        };
        let file = json!({ "amends": crate::VERSION, "corrections": corrections });
        // Values of JSON can always be written as JSON.
        let text = serde_json::to_string_pretty(&file).unwrap_or_default();
        let now = String::from(Date::new_0().to_iso_string());
        let day = now.split('T').next().unwrap_or_default();
        if let Err(why) = dom::download(&format!("amends-corrections-{day}.json"), &text) {
            self.fail(why);
        }
    }

    /// Asks before anything is forgotten, or lets it be. The answer that changes nothing has the focus.
    pub(super) fn ask_forget(&self, asking: bool) {
        self.asking.set(asking);
        self.draw();
        dom::focus(if asking {
            "[data-do=forget-no]"
        } else {
            "#forget"
        });
    }

    /// Forgets all corrections.
    pub(super) async fn forget(self: Rc<Self>) {
        self.asking.set(false);
        let done = browser::ask(&Request::ForgetCorrections {}).await;
        let shown = match done {
            Ok(_) => self.refresh().await,
            Err(why) => Err(why),
        };
        match shown {
            Ok(()) => self.say("forgotten"),
            Err(why) => self.fail(why),
        }
        // What had the focus is gone.
        dom::focus("#language");
        self.look(true).await;
    }
}
