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
    /// Dump.
    Dump { labels: Vec<PathBuf> },
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
        Command::Dump { labels } => {
            let model = Model::from_bytes(&std::fs::read(MODEL)?)?;
            for review in tune::read(&labels)? {
                let Some(file) = data.lexicon.get(&review.lang) else {
                    continue;
                };
                let text = match &review.title {
                    Some(t) => format!("{t}\n{}", review.text),
                    None => review.text.clone(),
                };
                let a = amends::understand::Analysis::new(&text, file);
                let Some(s) = model.score(&review.lang, &a) else {
                    continue;
                };
                let cl: Vec<_> = s
                    .clauses
                    .iter()
                    .map(|(i, z)| {
                        let (b, e) = a.bytes(*i);
                        (
                            text[b..e].to_string(),
                            z.to_vec(),
                            amends::understand::model::kinds(&a, *i),
                        )
                    })
                    .collect();
                println!(
                    "{}",
                    serde_json::json!({"id": review.id, "lang": review.lang, "stars": review.stars, "polarity": review.polarity, "categories": review.categories, "primary": review.primary, "span": review.span, "text": text, "whole": s.whole.to_vec(), "clauses": cl})
                );
            }
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
                    let name = path
                        .file_stem()
                        .unwrap_or_default()
                        .to_string_lossy()
                        .into_owned();
                    Ok((name, serde_json::from_str(&std::fs::read_to_string(path)?)?))
                })
                .collect::<Result<Vec<_>>>()?;
            print!(
                "{}",
                eval::report(&reviews, &shipped, &plain, &peers, errors)
            );
        }
    }
    Ok(())
}
