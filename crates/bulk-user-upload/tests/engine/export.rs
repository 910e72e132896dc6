//! The rows-with-errors file can be uploaded as it is (SPEC section 8).

use crate::support::{self, report};
use bulk_user_upload::{Passwords, Report};

fn export(report: &Report) -> String {
    let mut file = Vec::new();
    report.write_rows_with_errors(&mut file, Passwords::Keep).unwrap();
    String::from_utf8(file).unwrap()
}

fn wrong_rows(count: usize) -> String {
    let header = support::COLUMNS.join(",");
    let row = |number| format!("A#n,Lee,ann{number},x,Agnt,yes,,Sals,,TRUE");
    let rows: Vec<_> = (0..count).map(row).collect();
    format!("{header}\n{}\n", rows.join("\n"))
}

#[test]
fn messages_give_way_where_the_file_would_be_too_large() {
    for (rows, errors) in [
        (10, "First name “A#n” contains"),
        (300, "Data type mismatch"),
        (1_400, "301 | "),
        (2_450, ",TRUE,\r\n"),
    ] {
        let upload = wrong_rows(rows);
        let first = report(upload.clone());
        assert_eq!(first.rows_with_errors() as usize, rows);
        let file = export(&first);
        assert!(file.len() <= 102_400, "{rows} rows make {} bytes", file.len());
        assert!(file.contains(errors), "{rows} rows: {}", &file[..400]);
        let again = report(file);
        assert_eq!(again.error_count(), first.error_count());
    }
}

/// The cells of each line. No cell of these files has a delimiter or a quote, but `Errors`, which is left out.
fn widths(file: &str) -> Vec<usize> {
    let text = file.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().len()).collect()
}

fn rows_with_extra_cells(extra: &[usize]) -> String {
    let row = |(number, &extra): (usize, &usize)| {
        format!("A#n,Lee,user.{number},Passw0rdX,Agent Role,TRUE,,Sales,,TRUE{}\n", ",x".repeat(extra))
    };
    let rows: String = extra.iter().enumerate().map(row).collect();
    format!("{}\n{rows}", support::COLUMNS.join(","))
}

#[test]
fn every_row_has_as_many_cells_as_the_header() {
    let first = report(rows_with_extra_cells(&[0, 3, 1]));
    let file = export(&first);
    assert_eq!(widths(&file), [14; 4]);
    let again = report(file);
    let codes = |report: &Report| report.errors().map(|error| error.code()).collect::<Vec<_>>();
    assert_eq!(codes(&again), codes(&first));
    assert_eq!(again.notices().len(), 0);
}

#[test]
fn one_row_of_many_cells_does_not_make_all_others_as_wide() {
    let mut extra = vec![0; 500];
    extra[250] = 20_000;
    let upload = rows_with_extra_cells(&extra);
    let first = report(upload.clone());
    let file = export(&first);
    // Sixteen blank cells for each row, and one for each additional cell of the upload.
    assert_eq!(widths(&file), [11 + 16 + 20_000 / 500; 501]);
    // What does not stand in a cell of its own stands in the last one, without a delimiter before it.
    assert_eq!(file.matches(",x").count(), 20_000 - 1);
    let again = report(file);
    let rows = |report: &Report| report.errors().map(|error| error.row()).collect::<Vec<_>>();
    assert_eq!(rows(&again), rows(&first));
    assert_eq!(export(&again), export(&report(export(&again))));
}

#[test]
fn protection_gives_way_only_after_the_messages() {
    let numbers = |count: usize| {
        let row = |number| format!("A,B,{number:05},x,g,yes,{number:05},s,,TRUE");
        let rows: Vec<_> = (0..count).map(row).collect();
        export(&report(format!("{}\n{}\n", support::COLUMNS.join(","), rows.join("\n"))))
    };
    let file = numbers(1_500);
    assert!(file.len() <= 102_400 && file.contains(",\"=\"\"01499\"\"\","), "{}", &file[..300]);
    let file = numbers(2_500);
    assert!(file.len() <= 102_400 && !file.contains("\"=\""), "{}", &file[..300]);
}
