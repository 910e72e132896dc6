//! The rows-with-errors file (SPEC section 8), of a report or of an import in the history.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::csv_cell::push_escaped_cell;
use crate::problem::Code;
use crate::zeroizing;

/// The separator between the messages of a row.
const BETWEEN_MESSAGES: &str = " | ";

/// The cells of a row that are left blank because they are, or may be, the password.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// No cell is left blank.
    #[default]
    Nothing,
    /// The password is left blank.
    Password,
    /// More cells are left blank: those of the row may have moved, and one of them may be the password.
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

/// A source of rows with errors.
pub(crate) trait RowsWithErrors {
    /// The columns and the limits of the file.
    fn layout(&self) -> Layout<'_>;

    /// Passes the rows to `write` one by one, with their errors in this wording.
    fn each(
        &self,
        wording: Wording,
        write: &mut dyn FnMut(RowWithErrors<'_>) -> io::Result<()>,
    ) -> io::Result<()>;
}

/// The columns of the file, its delimiter, and its maximum size.
pub(crate) struct Layout<'r> {
    pub(crate) delimiter: char,
    pub(crate) columns: Vec<&'r str>,
    /// The limit of the template, in bytes.
    pub(crate) limit: u64,
}

/// A row of the file. It may hold a password.
pub(crate) struct RowWithErrors<'r> {
    /// Its number in the upload.
    pub(crate) row: u32,
    /// One cell for each column.
    pub(crate) cells: Vec<&'r str>,
    /// The cells after `Errors`. They are additional in this file too, so that a new check finds them.
    pub(crate) extra: Vec<&'r str>,
    /// Its errors, in the wording that was asked for.
    pub(crate) errors: Vec<String>,
    /// Which cells were left blank.
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

/// Writes the file in the longest wording that fits the limit, and returns the number of rows. If no wording
/// fits, the file has the messages.
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

/// A writer that stores nothing, and fails if more is written than this number of bytes.
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

/// A line of CSV that is being written. It may hold a password.
struct Line {
    text: Zeroizing<String>,
    delimiter: char,
    is_begun: bool,
}

impl Line {
    fn cell(&mut self, text: &str) {
        // At most, every character is a quote, and the cell has two quotes around it, an escape, a delimiter
        // and the line end.
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
