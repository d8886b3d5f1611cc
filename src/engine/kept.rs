//! What the user put right: kept, told, forgotten.

use time::OffsetDateTime;

use super::{Context, Engine, failed};
use crate::protocol::{Answer, ExportedCorrection, Response, Review};
use crate::understand::{CATEGORIES, correction};

impl Engine {
    /// Keeps that one category was shown and another one is right, and shows the card anew.
    pub(super) fn correct(
        &mut self,
        review: Review,
        context: Context<'_>,
        (was, is): (Option<String>, Option<String>),
        now: f64,
    ) -> Answer {
        let unknown = |id: &&String| !CATEGORIES.contains(&id.as_str());
        if let Some(bad) = [&was, &is].into_iter().flatten().find(unknown) {
            let message = context
                .messages
                .with("error.unknownCategory", &[("id", bad)]);
            return failed("unknownCategory", message);
        }
        let kept = correction(
            &review,
            context.hint,
            self.data,
            self.model.latin(),
            (was, is),
            now,
        );
        self.stored.keep_correction(kept);
        self.unsaved = true;
        self.one_card(review, context, None)
    }

    /// All corrections, for a file of the user's.
    pub(super) fn export_corrections(&self) -> Answer {
        let kept = self.stored.corrections.iter();
        let corrections = kept.map(|c| ExportedCorrection {
            was: c.was.clone(),
            is: c.is.clone(),
            language: c.language.clone(),
            when: when(c.at),
            text: c.text.clone(),
        });
        Answer::Fine(Response::Corrections {
            corrections: corrections.collect(),
        })
    }

    /// Forgets all corrections.
    pub(super) fn forget_corrections(&mut self) -> Answer {
        self.unsaved |= !self.stored.corrections.is_empty();
        self.stored.corrections.clear();
        Answer::Fine(Response::Done {})
    }
}

/// A time as ISO 8601 writes it, to the second; empty where the clock told nonsense.
fn when(milliseconds: f64) -> String {
    match OffsetDateTime::from_unix_timestamp((milliseconds / 1000.0) as i64) {
        Ok(t) => {
            let (day, hour, minute, second) = (t.date(), t.hour(), t.minute(), t.second());
            let (year, month, day) = (day.year(), u8::from(day.month()), day.day());
            format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
        }
        Err(_) => String::new(),
    }
}
