//! Files that are written from the code: `cargo xtask docs` writes them, and the tests say whether they are up to date.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::run::{Outcome, root, run};
use crate::{c_codes, error_reference, python_codes, template_page};

/// Each file, with what it should hold.
fn files() -> [(PathBuf, String); 4] {
    [
        (error_reference::path(), error_reference::page()),
        (template_page::path(), template_page::page()),
        (python_codes::path(), python_codes::page()),
        (c_codes::path(), c_codes::page()),
    ]
}

/// Writes the files.
pub(crate) fn write() -> Outcome {
    for (path, page) in files() {
        fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let mut header = Command::new("cargo");
    header.args(["test", "--quiet", "--package", "bulk-user-upload-c", "--test", "header"]);
    run(header.env("BUU_WRITE_HEADER", "1"))
}

/// Says whether the files are as the code has them; the header has a test of its own.
pub(crate) fn check() -> Outcome {
    for (path, page) in files() {
        if fs::read_to_string(&path).ok().as_ref() != Some(&page) {
            let path = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
            return Err(format!("{path} is not up to date: run `cargo xtask docs`"));
        }
    }
    Ok(())
}
