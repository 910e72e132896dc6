//! The rows-with-errors file of a report: the upload's own rows, ready to mend (SPEC section 8).

use std::io::{self, Write};
use std::ops::Range;

use super::{Report, Resolved};
use crate::characters::is_blank;
use crate::dialect;
use crate::header::Role;
use crate::rows_with_errors_file::{self, Layout, LeftOut, RowWithErrors, RowsWithErrors, Wording};
use crate::sheet::Reread;

/// Whether the passwords go into a rows-with-errors file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passwords {
    /// They stay, for a caller who holds the upload itself.
    Keep,
    /// They are left blank, for a file that is stored or passed on. The cell `Errors` says so. Columns that are not the
    /// template's are left out, and of a row whose cells may have been moved, every cell that may hold the password.
    Blank,
}

impl Report {
    /// Writes the rows with errors as CSV: UTF-8 with byte-order mark, CRLF, the upload's own columns in their order with
    /// the values as typed, then the column `Errors` with the row's messages. The delimiter is the upload's own where it
    /// is comma, semicolon, tab or pipe, else a comma. What begins like a formula is escaped with a `'`, which a new
    /// check takes off again.
    ///
    /// Where the messages would make the file larger than the template allows, so that it could not be checked again, the
    /// cells `Errors` have the codes' titles, or their numbers alone, or nothing: the longest that fits. A file that is too
    /// large even so has the messages.
    ///
    /// Returns how many rows were written. After an error of the file there are no rows, and nothing is written.
    ///
    /// # Errors
    ///
    /// Whatever the writer fails with.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::{Answers, Passwords, Template, Upload, check};
    ///
    /// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
    /// let checked = check(&template, Upload::new("users.csv", "Login;Note\nann;-\nbob;=1+1\n"));
    /// let report = checked.resolve(Answers::default().logins(vec![false, true]))?;
    /// let mut file = Vec::new();
    /// assert_eq!(report.write_rows_with_errors(&mut file, Passwords::Keep)?, 1);
    /// let text = String::from_utf8(file)?;
    /// assert!(text.starts_with("\u{FEFF}Login;Note;Errors\r\nbob;'=1+1;\"The login “bob” already exists. "));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn write_rows_with_errors(&self, out: impl Write, passwords: Passwords) -> io::Result<usize> {
        let Some(resolved) = &self.resolved else { return Ok(0) };
        if self.row_problems.is_empty() {
            return Ok(0);
        }
        rows_with_errors_file::write(
            &Export { report: self, rows: WrittenRows::new(self, resolved, passwords) },
            out,
        )
    }
}

struct Export<'r> {
    report: &'r Report,
    rows: WrittenRows<'r>,
}

impl RowsWithErrors for Export<'_> {
    fn layout(&self) -> Layout<'_> {
        let limit = self.report.template.limits().max_bytes();
        Layout { delimiter: self.rows.delimiter(), columns: self.rows.column_names().collect(), limit }
    }

    fn each(
        &self,
        wording: Wording,
        write: &mut dyn FnMut(RowWithErrors<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        for row_problems in self.report.row_problems.chunk_by(|a, b| a.entry() == b.entry()) {
            let row = self.rows.resolved.sheet().reread(row_problems[0].entry());
            let WrittenRow { cells, extra, left_out } = self.rows.row(&row);
            let errors = row_problems
                .iter()
                .filter_map(|&row_problem| {
                    wording.word(row_problem.code(), || self.report.problem(row_problem).message())
                })
                .collect();
            write(RowWithErrors { cells, extra, errors, left_out })?;
        }
        Ok(())
    }
}

/// The rows of an upload as they are written again: its own columns, its own cells as typed.
pub(super) struct WrittenRows<'r> {
    resolved: &'r Resolved,
    /// The upload's columns, less its own old `Errors`, and less those without name and text: of these a hostile header can
    /// have as many as the file has rows. Without passwords, the template's columns alone: nobody knows what others hold.
    columns: Vec<usize>,
    /// What is not to be written, where the passwords are left blank.
    hidden: Option<Hidden>,
}

/// Where passwords stand in a file.
struct Hidden {
    /// The column of the password.
    password: usize,
    /// How many cells a row has at the least: up to the last column with a name.
    min: usize,
}

/// A row of [`WrittenRows`].
pub(super) struct WrittenRow<'t> {
    pub(super) cells: Vec<&'t str>,
    /// What stands beyond the header, and of a damaged row that is cut short by its old `Errors`, the rest of the line.
    pub(super) extra: Vec<&'t str>,
    pub(super) left_out: LeftOut,
}

impl<'r> WrittenRows<'r> {
    pub(super) fn new(report: &'r Report, resolved: &'r Resolved, passwords: Passwords) -> Self {
        let header = &resolved.sheet().header;
        let is_written = |&index: &usize| match (header.roles[index], passwords) {
            (Role::Errors | Role::Blank, _) => false,
            (Role::Template(_), _) | (_, Passwords::Keep) => true,
            (_, Passwords::Blank) => false,
        };
        let columns = (0..header.width()).filter(is_written).collect();
        let hidden = match passwords {
            Passwords::Keep => None,
            Passwords::Blank => Hidden::of(report, resolved),
        };
        Self { resolved, columns, hidden }
    }

    /// The upload's own where a new check finds it, else a comma.
    fn delimiter(&self) -> char {
        dialect::delimiter_to_write(self.resolved.sheet().delimiter.as_str())
    }

    pub(super) fn column_names(&self) -> impl Iterator<Item = &'r str> {
        self.columns.iter().map(|&index| self.resolved.sheet().header.names[index].as_str())
    }

    pub(super) fn row<'t>(&self, row: &'t Reread<'_>) -> WrittenRow<'t> {
        let width = self.resolved.sheet().header.width();
        let hidden = self.hidden_cells(row);
        let mut left_out = LeftOut::Nothing;
        let mut text = |index: usize| {
            let text = cell_as_typed(row, index);
            let is_hidden = hidden.contains(&index) && !is_blank(text);
            if is_hidden {
                left_out = if hidden.len() == 1 { LeftOut::Password } else { LeftOut::Cells };
            }
            if is_hidden { "" } else { text }
        };
        let cells = self.columns.iter().map(|&index| text(index)).collect();
        let mut extra: Vec<_> = (width..Self::length(row)).map(&mut text).collect();
        if self.is_damaged_in_errors(row) {
            extra.push(text(row.row.len()));
        }
        // All of it is hidden then.
        if self.hidden.is_some() {
            extra.clear();
        }
        WrittenRow { cells, extra, left_out }
    }

    /// How many cells a row has, the damaged one included. Blank ones beyond the header count: by them a new check sees that
    /// the password may have been moved.
    fn length(row: &Reread<'_>) -> usize {
        row.row.len() + usize::from(row.raw.damage.is_some())
    }

    /// Whether the damage of a row began in the upload's own `Errors`, which is not written.
    fn is_damaged_in_errors(&self, row: &Reread<'_>) -> bool {
        let role = self.resolved.sheet().header.roles.get(row.row.len());
        row.raw.damage.is_some() && role == Some(&Role::Errors)
    }

    /// The cells that may hold the password, where that is not to be written. In a valid row that is one. But a delimiter that
    /// is not quoted moves it to the right, one that is missing to the left, and a quote too many puts a whole row into one
    /// cell: such rows have more cells than the header, or too few, or a line break in a cell.
    pub(super) fn hidden_cells(&self, row: &Reread<'_>) -> Range<usize> {
        let Some(Hidden { password, min }) = self.hidden else { return 0..0 };
        let has_line_break = row.row.iter().any(|&cell| row.cells.get(cell).contains(['\r', '\n']));
        match Self::length(row) {
            _ if has_line_break => 0..usize::MAX,
            length if row.raw.damage.is_some() => password.min(length - 1)..usize::MAX,
            length if length > self.resolved.sheet().header.width() => password..usize::MAX,
            length if length < min => 0..usize::MAX,
            _ => password..password + 1,
        }
    }
}

impl Hidden {
    /// `None` where the file has no column for passwords.
    fn of(report: &Report, resolved: &Resolved) -> Option<Self> {
        let header = &resolved.sheet().header;
        let password = header.file_indexes[report.template.roles().password?]?;
        let last = header.roles.iter().rposition(|&role| role != Role::Blank);
        Some(Self { password, min: last.map_or(0, |last| last + 1) })
    }
}

/// The text of a cell as typed; of a damaged row, the cell after those that were read is the rest of its line.
fn cell_as_typed<'t>(row: &'t Reread<'_>, index: usize) -> &'t str {
    match (row.row.get(index), row.raw.damage) {
        (Some(&cell), _) => row.cells.get(cell),
        (None, Some(damage)) if index == row.row.len() => row.cells.get(damage.rest),
        (None, _) => "",
    }
}
