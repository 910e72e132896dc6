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
