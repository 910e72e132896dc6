//! Runs every case of `testdata/` through `check --format json`. `testdata/README.md` says what a case is.

use std::process::Output;

use crate::common::{command, run_with_stdin, stderr, stdout};
use bulk_user_upload::Template;
use serde_json::{Value, json};
use testdata::{Case, without_messages};

/// How the command gets the file of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Path,
    Stdin,
}

fn run(case: &Case, door: Door) -> Output {
    let mut command = command();
    command
        .args(["check", "--format", "json", "--as", &case.uploader, "--directory"])
        .arg(case.directory_path());
    if let Some(template) = case.template_path() {
        command.arg("--template").arg(template);
    }
    if let Some(encoding) = &case.encoding {
        command.arg(format!("--encoding={encoding}"));
    }
    for (header, column) in &case.mapping {
        command.arg(format!("--map={header}={column}"));
    }
    let name = case.upload_name();
    if door == Door::Stdin {
        return run_with_stdin(command.arg("-").arg(format!("--name={name}")), &case.bytes());
    }
    // The name of the file itself is used.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, case.bytes()).unwrap();
    command.arg(&path).output().unwrap()
}

/// The limit of the case's template.
fn limit(case: &Case) -> u64 {
    let Some(path) = case.template_path() else { return Template::default().limits().max_bytes() };
    let text = std::fs::read_to_string(&path).unwrap();
    let is_toml = path.extension().is_some_and(|extension| extension == "toml");
    let template = if is_toml { Template::from_toml(&text) } else { Template::from_json(&text) };
    template.unwrap().limits().max_bytes()
}

/// The expected report, without what follows from bytes that the command does not read: it reads only one
/// byte more than the limit. It knows the size of a file, and so whether it read all of it. It does not know
/// the size of a pipe.
fn expected(case: &Case, door: Door) -> Option<Value> {
    let mut expected = case.expected_report()?;
    let (size, limit) = (case.bytes().len() as u64, limit(case));
    if size > limit + 1 || (size > limit && door == Door::Stdin) {
        expected["file"]["sha256"] = json!(null);
    }
    if size > limit && door == Door::Stdin {
        expected["file"]["size"] = json!(null);
    }
    Some(expected)
}

fn verify(case: &Case, door: Door) -> Result<(), String> {
    let output = run(case, door);
    let Some(expected) = expected(case, door) else {
        let part = case.cannot_run.as_deref().or(case.fails.as_deref()).ok_or("there is nothing expected")?;
        let line = stderr(&output);
        // An unknown label is an error of the flag, which has a hint on further lines.
        let is_one_line = line.lines().count() == 1 || case.fails.as_deref() == Some("encoding");
        let is_right = output.status.code() == Some(2)
            && output.stdout.is_empty()
            && line.contains(part)
            && line.starts_with("error: ")
            && is_one_line;
        return if is_right { Ok(()) } else { Err(format!("{output:?}")) };
    };
    let report: Value =
        serde_json::from_str(stdout(&output)).map_err(|error| format!("{error}: {output:?}"))?;
    let status = i32::from(expected["errors"] != json!([]));
    if output.status.code() != Some(status) || !output.stderr.is_empty() {
        return Err(format!("exit {:?}, expected {status}; {}", output.status.code(), stderr(&output)));
    }
    let actual = without_messages(report);
    if actual == expected { Ok(()) } else { Err(format!("expected {expected:#}\ngot {actual:#}")) }
}

fn verify_all(door: Door) {
    let cases = testdata::cases();
    assert!(cases.len() >= 150, "only {} cases were found", cases.len());
    let failures: Vec<_> = cases
        .iter()
        .filter_map(|case| verify(case, door).err().map(|failure| format!("{}: {failure}", case.title())))
        .collect();
    assert!(failures.is_empty(), "{} of {} cases: {}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn every_case_gives_the_expected_report_by_its_path() {
    verify_all(Door::Path);
}

#[test]
fn every_case_gives_the_expected_report_on_standard_input() {
    verify_all(Door::Stdin);
}
