//! Files that are meant to be slow, each of 100 KB.

use std::fmt::Write;

use crate::users::{HEADER, push_user};

/// 100 KB, the product's limit.
pub const SIZE: usize = 102_400;

/// A hostile file: what it is, and its bytes.
pub struct Hostile {
    /// What it is, as the table names it.
    pub name: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Every hostile file.
pub fn files() -> Vec<Hostile> {
    let below = |unit: &str| below_header(|csv, _| csv.push_str(unit));
    let mut files = vec![
        ("quotes only", filled("", "\"")),
        ("delimiters only", filled("", ",")),
        ("line ends only", filled("", "\n")),
        ("`\"\"\"` lines", filled("", "\"\"\"\n")),
        ("`\"a` lines below a header", below("\"a\n")),
        ("`\"\"\"` lines below a header", below("\"\"\"\n")),
        ("one quote, then doubled ones, below a header", filled(&format!("{HEADER}\"\n"), "\"\"\n")),
        ("blank rows below a header", below(",\n")),
        ("one cell", filled("", "x")),
        ("one cell below a header", filled(HEADER, "x")),
        ("rows of one letter", below("a\n")),
        ("one repeated login, nothing else in a row", below(",,a\n")),
        ("one repeated login, rows otherwise valid", below(&valid_row())),
        ("header of 50,000 nameless columns", filled("", ",").split_off(SIZE - 50_000)),
        ("header of 50,000 columns `a`", filled("", "a,")),
        ("10,000 header names near to a column's", near_miss_header()),
        ("50,000 nameless columns over 25,000 rows of one letter", wide_and_long()),
        ("nameless columns, each with text in a row of its own", staircase()),
    ];
    files.push(("a distinct unknown group in every row", below_header(unknown_group)));
    files.push(("a distinct unknown TRUE/FALSE in every row", below_header(unknown_boolean)));
    files.into_iter().map(|(name, bytes)| Hostile { name, bytes }).collect()
}

/// A file of users each of whom has one error, as a measure of what errors cost.
pub fn an_error_in_every_row() -> Vec<u8> {
    below_header(|csv, number| {
        let mut row = String::new();
        push_user(&mut row, number);
        csv.push_str(&row.replacen(",TRUE\r", ",\r", 1));
    })
}

/// `start`, then `unit` as often as it fits.
fn filled(start: &str, unit: &str) -> Vec<u8> {
    let mut bytes = start.as_bytes().to_vec();
    while bytes.len() + unit.len() <= SIZE {
        bytes.extend_from_slice(unit.as_bytes());
    }
    bytes
}

/// The header, then rows as many as fit.
fn below_header(push_row: impl Fn(&mut String, usize)) -> Vec<u8> {
    let mut csv = HEADER.to_owned();
    let mut row = String::new();
    for number in 0.. {
        row.clear();
        push_row(&mut row, number);
        if csv.len() + row.len() > SIZE {
            break;
        }
        csv.push_str(&row);
    }
    csv.into_bytes()
}

fn valid_row() -> String {
    let mut row = String::new();
    push_user(&mut row, 0);
    row
}

/// Names that are two edits from `Extension`, and so are compared in full.
fn near_miss_header() -> Vec<u8> {
    let mut csv = String::new();
    for number in 0..10_000 {
        // None of these letters makes it `extension` itself.
        let letter = |number: usize| char::from(b'a' + (number % 13) as u8);
        let _ = write!(csv, "extensi{}{},", letter(number), letter(number / 13));
    }
    csv.into_bytes()
}

/// Half of the file is a header of nameless columns, half of it rows of one letter: every row of the export has as many
/// cells as the header.
fn wide_and_long() -> Vec<u8> {
    let start = format!("{}{}\n", HEADER.trim_end(), ",".repeat(SIZE / 2));
    filled(&start, "a\n")
}

/// Half of the file is a header of nameless columns; below it, row after row has text one column further to the right.
fn staircase() -> Vec<u8> {
    let mut csv = HEADER.trim_end().to_owned();
    csv.push_str(&",".repeat(SIZE / 2));
    let start = HEADER.matches(',').count() + 1;
    for step in 0.. {
        let row = format!("\n{}x", ",".repeat(start + step));
        if csv.len() + row.len() > SIZE {
            break;
        }
        csv.push_str(&row);
    }
    csv.into_bytes()
}

fn unknown_group(csv: &mut String, number: usize) {
    let _ = writeln!(csv, "A,B,l{number},Passw0rdX,Grou {number:04},TRUE,,Sales,,TRUE");
}

fn unknown_boolean(csv: &mut String, number: usize) {
    let _ = writeln!(csv, "A,B,l{number},Passw0rdX,Agent,T{number},,Sales,,FALS{number}");
}
