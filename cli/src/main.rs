//! `amends`: the engine of the extension as a command, for bulk work, pipes and measurement.

mod annotate;
mod check;
mod findings;
mod input;
mod pipeline;
mod place;

use std::fs;
use std::io::{self, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use amends::protocol::Settings;
use anyhow::{Context, bail};
use clap::{Args, Parser, Subcommand};

use annotate::Annotate;
use check::Check;
use input::Format;
use pipeline::{Outcome, Task};
use place::Place;

#[derive(Parser)]
#[command(
    version,
    about = "Says what reviews complain of, drafts replies and checks them. Everything is computed on this machine."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read reviews from standard input, write what they are about to standard output.
    ///
    /// Input is JSONL (one object a line) or CSV with a header. Fields: text, and if known id, title, stars, lang, site,
    /// author, date, product, reply; others are ignored. `lang` is only a hint: the text decides.
    ///
    /// Output is JSONL in the order of the input: id, language, polarity {id, confidence}, categories [{id, confidence,
    /// evidence}], primary, situations [{id, confidence, evidence}]. Evidence is {field, start, end, text}; start and end
    /// count Unicode characters. With --site or --settings also advice [{id, why, details, source}] and drafts [{step,
    /// language, text, findings}].
    #[command(after_help = STATUS)]
    Annotate {
        #[command(flatten)]
        common: Common,
        /// Add advice and drafts under the rules of this place, for example wildberries, amazon_feedback, etsy or generic;
        /// a `site` in a line goes before it.
        #[arg(long)]
        site: Option<String>,
        /// Add advice and drafts of the shop with these settings: a JSON file as the extension keeps them (shop, signature,
        /// contact, tone, length, hours, terms, remedies, facts, language), all of them optional.
        #[arg(long)]
        settings: Option<PathBuf>,
    },
    /// Read replies from standard input, write what speaks against them to standard output.
    ///
    /// Input is JSONL: text, and if known id, site, review {text, title, stars, author, lang, …}. Output is JSONL in the order of
    /// the input: id, findings [{rule, severity, start, end, message, suggestion, source}]; start and end count Unicode
    /// characters.
    #[command(after_help = STATUS)]
    Check {
        #[command(flatten)]
        common: Common,
        /// The rules of this place hold, for example ebay; a `site` in a line goes before it.
        #[arg(long)]
        site: Option<String>,
        /// Language of the messages: en, ru or ja.
        #[arg(long)]
        language: Option<String>,
    },
}

#[derive(Args)]
struct Common {
    /// How the input is written; told by its first character where it is not said.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Threads; all cores where it is not said.
    #[arg(long)]
    threads: Option<usize>,
}

const STATUS: &str = "Exit status: 0 all lines were read; 1 some could not be (named on standard error); 2 wrong arguments; 3 input or output failed.";

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Annotate {
            common,
            site,
            settings,
        } => match annotation(site.as_deref(), settings.as_deref()) {
            Ok(task) => run(&common, task),
            Err(error) => wrong(&error),
        },
        Command::Check {
            common,
            site,
            language,
        } => match Place::new(site.as_deref()).and_then(|place| Check::new(place, language)) {
            Ok(task) => run(&common, task),
            Err(error) => wrong(&error),
        },
    }
}

fn annotation(site: Option<&str>, settings: Option<&Path>) -> anyhow::Result<Annotate> {
    if site.is_none() && settings.is_none() {
        return Annotate::new(None);
    }
    let place = Place::new(site)?;
    let chosen = match settings {
        Some(path) => {
            let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
            // Windows programs begin files with a byte order mark.
            let read = serde_json::from_str(text.trim_start_matches('\u{feff}'));
            let read: Settings =
                read.with_context(|| format!("{} holds no settings", path.display()))?;
            let problems = amends::settings::problems(&read, &place::messages(None));
            if let Some(problem) = problems.first() {
                bail!("{}: {}: {}", path.display(), problem.field, problem.message);
            }
            read
        }
        None => Settings::default(),
    };
    Annotate::new(Some((place, chosen)))
}

fn wrong(error: &anyhow::Error) -> ExitCode {
    eprintln!("amends: {error:#}");
    ExitCode::from(2)
}

fn run(common: &Common, mut task: impl Task) -> ExitCode {
    if let Some(threads) = common.threads
        && let Err(error) = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global()
    {
        eprintln!("amends: --threads {threads}: {error}");
        return ExitCode::from(2);
    }
    if io::stdin().is_terminal() {
        eprintln!("amends: reading from the terminal; end with Ctrl-D, or see `amends --help`");
    }
    let (input, output) = (BufReader::new(io::stdin()), io::stdout().lock());
    match pipeline::run(&mut task, input, output, common.format) {
        Ok(Outcome { bad: 0, .. }) => ExitCode::SUCCESS,
        Ok(Outcome { read, bad }) => {
            eprintln!("amends: {read} lines read, {bad} could not be");
            ExitCode::from(1)
        }
        // Whoever reads our output has read enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("amends: {error:#}");
            ExitCode::from(3)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
