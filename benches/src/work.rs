//! The work that is measured.

use std::convert::Infallible;

use bulk_user_upload::{Answers, Checked, Report, Template, Upload, UserDirectory, check};

/// The work with which the check is compared: a loop of the `csv` crate that reads every record into the same
/// buffer. It does not decode, use or store the cells.
///
/// # Panics
///
/// If the bytes are not CSV. Those of this package are.
pub fn csv_loop(bytes: &[u8]) -> u64 {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).expect("the file is CSV") {
        std::hint::black_box(&record);
        rows += 1;
    }
    rows
}

/// An upload of the bytes, without copying them.
pub fn upload(bytes: Vec<u8>) -> Upload {
    Upload::new("users.csv", bytes)
}

/// Everything that can be checked without a directory.
pub fn check_alone(template: &Template, upload: Upload) -> Checked {
    check(template, upload)
}

/// Asks the questions of the check, and returns the answers of a directory.
pub fn ask<D: UserDirectory<Error = Infallible>>(checked: &Checked, directory: &D) -> Answers {
    checked.questions().ask(directory).unwrap_or_else(|error| match error {})
}

/// Makes the report from the answers.
///
/// # Panics
///
/// If the answers are not those of this check.
pub fn resolve(checked: Checked, answers: Answers) -> Report {
    checked.resolve(answers).expect("the answers fit the questions")
}

/// Goes from the bytes to the report.
pub fn full_check<D: UserDirectory<Error = Infallible>>(
    template: &Template,
    upload: Upload,
    directory: &D,
) -> Report {
    let checked = check_alone(template, upload);
    let answers = ask(&checked, directory);
    resolve(checked, answers)
}
