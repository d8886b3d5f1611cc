//! From sources to directories that a browser loads.

use std::fs;
use std::path::{Path, PathBuf};

use amends::data;
use amends::lexicon::Lexicon;
use anyhow::{Context, Result};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::{cargo, manifest, succeed, tools, types};

/// Browsers that an extension is built for.
pub const BROWSERS: [&str; 2] = ["chromium", "firefox"];

/// What the extension is built for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// For users.
    Release,
    /// For the practice shops and the browser tests: with their site files, and with a panic on request.
    Practice,
    /// For reading saved pages of any host: the release with permission for all hosts.
    Reading,
}

impl Variant {
    /// All variants.
    pub const ALL: [Variant; 3] = [Variant::Release, Variant::Practice, Variant::Reading];

    /// Directory of the extension for a browser.
    pub fn dir(self, root: &Path, browser: &str) -> PathBuf {
        let dist = root.join("dist");
        match self {
            Variant::Release => dist.join(browser),
            Variant::Practice => dist.join(format!("practice-{browser}")),
            Variant::Reading => dist.join(format!("reading-{browser}")),
        }
    }

    /// Directory of further sites and rules.
    pub fn extra_data(self) -> Option<&'static str> {
        (self == Variant::Practice).then_some("tests/practice")
    }
}

/// Builds the extension for both browsers.
pub fn build(root: &Path, variant: Variant) -> Result<()> {
    tools::ready_wasm(root)?;
    types::write(root)?;
    let wasm = compile(root, variant)?;
    let bound = root
        .join("target/bound")
        .join(format!("{variant:?}").to_lowercase());
    bind(&wasm, &bound)?;
    // Where the type check of the JavaScript looks for the glue.
    copy(&bound, &root.join("target/types/wasm"), &|name| {
        name.ends_with(".d.ts")
    })?;
    let (lexicon, texts) = (Lexicon::packed(), texts()?);
    for browser in BROWSERS {
        let dir = variant.dir(root, browser);
        if dir.exists() {
            fs::remove_dir_all(&dir)?;
        }
        copy(&root.join("extension"), &dir.join("extension"), &|name| {
            !name.ends_with(".d.ts")
        })?;
        copy(&bound, &dir.join("wasm"), &|name| !name.ends_with(".d.ts"))?;
        fs::copy(root.join("model/reviews.bin"), dir.join("wasm/reviews.bin"))
            .context("model/reviews.bin: `cargo xtask train` makes it")?;
        fs::write(dir.join("wasm/lexicon.bin"), &lexicon)?;
        for (name, text) in &texts {
            fs::write(dir.join(format!("wasm/{name}.txt")), text)?;
        }
        manifest::write(root, variant, browser, &dir)?;
    }
    Ok(())
}

/// Data by language that the extension reads as they are written, without the examples, which are for the tests.
fn texts() -> Result<[(&'static str, String); 2]> {
    Ok([
        ("phrases", bare(data::PHRASES, "/problems/problem")?),
        ("checks", bare(data::CHECKS, "/rule")?),
    ])
}

/// Data by language without the examples of the entries at this place.
fn bare(text: &str, place: &str) -> Result<String> {
    let mut out = String::new();
    for (language, json) in text.lines().filter_map(|line| line.split_once(' ')) {
        let mut file: Value = serde_json::from_str(json)?;
        let entries = file.pointer_mut(place).and_then(Value::as_array_mut);
        for entry in entries
            .into_iter()
            .flatten()
            .filter_map(Value::as_object_mut)
        {
            entry.remove("yes");
            entry.remove("no");
        }
        out.push_str(&format!("{language} {file}\n"));
    }
    Ok(out)
}

fn compile(root: &Path, variant: Variant) -> Result<PathBuf> {
    // A directory of its own: other data must not throw out the release's artefacts.
    let target = root.join("target").join(if variant == Variant::Practice {
        "practice"
    } else {
        "extension"
    });
    let mut command = cargo(root);
    command.args([
        "build",
        "--quiet",
        "--package",
        "amends",
        "--lib",
        "--target",
        tools::WASM,
        "--profile",
        "wasm",
        "--locked",
    ]);
    command.env("CARGO_TARGET_DIR", &target);
    if let Some(extra) = variant.extra_data() {
        command
            .args(["--features", "fault"])
            .env("AMENDS_EXTRA_DATA", extra);
    } else {
        command.env_remove("AMENDS_EXTRA_DATA");
    }
    succeed(&mut command)?;
    Ok(target.join(tools::WASM).join("wasm/amends.wasm"))
}

/// Runs wasm-bindgen as a library, so that its version is the crate's.
fn bind(wasm: &Path, out: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(wasm)
        .out_name("amends")
        .web(true)?
        .typescript(true)
        .omit_default_module_path(false)
        .remove_name_section(true)
        // After a panic the background starts a new instance in the same worker.
        .reset_state_function(true)
        .generate(out)
        .with_context(|| format!("wasm-bindgen on {}", wasm.display()))
}

fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&str) -> bool) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let entry = entry?;
        let (source, name) = (entry.path(), entry.file_name());
        if source.is_dir() {
            copy(&source, &to.join(name), wanted)?;
        } else if wanted(&name.to_string_lossy()) {
            fs::copy(&source, to.join(name))?;
        }
    }
    Ok(())
}
