//! Runs every case of `testdata/` through the engine. `testdata/README.md` says what a case is.

use std::fs;

use bulk_user_upload::{Encoding, InMemoryDirectory, Passwords, Report, Template, Upload, validate};
use testdata::Case;

fn template(case: &Case) -> Template {
    let Some(path) = case.template_path() else { return Template::default() };
    let text = fs::read_to_string(&path).unwrap();
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    if is_json { Template::from_json(&text) } else { Template::from_toml(&text) }.unwrap()
}

fn verdict(case: &Case) -> Result<Report, String> {
    let directory =
        InMemoryDirectory::from_json(&case.directory_json()).map_err(|error| error.to_string())?;
    let uploader = directory.as_uploader(&case.uploader).map_err(|error| error.to_string())?;
    let encoding = case.encoding.as_deref().map(Encoding::from_label);
    let encoding = encoding.transpose().map_err(|error| error.to_string())?;
    let upload = Upload::new(case.upload_name(), case.bytes())
        .with_encoding(encoding)
        .with_mapping(case.mapping.iter().collect());
    validate(&template(case), upload, &uploader).map_err(|error| error.to_string())
}

fn run(case: &Case) -> Result<(), String> {
    let report = match (verdict(case), &case.cannot_run) {
        (result, _) if case.fails.is_some() => return result.err().map(|_| ()).ok_or("it ran".to_owned()),
        (Ok(report), None) => report,
        (Err(error), Some(part)) if error.contains(part) => return Ok(()),
        (Err(error), _) => return Err(format!("cannot run: {error}")),
        (Ok(_), Some(part)) => return Err(format!("it ran, and should say `{part}`")),
    };
    let expected = case.expected_report().ok_or("there is nothing expected")?;
    let actual = testdata::without_messages(serde_json::to_value(&report).unwrap());
    if actual != expected {
        return Err(format!("expected {expected:#}\ngot {actual:#}"));
    }
    case.expected_export().map_or(Ok(()), |export| compare_export(case, &report, &export))
}

/// Compares a rows-with-errors file cell by cell, except the messages in `Errors`.
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
    let cases = testdata::cases();
    assert!(cases.len() >= 150, "only {} cases were found", cases.len());
    let mut failed = 0;
    for case in &cases {
        if let Err(failure) = run(case) {
            failed += 1;
            eprintln!("{}: {failure}\n", case.title());
        }
    }
    assert_eq!(failed, 0, "of {} cases", cases.len());
}
