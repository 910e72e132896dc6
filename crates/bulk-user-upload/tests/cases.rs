//! Runs every case of `testdata/` through the engine; `testdata/README.md` says what a case is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use bulk_user_upload::{InMemoryDirectory, Passwords, Report, Template, Upload, validate};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    spec: String,
    file: String,
    name: Option<String>,
    directory: String,
    uploader: String,
    template: Option<String>,
    expected: Option<Value>,
    cannot_run: Option<String>,
    export: Option<String>,
    passwords: Option<String>,
}

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata")
}

/// The folders with a `case.json`, below `folder`.
fn cases(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries.into_iter().filter(|path| path.is_dir()) {
        if path.join("case.json").is_file() {
            found.push(path);
        } else {
            cases(&path, found);
        }
    }
}

fn template(case: &Case) -> Template {
    let Some(name) = &case.template else { return Template::default() };
    let text = fs::read_to_string(testdata().join("templates").join(name)).unwrap();
    let is_json = Path::new(name).extension().is_some_and(|extension| extension == "json");
    if is_json { Template::from_json(&text) } else { Template::from_toml(&text) }.unwrap()
}

fn verdict(case: &Case, bytes: &[u8]) -> Result<Report, String> {
    let directory = fs::read_to_string(testdata().join("directories").join(&case.directory)).unwrap();
    let directory = InMemoryDirectory::from_json(&directory).map_err(|error| error.to_string())?;
    let uploader = directory.as_uploader(&case.uploader).map_err(|error| error.to_string())?;
    let upload = Upload::new(case.name.as_ref().unwrap_or(&case.file), bytes);
    Ok(validate(&template(case), upload, &uploader).unwrap())
}

/// Takes each message away, once it was seen to be there.
fn without_messages(mut report: Value) -> Value {
    for list in ["errors", "notices"] {
        for element in report[list].as_array_mut().unwrap() {
            let message = element.as_object_mut().unwrap().remove("message").expect("there is a message");
            assert!(message.as_str().is_some_and(|message| message.len() > 10), "{message}");
        }
    }
    report
}

fn run(folder: &Path) -> Result<(), String> {
    let text = fs::read_to_string(folder.join("case.json")).unwrap();
    let case: Case = serde_json::from_str(&text).map_err(|error| format!("case.json: {error}"))?;
    assert!(!case.spec.is_empty());
    let bytes = fs::read(folder.join(&case.file)).map_err(|error| error.to_string())?;
    let report = match (verdict(&case, &bytes), &case.cannot_run) {
        (Ok(report), None) => report,
        (Err(error), Some(part)) if error.contains(part) => return Ok(()),
        (Err(error), _) => return Err(format!("cannot run: {error}")),
        (Ok(_), Some(part)) => return Err(format!("it ran, and should say `{part}`")),
    };
    let mut expected = case.expected.clone().ok_or("there is nothing expected")?;
    let mut sha256 = String::new();
    Sha256::digest(&bytes).iter().for_each(|byte| write!(sha256, "{byte:02x}").unwrap());
    expected["file"]["size"] = json!(bytes.len());
    expected["file"]["sha256"] = json!(sha256);
    let actual = without_messages(serde_json::to_value(&report).unwrap());
    if actual != expected {
        return Err(format!("expected {expected:#}\ngot {actual:#}"));
    }
    match &case.export {
        Some(file) => compare_export(&case, &report, &fs::read(folder.join(file)).unwrap()),
        None => Ok(()),
    }
}

/// Compares a rows-with-errors file cell by cell, but for the messages in `Errors`.
fn compare_export(case: &Case, report: &Report, expected: &[u8]) -> Result<(), String> {
    let passwords = match case.passwords.as_deref() {
        None | Some("keep") => Passwords::Keep,
        Some("blank") => Passwords::Blank,
        Some(other) => return Err(format!("passwords: {other}")),
    };
    let mut actual = Vec::new();
    report.write_rows_with_errors(&mut actual, passwords).unwrap();
    let delimiter = report.file().delimiter().unwrap().as_bytes();
    let delimiter = if b",;\t|".contains(&delimiter[0]) { delimiter[0] } else { b',' };
    let (actual, expected) = (records(&actual, delimiter)?, records(expected, delimiter)?);
    if actual == expected { Ok(()) } else { Err(format!("expected {expected:#?}\nexported {actual:#?}")) }
}

fn records(bytes: &[u8], delimiter: u8) -> Result<Vec<Vec<String>>, String> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").ok_or("the export has no byte-order mark")?;
    if text.is_empty() || !text.ends_with(b"\r\n") {
        return Err("the export does not end with CRLF".to_owned());
    }
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text);
    let mut records: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    let errors = records[0].iter().position(|name| name == "Errors").ok_or("no column Errors")?;
    for record in &mut records[1..] {
        assert!(!record[errors].is_empty(), "a row without messages: {record:?}");
        record[errors].clear();
    }
    Ok(records)
}

#[test]
fn every_case_gives_the_expected_report() {
    let mut folders = Vec::new();
    cases(&testdata().join("cases"), &mut folders);
    assert!(folders.len() >= 150, "only {} cases were found", folders.len());
    let failures: BTreeMap<_, _> = folders
        .iter()
        .filter_map(|folder| {
            run(folder).err().map(|failure| (folder.strip_prefix(testdata()).unwrap(), failure))
        })
        .collect();
    for (folder, failure) in &failures {
        eprintln!("{}: {failure}\n", folder.display());
    }
    assert!(failures.is_empty(), "{} of {} cases failed", failures.len(), folders.len());
    println!("{} cases", folders.len());
}
