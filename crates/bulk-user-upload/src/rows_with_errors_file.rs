//! The rows-with-errors file (SPEC section 8), of a report or of an import in the history.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::csv_cell::{push_escaped_cell, push_text_cell};
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
    pub(crate) columns: Vec<WrittenColumn<'r>>,
    /// The limit of the template, in bytes.
    pub(crate) limit: u64,
}

/// A column of the file.
pub(crate) struct WrittenColumn<'r> {
    pub(crate) name: &'r str,
    pub(crate) style: CellStyle,
}

/// How the cells of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum CellStyle {
    /// Escaped, if they begin like a formula.
    Escaped,
    /// Also as `="00123"`, if a spreadsheet might change them.
    Protected,
}

/// A row of the file. It may hold a password.
pub(crate) struct RowWithErrors<'r> {
    /// Its number in the upload.
    pub(crate) row: u32,
    /// One cell for each column.
    pub(crate) cells: Vec<&'r str>,
    /// The cells after `Errors`. They are additional in this file too, so that a new check finds them. The
    /// last of them is not blank.
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

/// How much is written of what may give way to the limit.
#[derive(Debug, Clone, Copy)]
struct Form {
    wording: Wording,
    /// No cell is written in a larger style.
    max_style: CellStyle,
}

impl Form {
    /// A message can be read in the report. A value that a spreadsheet changed cannot.
    const LARGEST_FIRST: [Self; 8] = [
        Self { wording: Wording::Messages, max_style: CellStyle::Protected },
        Self { wording: Wording::Titles, max_style: CellStyle::Protected },
        Self { wording: Wording::Numbers, max_style: CellStyle::Protected },
        Self { wording: Wording::Nothing, max_style: CellStyle::Protected },
        Self { wording: Wording::Messages, max_style: CellStyle::Escaped },
        Self { wording: Wording::Titles, max_style: CellStyle::Escaped },
        Self { wording: Wording::Numbers, max_style: CellStyle::Escaped },
        Self { wording: Wording::Nothing, max_style: CellStyle::Escaped },
    ];
}

/// Writes the file in the longest wording that fits the limit, and returns the number of rows. If no wording
/// fits, it is tried without the protection against spreadsheets. If that does not fit either, the file has
/// everything: it must be split in any case.
pub(crate) fn write(rows: &dyn RowsWithErrors, mut out: impl Write) -> io::Result<usize> {
    let extra = ExtraColumns::of(rows)?;
    let limit = rows.layout().limit;
    let fits = |form: &Form| write_in(rows, extra, &mut Room(limit), *form).is_ok();
    let form = Form::LARGEST_FIRST.into_iter().find(fits).unwrap_or(Form::LARGEST_FIRST[0]);
    let count = write_in(rows, extra, &mut out, form)?;
    out.flush()?;
    Ok(count)
}

fn write_in(
    rows: &dyn RowsWithErrors,
    extra: ExtraColumns,
    out: &mut dyn Write,
    Form { wording, max_style }: Form,
) -> io::Result<usize> {
    let Layout { delimiter, columns, .. } = rows.layout();
    let mut header = Line::new(delimiter);
    columns.iter().for_each(|column| header.cell(column.name, CellStyle::Escaped));
    header.cell("Errors", CellStyle::Escaped);
    extra.write(&[], &mut header);
    out.write_all("\u{FEFF}".as_bytes())?;
    out.write_all(header.end().as_bytes())?;
    let mut count = 0;
    rows.each(wording, &mut |row| {
        let mut line = Line::new(delimiter);
        row.cells
            .iter()
            .zip(&columns)
            .for_each(|(cell, column)| line.cell(cell, column.style.min(max_style)));
        let mut errors = row.errors;
        errors.extend(row.left_out.note(wording, row.row));
        line.cell(&errors.join(BETWEEN_MESSAGES), CellStyle::Escaped);
        extra.write(&row.extra, &mut line);
        count += 1;
        out.write_all(line.end().as_bytes())
    })?;
    Ok(count)
}

/// The number of columns without a name after `Errors`. Every row has all of them, because many readers of
/// tables reject a file whose rows are not as wide as its header.
///
/// One row of many cells must not make all others as wide: the file could be as large as the square of the
/// upload. So the blank cells are at most [`ExtraColumns::PER_ROW`] for each row, and as many again as there
/// are additional cells. What a row has beyond that is joined into its last cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct ExtraColumns(usize);

impl ExtraColumns {
    /// A row of a real file has one or two cells too many.
    const PER_ROW: usize = 16;

    fn of(rows: &dyn RowsWithErrors) -> io::Result<Self> {
        let (mut widest, mut cells, mut count) = (0, 0, 0);
        rows.each(Wording::Nothing, &mut |row| {
            widest = widest.max(row.extra.len());
            cells += row.extra.len();
            count += 1;
            Ok(())
        })?;
        Ok(Self(widest.min(Self::PER_ROW + cells / count.max(1))))
    }

    /// Writes the additional cells of a row, and blank ones up to the width of the file.
    fn write(self, cells: &[&str], line: &mut Line) {
        let Self(width) = self;
        if cells.len() > width {
            let (first, rest) = cells.split_at(width - 1);
            first.iter().for_each(|cell| line.cell(cell, CellStyle::Escaped));
            let joined = line.joined(rest);
            line.cell(&joined, CellStyle::Escaped);
        } else {
            let blank = std::iter::repeat_n(&"", width - cells.len());
            cells.iter().chain(blank).for_each(|cell| line.cell(cell, CellStyle::Escaped));
        }
    }
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
    fn new(delimiter: char) -> Self {
        Self { text: Zeroizing::default(), delimiter, is_begun: false }
    }

    fn cell(&mut self, text: &str, style: CellStyle) {
        // At most, every character is a quote, and the cell has two quotes around it, an escape, a delimiter
        // and the line end. A text as a formula has no quotes of its own, and seven bytes more.
        zeroizing::reserve(&mut self.text, 2 * text.len() + 10);
        if std::mem::replace(&mut self.is_begun, true) {
            self.text.push(self.delimiter);
        }
        match style {
            CellStyle::Escaped => push_escaped_cell(&mut self.text, text),
            CellStyle::Protected => push_text_cell(&mut self.text, text),
        }
    }

    /// Cells as the text of one cell: a line of CSV.
    fn joined(&self, cells: &[&str]) -> Zeroizing<String> {
        let mut line = Self::new(self.delimiter);
        cells.iter().for_each(|cell| line.cell(cell, CellStyle::Escaped));
        line.text
    }

    fn end(mut self) -> Zeroizing<String> {
        self.text.push_str("\r\n");
        self.text
    }
}
