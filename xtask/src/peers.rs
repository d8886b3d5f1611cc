//! Other programs on the same reviews, for comparison: VADER and wink (English), asari (Japanese), nlp.js (Russian).
//!
//! They are installed into `target/peers` and used nowhere else. One that cannot be had is left out, and that is said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Error, Result};
use serde_json::{Value, json};

use crate::{succeed, training};

/// Name, language, and what runs it.
const PEERS: [(&str, &str, Runner); 4] = [
    ("vader", "en", Runner::Python("vaderSentiment==3.3.2")),
    ("wink", "en", Runner::Node("wink-sentiment@5.0.2")),
    ("asari", "ja", Runner::Python("asari==0.2.0")),
    (
        "nlpjs",
        "ru",
        Runner::Node("@nlpjs/sentiment@4.26.1 @nlpjs/core@4.26.1 @nlpjs/lang-ru@4.26.1"),
    ),
];

#[derive(Clone, Copy)]
enum Runner {
    Python(&'static str),
    Node(&'static str),
}

/// Files with the scores of each peer that could be run.
pub fn scores(root: &Path, labels: &[PathBuf], reviews: &Path) -> Result<Vec<PathBuf>> {
    let dir = ready(root)?;
    let mut out = Vec::new();
    for (name, language, runner) in PEERS {
        let file = dir.join(format!("{name}.json"));
        let texts = dir.join(format!("texts-{language}.jsonl"));
        let scored = list(root, labels, reviews, language, &texts)
            .and_then(|()| score(root, &dir, name, runner, &texts, &file));
        match scored {
            Ok(()) => out.push(file),
            Err(error) => leave_out(name, &error),
        }
    }
    Ok(out)
}

/// What each peer of a language that could be run takes for the texts of a file.
pub fn times(root: &Path, language: &str, texts: &Path) -> Result<Vec<(&'static str, Value)>> {
    let dir = ready(root)?;
    let mut out = Vec::new();
    for (name, _, runner) in PEERS.into_iter().filter(|peer| peer.1 == language) {
        let file = texts.with_file_name(format!("{name}.json"));
        let scored = score(root, &dir, name, runner, texts, &file);
        match scored.and_then(|()| told(&file)) {
            Ok(times) => out.push((name, times)),
            Err(error) => leave_out(name, &error),
        }
    }
    Ok(out)
}

fn ready(root: &Path) -> Result<PathBuf> {
    let dir = root.join("target/peers");
    fs::create_dir_all(&dir)?;
    Ok(dir)
}

fn leave_out(name: &str, error: &Error) {
    eprintln!("{name} is left out: {error:#}");
}

fn told(file: &Path) -> Result<Value> {
    let said: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    Ok(json!({"seconds": said["seconds"], "fastest": said["fastest"]}))
}

/// Writes the labelled texts of a language into a file.
fn list(
    root: &Path,
    labels: &[PathBuf],
    reviews: &Path,
    language: &str,
    texts: &Path,
) -> Result<()> {
    let mut list = training(root);
    list.args(["texts", "--language", language, "--reviews"])
        .arg(reviews);
    for path in labels {
        list.arg("--labels").arg(path);
    }
    succeed(list.stdout(fs::File::create(texts)?))
}

/// Installs a peer where it is not there yet, and lets it score the texts of a file.
fn score(
    root: &Path,
    dir: &Path,
    name: &str,
    runner: Runner,
    texts: &Path,
    file: &Path,
) -> Result<()> {
    let mut command = match runner {
        Runner::Python(package) => python(root, dir, package, name)?,
        Runner::Node(packages) => node(root, dir, packages, name)?,
    };
    command
        .stdin(fs::File::open(texts)?)
        .stdout(fs::File::create(file)?);
    succeed(&mut command)
}

fn python(root: &Path, dir: &Path, package: &str, name: &str) -> Result<Command> {
    let venv = dir.join("python");
    if !venv.join("bin/python").exists() {
        succeed(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
    }
    let python = venv.join("bin/python");
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "--quiet", package]);
    succeed(install.stdout(Stdio::null()))?;
    let mut command = Command::new(python);
    command.arg(root.join("training/peers/peer.py")).arg(name);
    Ok(command)
}

fn node(root: &Path, dir: &Path, packages: &str, name: &str) -> Result<Command> {
    let modules = dir.join("node");
    fs::create_dir_all(&modules)?;
    let mut install = Command::new("npm");
    install
        .args(["install", "--silent", "--no-audit", "--no-fund", "--prefix"])
        .arg(&modules);
    install.args(packages.split(' '));
    succeed(install.stdout(Stdio::null())).context("npm")?;
    let mut command = Command::new("node");
    command
        .arg(root.join("training/peers/peer.mjs"))
        .arg(name)
        .arg(modules);
    Ok(command)
}
