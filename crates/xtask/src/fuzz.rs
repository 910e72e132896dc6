//! `cargo xtask fuzz`: runs every fuzz target for some time, starting from the uploads of the test cases.

use std::fs;
use std::process::Command;

use crate::run::{Outcome, root, run};

pub(crate) fn fuzz(seconds: &str) -> Outcome {
    run(Command::new("cargo").args(["+nightly", "fuzz", "--version"])).map_err(|failure| {
        format!("{failure}\nFuzzing needs `rustup toolchain install nightly` and `cargo install cargo-fuzz`.")
    })?;
    let targets = root().join("fuzz/fuzz_targets");
    let mut names: Vec<_> = fs::read_dir(&targets)
        .map_err(|error| format!("{}: {error}", targets.display()))?
        .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
        .collect();
    names.sort();
    for name in names {
        seed(&name)?;
        let limit = format!("-max_total_time={seconds}");
        run(Command::new("cargo").args(["+nightly", "fuzz", "run", &name, "--", &limit, "-max_len=8192"]))?;
    }
    Ok(())
}

/// Copies the uploads of the test cases, and the target's own seeds, into its corpus.
fn seed(target: &str) -> Outcome {
    let corpus = root().join("fuzz/corpus").join(target);
    let failed = |error: std::io::Error| format!("{}: {error}", corpus.display());
    fs::create_dir_all(&corpus).map_err(failed)?;
    for case in testdata::cases() {
        let bytes = case.bytes();
        if bytes.len() < 8192 {
            fs::write(corpus.join(case.title().replace('/', "-")), bytes).map_err(failed)?;
        }
    }
    let seeds = root().join("fuzz/seeds").join(target);
    for seed in fs::read_dir(seeds).into_iter().flatten().flatten() {
        fs::copy(seed.path(), corpus.join(seed.file_name())).map_err(failed)?;
    }
    Ok(())
}
