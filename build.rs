//! Puts `data/` into the program as JSON, so that the Wasm needs no TOML reader. The phrase data, which is most of it, is a
//! text of its own: native programs hold it, the extension reads it from a file that `cargo xtask build` writes.
//!
//! `AMENDS_EXTRA_DATA` names a directory with further `sites` and `rules`; the practice build uses it.

use std::path::{Path, PathBuf};
use std::{env, fs};

use serde_json::{Map, Value, json};

fn main() {
    println!("cargo:rerun-if-env-changed=AMENDS_EXTRA_DATA");
    let mut sites = files(Path::new("data/sites"));
    let mut rules = files(Path::new("data/rules"));
    if let Ok(extra) = env::var("AMENDS_EXTRA_DATA")
        && !extra.is_empty()
    {
        sites.extend(files(&Path::new(&extra).join("sites")));
        rules.extend(files(&Path::new(&extra).join("rules")));
    }
    let messages: Map<String, Value> = files(Path::new("data/messages"))
        .into_iter()
        .map(|(name, value)| (name, flat(&value)))
        .collect();
    let values =
        |files: Vec<(String, Value)>| files.into_iter().map(|(_, v)| v).collect::<Vec<_>>();
    let data = json!({
        "sites": values(sites),
        "rules": values(rules),
        "messages": messages,
        "editors": read(Path::new("data/editors.toml")),
        "generic": read(Path::new("data/generic.toml")),
        "personal": read(Path::new("data/personal.toml")),
        "names": read(Path::new("data/names.toml")),
        "calibration": read(Path::new("data/calibration.toml")),
    });
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("data.json"), data.to_string()).expect("OUT_DIR can be written");
    if !env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        let by_language = |name: &str| files(&Path::new("data").join(name));
        let problems: Map<String, Value> = by_language("problems").into_iter().collect();
        for name in ["lexicon", "phrases", "checks"] {
            let mut files = by_language(name);
            if name == "phrases" {
                // Replies need both, so that they come together.
                for (language, file) in &mut files {
                    file["problems"] = problems.get(language).cloned().unwrap_or_default();
                }
            }
            // One language a line, as the program reads it.
            let text: String = files
                .iter()
                .map(|(language, file)| format!("{language} {file}\n"))
                .collect();
            fs::write(out.join(format!("{name}.json")), text).expect("OUT_DIR can be written");
        }
    }
}

/// All TOML files of a directory with their stems, in the order of their names.
fn files(dir: &Path) -> Vec<(String, Value)> {
    println!("cargo:rerun-if-changed={}", dir.display());
    let listing = fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    let mut paths: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let stem = path.file_stem().unwrap_or_default();
            (stem.to_string_lossy().into_owned(), read(path))
        })
        .collect()
}

fn read(path: &Path) -> Value {
    println!("cargo:rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Tables within tables become keys with dots: `[card] insert = …` is `card.insert`.
fn flat(value: &Value) -> Value {
    fn walk(prefix: &str, value: &Value, out: &mut Map<String, Value>) {
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    let path = if prefix.is_empty() {
                        key.clone()
                    } else {
                        format!("{prefix}.{key}")
                    };
                    walk(&path, inner, out);
                }
            }
            _ => {
                out.insert(prefix.to_owned(), value.clone());
            }
        }
    }
    let mut out = Map::new();
    walk("", value, &mut out);
    Value::Object(out)
}
