//! One manifest for both browsers: the host patterns come from the site files, the names from the message files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use crate::extension::Variant;

/// Writes `manifest.json` and `_locales` into an extension's directory.
pub fn write(root: &Path, variant: Variant, browser: &str, dir: &Path) -> Result<()> {
    let text = fs::read_to_string(root.join("manifest.json"))?;
    let mut manifest: Map<String, Value> = serde_json::from_str(&text).context("manifest.json")?;
    let matches = json!(patterns(root, variant)?);
    manifest["version"] = json!(amends::VERSION);
    manifest["host_permissions"] = matches.clone();
    manifest["content_scripts"][0]["matches"] = matches;
    // Firefox warns of a key that Chromium cannot do without; all else serves both.
    if browser == "firefox"
        && let Some(background) = manifest["background"].as_object_mut()
    {
        background.remove("service_worker");
    }
    fs::write(
        dir.join("manifest.json"),
        serde_json::to_string_pretty(&manifest)? + "\n",
    )?;
    locales(dir)
}

/// Match patterns of all pages that the extension may touch without being asked.
fn patterns(root: &Path, variant: Variant) -> Result<Vec<String>> {
    if variant == Variant::Reading {
        return Ok(vec!["https://*/*".into()]);
    }
    let sites = amends::data::embedded().sites.all();
    let mut patterns: Vec<String> = sites.iter().flat_map(|s| s.matches.clone()).collect();
    if let Some(extra) = variant.extra_data() {
        patterns.extend(extra_patterns(&root.join(extra).join("sites"))?);
    }
    patterns.sort();
    patterns.dedup();
    Ok(patterns)
}

fn extra_patterns(dir: &Path) -> Result<Vec<String>> {
    let mut patterns = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("{} cannot be read", dir.display()))? {
        let path = entry?.path();
        let site: toml::Table = fs::read_to_string(&path)?
            .parse()
            .with_context(|| path.display().to_string())?;
        let matches = site
            .get("matches")
            .and_then(|m| m.as_array())
            .cloned()
            .unwrap_or_default();
        patterns.extend(matches.iter().filter_map(|m| m.as_str().map(str::to_owned)));
    }
    Ok(patterns)
}

/// Name and description in every interface language, as the browsers want them, and what is to be said where the Wasm
/// cannot say anything.
fn locales(dir: &Path) -> Result<()> {
    for (language, messages) in &amends::data::embedded().messages {
        let entry = |key: &str| json!({ "message": messages.get(key) });
        let folder = dir.join("_locales").join(language);
        fs::create_dir_all(&folder)?;
        let content = json!({
            "name": entry("manifest.name"),
            "description": entry("manifest.description"),
            "damaged": entry("error.damaged"),
        });
        fs::write(
            folder.join("messages.json"),
            serde_json::to_string_pretty(&content)? + "\n",
        )?;
    }
    Ok(())
}
