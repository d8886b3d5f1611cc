//! `amends`: the engine of the extension as a command, for bulk work, pipes and measurement.

mod annotate;
mod input;

use std::io::{self, BufReader, IsTerminal};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use annotate::Outcome;
use input::Format;

#[derive(Parser)]
#[command(
    version,
    about = "Says what reviews complain of. Everything is computed on this machine."
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
    /// count Unicode characters.
    #[command(
        after_help = "Exit status: 0 all lines were read; 1 some could not be (named on standard error); 2 wrong arguments; 3 input or output failed."
    )]
    Annotate {
        /// How the input is written; told by its first character where it is not said.
        #[arg(long, value_enum)]
        format: Option<Format>,
        /// Threads; all cores where it is not said.
        #[arg(long)]
        threads: Option<usize>,
    },
}

fn main() -> ExitCode {
    let Command::Annotate { format, threads } = Arguments::parse().command;
    if let Some(threads) = threads
        && let Err(error) = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global()
    {
        eprintln!("amends: --threads {threads}: {error}");
        return ExitCode::from(2);
    }
    if io::stdin().is_terminal() {
        eprintln!(
            "amends: reading reviews from the terminal; end with Ctrl-D, or see `amends annotate --help`"
        );
    }
    match annotate::run(BufReader::new(io::stdin()), io::stdout().lock(), format) {
        Ok(Outcome { bad: 0, .. }) => ExitCode::SUCCESS,
        Ok(Outcome { read, bad }) => {
            eprintln!("amends: {read} reviews read, {bad} could not be");
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
