//! Builds and measures the model that understands reviews.

mod corpus;
mod eval;
mod machine;
mod samples;
mod scores;
mod train;
mod tune;

use std::path::PathBuf;

use amends::understand::model::Model;
use anyhow::Result;
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
        #[arg(long, default_value = "../shared/reviews/labelled-dev.jsonl")]
        labels: Vec<PathBuf>,
    },
    /// Measures the model on labelled reviews and prints the report.
    Eval {
        /// Files with labels; the reviews are looked up in `../shared/reviews`.
        #[arg(long, default_value = "../shared/reviews/labelled-dev.jsonl")]
        labels: Vec<PathBuf>,
        /// Scores of other programs: one JSON object a file, id → score.
        #[arg(long)]
        peer: Vec<PathBuf>,
        /// How many errors to list.
        #[arg(long, default_value = "20")]
        errors: usize,
        /// Leave the slow baselines out.
        #[arg(long)]
        quick: bool,
    },
}

const MODEL: &str = "model/reviews.bin";

fn main() -> Result<()> {
    let data = amends::data::embedded();
    match Arguments::parse().command {
        Command::Train => {
            let rows = corpus::rows("data/train".as_ref())?;
            let model = train::model(&rows, &data.lexicon, true, true);
            std::fs::create_dir_all("model")?;
            let bytes = model.to_bytes();
            std::fs::write(MODEL, &bytes)?;
            println!("{} bytes", bytes.len());
        }
        Command::Tune { labels } => tune::tune(&labels)?,
        Command::Eval {
            labels,
            peer,
            errors,
            quick,
        } => {
            let reviews = tune::read(&labels)?;
            let shipped = Model::from_bytes(&std::fs::read(MODEL)?)?;
            let plain = if quick {
                shipped.clone()
            } else {
                let rows = corpus::rows("data/train".as_ref())?;
                train::model(&rows, &data.lexicon, false, false)
            };
            let peers = peer
                .iter()
                .map(|path| {
                    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    Ok((name, serde_json::from_str(&std::fs::read_to_string(path)?)?))
                })
                .collect::<Result<Vec<_>>>()?;
            print!("{}", eval::report(&reviews, &shipped, &plain, &peers, errors));
        }
    }
    Ok(())
}
