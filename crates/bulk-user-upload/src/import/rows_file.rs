//! The rows-with-errors file of an import in the history: the same file as a report's, without the passwords.

use std::io::{self, Write};

use super::stored::{ImportedRow, StoredFile};
use crate::dialect;
use crate::export_options::TextCells;
use crate::rows_with_errors_file::{
    self, CellStyle, Layout, RowWithErrors, RowsWithErrors, Wording, WrittenColumn,
};

/// Writes stored rows as a rows-with-errors file, as
/// [`Report::write_rows_with_errors`](crate::Report::write_rows_with_errors) does with
/// [`Passwords::Blank`](crate::Passwords::Blank). Returns how many rows were written; if there are none,
/// nothing is written.
///
/// # Errors
///
/// The errors of the writer.
///
/// # Example
///
/// ```
/// use bulk_user_upload::import::{ImportMode, write_stored_rows_with_errors};
/// use bulk_user_upload::{Answers, Passwords, Template, Upload, check};
///
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let checked = check(&template, Upload::new("users.csv", "Login;Note\nann;-\nbob;=1+1\n"));
/// let report = checked.resolve(Answers::default().logins(vec![false, true]))?;
/// let (mut expected, mut file) = (Vec::new(), Vec::new());
/// report.write_rows_with_errors(&mut expected, Passwords::Blank)?;
///
/// let plan = report.into_plan(ImportMode::PartialSuccess)?;
/// let rows: Vec<_> = plan.rows_with_errors().collect();
/// assert_eq!(write_stored_rows_with_errors(&plan.file(), &rows, &mut file)?, 1);
/// assert_eq!(file, expected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_stored_rows_with_errors(
    file: &StoredFile,
    rows: &[ImportedRow],
    out: impl Write,
) -> io::Result<usize> {
    write_stored_rows_with_errors_as(file, rows, TextCells::default(), out)
}

/// Does what [`write_stored_rows_with_errors`] does, and lets the caller choose how texts are written that a
/// spreadsheet might change.
///
/// # Errors
///
/// The errors of the writer.
///
/// # Example
///
/// ```
/// use bulk_user_upload::import::{ImportMode, write_stored_rows_with_errors_as};
/// use bulk_user_upload::report::TextCells;
/// use bulk_user_upload::{Answers, Template, Upload, check};
///
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let checked = check(&template, Upload::new("users.csv", "Login\n00123\n"));
/// let plan = checked.resolve(Answers::default().logins(vec![true]))?.into_plan(ImportMode::PartialSuccess)?;
/// let rows: Vec<_> = plan.rows_with_errors().collect();
///
/// let mut file = Vec::new();
/// write_stored_rows_with_errors_as(&plan.file(), &rows, TextCells::Plain, &mut file)?;
/// assert!(String::from_utf8(file)?.starts_with("\u{FEFF}Login,Errors\r\n00123,"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write_stored_rows_with_errors_as(
    file: &StoredFile,
    rows: &[ImportedRow],
    text_cells: TextCells,
    out: impl Write,
) -> io::Result<usize> {
    if rows.is_empty() {
        return Ok(0);
    }
    rows_with_errors_file::write(&StoredRows { file, rows, text_cells }, out)
}

struct StoredRows<'k> {
    file: &'k StoredFile,
    rows: &'k [ImportedRow],
    text_cells: TextCells,
}

impl StoredRows<'_> {
    fn columns(&self) -> Vec<WrittenColumn<'_>> {
        let mut columns: Vec<_> =
            self.file.columns.iter().map(|name| WrittenColumn { name, style: CellStyle::Escaped }).collect();
        for &index in &self.file.text_columns {
            if let Some(column) = columns.get_mut(index) {
                column.style = self.text_cells.style();
            }
        }
        columns
    }
}

impl RowsWithErrors for StoredRows<'_> {
    fn layout(&self) -> Layout<'_> {
        Layout {
            delimiter: dialect::delimiter_to_write(self.file.delimiter.as_deref().unwrap_or_default()),
            columns: self.columns(),
            limit: self.file.max_bytes,
        }
    }

    fn each(
        &self,
        wording: Wording,
        write: &mut dyn FnMut(RowWithErrors<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        self.rows.iter().try_for_each(|row| {
            let word = |error: &super::StoredProblem| wording.word(error.code, || error.message.clone());
            write(RowWithErrors {
                row: row.row,
                cells: row.cells.iter().map(String::as_str).collect(),
                extra: row.extra.iter().map(String::as_str).collect(),
                errors: row.errors.iter().filter_map(word).collect(),
                left_out: row.left_out,
            })
        })
    }
}
