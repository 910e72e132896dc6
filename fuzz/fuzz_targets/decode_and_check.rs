//! Arbitrary bytes under an arbitrary name: the report agrees with itself and with the file.

#![no_main]

use bulk_user_upload::import::ImportMode;
use bulk_user_upload::problem::Level;
use bulk_user_upload::{Answers, Encoding, Mapping, Passwords, Report, Template, check};
use bulk_user_upload_fuzz::{export, json, report, report_of, upload};
use libfuzzer_sys::fuzz_target;

/// The separator between the bytes of the file and its name.
const NAME: &[u8] = b"\0name=";

fuzz_target!(|data: &[u8]| {
    let (bytes, name) = split(data);
    let template = Template::default();
    let first = report(&template, name, bytes);
    counts_add_up(&first);
    positions_exist(&first, bytes);
    assert_eq!(json(&first), json(&report(&template, name, bytes)), "the same bytes give the same report");
    for passwords in [Passwords::Keep, Passwords::Blank] {
        assert_eq!(export(&first, passwords).1, first.rows_with_errors() as usize, "a row each");
    }
    notices_have_positions(&first);
    readings_can_be_stated(&template, &first, bytes);
    stated_otherwise(&template, bytes);
    // `Debug` output must not panic.
    let _ = format!("{first:?}");
});

/// A notice is of the file, of a row or of a cell, and never shows a password.
fn notices_have_positions(report: &Report) {
    for notice in report.notices() {
        assert_eq!(notice.row().is_some(), notice.line().is_some());
        assert!(notice.column().is_none() || notice.row().is_some());
        assert!(
            notice.column() != Some("Password") || notice.value().is_none() && notice.suggestion().is_none()
        );
        assert!(!notice.message().is_empty());
    }
    let rows = report.notices().filter_map(|notice| notice.row());
    assert!(rows.is_sorted(), "notices come by row");
}

/// Whoever states the encoding of a reading sees its samples, and is asked no more.
fn readings_can_be_stated(template: &Template, first: &Report, bytes: &[u8]) {
    let Some(assumed) = first.encoding_in_question() else { return };
    assert_eq!(assumed.readings.iter().filter(|reading| reading.encoding == assumed.encoding).count(), 1);
    for reading in &assumed.readings {
        assert_eq!(reading.samples.len(), assumed.cells.len());
        let stated = report_of(template, upload("users.csv", bytes).with_encoding(reading.encoding));
        assert_eq!(stated.file().encoding(), Some(reading.encoding));
        assert!(stated.encoding_in_question().is_none());
    }
    let all = report(template, "users.csv", bytes);
    assert!(all.into_plan(ImportMode::PartialSuccess).is_err(), "nobody is created before that");
}

/// Any encoding and any mapping may be stated for any bytes.
fn stated_otherwise(template: &Template, bytes: &[u8]) {
    let encoding = Encoding::all().nth(bytes.len() % Encoding::all().len());
    let mapping = Mapping::default().header("E-mail", "Login").header("Secret", "Password");
    let checked = check(template, upload("users.csv", bytes).with_encoding(encoding).with_mapping(mapping));
    if checked.mapping_error().is_some() {
        assert!(checked.questions().logins().is_empty());
        assert!(checked.resolve(Answers::default()).is_err());
    }
}

fn split(data: &[u8]) -> (&[u8], &str) {
    let separator = data.windows(NAME.len()).rposition(|window| window == NAME);
    let named = separator.and_then(|separator| {
        let name = std::str::from_utf8(&data[separator + NAME.len()..]).ok()?;
        Some((&data[..separator], name))
    });
    named.unwrap_or((data, "users.csv"))
}

fn counts_add_up(report: &Report) {
    let is_of_file = report.errors().any(|error| error.code().level() == Level::File);
    // Damaged quoting in the header ends the check as well, but its code is one of rows.
    let is_of_header = report.error_count() == 1 && report.rows_with_errors() == 0;
    if is_of_file || is_of_header {
        assert!(report.errors().all(|error| is_of_header || error.code().level() == Level::File));
        assert_eq!(report.valid(), 0, "no user is valid after an error of the file");
        assert_eq!(report.rows_with_errors(), 0, "an error of the file is no row's");
        assert_eq!(report.new_users().count(), 0);
        return;
    }
    let mut rows: Vec<_> = report.errors().map(|error| error.row()).collect();
    rows.dedup();
    assert_eq!(report.rows_with_errors() as usize, rows.len(), "each row once");
    assert_eq!(report.valid() + report.rows_with_errors(), report.users());
    assert_eq!(report.new_users().count(), report.valid() as usize);
    assert_eq!(report.is_ok(), report.error_count() == 0);
}

fn positions_exist(report: &Report, bytes: &[u8]) {
    let lines = lines(bytes);
    let mut last = None;
    for error in report.errors() {
        if let (Some(row), Some(line)) = (error.row(), error.line()) {
            assert!(1 <= row && row <= line && line <= lines, "row {row}, line {line} of {lines}");
        }
        if let Some(cell) = error.cell() {
            let letters = cell.trim_end_matches(|character: char| character.is_ascii_digit());
            assert!(
                !letters.is_empty() && letters.bytes().all(|letter| letter.is_ascii_uppercase()),
                "{cell}"
            );
            assert_eq!(cell[letters.len()..].parse().ok(), error.row(), "{cell} is in its own row");
        }
        let column = error.column().map(|name| {
            report
                .template()
                .columns()
                .iter()
                .position(|column| column.name() == name)
                .expect("it is the template's")
        });
        if let Some(index) = column {
            let is_password = report.template().columns()[index].name() == "Password";
            assert!(!is_password || error.value().is_none(), "a password is never shown");
        }
        assert!(!error.message().is_empty());
        let position = (error.row(), column, error.code().number());
        if error.code().level() != Level::File {
            assert!(last < Some(position), "errors come by row, column and number: {last:?}, {position:?}");
            last = Some(position);
        }
    }
}

/// The number of physical lines of a file: one more than there are line ends. In UTF-16, a line end is a unit
/// of two bytes.
fn lines(bytes: &[u8]) -> u32 {
    let units: Vec<u16> = match bytes {
        [0xFF, 0xFE, rest @ ..] => {
            rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
        }
        [0xFE, 0xFF, rest @ ..] => {
            rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
        }
        _ => bytes.iter().map(|&byte| u16::from(byte)).collect(),
    };
    let (cr, lf) = (u16::from(b'\r'), u16::from(b'\n'));
    let is_end =
        |index: usize| units[index] == cr || units[index] == lf && (index == 0 || units[index - 1] != cr);
    1 + u32::try_from((0..units.len()).filter(|&index| is_end(index)).count()).expect("fuzz inputs are small")
}
