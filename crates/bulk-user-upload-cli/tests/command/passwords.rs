//! Passwords must not appear in any output, whatever is wrong with their rows.

use std::fs;

use std::path::Path;
use std::process::Output;

use crate::common::{check, command, run_with_stdin, sample, stderr, stdout};

/// The password that must not appear.
const CANARY: &str = "Canary-Passw0rd";

/// The file of `--errors-to` is the only place where a password may be.
#[test]
fn a_password_is_never_shown() {
    let header = fs::read_to_string(sample("users.csv")).unwrap();
    let header = header.lines().next().unwrap();
    let rows = [
        format!("Ann,Lee,bob.marsh,{CANARY},Agent,TRUE,,Sales,,TRUE"),
        format!("Ann,Lee,x,{CANARY}\u{7},Nobody,WAHR,1.0,Slaes,Plan,yes"),
        format!("Ann,Lee,x,{},Agent,TRUE,,Sales,,TRUE", CANARY.repeat(20)),
        format!("Ann,Lee, Jr.,x,{CANARY},Agent,TRUE,,Sales,,TRUE"),
        format!("Ann \"A\",Lee,x,{CANARY},Agent,TRUE,,Sales,,TRUE"),
        format!("Ann,Lee,x,\"{CANARY}\" {CANARY},Agent,TRUE,,Sales,,TRUE"),
        format!("Ann,Lee,x,\"{CANARY},Agent,TRUE,,Sales,,TRUE"),
    ];
    let whole = format!("{header}\n{}\n", rows.join("\n"));
    let headless = rows[..2].join("\n");
    let no_such_column = whole.replacen("Password*", "Pasword*", 1);
    let folder = tempfile::tempdir().unwrap();
    for (index, text) in [whole, headless, no_such_column].iter().enumerate() {
        for format in ["human", "json", "jsonl", "csv"] {
            for passwords in ["keep", "blank"] {
                let path = folder.path().join(format!("{index}-{format}-{passwords}.csv"));
                let flags = ["--format", format, "--passwords", passwords, "--errors-to"];
                let output = run_with_stdin(check("-").args(flags).arg(&path), text.as_bytes());
                assert_eq!(output.status.code(), Some(1), "{output:?}");
                assert!(!stdout(&output).contains(CANARY), "{}", stdout(&output));
                assert!(!stderr(&output).contains(CANARY), "{}", stderr(&output));
                let written = fs::read_to_string(&path).unwrap_or_default();
                assert_eq!(written.contains(CANARY), index == 0 && passwords == "keep", "{written}");
            }
        }
    }
}

/// Whether an output shows a password that slipped.
fn shows_slipped_password(output: &Output) -> bool {
    [&output.stdout, &output.stderr]
        .iter()
        .any(|bytes| String::from_utf8_lossy(bytes).contains(testdata::SLIPPED_PASSWORD))
}

fn check_slipped(file: &Path, arguments: &[&str]) -> Output {
    let directory = testdata::folder().join("directories/office.json");
    let mut command = command();
    command.arg("check").arg(file).arg("--directory").arg(directory).args(["--as", "alice"]).args(arguments);
    command.output().unwrap()
}

#[test]
fn a_password_that_slipped_is_not_shown_by_a_check() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("to-mend.csv");
    for (file, _) in testdata::slipped() {
        for format in ["human", "json", "jsonl", "csv"] {
            let output = check_slipped(&file, &["--format", format]);
            assert_eq!(output.status.code(), Some(1), "{output:?}");
            assert!(!shows_slipped_password(&output), "{} as {format}: {output:?}", file.display());
        }
        for (passwords, are_written) in [("keep", true), ("blank", false)] {
            let flags = ["--passwords", passwords, "--overwrite", "--errors-to", path.to_str().unwrap()];
            let output = check_slipped(&file, &flags);
            assert_eq!(output.status.code(), Some(1), "{output:?}");
            assert!(!shows_slipped_password(&output), "{}: {output:?}", file.display());
            let written = fs::read_to_string(&path).unwrap();
            assert_eq!(written.contains(testdata::SLIPPED_PASSWORD), are_written, "{written}");
        }
    }
}

#[test]
fn a_password_that_slipped_is_not_shown_by_an_import() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("users.db");
    let run = |words: &[&str]| command().args(words).arg("--db").arg(&database).output().unwrap();
    let directory = testdata::folder().join("directories/office.json");
    assert!(run(&["directory", "load", directory.to_str().unwrap()]).status.success());
    for (number, (file, _)) in (1..).zip(testdata::slipped()) {
        let number = number.to_string();
        for words in [
            &["import", file.to_str().unwrap(), "--as", "alice"][..],
            &["show", &number],
            &["show", &number, "--format", "json"],
            &["history"],
            &["history", "--format", "json"],
            &["errors", &number, "-o", "-"],
            &["undo", &number, "--as", "alice", "--yes"],
        ] {
            let output = run(words);
            assert!(matches!(output.status.code(), Some(0 | 1)), "{words:?}: {output:?}");
            assert!(!shows_slipped_password(&output), "{words:?}: {output:?}");
        }
    }
    let stored = fs::read(&database).unwrap();
    let password = testdata::SLIPPED_PASSWORD.as_bytes();
    assert!(!stored.windows(password.len()).any(|bytes| bytes == password), "the database has the password");
}
