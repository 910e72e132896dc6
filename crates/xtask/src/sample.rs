//! `cargo xtask sample`: the whole way, on the sample files: a directory, an import, the rows to mend, the history.

use std::fs;
use std::process::Command;

use crate::run::{Outcome, root, run_ending_with};

/// Where the sample's database goes: a new one each time.
const FOLDER: &str = "target/sample";
const DATABASE: &str = "target/sample/users.db";

/// What a newcomer would type, and the status with which each ends: the sample has errors.
const COMMANDS: [(&str, i32); 4] = [
    ("directory load docs/sample/directory.json", 0),
    ("import docs/sample/users.csv --as alice", 1),
    ("errors 1 -o target/sample/to-mend.csv", 0),
    ("history", 0),
];

/// Builds the command, and goes the way.
pub(crate) fn sample() -> Outcome {
    sample_with(|| {
        let mut command = Command::new("cargo");
        command.args(["run", "--quiet", "--package", "bulk-user-upload-cli", "--"]);
        command
    })
}

/// Goes the way with a command that is built already.
pub(crate) fn sample_with(command: impl Fn() -> Command) -> Outcome {
    let folder = root().join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (arguments, status) in COMMANDS {
        let mut command = command();
        command.args(arguments.split_whitespace()).args(["--db", DATABASE]);
        run_ending_with(&mut command, status)?;
    }
    Ok(())
}
