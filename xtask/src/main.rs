//! Everything that is done with Amends besides using it: `cargo xtask build | demo | test | package | read | bench | replies | …`.

mod bench;
mod extension;
mod manifest;
mod packing;
mod peers;
mod ranks;
mod replies;
mod tools;
mod types;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand, ValueEnum};

use extension::Variant;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Builds, shows, tests, measures and packs Amends"
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the extension for both browsers into dist/.
    Build {
        /// Also build the variants for practice and for reading saved pages.
        #[arg(long)]
        all: bool,
    },
    /// Build, open a browser on the practice shops, and show Amends at work.
    Demo {
        #[arg(long, value_enum, default_value = "chromium")]
        browser: Browser,
        /// Show nothing on a screen; the default where there is no display.
        #[arg(long)]
        headless: bool,
        /// Where screenshots go.
        #[arg(long, default_value = "target/demo")]
        out: PathBuf,
    },
    /// Run all tests, fast ones first.
    Test {
        /// Only what needs no browser.
        #[arg(long)]
        fast: bool,
    },
    /// Make the two store archives, byte for byte the same on every machine.
    Package,
    /// Read saved pages at their real addresses in a real browser and score what was read.
    Read {
        /// Directory with NAME.html and NAME.truth.json.
        #[arg(long)]
        pages: PathBuf,
        #[arg(long, value_enum, default_value = "chromium")]
        browser: Browser,
        /// Ignore the site files.
        #[arg(long)]
        generic: bool,
        /// File for what was read, one JSON object a line.
        #[arg(long)]
        out: PathBuf,
        /// Only pages whose path holds this text.
        #[arg(long)]
        only: Option<String>,
        /// Show so many mismatches.
        #[arg(long, default_value = "0")]
        show: u32,
    },
    /// Measure what Amends costs on a page, and how fast it understands, with peers beside it.
    Bench {
        #[arg(long, value_enum, default_value = "chromium")]
        browser: Browser,
        /// Only these sections: size,page,latency,memory,trace,understand.
        #[arg(long)]
        only: Option<String>,
    },
    /// Measure checks and replies, and write packs of real reviews with drafts for readers.
    Replies {
        /// Directory with <language>.jsonl; left out where it is not there.
        #[arg(long, default_value = "../shared/reviews")]
        reviews: PathBuf,
        /// Files that `cargo xtask read` wrote of pages with real replies, for the ranking.
        #[arg(long)]
        read: Vec<PathBuf>,
        /// Settings of the seller whose replies are ranked.
        #[arg(long)]
        settings: Option<PathBuf>,
        /// Another number chooses other reviews.
        #[arg(long, default_value = "1")]
        seed: u32,
        /// Directory for the packs.
        #[arg(long, default_value = "target/replies")]
        out: PathBuf,
        /// Leave out the times, which need a browser.
        #[arg(long)]
        quick: bool,
    },
    /// Count how readers ranked the replies of a pack.
    Ranks {
        /// Directory with the pack and verdict-<reader>.jsonl.
        #[arg(default_value = "target/replies")]
        dir: PathBuf,
    },
    /// Train the model from data/train and write model/reviews.bin and its report.
    Train,
    /// Fit data/calibration.toml on labelled reviews.
    Tune {
        /// Files with labels; more than one may be given.
        #[arg(long)]
        labels: Vec<PathBuf>,
    },
    /// Measure understanding on labelled reviews, with baselines and peers beside it.
    Eval {
        /// Directory with labelled-dev.jsonl and the reviews.
        #[arg(long, default_value = "../shared/reviews")]
        data: PathBuf,
        /// Further files with labels of reviews in that directory.
        #[arg(long)]
        labels: Vec<PathBuf>,
        /// How many errors to list.
        #[arg(long, default_value = "20")]
        errors: u32,
        /// Leave out what takes long: the peers and the model without phrases.
        #[arg(long)]
        quick: bool,
    },
    /// Write the TypeScript declarations of the protocol.
    Types,
}

#[derive(Clone, Copy, ValueEnum)]
enum Browser {
    Chromium,
    Firefox,
}

impl Browser {
    fn name(self) -> &'static str {
        match self {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox",
        }
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let root = root();
    match task {
        Task::Build { all } => {
            let variants = if all {
                Variant::ALL.as_slice()
            } else {
                &[Variant::Release]
            };
            for &variant in variants {
                extension::build(&root, variant)?;
            }
            println!(
                "Load dist/chromium (chrome://extensions, “Load unpacked”) or dist/firefox/manifest.json (about:debugging)."
            );
            Ok(())
        }
        Task::Demo {
            browser,
            headless,
            out,
        } => {
            tools::ready_browser(&root, browser.name())?;
            extension::build(&root, Variant::Practice)?;
            let mut command = node(&root, "tests/e2e/demo.mjs");
            command
                .args(["--browser", browser.name()])
                .arg("--out")
                .arg(&out);
            command
                .arg("--extension")
                .arg(Variant::Practice.dir(&root, browser.name()));
            if headless || !has_display() {
                command.arg("--headless");
            }
            succeed(&mut command)
        }
        Task::Test { fast } => test(&root, fast),
        Task::Package => packing::package(&root).and_then(|()| packing::lint(&root)),
        Task::Read {
            pages,
            browser,
            generic,
            out,
            only,
            show,
        } => {
            tools::ready_browser(&root, browser.name())?;
            extension::build(&root, Variant::Reading)?;
            let mut command = node(&root, "tests/e2e/read.mjs");
            command
                .arg("--pages")
                .arg(absolute(&pages)?)
                .arg("--out")
                .arg(std::path::absolute(out)?);
            command
                .arg("--extension")
                .arg(Variant::Reading.dir(&root, browser.name()));
            command.args(["--browser", browser.name(), "--show", &show.to_string()]);
            if generic {
                command.arg("--generic");
            }
            if let Some(only) = only {
                command.args(["--only", &only]);
            }
            succeed(&mut command)
        }
        Task::Bench { browser, only } => bench::bench(&root, browser.name(), only.as_deref()),
        Task::Train => succeed(training(&root).arg("train")),
        Task::Tune { labels } => {
            let mut command = training(&root);
            command.arg("tune");
            for file in labels {
                command.arg("--labels").arg(absolute(&file)?);
            }
            succeed(&mut command)
        }
        Task::Eval {
            data,
            labels,
            errors,
            quick,
        } => {
            let data = absolute(&data)?;
            let mut files = vec![data.join("labelled-dev.jsonl")];
            for file in labels {
                files.push(absolute(&file)?);
            }
            let mut command = training(&root);
            command.args(["eval", "--errors", &errors.to_string()]);
            command.arg("--reviews").arg(&data);
            for file in &files {
                command.arg("--labels").arg(file);
            }
            if quick {
                command.arg("--quick");
            } else {
                for scores in peers::scores(&root, &files, &data)? {
                    command.arg("--peer").arg(scores);
                }
            }
            succeed(&mut command)
        }
        Task::Replies {
            reviews,
            read,
            settings,
            seed,
            out,
            quick,
        } => replies::replies(
            &root,
            &replies::Measured {
                reviews: &reviews,
                read: &read,
                settings: settings.as_deref(),
                seed,
                out: &out,
                browser: (!quick).then_some(Browser::Chromium.name()),
            },
        ),
        Task::Ranks { dir } => ranks::ranks(&dir),
        Task::Types => types::write(&root),
    }
}

/// All tests: format, lint, native tests, types of the JavaScript, then browsers.
fn test(root: &Path, fast: bool) -> Result<()> {
    succeed(cargo(root).args(["fmt", "--all", "--check"]))?;
    succeed(cargo(root).args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ]))?;
    succeed(cargo(root).args(["test", "--workspace", "--quiet"]))?;
    tools::ready_wasm(root)?;
    succeed(cargo(root).args([
        "clippy",
        "--quiet",
        "--lib",
        "--target",
        tools::WASM,
        "--",
        "-D",
        "warnings",
    ]))?;
    for variant in Variant::ALL {
        extension::build(root, variant)?;
    }
    tools::ready_node(root)?;
    succeed(node(root, "node_modules/typescript/bin/tsc").args(["--project", "."]))?;
    packing::package(root)?;
    packing::lint(root)?;
    if fast {
        return Ok(());
    }
    tools::ready_browser(root, "chromium")?;
    tools::ready_browser(root, "firefox")?;
    // One browser at a time: two cores are soon busy, and a slow machine must not look like a broken product.
    let mut command = node(root, "--test");
    command
        .args(["--test-concurrency=1", "--test-reporter=spec"])
        .args(browser_tests(root)?);
    succeed(&mut command)
}

/// The program that trains and measures, built to run fast.
fn training(root: &Path) -> Command {
    let mut command = cargo(root);
    command.args(["run", "--quiet", "--release", "--package", "training", "--"]);
    command
}

/// The browser tests, in the order of their names.
fn browser_tests(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root.join("tests/e2e"))?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|path| path.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    Ok(files)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

fn absolute(path: &Path) -> Result<PathBuf> {
    path.canonicalize()
        .with_context(|| format!("{} cannot be read", path.display()))
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
        || cfg!(any(target_os = "macos", windows))
}

/// The cargo that runs this.
fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

fn node(root: &Path, script: &str) -> Command {
    let mut command = Command::new("node");
    command.current_dir(root).arg(script);
    command
}

/// Runs a command to its end; an error where it fails.
fn succeed(command: &mut Command) -> Result<()> {
    let line = format!("{command:?}");
    let status = command
        .status()
        .with_context(|| format!("cannot run {line}"))?;
    if !status.success() {
        bail!("{line}: {status}");
    }
    Ok(())
}
