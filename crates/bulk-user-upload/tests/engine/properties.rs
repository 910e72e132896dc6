//! Properties that hold for every file (SPEC sections 2, 5, 7 and 8).

use std::collections::{BTreeMap, HashMap};

use crate::support::{Dialect, Table, dialects, office, report, tables};
use bulk_user_upload::problem::Params;
use bulk_user_upload::text::{escape_formula, trim};
use bulk_user_upload::{Answers, Code, Passwords, Report, Template, Upload, check, fold, validate};
use proptest::prelude::*;

/// The errors of each row with errors, by its index among those rows, without what depends on its position in
/// the file.
type Found = Vec<Vec<(Code, Option<String>, Option<String>, Option<String>, String)>>;

fn found(report: &Report, is_counted: impl Fn(Code) -> bool) -> Found {
    let mut rows: BTreeMap<u32, Vec<_>> = BTreeMap::new();
    for problem in report.errors() {
        let params = match problem.params() {
            // The rows have other numbers in another file.
            Params::LoginDuplicateInFile(others) => others.count.to_string(),
            // A rows-with-errors file has one more column.
            Params::RowFieldCount(cells) => {
                (if cells.actual > cells.expected { "more" } else { "fewer" }).to_owned()
            }
            params => format!("{params:?}"),
        };
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let rest = (owned(problem.column()), owned(problem.value()), owned(problem.suggestion()), params);
        rows.entry(problem.row().unwrap()).or_default().push((
            problem.code(),
            rest.0,
            rest.1,
            rest.2,
            rest.3,
        ));
    }
    rows.into_values()
        .map(|errors| errors.into_iter().filter(|error| is_counted(error.0)).collect())
        .collect()
}

fn export(report: &Report) -> Vec<u8> {
    let mut file = Vec::new();
    report.write_rows_with_errors(&mut file, Passwords::Keep).unwrap();
    file
}

/// A line of a file with quotes and delimiters in any positions.
fn damaged_line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a\",;\n ]{0,20}",
        Just("Ann,Lee,ann,Passw0rdX,Agent Role,TRUE,,Sales,,TRUE,more,\"cells\"".to_owned()),
        Just("Lee, Ann,Lee,x,Passw0rdX,Agent Role,TRUE,,Sales,,TRUE".to_owned()),
    ]
}

/// The cells of a rows-with-errors file.
fn records(export: &[u8]) -> Vec<Vec<String>> {
    let text = export.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(export);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The physical lines of a file: LF, CRLF or CR.
fn lines_of(file: &str) -> impl Iterator<Item = &str> {
    let mut rest = file;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(['\r', '\n']).unwrap_or(rest.len());
        let line = &rest[..end];
        let after = &rest[end..];
        rest = after.strip_prefix("\r\n").or_else(|| after.get(1..)).unwrap_or_default();
        Some(line)
    })
}

proptest! {
    #[test]
    fn an_export_checks_like_the_upload(table in tables()) {
        let first = report(Dialect::default().write(&table));
        prop_assume!(!first.is_ok());
        let again = report(export(&first));
        prop_assert_eq!(found(&first, |_| true), found(&again, |_| true));
        prop_assert_eq!(again.users(), first.rows_with_errors());
        // The same is true of the rows-with-errors file of the rows-with-errors file, to the byte.
        prop_assert_eq!(export(&again), export(&report(export(&again))));
    }

    #[test]
    fn an_export_loses_nothing_of_damaged_rows(table in tables(), lines in prop::collection::vec(damaged_line(), 1..6)) {
        let mut file = String::from_utf8(Dialect::default().write(&table)).unwrap();
        file.push_str(&lines.join("\n"));
        let first = report(file.clone());
        let exported = export(&first);
        let again = report(exported.clone());
        // The rest of each damaged line is in one cell, without the `'` of the escape.
        let exported = records(&exported);
        for problem in first.errors().filter(|error| error.code() == Code::RowQuoting) {
            let line = lines_of(&file).nth(problem.line().unwrap() as usize - 1).unwrap();
            let is_rest = |cell: &&String| {
                let unescaped = cell.strip_prefix('\'').filter(|rest| escape_formula(rest) == **cell).unwrap_or(cell);
                unescaped.contains('"') && line.ends_with(unescaped)
            };
            let is_there = exported.iter().any(|row| row.iter().any(|cell| is_rest(&cell)));
            prop_assert!(is_there, "{:?} is lost in {:?}", line, exported);
        }
        // A damaged row is read as a whole one in the new file, and one that lacks cells is filled up with
        // blank ones, so their logins may now be duplicates.
        let is_changed = |code: Code, params: &str| {
            code == Code::RowQuoting || code == Code::RowFieldCount && params == "fewer"
        };
        let is_damaged = found(&first, |_| true).iter().flatten().any(|(code, .., params)| is_changed(*code, params));
        let is_counted = |code| !is_damaged || code != Code::LoginDuplicateInFile;
        let damaged = |found: &Found| -> Vec<usize> {
            let is_damaged = |row: &Vec<_>| row.iter().any(|(code, .., params): &(Code, _, _, _, String)| is_changed(*code, params));
            (0..found.len()).filter(|&row| is_damaged(&found[row])).collect()
        };
        let (before, after) = (found(&first, is_counted), found(&again, is_counted));
        let damaged = damaged(&before);
        // Rows that are valid in the new file do not appear in its report, so rows are matched by their
        // errors.
        let undamaged: Vec<_> = before.iter().enumerate().filter(|(row, _)| !damaged.contains(row)).map(|(_, errors)| errors).collect();
        let mut rest = after.iter();
        for errors in undamaged {
            prop_assert!(rest.any(|other| other == errors), "{:?} is not in {:?}", errors, after);
        }
        prop_assert_eq!(again.users(), first.rows_with_errors());
    }

    #[test]
    fn the_escape_is_undone_exactly(login in "['=+@\\- \ta-cé\u{200B}\u{FF1D}]{1,6}") {
        let mut row = ["Ann", "Lee", "", "Passw0rdX", "Agent Role", "TRUE", "", "Nowhere", "", "TRUE"].map(str::to_owned);
        row[2].clone_from(&login);
        let first = report(Dialect::default().write(&vec![row]));
        let exported = String::from_utf8(export(&first)).unwrap();
        let cell = exported.lines().nth(1).unwrap().split(',').nth(2).unwrap().trim_matches('"').to_owned();
        prop_assert_eq!(&*cell, &*escape_formula(&login));
        prop_assert_eq!(found(&report(exported), |_| true), found(&first, |_| true));
    }

    #[test]
    fn a_report_does_not_depend_on_the_dialect(table in tables(), dialect in dialects()) {
        let plain = report(Dialect::default().write(&table));
        let other = report(dialect.write(&table));
        let delimiter = dialect.delimiter.to_string();
        prop_assert_eq!(other.file().delimiter(), Some(&*delimiter));
        prop_assert_eq!((plain.users(), plain.valid()), (other.users(), other.valid()));
        prop_assert_eq!(found(&plain, |_| true), found(&other, |_| true));
        let rows = |report: &Report| report.errors().map(|error| error.row()).collect::<Vec<_>>();
        prop_assert_eq!(rows(&plain), rows(&other));
    }

    #[test]
    fn a_report_is_the_same_every_time(table in tables()) {
        let file = Dialect::default().write(&table);
        prop_assert_eq!(report(file.clone()).to_json(), report(file).to_json());
    }

    #[test]
    fn duplicates_are_those_of_a_naive_count(table in tables()) {
        let mut rows: HashMap<String, Vec<u32>> = HashMap::new();
        // A blank row is not an entry. None of these rows is blank, because the password is never empty.
        let table: Table = table.into_iter().map(|mut row| { row[3] = "x".to_owned(); row }).collect();
        for (row, number) in table.iter().zip(2..) {
            if !trim(&row[2]).is_empty() {
                rows.entry(fold(&row[2]).into_owned()).or_default().push(number);
            }
        }
        let expected: BTreeMap<u32, (Vec<u32>, u32)> = rows
            .values()
            .filter(|rows| rows.len() > 1)
            .flat_map(|rows| rows.iter().map(|row| {
                let others: Vec<_> = rows.iter().copied().filter(|other| other != row).collect();
                let count = u32::try_from(others.len()).unwrap();
                (*row, (others.into_iter().take(10).collect(), count))
            }))
            .collect();
        let report = report(Dialect::default().write(&table));
        let actual: BTreeMap<_, _> = report
            .errors()
            .filter(|error| error.code() == Code::LoginDuplicateInFile)
            .map(|error| match error.params() {
                Params::LoginDuplicateInFile(others) => {
                    (error.row().unwrap(), (others.rows.clone(), others.count))
                }
                other => panic!("{other:?}"),
            })
            .collect();
        prop_assert_eq!(actual, expected);
    }

    #[test]
    fn any_bytes_are_checked(name in "[a-z.]{0,6}(csv|TXT)?", bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        // Bytes like these are not a header, so there are no questions for the directory.
        let report = check(&Template::default(), Upload::new(name, bytes)).resolve(Answers::default()).unwrap();
        prop_assert_eq!(report.valid(), 0);
        prop_assert!(!report.is_ok());
        prop_assert!(serde_json::from_str::<serde_json::Value>(&report.to_json()).is_ok());
    }

    #[test]
    fn text_around_a_valid_header_never_panics(text in "(.|[\"\n\r,;]){0,200}") {
        let office = office();
        let file = format!("{}{text}", Template::default().csv());
        let report = validate(&Template::default(), Upload::new("a.csv", file), &office.as_uploader("alice").unwrap()).unwrap();
        if report.errors().all(|error| error.row().is_some()) {
            prop_assert_eq!(report.valid() + report.rows_with_errors(), report.users());
        }
        prop_assert!(serde_json::from_str::<serde_json::Value>(&report.to_json()).is_ok());
        export(&report);
    }
}
