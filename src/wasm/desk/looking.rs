//! Asking the hands what is on the page of the tab.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::Desk;
use super::browser::{self, Found};
use super::page::Seen;
use crate::protocol::Whisper;

/// Pauses between questions to hands that are still at work, in milliseconds.
const PATIENCE: [u32; 6] = [60, 120, 250, 500, 1000, 2000];

impl Desk {
    /// Lets any earlier look come to nothing.
    pub(super) fn stop_looking(&self) -> u32 {
        self.looks.set(self.looks.get() + 1);
        self.looks.get()
    }

    /// Asks the hands what they found, puts them into the page where they belong and are not, and shows what they say.
    pub(super) async fn look(&self, renew: bool) {
        let look = self.stop_looking();
        let site = self.overview.borrow().site.clone();
        let (Some(tab), Some(site)) = (self.tab_id(), site) else {
            return self.see(Seen::Nobody);
        };
        if !matches!(*self.seen.borrow(), Seen::Found { .. } | Seen::Refused) {
            self.see(Seen::Reading);
        }
        if renew {
            self.renew().await;
        }
        let mut report = browser::report(tab).await;
        if report.is_none() && site.enabled {
            if !browser::has_permission(&site.origin).await {
                return self.see_none(look, Seen::Locked);
            }
            if let Err(why) = browser::inject(tab).await {
                return self.see_if(look, Seen::Barred(why));
            }
            report = browser::report(tab).await;
        }
        self.follow(look, tab, report).await;
    }

    /// Lets the hands read again by new settings, before they are asked what they found.
    async fn renew(&self) {
        if let Some(tab) = self.tab_id() {
            // Where no hands are, nothing has to be renewed.
            browser::whisper(tab, &Whisper::Refresh {}).await.ok();
        }
    }

    /// Shows a report, and asks again as long as the hands are at work and patience lasts.
    async fn follow(&self, look: u32, tab: i32, mut report: Option<Found>) {
        for pause in PATIENCE.into_iter().map(Some).chain([None]) {
            if look != self.looks.get() {
                return;
            }
            let Some(Found {
                site,
                settled,
                reviews,
                ..
            }) = report
            else {
                return self.see_none(look, Seen::Nobody);
            };
            match pause {
                Some(pause) if !settled => {
                    // What stands already stays until there is something complete to replace it.
                    let complete = matches!(*self.seen.borrow(), Seen::Found { settled: true, .. });
                    if !reviews.is_empty() && !complete {
                        self.see(Seen::Found {
                            read: site.is_some(),
                            settled,
                            reviews,
                        });
                    }
                    wait(pause).await;
                    report = browser::report(tab).await;
                }
                _ => {
                    return self.see(Seen::Found {
                        read: site.is_some(),
                        settled,
                        reviews,
                    });
                }
            }
        }
    }

    /// Shows that no hands are there; a refusal of the user says more.
    fn see_none(&self, look: u32, seen: Seen) {
        let refused = matches!(*self.seen.borrow(), Seen::Refused);
        self.see_if(look, if refused { Seen::Refused } else { seen });
    }

    fn see_if(&self, look: u32, seen: Seen) {
        if look == self.looks.get() {
            self.see(seen);
        }
    }

    /// Reads the page by the reader that needs no site file, as the user asked for it.
    pub(super) async fn read(self: Rc<Self>) {
        let Some(tab) = self.tab_id() else { return };
        let look = self.stop_looking();
        self.see(Seen::Reading);
        // Where the site is known, its own description found nothing here: leave it aside.
        let only = self
            .overview
            .borrow()
            .site
            .as_ref()
            .is_some_and(|site| site.known);
        let request = Whisper::Generic { only };
        if browser::whisper(tab, &request).await.is_err() {
            if let Err(why) = browser::inject(tab).await {
                return self.see_if(look, Seen::Barred(why));
            }
            // Whether it was heard shows in the report.
            browser::whisper(tab, &request).await.ok();
        }
        let report = browser::report(tab).await;
        self.follow(look, tab, report).await;
    }
}

async fn wait(milliseconds: u32) {
    let timer = Promise::new(&mut |resolve, _| {
        Timeout::new(milliseconds, move || {
            // A promise that nobody waits for any more may be left as it is.
            resolve.call0(&JsValue::NULL).ok();
        })
        .forget();
    });
    // Never refused.
    JsFuture::from(timer).await.ok();
}
