//! The rows-with-errors file of a report: the rows of the upload, to be corrected (SPEC section 8).

use std::io::{self, Write};
use std::ops::Range;

use super::{Report, Resolved};
use crate::characters::is_blank;
use crate::dialect;
use crate::export_options::{ExportOptions, Passwords};
use crate::header::Role;
use crate::problem::{Found, Problem, RowProblem, TemplateIndex};
use crate::rows_with_errors_file::{
    self, CellStyle, Layout, LeftOut, RowWithErrors, RowsWithErrors, Wording, WrittenColumn,
};
use crate::sheet::Reread;
use crate::template::Template;

impl Report {
    /// Writes the rows with errors as CSV: UTF-8 with a byte-order mark, CRLF, the columns of the upload in
    /// their order with the values as typed, then the column `Errors` with the messages of the row. The
    /// delimiter is that of the upload if it is a comma, a semicolon, a tab or a pipe, otherwise a comma. A
    /// cell that begins like a formula is escaped with a `'`, and a text that a spreadsheet might change
    /// stands as `="00123"`, unless the options say otherwise. A new check reads both as they were. Every row
    /// has as many cells as the header.
    ///
    /// If the messages would make the file larger than the template allows, it could not be checked again.
    /// The cells `Errors` then have the titles of the codes, or only their numbers, or nothing: the longest
    /// wording that fits. A file that is too large even without them has the messages.
    ///
    /// Returns the number of rows that were written. If the file itself has an error there are no rows, and
    /// nothing is written.
    ///
    /// # Errors
    ///
    /// The error of the writer.
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
    pub fn write_rows_with_errors(
        &self,
        out: impl Write,
        options: impl Into<ExportOptions>,
    ) -> io::Result<usize> {
        let Some(resolved) = &self.resolved else { return Ok(0) };
        if self.row_problems.is_empty() {
            return Ok(0);
        }
        rows_with_errors_file::write(
            &Export { report: self, rows: WrittenRows::new(self, resolved, options.into()) },
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
        Layout { delimiter: self.rows.delimiter(), columns: self.rows.columns(), limit }
    }

    fn each(
        &self,
        wording: Wording,
        write: &mut dyn FnMut(RowWithErrors<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        for row_problems in self.report.row_problems.chunk_by(|a, b| a.entry() == b.entry()) {
            let sheet = self.rows.resolved.sheet();
            let number = sheet.entries[row_problems[0].entry()].row;
            let row = sheet.reread(row_problems[0].entry());
            let WrittenRow { cells, extra, left_out, hidden } = self.rows.row(&row);
            let errors = row_problems
                .iter()
                .filter_map(|&row_problem| {
                    wording.word(row_problem.code(), || {
                        self.rows.problem(self.report, row_problem, &hidden).message()
                    })
                })
                .collect();
            write(RowWithErrors { row: number, cells, extra, errors, left_out })?;
        }
        Ok(())
    }
}

/// The rows of an upload as they are written again: its own columns, and its own cells as typed.
pub(super) struct WrittenRows<'r> {
    template: &'r Template,
    resolved: &'r Resolved,
    /// The columns of the upload, without an old `Errors` and without those that have neither a name nor
    /// text: a hostile header can have as many of these as the file has rows. Without passwords, only the
    /// columns of the template, because other columns could contain anything.
    columns: Vec<usize>,
    /// How the cells of columns that hold texts are written.
    text_style: CellStyle,
    /// What must not be written, if the passwords are left blank.
    hidden: Option<Hidden>,
}

/// Where the passwords of a file are.
struct Hidden {
    /// The index of the password column.
    password: usize,
    /// The minimum number of cells of a row: up to the last column with a name.
    min: usize,
}

/// A row of [`WrittenRows`].
pub(super) struct WrittenRow<'t> {
    pub(super) cells: Vec<&'t str>,
    /// The cells beyond the header. If the damage of a row began in an old `Errors`, also the rest of its
    /// line.
    pub(super) extra: Vec<&'t str>,
    pub(super) left_out: LeftOut,
    /// The indexes of the cells that may hold the password.
    pub(super) hidden: Range<usize>,
}

impl<'r> WrittenRows<'r> {
    pub(super) fn new(report: &'r Report, resolved: &'r Resolved, options: ExportOptions) -> Self {
        let ExportOptions { passwords, text_cells } = options;
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
        Self { template: &report.template, resolved, columns, text_style: text_cells.style(), hidden }
    }

    /// The delimiter of the upload if a new check would find it, otherwise a comma.
    fn delimiter(&self) -> char {
        dialect::delimiter_to_write(self.resolved.sheet().delimiter.as_str())
    }

    pub(super) fn columns(&self) -> Vec<WrittenColumn<'r>> {
        let header = &self.resolved.sheet().header;
        let style = |role| match role {
            Role::Template(column) if self.template.columns()[column].holds_text() => self.text_style,
            _ => CellStyle::Escaped,
        };
        let column =
            |&index: &usize| WrittenColumn { name: &header.names[index], style: style(header.roles[index]) };
        self.columns.iter().map(column).collect()
    }

    pub(super) fn row<'t>(&self, row: &'t Reread<'_>) -> WrittenRow<'t> {
        let width = self.resolved.sheet().shape.width();
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
        // All of these cells are hidden in that case.
        if self.hidden.is_some() {
            extra.clear();
        }
        // Behind the column `Errors`, blank cells are padding and tell a new check nothing.
        extra.truncate(extra.iter().rposition(|text| !is_blank(text)).map_or(0, |last| last + 1));
        WrittenRow { cells, extra, left_out, hidden }
    }

    /// A problem as it may be said with these rows: a cell that is hidden in them shows no value.
    pub(super) fn problem<'p>(
        &self,
        report: &'p Report,
        row_problem: RowProblem,
        hidden: &Range<usize>,
    ) -> Problem<'p> {
        let mut problem = report.problem(row_problem);
        if let Found::InCell(column, _) = row_problem.found()
            && self.is_hidden(column, hidden)
        {
            problem.hide_value();
        }
        problem
    }

    /// Whether the cell of a row in a column of the template is one of its hidden cells.
    pub(super) fn is_hidden(&self, column: TemplateIndex, hidden: &Range<usize>) -> bool {
        let file_index = self.resolved.sheet().header.file_indexes[column.get()];
        file_index.is_some_and(|file_index| hidden.contains(&file_index))
    }

    /// The number of cells of a row, including the damaged one.
    fn length(row: &Reread<'_>) -> usize {
        row.row.len() + usize::from(row.raw.damage.is_some())
    }

    /// Whether the damage of a row began in an old `Errors` of the upload, which is not written.
    fn is_damaged_in_errors(&self, row: &Reread<'_>) -> bool {
        let role = self.resolved.sheet().header.roles.get(row.row.len());
        row.raw.damage.is_some() && role == Some(&Role::Errors)
    }

    /// The cells that may hold the password, if it must not be written. In a row that has the cells of the
    /// header this is one cell. But an unquoted delimiter moves the password to the right, a missing
    /// delimiter moves it to the left, and an extra quote can put a whole row into one cell. Several mistakes
    /// in one row can move it anywhere. So all cells are hidden of a row with too many cells, too few cells,
    /// damage, or a line break in a cell.
    pub(super) fn hidden_cells(&self, row: &Reread<'_>) -> Range<usize> {
        let Some(Hidden { password, min }) = self.hidden else { return 0..0 };
        let has_line_break = row.row.iter().any(|&cell| row.cells.get(cell).contains(['\r', '\n']));
        let shape = &self.resolved.sheet().shape;
        let is_as_the_header = (min..=shape.width()).contains(&shape.count(&row.cells, &row.row));
        if has_line_break || row.raw.damage.is_some() || !is_as_the_header {
            0..usize::MAX
        } else {
            password..password + 1
        }
    }
}

impl Hidden {
    /// `None` if the file has no password column.
    fn of(report: &Report, resolved: &Resolved) -> Option<Self> {
        let header = &resolved.sheet().header;
        let password = header.file_indexes[report.template.roles().password?]?;
        let last = header.roles.iter().rposition(|&role| role != Role::Blank);
        Some(Self { password, min: last.map_or(0, |last| last + 1) })
    }
}

/// The text of a cell as typed. In a damaged row, the cell after those that were read is the rest of its
/// line.
fn cell_as_typed<'t>(row: &'t Reread<'_>, index: usize) -> &'t str {
    match (row.row.get(index), row.raw.damage) {
        (Some(&cell), _) => row.cells.get(cell),
        (None, Some(damage)) if index == row.row.len() => row.cells.get(damage.rest),
        (None, _) => "",
    }
}
