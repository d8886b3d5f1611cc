//! Records in, lines out, in the same order, on all cores, in flat memory.

use std::io::{BufRead, BufWriter, IsTerminal, Write};
use std::sync::mpsc::{self, Receiver};

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;

use crate::input::{self, Format, Item, Record};

/// How many records are in memory at a time: enough for all cores, whatever the size of the input.
const BATCH: usize = 512;

/// How it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Records that were read.
    pub read: u64,
    /// Lines that could not be read.
    pub bad: u64,
}

/// What is done with each record: `work` on any core, `finish` in the order of the input.
pub trait Task: Sync {
    /// What stands in a line.
    type Record: Record + Sync;
    /// What `work` hands to `finish`.
    type Worked: Send;

    /// The part that needs nothing but the record.
    fn work(&self, record: &Self::Record) -> Self::Worked;

    /// The line to write.
    ///
    /// # Errors
    /// Where the line cannot be made.
    fn finish(&mut self, record: &Self::Record, worked: Self::Worked) -> Result<String>;
}

/// Does a task for all records of an input.
///
/// # Errors
/// Where the input ends with an error or the output cannot be written; bad lines are reported and counted.
pub fn run<T: Task>(
    task: &mut T,
    input: impl BufRead + Send,
    output: impl Write,
    format: Option<Format>,
) -> Result<Outcome> {
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(BATCH);
        // Read on a thread of its own, so that a slow pipe still gets each answer at once.
        scope.spawn(move || match input::items(input, format) {
            // Whoever takes the items may have stopped: then reading stops too.
            Ok(mut items) => drop(items.try_for_each(|item| send.send(item).ok())),
            Err(error) => drop(send.send(Err(error))),
        });
        batches(task, &receive, BufWriter::new(output))
    })
}

fn batches<T: Task>(
    task: &mut T,
    items: &Receiver<Item<T::Record>>,
    mut output: impl Write,
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let progress = progress();
    while let Ok(first) = items.recv() {
        let batch = std::iter::once(first)
            .chain(items.try_iter().take(BATCH - 1))
            .collect::<std::io::Result<Vec<_>>>()
            .context("standard input")?;
        let worked: Vec<(&T::Record, T::Worked)> = batch
            .par_iter()
            .filter_map(|item| item.as_ref().ok())
            .map(|(_, record)| (record, task.work(record)))
            .collect();
        for bad in batch.iter().filter_map(|item| item.as_ref().err()) {
            outcome.bad += 1;
            progress.suspend(|| eprintln!("amends: line {} {}", bad.line, bad.why));
        }
        for (record, worked) in worked {
            outcome.read += 1;
            let line = task.finish(record, worked)?;
            writeln!(output, "{line}").context("standard output")?;
        }
        output.flush().context("standard output")?;
        progress.set_position(outcome.read);
    }
    progress.finish_and_clear();
    Ok(outcome)
}

/// Shown on a terminal only, and not where the output goes to the same one.
fn progress() -> ProgressBar {
    let shown = std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
    let target = if shown {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let style = ProgressStyle::with_template("{pos} lines, {per_sec}, {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::with_draw_target(None, target).with_style(style)
}
