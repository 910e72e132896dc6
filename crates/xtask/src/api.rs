//! `cargo xtask api`: the public API of the engine, one line for each item, so that no change to it goes
//! unnoticed.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::run::{Outcome, root};
use crate::tools::succeeds;

/// The file with the API.
const FILE: &str = "crates/bulk-user-upload/public-api.txt";

/// Shows the differences between the API and the file, and fails if there are any.
pub(crate) fn compare() -> Outcome {
    let Some(api) = public_api()? else { return Ok(()) };
    let Ok(written) = fs::read_to_string(path()) else {
        return Err(format!("{FILE} does not exist: write it with `cargo xtask api write`"));
    };
    let differences = differences(&written, &api);
    if differences.is_empty() {
        println!("The public API of the engine is as {FILE} has it.");
        return Ok(());
    }
    println!("{}", differences.join("\n"));
    let advice = "if that is meant, run `cargo xtask api write` and say so in CHANGELOG.md";
    Err(format!("The public API of the engine has changed: {advice}."))
}

/// Writes the API to the file.
pub(crate) fn write() -> Outcome {
    let Some(api) = public_api()? else { return Ok(()) };
    fs::write(path(), api).map_err(|error| format!("{FILE}: {error}"))
}

fn path() -> PathBuf {
    root().join(FILE)
}

/// The API, as `cargo public-api` prints it. If that is not installed, `None`, and a line that says so.
fn public_api() -> Result<Option<String>, String> {
    if !succeeds(Command::new("cargo").args(["+nightly", "public-api", "--version"])) {
        eprintln!(
            "Skipped: the public API (it needs `rustup toolchain install nightly` and `cargo install cargo-public-api`)."
        );
        return Ok(None);
    }
    let mut command = Command::new("cargo");
    command.args(["+nightly", "public-api", "--package", "bulk-user-upload", "--color", "never"]);
    // Without blanket, auto trait and derived implementations, of which there are thousands.
    command.arg("-sss");
    eprintln!("$ cargo +nightly public-api --package bulk-user-upload -sss");
    let output = command.current_dir(root()).output().map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(format!("{}\n`cargo public-api` failed", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map(Some).map_err(|error| error.to_string())
}

/// The lines that are only in the file, with a `-`, and those that are only in the API, with a `+`.
fn differences(written: &str, api: &str) -> Vec<String> {
    let [written, api]: [BTreeSet<_>; 2] = [written, api].map(|text| text.lines().collect());
    let gone = written.difference(&api).map(|line| format!("-{line}"));
    let new = api.difference(&written).map(|line| format!("+{line}"));
    gone.chain(new).collect()
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn what_is_gone_and_what_is_new_is_named() {
        assert_eq!(
            differences("pub fn a()\npub fn b()\n", "pub fn b()\npub fn c()\n"),
            ["-pub fn a()", "+pub fn c()"]
        );
        assert!(differences("pub fn a()\n", "pub fn a()\n").is_empty());
    }
}
