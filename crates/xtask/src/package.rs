//! `cargo xtask package`: each crate to be published compiles from the files that `cargo publish` uploads,
//! and no others, and those have its licences.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::run::{Outcome, output_of, run};

/// What every package has.
const REQUIRED: [&str; 4] = ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

/// Packages the crates, and compiles each from its package. Returns how many there are.
pub(crate) fn test() -> Result<u32, String> {
    let names = published()?;
    for name in &names {
        check_files(name, &output_of(&mut cargo_package(&["--list", "--package", name]))?)?;
    }
    forget_unpacked(&names)?;
    // All crates are packaged in one call, because they depend on each other and may not be on crates.io yet.
    let packages = names.iter().flat_map(|name| ["--package", name]).collect::<Vec<_>>();
    run(&mut cargo_package(&packages))?;
    Ok(names.len().try_into().unwrap_or(u32::MAX))
}

/// Removes what cargo unpacked of these crates before. It unpacks the packages of a call into its home, under a
/// name that begins with `-`, and does not see when a package of the same version has changed.
fn forget_unpacked(names: &[String]) -> Outcome {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let Some(home) = home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))) else { return Ok(()) };
    let unpacked = ["src", "cache"].iter().flat_map(|kind| entries(&home.join("registry").join(kind)));
    let is_local = |registry: &PathBuf| file_name(registry).starts_with('-');
    for package in unpacked.filter(is_local).flat_map(|registry| entries(&registry)) {
        let is_ours = |name: &String| {
            let rest = file_name(&package).strip_prefix(name.as_str())?.strip_prefix('-')?;
            rest.starts_with(|character: char| character.is_ascii_digit()).then_some(())
        };
        if names.iter().any(|name| is_ours(name).is_some()) {
            let removed =
                if package.is_dir() { fs::remove_dir_all(&package) } else { fs::remove_file(&package) };
            removed.map_err(|error| format!("{}: {error}", package.display()))?;
        }
    }
    Ok(())
}

/// The entries of a folder; none if it is not there.
fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// Uncommitted changes are packaged too.
fn cargo_package(arguments: &[&str]) -> Command {
    let mut package = Command::new("cargo");
    package.args(["package", "--quiet", "--allow-dirty"]).args(arguments);
    package
}

/// A package has its licences and its README, and no tests: they need crates that are not published.
fn check_files(name: &str, list: &str) -> Outcome {
    if let Some(missing) = REQUIRED.iter().find(|file| !list.lines().any(|line| line == **file)) {
        return Err(format!("the package of {name} has no {missing}"));
    }
    match list.lines().find(|line| line.starts_with("tests/")) {
        Some(test) => Err(format!("the package of {name} has {test}, which cannot be compiled there")),
        None => Ok(()),
    }
}

/// The names of the crates that may be published.
fn published() -> Result<Vec<String>, String> {
    // `publish` is a list of registries: null for any registry, empty for none.
    let published = metadata()?.into_iter().filter(|package| package["publish"].is_null());
    Ok(published.filter_map(|package| package["name"].as_str().map(str::to_owned)).collect())
}

/// What cargo knows of each crate of the workspace.
pub(crate) fn metadata() -> Result<Vec<Value>, String> {
    let mut metadata = Command::new("cargo");
    metadata.args(["metadata", "--quiet", "--no-deps", "--format-version", "1"]);
    let mut metadata: Value = serde_json::from_str(&output_of(&mut metadata)?)
        .map_err(|error| format!("cargo metadata: {error}"))?;
    serde_json::from_value(metadata["packages"].take()).map_err(|error| format!("cargo metadata: {error}"))
}
