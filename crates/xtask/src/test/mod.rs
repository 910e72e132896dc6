//! `cargo xtask test` runs everything that must pass; `cargo xtask test quick` runs what finds most mistakes,
//! in three minutes.
//!
//! Every `cargo test` here is for the whole workspace. The packages of one call choose the features of their
//! dependencies together, so a call for other packages builds the dependencies, and the engine, again with
//! other features.

mod jobs;
mod steps;

use std::process::Command;

use crate::run::{Outcome, cargo, root, run, run_watched};
use crate::{generated, package, sample};
use jobs::Job;
use steps::step;

/// The chores that run side by side, the longest first.
const JOBS: [Job; 5] = [
    Job { name: "the tests in Rust", chore: "rust" },
    Job { name: "the C library", chore: "c" },
    Job { name: "the page", chore: "web" },
    Job { name: "the Python package", chore: "python" },
    Job { name: "the round trip through a spreadsheet", chore: "spreadsheet" },
];

/// The tests that the quick size runs beside the unit tests: the engine's, and those of the command.
const QUICK: [&str; 6] = ["--test", "engine", "--test", "cost", "--test", "command"];

/// Everything.
pub(crate) fn whole() -> Outcome {
    step("format", || cargo(["fmt", "--all", "--check"]))?;
    step("clippy", clippy)?;
    step("the engine's features", clippy_of_features)?;
    step("rustdoc", rustdoc)?;
    step("generated files", generated::check)?;
    // Before the build: it leaves a command in `target/debug` that was built from its package.
    let mut passed = step("packages", package::test)?;
    step("build", build)?;
    passed += jobs::run(&JOBS)?;
    println!("{passed} passed, 0 failed");
    Ok(())
}

/// Format, clippy, the engine's tests, and every case through Rust and the command.
pub(crate) fn quick() -> Outcome {
    step("format", || cargo(["fmt", "--all", "--check"]))?;
    step("clippy", clippy)?;
    step("generated files", generated::check)?;
    let passed = step("tests", || cargo_test(["--lib"].iter().chain(&QUICK)))?;
    println!("{passed} passed, 0 failed");
    Ok(())
}

/// Runs every test in Rust, the examples, and the first command of the README. Returns how many tests passed.
pub(crate) fn rust() -> Result<u32, String> {
    let passed = cargo_test(&[])?;
    for example in ["sync_host", "async_host"] {
        run(&mut Command::new(built(&format!("examples/{example}"))))?;
    }
    sample::sample_with(|| Command::new(built("bulk-user-upload")))?;
    Ok(passed)
}

/// Builds the command, with the features that the tests in Rust use.
pub(crate) fn build_command() -> Outcome {
    cargo(["test", "--workspace", "--quiet", "--no-run", "--test", "command"])
}

/// A program that the build of the tests has made.
fn built(name: &str) -> std::path::PathBuf {
    root().join("target/debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

fn clippy() -> Outcome {
    cargo(["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])
}

/// The engine has no warnings without features, nor with one of them alone: the workspace always has all of
/// them. Its tests need all of them, so only the library is checked.
fn clippy_of_features() -> Outcome {
    let engine = package::metadata()?.into_iter().find(|package| package["name"] == "bulk-user-upload");
    let engine = engine.ok_or("the workspace has no engine")?;
    let features = engine["features"].as_object().into_iter().flat_map(|features| features.keys());
    let alone = features.filter(|feature| *feature != "default").map(|feature| vec!["--features", feature]);
    for choice in alone.chain([vec![]]) {
        let mut clippy = Command::new("cargo");
        clippy.args(["clippy", "--quiet", "--package", "bulk-user-upload", "--lib", "--no-default-features"]);
        run(clippy.args(choice).args(["--", "--deny", "warnings"]))?;
    }
    Ok(())
}

fn rustdoc() -> Outcome {
    run(Command::new("cargo")
        .args(["doc", "--workspace", "--no-deps", "--quiet"])
        .env("RUSTDOCFLAGS", "--deny warnings"))
}

fn build() -> Outcome {
    cargo(["test", "--workspace", "--quiet", "--no-run"])
}

/// Runs the tests in these targets, or all tests if there are none. Returns how many passed.
fn cargo_test<'a>(targets: impl IntoIterator<Item = &'a &'a str>) -> Result<u32, String> {
    let mut command = Command::new("cargo");
    command.args(["test", "--workspace", "--quiet", "--no-fail-fast"]).args(targets);
    let mut passed = 0;
    run_watched(&mut command, |line| {
        // `test result: ok. 55 passed; 0 failed; …`, one for each file of tests.
        let count = line.strip_prefix("test result: ok. ").and_then(|rest| rest.split(' ').next());
        passed += count.and_then(|count| count.parse::<u32>().ok()).unwrap_or(0);
    })?;
    Ok(passed)
}
