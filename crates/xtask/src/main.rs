//! The chores of this workspace: `cargo xtask` lists them.

mod api;
#[cfg(test)]
mod book;
mod c;
mod c_codes;
#[cfg(test)]
mod circles;
mod error_reference;
mod fuzz;
mod generated;
mod package;
mod python;
mod python_codes;
mod run;
mod sample;
mod spreadsheet;
mod template_page;
mod test;
mod tools;
mod web;

use std::path::Path;
use std::process::ExitCode;

use run::Outcome;

const USAGE: &str = "\
Usage: cargo xtask CHORE

Chores:
  test quick      format, clippy, the engine's tests, every case through Rust and the command: three minutes
  test            everything that must pass; what can, runs side by side
  rust            the tests in Rust, the examples, and the sample
  c               the tests of the C library
  python          the tests of the Python package
  web             the tests of the page, in Chromium, and of its API (needs node, chromium and python3)
  spreadsheet     whether values survive LibreOffice, which it installs where it can (needs apt)
  package         whether each crate compiles from what `cargo publish` would upload
  api             whether the public API of the engine has changed (needs a nightly compiler and cargo-public-api)
  api write       writes the public API of the engine to crates/bulk-user-upload/public-api.txt
  sample          imports the sample files: a directory, an import, its rows with errors, the history
  docs            writes docs/errors.md, tables of the book and constants of the bindings from the engine
  c-install DIR   installs the C library below DIR, with its headers, for pkg-config and CMake
  wheel           builds the Python wheel and source distribution, in target/python/wheels
  screenshots     takes the pictures of docs/images (needs node and chromium)
  bench           measures everything that docs/performance.md shows
  fuzz [SECONDS]  runs each fuzz target, for 60 seconds by default (needs a nightly compiler and cargo-fuzz)";

fn bench() -> Outcome {
    for program in ["ratios", "imports"] {
        run::cargo(["run", "--release", "--package", "benches", "--bin", program])?;
    }
    c::bench()?;
    web::bench()?;
    python::bench()
}

/// Says how many tests passed: `cargo xtask test` reads that line.
fn counted(result: Result<u32, String>) -> Outcome {
    println!("{} passed, 0 failed", result?);
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["test"] => test::whole(),
        ["test", "quick"] => test::quick(),
        ["rust"] => counted(test::rust()),
        ["c"] => counted(c::test()),
        ["python"] => counted(python::test()),
        ["web"] => counted(web::test()),
        ["spreadsheet"] => counted(spreadsheet::spreadsheet()),
        ["package"] => counted(package::test()),
        ["api"] => api::compare(),
        ["api", "write"] => api::write(),
        ["sample"] => sample::sample(),
        ["docs"] => generated::write(),
        ["c-install", prefix] => c::install(Path::new(prefix), c::Profile::Release),
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
