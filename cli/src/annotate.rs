//! `amends annotate`: reviews in, what they are about out, in the same order, on all cores.

use std::io::{BufRead, BufWriter, IsTerminal, Write};
use std::sync::mpsc::{self, Receiver};

use amends::data;
use amends::protocol::{Field, Review};
use amends::understand::model::Model;
use amends::understand::{Evidence, Found, Understanding, understand};
use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;

use crate::input::{self, Format, Input, Item};

/// How many reviews are in memory at a time: enough for all cores, whatever the size of the input.
const BATCH: usize = 512;

/// How it went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Reviews that were understood.
    pub read: u64,
    /// Lines that could not be read.
    pub bad: u64,
}

#[derive(Serialize)]
struct Output<'r> {
    id: &'r Value,
    language: Option<&'r str>,
    polarity: Polarity,
    categories: Vec<Label<'r>>,
    primary: Option<&'r str>,
    situations: Vec<Label<'r>>,
}

#[derive(Serialize)]
struct Polarity {
    id: &'static str,
    confidence: f64,
}

#[derive(Serialize)]
struct Label<'r> {
    id: &'r str,
    confidence: f64,
    evidence: Vec<Span<'r>>,
}

#[derive(Serialize)]
struct Span<'r> {
    field: &'static str,
    start: usize,
    end: usize,
    text: &'r str,
}

/// Annotates all reviews of an input.
///
/// # Errors
/// Where the input ends with an error or the output cannot be written; bad lines are reported and counted.
pub fn run(
    input: impl BufRead + Send,
    output: impl Write,
    format: Option<Format>,
) -> Result<Outcome> {
    let model = Model::shipped()?;
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::sync_channel(BATCH);
        // Read on a thread of its own, so that a slow pipe still gets each answer at once.
        scope.spawn(move || match input::items(input, format) {
            // Whoever takes the items may have stopped: then reading stops too.
            Ok(mut items) => drop(items.try_for_each(|item| send.send(item).ok())),
            Err(error) => drop(send.send(Err(error))),
        });
        annotate(&receive, BufWriter::new(output), &model)
    })
}

fn annotate(items: &Receiver<Item>, mut output: impl Write, model: &Model) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let progress = progress();
    while let Ok(first) = items.recv() {
        let batch = std::iter::once(first)
            .chain(items.try_iter().take(BATCH - 1))
            .collect::<std::io::Result<Vec<_>>>()
            .context("standard input")?;
        let lines: Vec<Result<String>> = batch
            .par_iter()
            .filter_map(|item| item.as_ref().ok())
            .map(|(_, input)| line(input, model))
            .collect();
        for bad in batch.iter().filter_map(|item| item.as_ref().err()) {
            outcome.bad += 1;
            progress.suspend(|| eprintln!("amends: line {} {}", bad.line, bad.why));
        }
        for line in lines {
            outcome.read += 1;
            writeln!(output, "{}", line?).context("standard output")?;
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
    let style = ProgressStyle::with_template("{pos} reviews, {per_sec}, {elapsed}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::with_draw_target(None, target).with_style(style)
}

fn line(input: &Input, model: &Model) -> Result<String> {
    let review = Review {
        title: input.title.clone(),
        text: input.text.clone().unwrap_or_default(),
        rating: input::stars(&input.stars).unwrap_or_default(),
        author: input.author.clone(),
        date: input.date.clone(),
        product: input.product.clone(),
        reply: input.reply.clone(),
        ..Review::default()
    };
    let understood = understand(&review, input.lang.as_deref(), data::embedded(), model, &[]);
    Ok(serde_json::to_string(&output(input, &review, &understood))?)
}

fn output<'r>(input: &'r Input, review: &'r Review, understood: &'r Understanding) -> Output<'r> {
    let labels = |found: &'r [Found]| found.iter().map(|f| label(f, review)).collect();
    Output {
        id: &input.id,
        language: understood.language,
        polarity: Polarity {
            id: understood.polarity.id(),
            confidence: rounded(understood.confidence),
        },
        categories: labels(&understood.categories),
        primary: understood.primary().map(|f| f.id.as_str()),
        situations: labels(&understood.situations),
    }
}

fn label<'r>(found: &'r Found, review: &'r Review) -> Label<'r> {
    Label {
        id: &found.id,
        confidence: rounded(found.confidence),
        evidence: found.evidence.iter().map(|e| span(e, review)).collect(),
    }
}

/// Counted in characters, as most languages that read this count.
fn span<'r>(evidence: &Evidence, review: &'r Review) -> Span<'r> {
    let field = match evidence.field {
        Field::Title => "title",
        Field::Text => "text",
    };
    let text = evidence.words(review);
    let start = evidence
        .whole(review)
        .get(..evidence.start)
        .map_or(0, |before| before.chars().count());
    Span {
        field,
        start,
        end: start + text.chars().count(),
        text,
    }
}

fn rounded(confidence: f64) -> f64 {
    (confidence * 1000.0).round() / 1000.0
}
