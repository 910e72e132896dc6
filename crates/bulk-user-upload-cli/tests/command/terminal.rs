//! The command and other programs: colours, pipes that close, and characters that would control a terminal.

use std::fs;
use std::process::Stdio;

use crate::common::{check, command, file, sample, stderr, stdout};

const FORMATS: [&str; 4] = ["human", "json", "jsonl", "csv"];

#[test]
fn colours_are_used_where_they_are_asked_for() {
    let is_coloured = |flags: &[&str], environment: &[(&str, &str)]| {
        let mut command = check(sample("users.csv"));
        let output = command.args(flags).envs(environment.iter().copied()).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let is_coloured = stdout(&output).contains("\x1b[1m\x1b[31merror[login-already-exists]\x1b[0m");
        assert_eq!(is_coloured, stdout(&output).contains('\x1b'));
        is_coloured
    };
    assert!(!is_coloured(&[], &[]), "a pipe gets no colours by itself");
    assert!(is_coloured(&["--color", "always"], &[]));
    assert!(
        is_coloured(&["--color=always"], &[("NO_COLOR", "1")]),
        "the flag is nearer than the environment"
    );
    assert!(is_coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!is_coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn colours_change_nothing_but_the_colours() {
    let run = |when| check(sample("users.csv")).args(["--color", when]).output().unwrap();
    let (plain, coloured) = (run("never"), run("always"));
    let mut stripped = String::new();
    for (index, part) in stdout(&coloured).split("\x1b[").enumerate() {
        let text = if index == 0 { part } else { part.split_once('m').unwrap().1 };
        stripped.push_str(text);
    }
    assert_eq!(stripped, stdout(&plain));
}

#[test]
fn data_have_no_colours() {
    for format in ["json", "jsonl", "csv"] {
        let output =
            check(sample("users.csv")).args(["--color", "always", "--format", format]).output().unwrap();
        assert!(!stdout(&output).contains('\x1b'), "{format}");
    }
}

#[test]
fn a_failure_is_red_where_colours_are_asked_for() {
    let output = check("missing.csv").args(["--color", "always"]).output().unwrap();
    assert!(stderr(&output).starts_with("\x1b[1m\x1b[31merror:\x1b[0m cannot read"), "{}", stderr(&output));
}

#[test]
fn a_terminal_has_nothing_to_obey() {
    let path = file("hostile.csv");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains('\u{1B}') && text.contains('\u{9B}') && text.contains('\u{202E}'));
    for format in FORMATS {
        let output = check(&path).args(["--format", format]).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        for shown in [stdout(&output), stderr(&output)] {
            let is_obeyed = |c: char| c.is_control() && !"\r\n".contains(c) || "\u{202E}\u{200B}".contains(c);
            assert!(!shown.contains(is_obeyed), "{format}: {shown:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_terminal_has_nothing_to_obey_in_names_of_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("us\x1b[31mers\u{9B}.csv");
    fs::copy(file("many-rows.csv"), &path).unwrap();
    let errors = folder.path().join("err\x1b[31mors\u{9B}\n.csv");
    for format in FORMATS {
        let run = || check(&path).args(["--format", format, "--errors-to"]).arg(&errors).output().unwrap();
        for (output, status) in [(run(), 1), (run(), 2)] {
            assert_eq!(output.status.code(), Some(status));
            assert!(!stdout(&output).contains(['\x1b', '\u{9B}']), "{format}");
            assert!(!stderr(&output).contains(['\x1b', '\u{9B}']), "{format}: {}", stderr(&output));
            assert!(stderr(&output).contains("err<U+001B>[31mors<U+009B>"), "{format}: {}", stderr(&output));
        }
        fs::remove_file(&errors).unwrap();
    }
}

/// The reader closes the pipe before the command writes anything: the command always reads its whole input
/// first.
#[test]
fn a_closed_pipe_is_no_error() {
    use std::io::Write;
    for (name, status) in [("many-rows.csv", 1), ("clean.csv", 0)] {
        for format in FORMATS {
            let mut child = check("-")
                .args(["--format", format])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            drop(child.stdout.take());
            child.stdin.take().unwrap().write_all(&fs::read(file(name)).unwrap()).unwrap();
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(status), "{format}: {}", stderr(&output));
            // In jsonl and csv, the summary goes to standard error, even if standard output is closed.
            let summary = ["jsonl", "csv"].contains(&format);
            assert_eq!(
                stderr(&output).lines().count(),
                usize::from(summary),
                "{format}: {}",
                stderr(&output)
            );
        }
    }
}

#[test]
fn a_closed_pipe_is_no_error_to_the_other_commands() {
    for arguments in [
        &["codes"] as &[_],
        &["codes", "--format=json"],
        &["codes", "--format=csv"],
        &["template"],
        &["man"],
        &["completions", "zsh"],
        &["--help"],
    ] {
        let mut child =
            command().args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    for format in FORMATS {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = check(sample("users.csv")).args(["--format", format]).stdout(full).output().unwrap();
        let line = "error: cannot write to standard output: No space left on device (os error 28)\n";
        assert_eq!((output.status.code(), stderr(&output)), (Some(2), line), "{format}");
    }
}

#[test]
fn an_endless_file_is_not_read_to_its_end() {
    use std::io::Write;
    let mut child =
        check("-").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    while stdin.write_all(&[b'x'; 4096]).is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("error[file-size-exceeds-limit]: "), "{}", stdout(&output));
}

#[test]
fn the_size_of_a_file_over_the_limit_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.csv");
    fs::write(&path, vec![b'x'; 1_000_000]).unwrap();
    let output = check(&path).args(["--format", "json"]).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["file"]["size"], 1_000_000);
    assert_eq!(report["errors"][0]["code"], "file-size-exceeds-limit");
}

/// `script` runs the command in a terminal, which would show colours.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colours_unless_no_color_is_set() {
    let script = |no_color: &str| {
        let line = format!(
            "TERM=xterm {no_color} {} check {} --directory {} --as alice",
            env!("CARGO_BIN_EXE_bulk-user-upload"),
            sample("users.csv").display(),
            sample("directory.json").display()
        );
        let mut script = std::process::Command::new("script");
        script.args(["-qec", &line, "/dev/null"]).stdin(Stdio::null());
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            script.env_remove(name);
        }
        // Some machines do not have `script`.
        script.output().ok().map(|output| stdout(&output).to_owned())
    };
    let (Some(coloured), Some(plain)) = (script(""), script("NO_COLOR=1")) else {
        eprintln!("skipped: there is no `script` here, which makes a terminal for a command");
        return;
    };
    assert!(coloured.contains("\x1b[31merror[login-already-exists]"), "{coloured}");
    assert!(!plain.contains('\x1b') && plain.contains("error[login-already-exists]"), "{plain}");
}
