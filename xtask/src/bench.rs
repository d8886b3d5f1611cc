//! What Amends costs: on a page, and to understand reviews, beside other programs on the same texts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::extension::{self, Variant};
use crate::{node, peers, succeed, tools, training};

/// Language, and how many characters a text has: what takes 300 in Russian takes 120 in Japanese.
const TEXTS: [(&str, usize); 3] = [("ru", 300), ("ja", 120), ("en", 300)];
/// How many texts a language has.
const COUNT: usize = 400;

/// Measures in a browser; `only` names the sections to measure, all of them where it is `None`.
pub fn bench(root: &Path, browser: &str, only: Option<&str>) -> Result<()> {
    tools::ready_browser(root, browser)?;
    extension::build(root, Variant::Practice)?;
    extension::build(root, Variant::Release)?;
    let mut command = node(root, "tests/e2e/bench.mjs");
    command.args(["--browser", browser, "--extension"]);
    command.arg(Variant::Practice.dir(root, browser));
    if let Some(only) = only {
        command.args(["--only", only]);
    }
    if only.is_none_or(|only| only.split(',').any(|section| section == "understand")) {
        command.arg("--beside").arg(beside(root)?);
    }
    succeed(&mut command)
}

/// Writes the texts and the file with what the native program and the peers take for them, in seconds.
fn beside(root: &Path) -> Result<PathBuf> {
    let dir = root.join("target/bench");
    fs::create_dir_all(&dir)?;
    let mut found = Map::new();
    for (language, length) in TEXTS {
        let file = dir.join(format!("texts-{language}.jsonl"));
        fs::write(&file, texts(root, language, length)?)?;
        let native = native(root, &file)?;
        let peers: Map<String, Value> = peers::times(root, language, &file)?
            .into_iter()
            .map(|(name, times)| (name.to_owned(), times))
            .collect();
        found.insert(
            language.to_owned(),
            json!({"native": native, "peers": peers}),
        );
    }
    let file = dir.join("beside.json");
    fs::write(&file, serde_json::to_string_pretty(&found)?)?;
    Ok(file)
}

/// Texts of one length, a line each: training texts that follow one another, joined and cut.
fn texts(root: &Path, language: &str, length: usize) -> Result<String> {
    let (mut out, mut count, mut text) = (String::new(), 0, String::new());
    for own in own_texts(root, language)? {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&own);
        let Some((end, _)) = text.char_indices().nth(length) else {
            continue;
        };
        count += 1;
        let line = json!({"id": format!("{language}-{count:03}"), "text": &text[..end]});
        out.push_str(&format!("{line}\n"));
        if count == COUNT {
            return Ok(out);
        }
        text.clear();
    }
    bail!("data/train has only {count} × {length} characters of {language}")
}

/// The training texts of a language, in the order of the files' names.
fn own_texts(root: &Path, language: &str) -> Result<Vec<String>> {
    let dir = root.join("data/train");
    let listing = fs::read_dir(&dir).with_context(|| dir.display().to_string())?;
    let mut files: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    let wanted = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(&format!("{language}-")) && name.ends_with(".jsonl")
    };
    files.retain(|path| wanted(path));
    files.sort();
    let mut out = Vec::new();
    for file in files {
        for line in fs::read_to_string(&file)?.lines() {
            let row: Value =
                serde_json::from_str(line).with_context(|| file.display().to_string())?;
            out.extend(row["text"].as_str().map(str::to_owned));
        }
    }
    Ok(out)
}

/// What the native program takes for the texts on one core.
fn native(root: &Path, texts: &Path) -> Result<Value> {
    let mut command = training(root);
    let output = command.args(["speed", "--texts"]).arg(texts).output()?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
