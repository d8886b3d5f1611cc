//! Builds and measures the model that understands reviews.

mod audit;
mod corpus;
mod eval;
mod latin;
mod logistic;
mod machine;
mod report;
mod samples;
mod scores;
mod speed;
mod train;
mod tune;

use std::path::PathBuf;

use amends::understand::model::Model;
use anyhow::{Result, bail};
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Builds and measures the model that understands reviews")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Trains the model from `data/train/` and writes `model/reviews.bin`.
    Train,
    /// Fits `data/calibration.toml` on labelled reviews.
    Tune {
        /// Files with labels.
        #[arg(long, default_value = "../shared/reviews/labelled-dev.jsonl")]
        labels: Vec<PathBuf>,
        /// Where the reviews are.
        #[arg(long, default_value = "../shared/reviews")]
        reviews: PathBuf,
    },
    /// Prints id and text of the labelled reviews of a language, for other programs.
    Texts {
        #[arg(long)]
        language: String,
        #[arg(long, default_value = "../shared/reviews/labelled-dev.jsonl")]
        labels: Vec<PathBuf>,
        #[arg(long, default_value = "../shared/reviews")]
        reviews: PathBuf,
    },
    /// Measures the model on labelled reviews and prints the report.
    Eval {
        /// Files with labels.
        #[arg(long, default_value = "../shared/reviews/labelled-dev.jsonl")]
        labels: Vec<PathBuf>,
        /// Where the reviews are.
        #[arg(long, default_value = "../shared/reviews")]
        reviews: PathBuf,
        /// Files with the scores of other programs.
        #[arg(long)]
        peer: Vec<PathBuf>,
        /// How many errors to list.
        #[arg(long, default_value = "20")]
        errors: usize,
        /// Leave the slow baselines out.
        #[arg(long)]
        quick: bool,
    },
    /// Prints id and text of joined training texts of one length, for measuring speed.
    Sample {
        #[arg(long)]
        language: String,
        /// Characters of a text.
        #[arg(long)]
        length: usize,
        #[arg(long, default_value = "400")]
        count: usize,
    },
    /// Measures how fast the model understands the texts of a file, on one thread, and prints that as JSON.
    Speed {
        /// File with {"id", "text"} a line.
        #[arg(long)]
        texts: PathBuf,
    },
}

const TRAIN: &str = "data/train";
const MODEL: &str = "model/reviews.bin";
const REPORT: &str = "model/report.md";

fn main() -> Result<()> {
    let data = amends::data::embedded();
    match Arguments::parse().command {
        Command::Train => {
            let rows = corpus::rows(TRAIN.as_ref())?;
            let problems = audit::problems(&rows);
            if !problems.is_empty() {
                bail!(
                    "data/train: {} problems:\n{}",
                    problems.len(),
                    problems.join("\n")
                );
            }
            let model = train::model(&rows, &data.lexicon, true, true)?;
            std::fs::create_dir_all("model")?;
            let bytes = model.to_bytes();
            std::fs::write(MODEL, &bytes)?;
            println!("{MODEL}: {} bytes", bytes.len());
            // A second model without every tenth text tells what the first is worth on texts like them.
            let (mut most, mut tenth) = (Vec::new(), Vec::new());
            for (i, row) in rows.into_iter().enumerate() {
                if i % 10 == 9 { &mut tenth } else { &mut most }.push(row);
            }
            let model = train::model(&most, &data.lexicon, true, false)?;
            let text = format!(
                "# The model\n\nWritten by `cargo xtask train`. On every tenth training text, by a model trained on the other nine:\n\n{}",
                report::own(&tenth, &model)
            );
            std::fs::write(REPORT, text)?;
            println!("{REPORT}: scores on texts left out");
        }
        Command::Texts {
            language,
            labels,
            reviews,
        } => {
            let all = tune::read(&labels, &reviews)?;
            for review in all.iter().filter(|r| r.lang == language) {
                println!(
                    "{}",
                    serde_json::json!({"id": review.id, "text": review.whole()})
                );
            }
        }
        Command::Tune { labels, reviews } => tune::tune(&labels, &reviews)?,
        Command::Eval {
            labels,
            reviews,
            peer,
            errors,
            quick,
        } => {
            let reviews = tune::read(&labels, &reviews)?;
            let shipped = Model::from_bytes(&std::fs::read(MODEL)?)?;
            let plain = if quick {
                shipped.clone()
            } else {
                let rows = corpus::rows(TRAIN.as_ref())?;
                train::model(&rows, &data.lexicon, false, false)?
            };
            let peers = peer
                .iter()
                .map(|path| report::peer(path))
                .collect::<Result<Vec<_>>>()?;
            print!(
                "{}",
                report::report(&reviews, &shipped, &plain, &peers, errors)
            );
        }
        Command::Sample {
            language,
            length,
            count,
        } => {
            let rows = corpus::rows(TRAIN.as_ref())?;
            let texts = speed::texts(&rows, &language, length, count)?;
            for (number, text) in (1..).zip(texts) {
                let id = format!("{language}-{number:03}");
                println!("{}", serde_json::json!({"id": id, "text": text}));
            }
        }
        Command::Speed { texts } => {
            let model = Model::from_bytes(&std::fs::read(MODEL)?)?;
            let speed = speed::speed(&texts, data, &model)?;
            println!("{}", serde_json::to_string(&speed)?);
        }
    }
    Ok(())
}
