//! `cargo xtask test`: everything that must pass.

use std::process::Command;

use crate::error_reference;
use crate::run::{Outcome, cargo, root, run};

pub(crate) fn test() -> Outcome {
    cargo(["fmt", "--all", "--check"])?;
    cargo(["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])?;
    rustdoc()?;
    error_reference::check()?;
    cargo(["test", "--workspace", "--quiet"])?;
    cargo(["run", "--quiet", "--package", "bulk-user-upload", "--example", "sync_host"])?;
    cargo(["run", "--quiet", "--package", "bulk-user-upload", "--example", "async_host"])?;
    sample()
}

fn rustdoc() -> Outcome {
    run(Command::new("cargo")
        .args(["doc", "--workspace", "--no-deps", "--quiet"])
        .env("RUSTDOCFLAGS", "--deny warnings"))
}

/// The README's first command: it finds something, so it ends with 1.
fn sample() -> Outcome {
    let command = "run --quiet --package bulk-user-upload-cli -- check docs/sample/users.csv --directory \
                   docs/sample/directory.json --as alice";
    eprintln!("$ cargo {command}");
    let status = Command::new("cargo")
        .args(command.split_whitespace())
        .current_dir(root())
        .status()
        .map_err(|error| format!("the README's first command cannot run: {error}"))?;
    match status.code() {
        Some(1) => Ok(()),
        _ => Err(format!(
            "the README's first command should find errors in the sample and end with 1: {status}"
        )),
    }
}
