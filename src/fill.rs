//! How a reply gets into the site's box.

use crate::data::Data;
use crate::protocol::{FillPlan, Scope};
use crate::sites::Place;
use crate::sites::description::Verified;

/// How long to wait for a reply form after opening it, in milliseconds.
const PATIENCE: u32 = 4_000;

/// The plan for a text on a page.
pub fn plan(text: &str, place: Option<Place<'_>>, data: &Data) -> FillPlan {
    let editors = &data.editors;
    let reply = place.and_then(|p| p.page).map(|page| &page.reply);
    let known = reply.filter(|r| r.verified != Verified::Unknown);
    let mut never = editors.never.clone();
    never.extend(reply.into_iter().flat_map(|r| r.never.iter().cloned()));
    let own = |pick: fn(&crate::sites::description::ReplyDescription) -> &Vec<String>| {
        known.map(|r| pick(r).clone()).unwrap_or_default()
    };
    let mut dialogs = own(|r| &r.dialogs);
    dialogs.extend(editors.dialogs.iter().cloned());
    let mut open_named = own(|r| &r.open_named);
    if open_named.is_empty() {
        open_named.clone_from(&editors.open_named);
    }
    FillPlan {
        text: text.to_owned(),
        boxes: own(|r| &r.boxes),
        never,
        never_named: editors.never_named.join("|"),
        open: own(|r| &r.open),
        open_named: format!("^\\s*({})\\s*$", open_named.join("|")),
        dialogs,
        scope: known.map_or(Scope::Card, |r| r.scope),
        editors: editors.editor.clone(),
        patience: PATIENCE,
    }
}
