//! The programs of others that the chores of the C library call.

use std::process::{Command, Stdio};

/// Whether a program is there.
pub(crate) fn has(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Whether all of them are there; a line says which is not, and what is left out for it.
pub(crate) fn has_for(programs: &[&str], what: &str) -> bool {
    let missing: Vec<_> = programs.iter().copied().filter(|program| !has(program)).collect();
    if !missing.is_empty() {
        eprintln!("Skipped: {what} ({} not installed).", missing.join(" and "));
    }
    missing.is_empty()
}
