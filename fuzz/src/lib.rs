//! What the fuzz targets share: a directory, an uploader, and a way to look at a report from outside.

use std::sync::LazyLock;

use bulk_user_upload::directory::InMemoryUploader;
use bulk_user_upload::{InMemoryDirectory, Passwords, Report, Template, Upload, validate};
use serde_json::Value;

static DIRECTORY: LazyLock<InMemoryDirectory> = LazyLock::new(|| {
    InMemoryDirectory::from_json(include_str!("../../testdata/directories/office.json"))
        .expect("it is a valid directory")
});

/// The directory of most cases in `testdata/`, as its uploader sees it.
pub fn uploader() -> InMemoryUploader<'static> {
    DIRECTORY.as_uploader("alice").expect("alice is one of its users")
}

/// Checks a file against that directory.
pub fn report(template: &Template, name: &str, bytes: &[u8]) -> Report {
    report_of(template, upload(name, bytes))
}

/// An upload of these bytes.
pub fn upload(name: &str, bytes: &[u8]) -> Upload {
    Upload::new(name, bytes)
}

/// Checks an upload against that directory.
pub fn report_of(template: &Template, upload: Upload) -> Report {
    validate(template, upload, &uploader()).expect("a directory in memory answers what it is asked")
}

/// The report as JSON values.
pub fn json(report: &Report) -> Value {
    serde_json::from_str(&report.to_json()).expect("a report is JSON")
}

/// The errors of a report as JSON values.
pub fn errors(report: &Report) -> Vec<Value> {
    match json(report)["errors"].take() {
        Value::Array(errors) => errors,
        other => panic!("the errors are no list: {other}"),
    }
}

/// The rows-with-errors file, and the number of its rows.
pub fn export(report: &Report, passwords: Passwords) -> (Vec<u8>, usize) {
    let mut file = Vec::new();
    let rows = report.write_rows_with_errors(&mut file, passwords).expect("writing to memory cannot fail");
    (file, rows)
}

/// A few rows of every kind, for any template: its own header with rows below it.
pub fn some_rows(template: &Template) -> Vec<u8> {
    let mut csv = template.csv();
    let columns = template.columns().len();
    for cell in
        ["a", "TRUE", "0", "Alice", "=1", "\"q\"\"\"", "\u{2019}\u{301}", "", "\"x\n\"", "b\"", "12345678"]
    {
        csv.push_str(&vec![cell; columns].join(","));
        csv.push('\n');
    }
    csv.into_bytes()
}
