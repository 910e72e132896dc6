//! `cargo xtask sample`: imports the sample files, from an empty database to the rows with errors and the
//! history.

use std::fs;
use std::process::Command;

use crate::run::{Outcome, root, run_ending_with};

/// The folder of the database, which is made anew each time.
const FOLDER: &str = "target/sample";
const DATABASE: &str = "target/sample/users.db";

/// The commands, and the exit status of each: the sample has errors.
const COMMANDS: [(&str, i32); 4] = [
    ("directory load docs/sample/directory.json", 0),
    ("import docs/sample/users.csv --as alice", 1),
    ("errors 1 -o target/sample/to-mend.csv", 0),
    ("history", 0),
];

/// Builds the command, and runs the commands of the sample.
pub(crate) fn sample() -> Outcome {
    sample_with(|| {
        let mut command = Command::new("cargo");
        command.args(["run", "--quiet", "--package", "bulk-user-upload-cli", "--"]);
        command
    })
}

/// Runs the commands of the sample, with a program that is already built.
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
