//! `cargo xtask package`: each crate to be published compiles from the files that `cargo publish` uploads, and no others.

use std::process::Command;

use serde_json::Value;

use crate::run::{output_of, run};

/// Packages the crates, and compiles each from its package. Returns how many there are.
pub(crate) fn test() -> Result<u32, String> {
    let names = published()?;
    let mut package = Command::new("cargo");
    // Uncommitted changes are packaged too. All crates are packaged in one call, because they depend on each other and may not
    // be on crates.io yet.
    package.args(["package", "--quiet", "--allow-dirty"]);
    for name in &names {
        package.args(["--package", name]);
    }
    run(&mut package)?;
    Ok(names.len().try_into().unwrap_or(u32::MAX))
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
