//! What building and testing need: installed where that can be done, named where it cannot.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::{cargo, succeed};

/// The Wasm target.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Version of the driver for Firefox.
const GECKODRIVER: &str = "0.37.1";

/// Installs the Wasm target where it is missing.
pub fn ready_wasm(root: &Path) -> Result<()> {
    let libraries = Command::new("rustc")
        .current_dir(root)
        .args(["--print", "target-libdir", "--target", WASM])
        .output()?;
    let dir = PathBuf::from(String::from_utf8_lossy(&libraries.stdout).trim());
    if dir.exists() {
        return Ok(());
    }
    println!("Installing the Wasm target …");
    let done = Command::new("rustup")
        .current_dir(root)
        .args(["target", "add", WASM])
        .status();
    match done {
        Ok(status) if status.success() => Ok(()),
        _ => bail!("the Rust target {WASM} is missing: run `rustup target add {WASM}`"),
    }
}

/// Installs the npm packages of the tests where they are missing or old.
pub fn ready_node(root: &Path) -> Result<()> {
    if !found("node") || !found("npm") {
        bail!(
            "Node 20 or newer and npm are missing: install them (https://nodejs.org or `apt-get install nodejs npm`)"
        );
    }
    let stamp = root.join("node_modules/.amends-lock");
    let lock = fs::read(root.join("package-lock.json"))?;
    if fs::read(&stamp).is_ok_and(|done| done == lock) {
        return Ok(());
    }
    println!("Installing the test tools from npm …");
    succeed(
        Command::new("npm")
            .current_dir(root)
            .args(["ci", "--no-audit", "--loglevel=error"])
            .stdin(Stdio::null()),
    )?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// Installs a browser, its driver and fonts where they are missing.
pub fn ready_browser(root: &Path, browser: &str) -> Result<()> {
    ready_node(root)?;
    let mut packages = Vec::new();
    if browser == "chromium" {
        if !configured("AMENDS_CHROMIUM")
            && !found("chromium")
            && !found("chromium-browser")
            && !found("google-chrome")
        {
            packages.push("chromium");
        }
        if !configured("AMENDS_CHROMEDRIVER") && !found("chromedriver") {
            packages.push("chromium-driver");
        }
    } else if !configured("AMENDS_FIREFOX") && !found("firefox") && !found("firefox-esr") {
        packages.push("firefox-esr");
    }
    if cfg!(target_os = "linux") && !has_cjk_font() {
        packages.extend(["fonts-noto-cjk", "fonts-noto-color-emoji"]);
    }
    if !packages.is_empty() {
        apt(&packages)?;
    }
    if browser == "firefox" {
        ready_geckodriver(root)
    } else {
        Ok(())
    }
}

fn configured(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|v| !v.is_empty())
}

/// A program is on the PATH.
fn found(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths)
        .any(|dir| dir.join(program).is_file() || dir.join(format!("{program}.exe")).is_file())
}

/// Without such a font Japanese screenshots would show boxes.
fn has_cjk_font() -> bool {
    Command::new("fc-list")
        .arg(":lang=ja")
        .output()
        .is_ok_and(|out| !out.stdout.is_empty())
}

fn apt(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    let root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|out| out.stdout.starts_with(b"0\n"));
    if !found("apt-get") || !(root || found("sudo")) {
        bail!("please install first: {list}");
    }
    println!("Installing {list} …");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(if root { "env" } else { "sudo" });
        // Without a terminal sudo must fail instead of waiting for a password.
        command.args(if root { &[][..] } else { &["-n", "env"][..] });
        command
            .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        succeed(&mut command)
    };
    let done = run(&["update"])
        .and_then(|()| run(&[&["install", "-y", "--no-install-recommends"], packages].concat()));
    done.map_err(|error| error.context(format!("please install by hand: apt-get install {list}")))
}

/// Firefox's driver is built from its source: Debian has no package of it.
fn ready_geckodriver(root: &Path) -> Result<()> {
    let own = root.join("target/tools");
    if configured("AMENDS_GECKODRIVER")
        || own.join("bin/geckodriver").exists()
        || found("geckodriver")
    {
        return Ok(());
    }
    println!("Building geckodriver {GECKODRIVER}, which takes some minutes once …");
    let mut command = cargo(root);
    command
        .args([
            "install",
            "geckodriver",
            "--quiet",
            "--locked",
            "--version",
            GECKODRIVER,
            "--root",
        ])
        .arg(&own);
    command.env("CARGO_TARGET_DIR", root.join("target/geckodriver"));
    succeed(&mut command)
}
