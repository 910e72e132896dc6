//! The commands in `sh` blocks of `README.md`, `tutorial.md` and `performance.md`. They install, serve or
//! measure, so no test runs them, but the chores, packages and programs that they name must exist.

use std::process::Command;

use book::blocks;
use serde_json::Value;

use crate::USAGE;
use crate::run::{output_of, root};

const PAGES: [&str; 3] = ["README.md", "tutorial.md", "performance.md"];

/// The packages of the workspace, as `cargo metadata` has them.
fn packages() -> Vec<Value> {
    let mut metadata = Command::new("cargo");
    metadata.args(["metadata", "--quiet", "--no-deps", "--offline", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&output_of(&mut metadata).unwrap()).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn has_package(name: &str) -> bool {
    packages().iter().any(|package| package["name"] == name)
}

fn has_program(name: &str) -> bool {
    let packages = packages();
    let mut targets = packages.iter().flat_map(|package| package["targets"].as_array().unwrap());
    targets.any(|target| target["name"] == name && target["kind"][0] == "bin")
}

/// What is wrong with a command, if anything.
fn mistake(line: &str) -> Option<String> {
    let words: Vec<_> = line.split('#').next()?.split_whitespace().collect();
    match words.as_slice() {
        ["cargo", "xtask", chore @ ..] => {
            let chore = format!("  {}  ", chore.join(" "));
            (!USAGE.contains(&chore)).then(|| format!("`cargo xtask` has no chore{chore}"))
        }
        ["cargo", "run" | "build" | "bench" | "install", options @ ..] => {
            // What follows `--` is the program's.
            let options = options.split(|word| *word == "--").next()?;
            options.windows(2).find_map(|pair| match pair {
                ["-p", name] => (!has_package(name)).then(|| format!("there is no package {name}")),
                ["--bin", name] => (!has_program(name)).then(|| format!("there is no program {name}")),
                ["--path", path] => {
                    (!root().join(path).join("Cargo.toml").exists()).then(|| format!("{path} has no package"))
                }
                _ => None,
            })
        }
        [program, ..] if program.starts_with("target/release/") => {
            let name = program.trim_start_matches("target/release/");
            (!has_program(name)).then(|| format!("there is no program {name}"))
        }
        [] => None,
        [other, ..] => Some(format!("no test knows `{other}`")),
    }
}

#[test]
fn commands_name_what_exists() {
    for page in PAGES {
        let blocks = blocks(page).into_iter().filter(|block| block.language == "sh");
        let lines: Vec<_> =
            blocks.flat_map(|block| block.code.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
        assert!(!lines.is_empty(), "{page} has no commands");
        for line in lines {
            assert_eq!(mistake(&line), None, "{page}: {line}");
        }
    }
}

#[test]
fn what_does_not_exist_is_a_mistake() {
    for line in [
        "cargo xtask tset",
        "cargo run -p bulk-user-upload-clo -- serve",
        "cargo run -p benches --bin ratio",
        "cargo install --path crates/bulk-user-upload-clo",
        "target/release/loaf 60",
        "make install",
    ] {
        assert!(mistake(line).is_some(), "{line}");
    }
}
