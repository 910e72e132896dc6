//! `cargo xtask sample`: the whole way, on the sample files: a directory, an import, the rows to mend, the history.

use std::fs;
use std::process::Command;

use crate::run::{Outcome, root, run_ending_with};

/// Where the sample's database goes: a new one each time.
const FOLDER: &str = "target/sample";

/// What a newcomer would type, and the status with which each ends: the sample has errors.
const COMMANDS: [(&str, i32); 4] = [
    ("directory load docs/sample/directory.json", 0),
    ("import docs/sample/users.csv --as alice", 1),
    ("errors 1 -o target/sample/to-mend.csv", 0),
    ("history", 0),
];

pub(crate) fn sample() -> Outcome {
    let folder = root().join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for (command, status) in COMMANDS {
        let command =
            format!("run --quiet --package bulk-user-upload-cli -- {command} --db {FOLDER}/users.db");
        run_ending_with(Command::new("cargo").args(command.split_whitespace()), status)?;
    }
    Ok(())
}
