//! Helpers for the tests of the command.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The command, without environment variables that turn colours on or off.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bulk-user-upload"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM", "COLORTERM", "CI", "BULK_USER_UPLOAD_DB"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// `check FILE` against the sample directory.
pub(crate) fn check(file: impl AsRef<Path>) -> Command {
    let mut command = command();
    command
        .arg("check")
        .arg(file.as_ref())
        .arg("--directory")
        .arg(sample("directory.json"))
        .args(["--as", "alice"]);
    command
}

/// A file of `docs/sample`.
pub(crate) fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/sample").join(name)
}

/// A file of `tests/cmd/files`.
pub(crate) fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/files").join(name)
}

/// Standard output.
pub(crate) fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

/// Standard error.
pub(crate) fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The output of the command with these bytes on standard input.
pub(crate) fn run_with_stdin(command: &mut Command, bytes: &[u8]) -> Output {
    use std::io::Write;
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The command does not read a file over the limit to its end, so this may fail.
    let _ = child.stdin.take().unwrap().write_all(bytes);
    child.wait_with_output().unwrap()
}

/// The words of a command line, as the shell passes them on.
#[cfg(unix)]
pub(crate) fn words(line: &str) -> Vec<String> {
    let output = Command::new("sh").args(["-c", &format!("printf '%s\\n' {line}")]).output().unwrap();
    assert!(output.status.success(), "{line}: {}", stderr(&output));
    stdout(&output).lines().map(str::to_owned).collect()
}
