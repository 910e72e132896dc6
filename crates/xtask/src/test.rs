//! `cargo xtask test`: everything that must pass.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::generated;
use crate::run::{Outcome, cargo, root, run};
use crate::sample;

pub(crate) fn test() -> Outcome {
    cargo(["fmt", "--all", "--check"])?;
    cargo(["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])?;
    rustdoc()?;
    generated::check()?;
    let passed = tests()?;
    cargo(["run", "--quiet", "--package", "bulk-user-upload", "--example", "sync_host"])?;
    cargo(["run", "--quiet", "--package", "bulk-user-upload", "--example", "async_host"])?;
    sample::sample()?;
    println!("{passed} passed, 0 failed");
    Ok(())
}

/// Runs every test, and says how many passed.
fn tests() -> Result<u32, String> {
    let words = ["test", "--workspace", "--quiet"];
    eprintln!("$ cargo {}", words.join(" "));
    let failed = |error: std::io::Error| format!("`cargo test` cannot run: {error}");
    let mut child = Command::new("cargo")
        .args(words)
        .current_dir(root())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let mut passed = 0;
    for line in BufReader::new(child.stdout.take().expect("it is piped")).lines() {
        let line = line.map_err(failed)?;
        println!("{line}");
        // `test result: ok. 55 passed; 0 failed; …`, one for each file of tests.
        let count = line.strip_prefix("test result: ok. ").and_then(|rest| rest.split(' ').next());
        passed += count.and_then(|count| count.parse::<u32>().ok()).unwrap_or(0);
    }
    let status = child.wait().map_err(failed)?;
    if status.success() { Ok(passed) } else { Err(format!("`cargo test` failed ({status})")) }
}

fn rustdoc() -> Outcome {
    run(Command::new("cargo")
        .args(["doc", "--workspace", "--no-deps", "--quiet"])
        .env("RUSTDOCFLAGS", "--deny warnings"))
}
