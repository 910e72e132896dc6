//! The Python package: its wheel, its tests, its benchmark, in a virtual environment of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{Outcome, root, run, run_watched};

/// The folder of the environment, the wheels and the files of the build.
const FOLDER: &str = "target/python";

/// What builds the wheel.
const BUILDERS: [&str; 1] = ["maturin>=1.16,<2"];

/// What the tests need.
const TESTERS: [&str; 8] =
    ["pytest", "hypothesis", "mypy", "pyright", "pyarrow", "polars", "pandas", "duckdb"];

/// What the benchmark compares with.
const COMPARED: [&str; 3] = ["pydantic", "pandera", "pandas"];

/// Makes the wheel and the source distribution in `target/python/wheels`.
pub(crate) fn wheel() -> Outcome {
    install(&BUILDERS)?;
    build("build", &["--release", "--out", "target/python/wheels"])?;
    build("sdist", &["--out", "target/python/wheels"])
}

/// Runs the tests on the package as `pip install` installs it from the checkout. Gives how many passed.
pub(crate) fn test() -> Result<u32, String> {
    if !has_python() {
        eprintln!(
            "The tests of the Python package are skipped: there is no python3 of version 3.11 or later."
        );
        return Ok(0);
    }
    if let Err(reason) = install(&BUILDERS).and_then(|()| install(&TESTERS)) {
        eprintln!(
            "The tests of the Python package are skipped: what they need cannot be installed ({reason})."
        );
        return Ok(0);
    }
    install_package(&["--config-settings=build-args=--profile=dev"])?;
    let tests = root().join("bindings/python/tests");
    // The installed package is tested, not the folder beside the tests: `--pyargs` finds it by its name.
    let mut pytest = Command::new(program("python"));
    pytest
        .args(["-m", "pytest", "--quiet", "-p", "no:cacheprovider"])
        .arg(&tests)
        .args(["--doctest-modules", "--pyargs", "bulk_user_upload"])
        .env("PYTHONDONTWRITEBYTECODE", "1");
    let mut passed = 0;
    run_watched(&mut pytest, |line| {
        // `55 passed, 1 skipped in 2.34s`
        let count = line.split_once(" passed").and_then(|(count, _)| count.split([' ', ',']).next_back());
        passed = count.and_then(|count| count.parse().ok()).unwrap_or(passed);
    })?;
    Ok(passed)
}

/// Compares the speed with Rust, pydantic and pandera.
pub(crate) fn bench() -> Outcome {
    install(&BUILDERS)?;
    install(&COMPARED)?;
    install_package(&[])?;
    run(Command::new("cargo").args(["build", "--release", "--quiet", "--package", "benches", "--bins"]))?;
    let [file, directory] = ["users.csv", "directory.json"].map(|name| root().join(FOLDER).join(name));
    let release = root().join("target/release");
    run(Command::new(release.join("write_file")).arg("102400").arg(&file).arg(&directory))?;
    run(Command::new(program("python"))
        .arg(root().join("bindings/python/benches/compare.py"))
        .arg(release.join("check_time"))
        .args([&file, &directory]))
}

fn has_python() -> bool {
    let version = "import sys; sys.exit(sys.version_info < (3, 11))";
    Command::new("python3").args(["-c", version]).status().is_ok_and(|status| status.success())
}

fn environment() -> PathBuf {
    root().join(FOLDER).join("venv")
}

/// A program of the environment.
fn program(name: &str) -> PathBuf {
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    environment().join(folder).join(name)
}

/// Makes the environment if it is missing, and installs packages from the Python package index.
fn install(packages: &[&str]) -> Outcome {
    if !program("python").exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(environment()))?;
    }
    run(Command::new(program("python"))
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(packages))
}

/// `pip install ./bindings/python`.
fn install_package(settings: &[&str]) -> Outcome {
    run(Command::new(program("python"))
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--force-reinstall"])
        .args(settings)
        .args(["--no-build-isolation", "./bindings/python"])
        .env("CARGO_TARGET_DIR", root().join(FOLDER).join("target"))
        .env("PATH", path_with(&environment())))
}

/// The search path with the environment's programs first: pip starts maturin by its name.
fn path_with(environment: &Path) -> std::ffi::OsString {
    let own = environment.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let usual = std::env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(own).chain(std::env::split_paths(&usual));
    std::env::join_paths(all).unwrap_or(usual)
}

fn build(command: &str, arguments: &[&str]) -> Outcome {
    run(Command::new(program("maturin"))
        .arg(command)
        .args(arguments)
        .args(["--manifest-path", "bindings/python/Cargo.toml"])
        .env("CARGO_TARGET_DIR", root().join(FOLDER).join("target")))
}
