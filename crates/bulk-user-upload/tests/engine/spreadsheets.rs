//! `="…"` in an upload (SPEC section 2), and rows with errors that a spreadsheet opens and saves (SPEC section
//! 8). `cargo xtask spreadsheet` does the same with LibreOffice.

use bulk_user_upload::report::{ExportOptions, TextCells};
use bulk_user_upload::{Answers, Code, Passwords, Report, Template, Upload, check};

use crate::support::{COLUMNS, report};

/// The values that are sent through LibreOffice, too.
const VALUES: &str = include_str!("../../../xtask/src/spreadsheet/values.txt");

fn exported(report: &Report, options: impl Into<ExportOptions>) -> String {
    let mut file = Vec::new();
    report.write_rows_with_errors(&mut file, options).unwrap();
    String::from_utf8(file).unwrap()
}

fn records(file: &str) -> Vec<Vec<String>> {
    let text = file.trim_start_matches('\u{FEFF}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The users of a file with the columns `Login`, `Password` and `Note`, as `login/password/note`.
fn users(file: &str) -> Vec<String> {
    let template = Template::from_toml(
        "columns = [{ name = 'Login', kind = 'login' }, { name = 'Password', kind = 'password' }, { name = 'Note', kind = 'text' }]
        [password_policy]
        length = 1",
    );
    let checked = check(&template.unwrap(), Upload::new("a.csv", file));
    let logins = vec![false; checked.questions().logins().len()];
    let report = checked.resolve(Answers::default().logins(logins)).unwrap();
    let password = |user: bulk_user_upload::NewUser<'_>| user.password().map(|it| it.expose().to_owned());
    report
        .new_users()
        .map(|user| {
            let note = user.get("Note").unwrap().to_owned();
            format!("{}/{}/{note}", user.login(), password(user).unwrap_or_default())
        })
        .collect()
}

#[test]
fn a_text_formula_is_read_as_the_text_in_it() {
    assert_eq!(users("Login,Note\n=\"0101\",\" x\"\n\"=\"\"02\"\"\",=\"a;b\"\n"), ["0101//x", "02//a;b"]);
    assert_eq!(users("=\"Login\",\"=\"\"Note\"\"\"\nann,=\" x \"\n"), ["ann//x"]);
    // A blank one is blank, in a row, too.
    assert_eq!(users("=\"\",=\"\"\nLogin,Note\nann,=\"\"\n=\"\",=\"\"\n"), ["ann//"]);
}

#[test]
fn a_password_is_taken_as_typed_but_in_an_export() {
    assert_eq!(users("Login,Password\nann,\"=\"\"x\"\"\"\n"), ["ann/=\"x\"/"]);
    assert_eq!(users("Login,Password,Errors\nann,=\"x\",\nbob,\"=\"\"y\"\"\",\n"), ["ann/x/", "bob/y/"]);
    // The escape is undone first, and such a password is not unwrapped.
    assert_eq!(users("Login,Password,Errors\n\"'=\"\"a\"\"\",\"'=\"\"x\"\"\",\n"), ["a/=\"x\"/"]);
    // No escape stands before this formula, so none is undone.
    assert_eq!(users("Login,Errors\n=\"'=x\",\n"), ["'=x//"]);
}

#[test]
fn an_unquoted_text_formula_under_password_is_damaged_quoting() {
    let header = COLUMNS.join(",");
    let first = report(format!("{header}\nAnn,Lee,bob,=\"Passw0rdX\",Agent Role,TRUE,,Sales,,TRUE\n"));
    assert_eq!(first.errors().map(|error| error.code()).collect::<Vec<_>>(), [Code::RowQuoting]);
    let file = exported(&first, Passwords::Keep);
    assert!(file.contains(r#""'=""Passw0rdX"",Agent Role,TRUE,,Sales,,TRUE""#), "{file}");
    // A password as typed comes back as typed.
    let first =
        report(format!("{header}\nAnn,Lee,bob,\"=\"\"Passw0rdX\"\"\",Agent Role,TRUE,,Sales,,TRUE\n"));
    let file = exported(&first, Passwords::Keep);
    assert_eq!(records(&file)[1][3], "'=\"Passw0rdX\"");
    assert_eq!(records(&exported(&report(file), Passwords::Keep))[1][3], "'=\"Passw0rdX\"");
}

#[test]
fn only_texts_are_protected() {
    let header = COLUMNS.join(",");
    let row = "True,1,007,12345678,01,1,0101,3/4,1.10,TRUE";
    let first = report(format!("{header},Phone\n{row},0044\n"));
    let file = exported(&first, Passwords::Keep);
    let cells = records(&file)[1].clone();
    let expected = [
        "=\"True\"",
        "=\"1\"",
        "=\"007\"",
        "12345678",
        "=\"01\"",
        "1",
        "=\"0101\"",
        "=\"3/4\"",
        "=\"1.10\"",
        "TRUE",
        "0044",
    ];
    assert_eq!(&cells[..11], expected);
    let plain = ExportOptions { text_cells: TextCells::Plain, ..Passwords::Keep.into() };
    assert_eq!(records(&exported(&first, plain))[1][..11].join(","), format!("{row},0044"));
}

/// A file with a value in each column of text, which has an error in every row.
fn file_of(values: &[&str]) -> Report {
    let template = Template::from_toml(
        "columns = [{ name = 'Login', kind = 'login' }, { name = 'Note', kind = 'text' }, { name = 'Active', kind = 'boolean', required = true }]",
    );
    let quoted = |value: &str| format!("\"{}\"", value.replace('"', "\"\""));
    let row = |value: &&str| format!("{},{},perhaps\r\n", quoted(value), quoted(value));
    checked(
        &template.unwrap(),
        format!("Login,Note,Active\r\n{}", values.iter().map(row).collect::<String>()),
    )
}

fn checked(template: &Template, file: String) -> Report {
    let checked = check(template, Upload::new("a.csv", file));
    let logins = vec![false; checked.questions().logins().len()];
    checked.resolve(Answers::default().logins(logins)).unwrap()
}

/// What Excel saves of a cell of a CSV file that it opened, by its documentation: a formula of a text is that
/// text, any other formula a result; numbers have fifteen digits and no zeros before them, large ones are
/// scientific; what can be a date, a time or a truth value becomes one. Where it depends on the region, this
/// takes what any region does.
fn as_excel_saves_it(cell: &str) -> String {
    let text = cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    if let Some(text) = text.filter(|text| !text.contains('"')) {
        return text.to_owned();
    }
    if cell.starts_with(['=', '+', '-', '@']) {
        return "#NAME?".to_owned();
    }
    let trimmed = cell.trim();
    if ["TRUE", "FALSE", "WAHR", "FALSCH", "VRAI", "FAUX"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(trimmed))
    {
        return trimmed.to_uppercase();
    }
    if let Ok(number) = trimmed.parse::<f64>()
        && trimmed.starts_with(|first: char| first.is_ascii_digit() || first == '.')
    {
        return if number < 1e11 { format!("{number}") } else { format!("{number:.5E}") };
    }
    if is_date_or_time(trimmed) { "46101".to_owned() } else { cell.to_owned() }
}

/// Digits, signs between them, and the words of dates and times.
fn is_date_or_time(text: &str) -> bool {
    const MONTHS: [&str; 16] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mai", "okt",
        "dez", "marc",
    ];
    let is_word = |word: &str| {
        let word = word.to_ascii_lowercase();
        let begins_with_digit = text.starts_with(|digit: char| digit.is_ascii_digit());
        ["", "am", "pm", "eur", "usd", "kr", "mon"].contains(&word.as_str())
            || begins_with_digit && ["a", "p", "e", "t"].contains(&word.as_str())
            || MONTHS.iter().any(|month| word.starts_with(month))
    };
    text.contains(|digit: char| digit.is_ascii_digit())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || " ./-:".contains(character))
        && text.split(|letter: char| !letter.is_ascii_alphabetic()).all(is_word)
}

#[test]
fn the_model_of_excel_changes_what_is_not_protected() {
    for value in [
        "00123",
        "219E01",
        "mar-20",
        "1/2",
        "1234567890123456",
        "1.50",
        "true",
        "10 PM",
        "=1+1",
        "+44 20",
        "MARC1",
    ] {
        assert_ne!(as_excel_saves_it(value), value);
    }
    for value in ["ann.lee", "Team 007", "'+44 20", "'=1+1", "a0123"] {
        assert_eq!(as_excel_saves_it(value), value);
    }
}

#[test]
fn every_value_comes_back_from_excel() {
    let values: Vec<_> = VALUES.lines().collect();
    let first = file_of(&values);
    let opened = records(&exported(&first, Passwords::Keep));
    let mut saved = csv::WriterBuilder::new().from_writer(Vec::new());
    for cells in &opened {
        saved.write_record(cells.iter().map(|cell| as_excel_saves_it(cell))).unwrap();
    }
    let saved = String::from_utf8(saved.into_inner().unwrap()).unwrap();
    let again = checked(first.template(), saved);
    let plain = ExportOptions { text_cells: TextCells::Plain, ..Passwords::Keep.into() };
    let (before, after) = (records(&exported(&first, plain)), records(&exported(&again, plain)));
    assert_eq!((before.len(), after.len()), (values.len() + 1, values.len() + 1));
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before[..2], after[..2]);
    }
}
