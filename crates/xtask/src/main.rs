//! The chores of this workspace: `cargo xtask` lists them.

mod c;
mod c_codes;
mod error_reference;
mod fuzz;
mod generated;
mod python;
mod python_codes;
mod run;
mod sample;
mod test;
mod tools;
mod web;

use std::path::Path;
use std::process::ExitCode;

use run::Outcome;

const USAGE: &str = "\
Usage: cargo xtask CHORE

Chores:
  test            everything that must pass: format, clippy, rustdoc, tests, examples, the README's first command
  sample          the whole way on the sample files: a directory, an import, the rows to mend, the history
  docs            writes docs/errors.md and the constants of the bindings from the catalogue
  python          the tests of the Python package alone
  c               the tests of the C library alone
  c-install DIR   the C library, its headers, and what pkg-config and CMake find it by, below a folder
  wheel           the Python wheel and source distribution, in target/python/wheels
  web             the page in Chromium, and its API beside its description (needs node, chromium and python3)
  screenshots     takes the pictures of docs/images (needs node and chromium)
  bench           the side-by-side comparisons, as tables
  fuzz [SECONDS]  every fuzz target, 60 seconds each (needs a nightly compiler and cargo-fuzz)";

fn bench() -> Outcome {
    for program in ["ratios", "imports"] {
        run::cargo(["run", "--release", "--package", "benches", "--bin", program])?;
    }
    c::bench()?;
    web::bench()?;
    python::bench()
}

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["test"] => test::test(),
        ["sample"] => sample::sample(),
        ["docs"] => generated::write(),
        ["python"] => python::test().map(drop),
        ["c"] => c::test().map(drop),
        ["c-install", prefix] => c::install(Path::new(prefix), c::Profile::Release),
        ["web"] => web::test().map(drop),
        ["screenshots"] => web::screenshots(),
        ["wheel"] => python::wheel(),
        ["bench"] => bench(),
        ["fuzz"] => fuzz::fuzz("60"),
        ["fuzz", seconds] => fuzz::fuzz(seconds),
        _ => Outcome::Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
