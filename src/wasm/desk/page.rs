//! What was found on the page of the tab.

use super::browser::Overview;
use super::dom;
use crate::protocol::{Attention, FoundReview, SiteState};

/// What is known of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// The hands are being asked.
    Reading,
    /// The hands answered.
    Found {
        /// They read the page.
        read: bool,
        /// They are done with it.
        settled: bool,
        /// What they read.
        reviews: Vec<FoundReview>,
    },
    /// No hands answered.
    Nobody,
    /// The browser wants the user's leave for this site.
    Locked,
    /// The user said no.
    Refused,
    /// The browser did not let the hands in.
    Barred(String),
}

/// Shows what is known of the page, in the words of the interface.
pub fn draw(overview: &Overview, seen: &Seen) {
    let site = overview.site.as_ref();
    dom::show("#site", site.is_some());
    if let (Some(site), Some(field)) = (site, dom::find("#site input")) {
        dom::attribute(&field, "name", &format!("sites.{}", site.key));
        dom::set_value(&field, &overview.chosen(site).to_string());
        field
            .toggle_attribute_with_force("disabled", !overview.settings.enabled)
            .ok();
        dom::write(
            "#site span",
            &overview.text("onSite").replace("{site}", &site.name),
        );
    }
    let none = Vec::new();
    let (reviews, at_work) = match seen {
        Seen::Found {
            reviews, settled, ..
        } => (reviews, !settled),
        _ => (&none, false),
    };
    let count = |wanted: fn(&FoundReview) -> bool| reviews.iter().filter(|r| wanted(r)).count();
    let waiting = count(|r| r.attention == Attention::Needed);
    dom::show("#counts", !reviews.is_empty());
    dom::write("#reviews", &reviews.len().to_string());
    dom::write(
        "#negative",
        &count(|r| r.attention != Attention::None).to_string(),
    );
    dom::write("#unanswered", &waiting.to_string());
    dom::show("#next", reviews.iter().any(goes));
    list(overview, reviews);
    dom::show("#waiting", waiting > 0);

    let (words, button) = match (site, reviews.is_empty()) {
        (Some(_), false) if at_work => (overview.text("reading"), ""),
        (Some(_), false) if waiting == 0 => (overview.text("noneWaiting"), ""),
        (Some(_), false) => (String::new(), ""),
        (Some(site), true) => says(overview, site, seen),
        (None, _) => (overview.text("notWeb"), ""),
    };
    dom::show("#says", !words.is_empty());
    dom::write("#says", &words);
    dom::show("#read", button == "read");
    dom::show("#allow", button == "allow");
}

/// What to say where no reviews are to be shown, and the button that helps.
fn says(overview: &Overview, site: &SiteState, seen: &Seen) -> (String, &'static str) {
    let (key, button) = match seen {
        Seen::Reading => ("reading", ""),
        Seen::Found { settled: false, .. } => ("reading", ""),
        Seen::Locked => ("permission", "allow"),
        Seen::Refused => (
            "refusedPermission",
            if overview.chosen(site) {
                "allow"
            } else {
                "read"
            },
        ),
        Seen::Barred(why) => return (overview.text("cannotRead").replace("{why}", why), ""),
        _ if !overview.settings.enabled => ("offEverywhere", ""),
        Seen::Found { read: true, .. } => ("noReviews", "read"),
        _ if !site.known && !overview.chosen(site) => ("notRead", "read"),
        _ if !overview.chosen(site) => ("off", ""),
        Seen::Nobody => ("reload", ""),
        Seen::Found { .. } if !site.page_known && site.known => ("notThisPage", "read"),
        Seen::Found { .. } => ("noReviews", "read"),
    };
    (overview.text(key).replace("{site}", &site.name), button)
}

/// The hands can bring this review into view.
fn goes(review: &FoundReview) -> bool {
    review.attention == Attention::Needed && review.annotated
}

/// Lists the reviews that wait for an answer. Their words are hostile: text, never markup.
fn list(overview: &Overview, reviews: &[FoundReview]) {
    let Some(list) = dom::find("#list") else {
        return;
    };
    // Drawn anew only where something changed: the keyboard's place in the list is not to be lost.
    let rows = reviews.iter().filter(|r| r.attention == Attention::Needed);
    let rows: Vec<_> = rows.filter_map(|review| row(overview, review)).collect();
    let drawn = rows.iter().map(|row| row.outer_html()).collect::<String>();
    if drawn != list.inner_html() {
        list.set_text_content(None);
        for row in rows {
            // Fails only where a node cannot stand, and a list item can stand in a list.
            list.append_child(&row).ok();
        }
    }
}

fn row(overview: &Overview, review: &FoundReview) -> Option<web_sys::Element> {
    let item = dom::make("li", "", "")?;
    let inner = dom::make(if goes(review) { "button" } else { "div" }, "review", "")?;
    if goes(review) {
        dom::attribute(&inner, "type", "button");
        dom::attribute(&inner, "data-do", "next");
        dom::attribute(&inner, "data-key", &review.review.key);
    }
    if let Some(rating) = review.review.rating {
        let full = (1..=5).map(|star| {
            if f64::from(star) <= rating.round() {
                '★'
            } else {
                '☆'
            }
        });
        let stars = dom::make("span", "stars", &full.collect::<String>())?;
        dom::attribute(&stars, "role", "img");
        dom::attribute(
            &stars,
            "aria-label",
            &overview.text("star").replace("{n}", &rating.to_string()),
        );
        inner.append_child(&stars).ok()?;
    }
    if let Some(about) = &review.about {
        inner
            .append_child(&dom::make("span", "about", about)?.into())
            .ok()?;
    }
    let words = dom::make("span", "words", &snippet(overview, review))?;
    dom::attribute(&words, "dir", "auto");
    inner.append_child(&words).ok()?;
    item.append_child(&inner).ok()?;
    Some(item)
}

/// The beginning of a review's title and text.
fn snippet(overview: &Overview, review: &FoundReview) -> String {
    const LONGEST: usize = 160;
    let title = review.review.title.as_deref().unwrap_or_default();
    let parts = [title, &review.review.text]
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let words = parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    if words.is_empty() {
        return overview.text("noText");
    }
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", &words[..end]),
        None => words,
    }
}
