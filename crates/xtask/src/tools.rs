//! Programs that the chores need, and folders.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::run::Outcome;

/// Whether a program is installed.
pub(crate) fn has(program: &str) -> bool {
    succeeds(Command::new(program).arg("--version"))
}

/// Whether a command succeeds. Its output is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

/// Whether all of these programs are installed. If not, a line says which are missing, and what is skipped.
pub(crate) fn has_for(programs: &[&str], what: &str) -> bool {
    let missing: Vec<_> = programs.iter().copied().filter(|program| !has(program)).collect();
    if !missing.is_empty() {
        eprintln!("Skipped: {what} ({} not installed).", missing.join(" and "));
    }
    missing.is_empty()
}

/// Makes a folder, without anything that was in it before.
pub(crate) fn empty_folder(folder: &Path) -> Outcome {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// Copies a folder with everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) -> Outcome {
    let failed = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(failed)?;
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let to = to.join(entry.file_name());
        if entry.file_type().map_err(failed)?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to).map_err(failed)?;
        }
    }
    Ok(())
}
