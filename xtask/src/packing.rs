//! Store archives and Mozilla's own check of them.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::extension::{self, BROWSERS, Variant};
use crate::{node, tools};

/// Builds the release and packs it for both stores, with nothing of the machine or the hour in it.
pub fn package(root: &Path) -> Result<()> {
    extension::build(root, Variant::Release)?;
    for browser in BROWSERS {
        let archive = archive(root, browser);
        pack(&Variant::Release.dir(root, browser), &archive)?;
        println!(
            "{} ({} kB)",
            archive.display(),
            fs::metadata(&archive)?.len() / 1000
        );
    }
    Ok(())
}

fn archive(root: &Path, browser: &str) -> PathBuf {
    root.join("dist")
        .join(format!("amends-{}-{browser}.zip", amends::VERSION))
}

fn pack(dir: &Path, archive: &Path) -> Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(File::create(archive)?);
    for path in files(dir)? {
        let name = path.strip_prefix(dir)?.to_string_lossy().replace('\\', "/");
        zip.start_file(name, options)?;
        zip.write_all(&fs::read(path)?)?;
    }
    zip.finish()?;
    Ok(())
}

fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// What Mozilla's linter says of a key that Chromium needs and Firefox ignores.
const CHROMIUM_ONLY: &str = "BACKGROUND_SERVICE_WORKER_IGNORED";

/// Mozilla's `web-ext lint` must find no error and no warning in either archive.
pub fn lint(root: &Path) -> Result<()> {
    tools::ready_node(root)?;
    for browser in BROWSERS {
        let archive = archive(root, browser);
        let mut command = node(root, "node_modules/web-ext/bin/web-ext.js");
        command.args([
            "lint",
            "--no-config-discovery",
            "--output=json",
            "--source-dir",
        ]);
        let output = command.arg(&archive).output()?;
        let report: Value = serde_json::from_slice(&output.stdout).with_context(|| {
            format!("web-ext lint: {}", String::from_utf8_lossy(&output.stderr))
        })?;
        let found = ["errors", "warnings"]
            .iter()
            .flat_map(|kind| report[kind].as_array().into_iter().flatten());
        let bad: Vec<&Value> = found
            .filter(|f| browser == "firefox" || f["code"] != CHROMIUM_ONLY)
            .collect();
        if !bad.is_empty() {
            bail!(
                "web-ext lint on {}: {}",
                archive.display(),
                serde_json::to_string_pretty(&bad)?
            );
        }
        println!("web-ext lint: nothing against {}", archive.display());
    }
    Ok(())
}
