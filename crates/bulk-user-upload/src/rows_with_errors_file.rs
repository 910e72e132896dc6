//! The rows-with-errors file as such (SPEC section 8): of a report, or of an import in the history.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::csv_cell::push_escaped_cell;
use crate::problem::Code;
use crate::zeroizing;

/// What stands between the messages of a row.
const BETWEEN_MESSAGES: &str = " | ";

/// What of a row is left blank because it is, or may be, the password.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// Nothing is.
    #[default]
    Nothing,
    /// The password.
    Password,
    /// Other cells, too: the row's cells may have been moved, and one of them may be the password.
    Cells,
}

impl LeftOut {
    /// `nothing`, `password` or `cells`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Password => "password",
            Self::Cells => "cells",
        }
    }

    /// What the cell `Errors` says of it; `row` is the row's number in the upload.
    fn note(self, wording: Wording, row: u32) -> Option<String> {
        match (self, wording) {
            (Self::Nothing, _) => None,
            (Self::Password, Wording::Messages) => {
                Some("The password is left out of this file: type it again.".to_owned())
            }
            (Self::Cells, Wording::Messages) => Some(format!(
                "Cells that may hold the password are left out of this file: take row {row} from the file that was uploaded."
            )),
            (Self::Password, _) => Some("Type the password again.".to_owned()),
            (Self::Cells, _) => Some(format!("Take row {row} from the uploaded file.")),
        }
    }
}

/// Where rows with errors come from.
pub(crate) trait RowsWithErrors {
    /// What stands above the rows, and how long the file may be.
    fn layout(&self) -> Layout<'_>;

    /// Hands out the rows one by one, with their errors worded so.
    fn each(
        &self,
        wording: Wording,
        write: &mut dyn FnMut(RowWithErrors<'_>) -> io::Result<()>,
    ) -> io::Result<()>;
}

/// What stands above the rows, and how long the file may be.
pub(crate) struct Layout<'r> {
    pub(crate) delimiter: char,
    pub(crate) columns: Vec<&'r str>,
    /// In bytes: the template's limit.
    pub(crate) limit: u64,
}

/// A row of the file. It may hold a password.
pub(crate) struct RowWithErrors<'r> {
    /// Its number in the upload.
    pub(crate) row: u32,
    /// A cell for each column.
    pub(crate) cells: Vec<&'r str>,
    /// What comes after `Errors`, so that it is found again.
    pub(crate) extra: Vec<&'r str>,
    /// Its errors, worded as asked.
    pub(crate) errors: Vec<String>,
    /// What was left blank.
    pub(crate) left_out: LeftOut,
}

/// How the cells `Errors` are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wording {
    Messages,
    Titles,
    Numbers,
    Nothing,
}

impl Wording {
    const LONGEST_FIRST: [Self; 4] = [Self::Messages, Self::Titles, Self::Numbers, Self::Nothing];

    /// An error in this wording.
    pub(crate) fn word(self, code: Code, message: impl FnOnce() -> String) -> Option<String> {
        match self {
            Self::Messages => Some(message()),
            Self::Titles => Some(code.title().to_owned()),
            Self::Numbers => Some(code.number().to_string()),
            Self::Nothing => None,
        }
    }
}

/// Writes the file in the longest wording that fits the limit, and says how many rows it has. A file that is too large in
/// any wording has the messages.
pub(crate) fn write(rows: &dyn RowsWithErrors, mut out: impl Write) -> io::Result<usize> {
    let limit = rows.layout().limit;
    let fits = |wording: &Wording| write_worded(rows, &mut Room(limit), *wording).is_ok();
    let wording = Wording::LONGEST_FIRST.into_iter().find(fits).unwrap_or(Wording::Messages);
    let count = write_worded(rows, &mut out, wording)?;
    out.flush()?;
    Ok(count)
}

fn write_worded(rows: &dyn RowsWithErrors, out: &mut dyn Write, wording: Wording) -> io::Result<usize> {
    let Layout { delimiter, columns, .. } = rows.layout();
    let line = || Line { text: Zeroizing::default(), delimiter, is_begun: false };
    let mut header = line();
    for column in columns {
        header.cell(column);
    }
    header.cell("Errors");
    out.write_all("\u{FEFF}".as_bytes())?;
    out.write_all(header.end().as_bytes())?;
    let mut count = 0;
    rows.each(wording, &mut |row| {
        let mut line = line();
        row.cells.into_iter().for_each(|cell| line.cell(cell));
        let mut errors = row.errors;
        errors.extend(row.left_out.note(wording, row.row));
        line.cell(&errors.join(BETWEEN_MESSAGES));
        row.extra.into_iter().for_each(|cell| line.cell(cell));
        count += 1;
        out.write_all(line.end().as_bytes())
    })?;
    Ok(count)
}

/// A writer that keeps nothing, and fails where more is written than there is room for.
struct Room(u64);

impl Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len() as u64).ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A line of CSV in the making. It may hold a password.
struct Line {
    text: Zeroizing<String>,
    delimiter: char,
    is_begun: bool,
}

impl Line {
    fn cell(&mut self, text: &str) {
        // At the most, every character is a quote, and there are two around it, an escape, a delimiter and the line end.
        zeroizing::reserve(&mut self.text, 2 * text.len() + 6);
        if std::mem::replace(&mut self.is_begun, true) {
            self.text.push(self.delimiter);
        }
        push_escaped_cell(&mut self.text, text);
    }

    fn end(mut self) -> Zeroizing<String> {
        self.text.push_str("\r\n");
        self.text
    }
}
