//! The tests and the pictures of the page in Chromium, and the comparison of the API with its description
//! by schemathesis.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Outcome, root, run, run_watched};
use crate::test::build_command;
use crate::tools::{copy_folder, has, has_for, succeeds};

/// The folder of the tests.
const SOURCE: &str = "crates/bulk-user-upload-web/e2e";

/// Where the tests run, and where the packages that they need are installed: not in the source tree.
const FOLDER: &str = "target/web/e2e";

/// The Python environment of schemathesis.
const ENVIRONMENT: &str = "target/web/venv";

const SCHEMATHESIS: &str = "schemathesis>=4.32,<5";

/// The oldest version of node that the tests run with.
const MIN_NODE: u32 = 20;

/// The tests that need no browser.
const WITHOUT_BROWSER: [&str; 1] = ["description.test.js"];

/// Runs the tests. Gives how many passed.
pub(crate) fn test() -> Result<u32, String> {
    if !is_prepared("the tests of the page")? {
        return Ok(0);
    }
    let mut files = tests()?;
    let browser = browser();
    if browser.is_none() {
        eprintln!("Skipped: the page in a browser (chromium not installed).");
        files.retain(|file| WITHOUT_BROWSER.contains(&file.as_str()));
    }
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"]).args(files.iter().map(|file| format!("{FOLDER}/{file}")));
    with_programs(&mut node, browser);
    match schemathesis() {
        Ok(program) => drop(node.env("SCHEMATHESIS", program)),
        Err(reason) => {
            eprintln!(
                "Skipped: the comparison of the API with its description (schemathesis not installed: {reason})."
            );
        }
    }
    let mut passed = 0;
    run_watched(&mut node, |line| {
        // `ℹ pass 55`
        passed = line.strip_prefix("ℹ pass ").and_then(|count| count.parse().ok()).unwrap_or(passed);
    })?;
    Ok(passed)
}

/// Takes the pictures of the page for the book.
pub(crate) fn screenshots() -> Outcome {
    if !is_prepared("the pictures of the page")? {
        return Ok(());
    }
    let Some(browser) = browser() else {
        eprintln!("Skipped: the pictures of the page (chromium not installed).");
        return Ok(());
    };
    let mut node = Command::new("node");
    node.arg(format!("{FOLDER}/screenshots.js")).arg(root().join("docs/images"));
    with_programs(&mut node, Some(browser));
    run(&mut node)
}

/// Measures the page under load, with a release build. It takes some minutes.
pub(crate) fn bench() -> Outcome {
    let programs = ["--package", "bulk-user-upload-cli", "--package", "benches"];
    run(Command::new("cargo").args(["build", "--release", "--quiet", "--bins"]).args(programs))?;
    run(&mut Command::new(root().join("target/release/load")))
}

fn with_programs(node: &mut Command, browser: Option<String>) {
    let program = format!("bulk-user-upload{}", std::env::consts::EXE_SUFFIX);
    node.env("BULK_USER_UPLOAD", root().join("target/debug").join(program));
    if let Some(browser) = browser {
        node.env("CHROMIUM", browser);
    }
}

/// Builds the command, and installs what the tests need. If something is missing, a line says what is
/// skipped.
fn is_prepared(what: &str) -> Result<bool, String> {
    if !has_for(&["node", "npm"], what) {
        return Ok(false);
    }
    let version = format!("process.exit(parseInt(process.versions.node) < {MIN_NODE} ? 1 : 0)");
    if !succeeds(Command::new("node").args(["--eval", &version])) {
        eprintln!("Skipped: {what} (node {MIN_NODE} or later not installed).");
        return Ok(false);
    }
    let lock = Path::new(FOLDER).join("node_modules/.package-lock.json");
    let is_installed = root().join(lock).exists() && is_same("package-lock.json");
    copy_folder(&root().join(SOURCE), &root().join(FOLDER))?;
    if !is_installed && let Err(reason) = run(Command::new("npm").args(["ci", "--prefix", FOLDER])) {
        eprintln!("Skipped: {what} (its packages not installed: {reason}).");
        return Ok(false);
    }
    build_command()?;
    Ok(true)
}

/// Chromium: the one that the variable `CHROMIUM` names, or the first that is installed.
fn browser() -> Option<String> {
    let named = std::env::var("CHROMIUM").ok();
    let known = ["chromium", "chromium-browser", "google-chrome"].map(str::to_owned);
    named.map_or_else(|| known.to_vec(), |named| vec![named]).into_iter().find(|program| has(program))
}

/// Installs schemathesis if it is missing. Gives its path.
fn schemathesis() -> Result<PathBuf, String> {
    let programs = root().join(ENVIRONMENT).join(if cfg!(windows) { "Scripts" } else { "bin" });
    if !programs.join("python").exists() {
        run(Command::new("python3").args(["-m", "venv", ENVIRONMENT]))?;
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", SCHEMATHESIS];
    run(Command::new(programs.join("python")).args(pip))?;
    Ok(programs.join("schemathesis"))
}

/// The names of the files with tests.
fn tests() -> Result<Vec<String>, String> {
    let folder = root().join(SOURCE);
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<_> = names.filter(|name| name.ends_with(".test.js")).collect();
    names.sort();
    Ok(names)
}

/// Whether a file is the same in both folders.
fn is_same(name: &str) -> bool {
    let [source, copied] = [SOURCE, FOLDER].map(|folder| fs::read(root().join(folder).join(name)).ok());
    source == copied
}
