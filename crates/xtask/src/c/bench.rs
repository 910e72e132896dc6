//! The part of `cargo xtask bench` for the C library.

use std::process::Command;

use crate::run::{Outcome, cargo, root, run};

/// Compares the time of a check through C and in Rust.
pub(crate) fn bench() -> Outcome {
    if !cfg!(target_os = "linux") {
        eprintln!("Skipped: what a check costs through C (measured on Linux alone).");
        return Ok(());
    }
    cargo(["build", "--release", "--quiet", "--package", "bulk-user-upload-c"])?;
    let library = root().join("target/release/libbulk_user_upload_c.so");
    let mut through_c = Command::new("cargo");
    through_c.args(["run", "--release", "--quiet", "--package", "benches", "--bin", "through_c", "--"]);
    run(through_c.arg(library))
}
