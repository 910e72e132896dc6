//! Files that are generated from the code, or copied from other files. `cargo xtask docs` writes them, and
//! `cargo xtask test` fails if they are not up to date.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::run::{Outcome, root, run};
use crate::{c_codes, error_reference, python_codes, template_page};

/// The samples that the command has in it. A package can only include files of its own.
const SAMPLES: [&str; 2] = ["directory.json", "users.csv"];

/// Each file, with its contents.
fn files() -> Result<Vec<(PathBuf, String)>, String> {
    let mut files = vec![
        (error_reference::path(), error_reference::page()),
        (template_page::path(), template_page::page()),
        (python_codes::path(), python_codes::page()),
        (c_codes::path(), c_codes::page()),
    ];
    for name in SAMPLES {
        let path = root().join("docs/sample").join(name);
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        files.push((root().join("crates/bulk-user-upload-cli/src/sample").join(name), text));
    }
    Ok(files)
}

/// Writes the files.
pub(crate) fn write() -> Outcome {
    for (path, page) in files()? {
        fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let mut header = Command::new("cargo");
    header.args(["test", "--quiet", "--package", "bulk-user-upload-c", "--test", "header"]);
    run(header.env("BUU_WRITE_HEADER", "1"))
}

/// Fails if a file is not up to date. The C header has a test of its own.
pub(crate) fn check() -> Outcome {
    for (path, page) in files()? {
        if fs::read_to_string(&path).ok().as_ref() != Some(&page) {
            let path = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
            return Err(format!("{path} is not up to date: run `cargo xtask docs`"));
        }
    }
    Ok(())
}
