//! The rows-with-errors file, uploaded as it is, has the errors of the upload (SPEC section 8).

#![no_main]

use std::collections::BTreeMap;

use bulk_user_upload::problem::{Level, Params};
use bulk_user_upload::{Passwords, Report, Template};
use bulk_user_upload_fuzz::{export, report};
use libfuzzer_sys::fuzz_target;

/// An error without what may change: the position of its row, and the numbers of other rows.
type Essence = (&'static str, Option<String>, Option<String>, Option<String>);

fuzz_target!(|data: &[u8]| {
    let template = Template::default();
    let first = report(&template, "users.csv", data);
    let (file, exported) = export(&first, Passwords::Keep);
    if exported == 0 {
        assert!(file.is_empty(), "no rows, no file");
        return;
    }
    // In UTF-8, with all its cells, a file can be larger than an upload may be, even without messages.
    if file.len() as u64 > template.limits().max_bytes() {
        return;
    }
    let second = report(&template, "rows-with-errors.csv", &file);
    assert!(
        second.errors().all(|error| error.code().level() != Level::File),
        "the file itself is valid: {}\n{}",
        second.to_json(),
        String::from_utf8_lossy(&file)
    );
    let (before, after) = (by_row(&first), by_row(&second));
    let was_damaged =
        |errors: &[Essence]| errors.iter().any(|error| [DAMAGED, LACKS_CELLS].contains(&error.0));
    // A damaged row, and one that lacks cells, is read differently in the new file: it has all of its cells.
    // It may have a login, or a name, with which others are compared.
    let any_damaged = before.values().any(|errors| was_damaged(errors));
    for (number, errors) in before.values().enumerate() {
        if was_damaged(errors) {
            continue;
        }
        // The header is row 1. Every row is one row, even with line breaks in it.
        let row = u32::try_from(number).expect("fuzz inputs are small") + 2;
        let found = after.get(&row).cloned().unwrap_or_default();
        let (found, expected) =
            if any_damaged { (settled(found), settled(errors.clone())) } else { (found, errors.clone()) };
        let found = hiding_what_was_hidden(found, &expected);
        assert_eq!(found, expected, "row {row} of the export\n{}", String::from_utf8_lossy(&file));
    }
    if !any_damaged {
        assert_eq!(second.users() as usize, exported, "every row is found again");
        assert_eq!(after.len(), before.len(), "and no other");
    }
});

const DAMAGED: &str = "row-quoting";

/// What a row that lacks the cell of a required column has in place of `row-field-count`.
const LACKS_CELLS: &str = "lacks cells";

/// The errors without the values that the first report did not show: in a row that lacks cells of optional
/// columns the password may have slipped, and the new file has those cells.
fn hiding_what_was_hidden(found: Vec<Essence>, expected: &[Essence]) -> Vec<Essence> {
    let mut expected = expected.iter();
    let hide = |(code, column, value, suggestion): Essence| match expected.next() {
        Some((.., None, _)) => (code, column, None, None),
        _ => (code, column, value, suggestion),
    };
    found.into_iter().map(hide).collect()
}

/// The errors of each row, in the order of the rows.
fn by_row(report: &Report) -> BTreeMap<u32, Vec<Essence>> {
    let mut rows: BTreeMap<u32, Vec<Essence>> = BTreeMap::new();
    for error in report.errors() {
        let row = error.row().expect("an error of a row has its number");
        rows.entry(row).or_default().push((
            match error.params() {
                Params::RowFieldCount(cells) if cells.actual < cells.expected => LACKS_CELLS,
                _ => error.code().as_str(),
            },
            error.column().map(str::to_owned),
            error.value().map(str::to_owned),
            error.suggestion().map(str::to_owned),
        ));
    }
    rows
}

/// The errors that do not depend on other rows.
fn settled(errors: Vec<Essence>) -> Vec<Essence> {
    let alone = errors.into_iter().filter(|(code, ..)| *code != "login-duplicate-in-file");
    alone.map(|(code, column, value, _)| (code, column, value, None)).collect()
}
