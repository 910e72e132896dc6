//! Passwords must not appear in any output, whatever is wrong with their rows.

use std::fs;

use crate::common::{check, run_with_stdin, sample, stderr, stdout};

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
