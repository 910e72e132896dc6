//! A password that stands in the wrong place is shown and stored nowhere (SPEC section 4): whatever row is
//! made of a valid one by dropping or adding delimiters and quotes, as long as the number of its cells is not
//! the header's.

use std::fmt::Write;

use bulk_user_upload::Passwords;
use bulk_user_upload::import::{ImportMode, write_stored_rows_with_errors};
use bulk_user_upload::report::Report;
use proptest::prelude::*;

use crate::support::report;

/// No word of a template, directory or message has a part of it.
const CANARY: &str = "Zq7Wx9Kv3J";

const HEADERS: [&str; 4] = [
    "First name,Last name,Login,Password,Permission group,Web RTC,Extension,Primary team,Capacity plan,Active",
    "Password,First name,Login,Last name,Permission group,Web RTC,Primary team,Active,Extension,Capacity plan",
    "First name,Login,Last name,Permission group,Web RTC,Primary team,Active,Extension,Capacity plan,Password",
    "First name,Last name,Login,Web RTC,Password,Active,Permission group,Primary team,Extension,Capacity plan",
];

/// A valid row under each header.
const ROWS: [&str; 4] = [
    "Ann,Lee,ann.lee,Zq7Wx9Kv3J,Agent Role,TRUE,101,Sales,Standard,TRUE",
    "Zq7Wx9Kv3J,Ann,ann.lee,Lee,Agent Role,TRUE,Sales,TRUE,101,Standard",
    "Ann,ann.lee,Lee,Agent Role,TRUE,Sales,TRUE,101,Standard,Zq7Wx9Kv3J",
    "Ann,Lee,ann.lee,TRUE,Zq7Wx9Kv3J,TRUE,Agent Role,Sales,,",
];

/// What is done to a row.
#[derive(Debug, Clone)]
enum Change {
    /// Its delimiter of that number is dropped.
    Drop(usize),
    /// This is put before the character of that number.
    Insert(usize, char),
}

fn drops() -> impl Strategy<Value = Change> {
    (0..9usize).prop_map(Change::Drop)
}

fn inserts(what: &'static [char]) -> impl Strategy<Value = Change> {
    (0..70usize, prop::sample::select(what)).prop_map(|(at, what)| Change::Insert(at, what))
}

fn some(change: impl Strategy<Value = Change>) -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(change, 1..5)
}

/// The row with those changes; none of them is made inside the password, which then would be another one.
fn changed(row: &str, changes: &[Change]) -> String {
    let mut row = row.to_owned();
    for change in changes {
        match *change {
            Change::Drop(number) => {
                let delimiter = row.match_indices(',').nth(number).map(|(at, _)| at);
                delimiter.map(|at| row.remove(at));
            }
            Change::Insert(at, what) => {
                let password = row.find(CANARY).unwrap();
                let at = at.min(row.len());
                if at <= password || at >= password + CANARY.len() {
                    row.insert(at, what);
                }
            }
        }
    }
    row
}

/// All that is said of a file, live.
fn shown(report: &Report) -> String {
    let mut shown = format!("{report:?}{}", report.to_json());
    for error in report.errors() {
        let _ = write!(shown, "{error:?}{}{:?}", error.message(), error.suggestion());
    }
    for group in report.problem_groups() {
        let _ = write!(shown, "{group:?}");
    }
    shown
}

/// All that is stored of a file.
fn stored(report: Report) -> String {
    let mut file = Vec::new();
    report.write_rows_with_errors(&mut file, Passwords::Blank).unwrap();
    let plan = report.into_plan(ImportMode::PartialSuccess).unwrap();
    let rows: Vec<_> = plan.rows_with_errors().collect();
    write_stored_rows_with_errors(&plan.file(), &rows, &mut file).unwrap();
    let stored = serde_json::to_string(&(rows, plan.file(), plan.file_errors(), plan.notices())).unwrap();
    stored + &String::from_utf8(file).unwrap()
}

/// Whether a row has other cells than its header, as a strict reader counts them: quotes may hide delimiters,
/// or do damage.
fn is_other(report: &Report, row: &str, header: &str) -> bool {
    let is_whole = !report.errors().any(|error| error.row() == Some(2) && error.column().is_none());
    row.split(',').count() != header.split(',').count() && !(row.contains('"') && is_whole)
}

fn file(kind: usize, row: &str) -> String {
    format!("{}\n{row}\n{}\n", HEADERS[kind], ROWS[kind].replace(CANARY, "Passw0rdX"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Delimiters are dropped, or added, so the password is as far from its column as the number of cells
    /// says.
    #[test]
    fn a_password_that_slipped_is_shown_nowhere(
        kind in 0..4usize,
        changes in prop_oneof![some(drops()), some(inserts(&[','])), some(inserts(&[',', ';', '"', '\t']))],
    ) {
        let row = changed(ROWS[kind], &changes);
        let report = report(file(kind, &row));
        prop_assume!(is_other(&report, &row, HEADERS[kind]));
        let shown = shown(&report);
        prop_assert!(!shown.contains(CANARY), "{:?} shows its password: {}", row, shown);
    }

    /// Delimiters are dropped here and added there, so that the password may be anywhere.
    #[test]
    fn a_password_that_slipped_is_stored_nowhere(
        kind in 0..4usize,
        changes in some(prop_oneof![drops(), inserts(&[',', ',', ';', '"', '\t'])]),
    ) {
        let row = changed(ROWS[kind], &changes);
        let report = report(file(kind, &row));
        prop_assume!(is_other(&report, &row, HEADERS[kind]));
        let stored = stored(report);
        prop_assert!(!stored.contains(CANARY), "{:?} is stored with its password: {}", row, stored);
    }
}
