//! What Amends costs: on a page, and to understand reviews, beside other programs on the same texts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::{Map, Value, json};

use crate::extension::{self, Variant};
use crate::{node, peers, succeed, tools, training};

/// Language, and how many characters a text has: what takes 300 in Russian takes 120 in Japanese.
const TEXTS: [(&str, usize); 3] = [("ru", 300), ("ja", 120), ("en", 300)];
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
        let mut sample = training(root);
        sample.args(["sample", "--language", language]);
        sample.args(["--length", &length.to_string()]);
        succeed(sample.stdout(fs::File::create(&file)?))?;
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

/// What the native program takes for the texts on one core.
fn native(root: &Path, texts: &Path) -> Result<Value> {
    let mut command = training(root);
    let output = command.args(["speed", "--texts"]).arg(texts).output()?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
