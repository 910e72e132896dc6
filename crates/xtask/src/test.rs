//! `cargo xtask test`: everything that must pass.

use std::process::Command;

use crate::c;
use crate::generated;
use crate::python;
use crate::run::{Outcome, cargo, run, run_watched};
use crate::sample;
use crate::web;

pub(crate) fn test() -> Outcome {
    cargo(["fmt", "--all", "--check"])?;
    cargo(["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])?;
    rustdoc()?;
    generated::check()?;
    let passed = tests()?;
    cargo(["run", "--quiet", "--package", "bulk-user-upload", "--example", "sync_host"])?;
    cargo(["run", "--quiet", "--package", "bulk-user-upload", "--example", "async_host"])?;
    sample::sample()?;
    let passed = passed + c::test()? + python::test()? + web::test()?;
    println!("{passed} passed, 0 failed");
    Ok(())
}

/// Runs every test of Rust's, and says how many passed.
fn tests() -> Result<u32, String> {
    let mut passed = 0;
    run_watched(Command::new("cargo").args(["test", "--workspace", "--quiet"]), |line| {
        // `test result: ok. 55 passed; 0 failed; …`, one for each file of tests.
        let count = line.strip_prefix("test result: ok. ").and_then(|rest| rest.split(' ').next());
        passed += count.and_then(|count| count.parse::<u32>().ok()).unwrap_or(0);
    })?;
    Ok(passed)
}

fn rustdoc() -> Outcome {
    run(Command::new("cargo")
        .args(["doc", "--workspace", "--no-deps", "--quiet"])
        .env("RUSTDOCFLAGS", "--deny warnings"))
}
