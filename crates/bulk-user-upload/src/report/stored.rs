//! What an import stores of a report: its rows, without anything that is, or may be, a password.

use std::ops::Range;

use super::export::{WrittenRow, WrittenRows};
use super::{NewUser, Passwords, Report, Resolved};
use crate::characters::trim;
use crate::problem::{Notice, Problem, RowNotice, RowProblem, cell_reference};
use crate::rows_with_errors_file::{CellStyle, LeftOut};

/// A row as it is stored: without cells that are, or may be, its password.
pub(crate) struct StoredRow<'r> {
    pub(crate) row: u32,
    /// The trimmed login, if it is known.
    pub(crate) login: Option<String>,
    pub(crate) cells: Vec<String>,
    pub(crate) extra: Vec<String>,
    pub(crate) left_out: LeftOut,
    /// Its errors, without the values of those cells.
    pub(crate) errors: Vec<Problem<'r>>,
}

impl Report {
    /// The columns of a rows-with-errors file without passwords, apart from `Errors`. Empty if the file
    /// itself has an error.
    pub(crate) fn stored_columns(&self) -> Vec<String> {
        let Some(resolved) = &self.resolved else { return Vec::new() };
        let rows = WrittenRows::new(self, resolved, Passwords::Blank.into());
        rows.columns().into_iter().map(|column| column.name.to_owned()).collect()
    }

    /// The indexes of those columns that hold texts.
    pub(crate) fn stored_text_columns(&self) -> Vec<usize> {
        let Some(resolved) = &self.resolved else { return Vec::new() };
        let columns = WrittenRows::new(self, resolved, Passwords::Blank.into()).columns();
        let is_text = |&index: &usize| columns[index].style == CellStyle::Protected;
        (0..columns.len()).filter(is_text).collect()
    }

    /// An entry with its cells in those columns.
    pub(crate) fn stored_row(&self, entry: usize) -> StoredRow<'_> {
        let resolved = self.resolved.as_ref().expect("there are entries in a sheet only");
        let rows = WrittenRows::new(self, resolved, Passwords::Blank.into());
        let reread = resolved.sheet().reread(entry);
        let WrittenRow { cells, extra, left_out, hidden } = rows.row(&reread);
        let owned = |cells: Vec<&str>| cells.into_iter().map(str::to_owned).collect();
        let row_problems = self.row_problems_of(entry).iter();
        StoredRow {
            row: resolved.sheet().entries[entry].row,
            login: self.login_of(resolved, entry, &hidden),
            cells: owned(cells),
            extra: owned(extra),
            left_out,
            errors: row_problems.map(|&row_problem| rows.problem(self, row_problem, &hidden)).collect(),
        }
    }

    /// The notices as they are stored: without the value of a cell that may be the password.
    pub(crate) fn notices_to_store(&self) -> impl Iterator<Item = Notice<'_>> {
        let resolved = self.resolved.as_ref();
        let rows = resolved.map(|resolved| WrittenRows::new(self, resolved, Passwords::Blank.into()));
        let of_rows = self.row_notices.iter().map(move |&row_notice| {
            let mut notice = self.row_notice(row_notice);
            if let (RowNotice::InCell { entry, column, .. }, Some(rows)) = (row_notice, &rows) {
                let hidden = rows.hidden_cells(&self.resolved().sheet().reread(entry as usize));
                if rows.is_hidden(column, &hidden) {
                    notice.hide_value();
                }
            }
            notice
        });
        self.notices.iter().map(Notice::from).chain(of_rows)
    }

    /// The login of an entry. `None` if it is blank, if it is not known which cell is which, or if it may be
    /// the password.
    fn login_of(&self, resolved: &Resolved, entry: usize, hidden: &Range<usize>) -> Option<String> {
        let sheet = resolved.sheet();
        let column = self.template.roles().login;
        let is_told = sheet.entries[entry].is_intact && !hidden.contains(&sheet.header.file_indexes[column]?);
        let login = if is_told { trim(sheet.cell(entry, column)) } else { "" };
        (!login.is_empty()).then(|| login.to_owned())
    }

    /// The errors of the file and its header.
    pub(crate) fn file_errors(&self) -> impl Iterator<Item = Problem<'_>> {
        self.problems.iter().map(Problem::from)
    }

    /// The problems of an entry.
    pub(super) fn row_problems_of(&self, entry: usize) -> &[RowProblem] {
        let first = self.row_problems.partition_point(|row_problem| row_problem.entry() < entry);
        let rest = &self.row_problems[first..];
        &rest[..rest.iter().take_while(|row_problem| row_problem.entry() == entry).count()]
    }
}

impl<'r> NewUser<'r> {
    pub(crate) fn report(self) -> &'r Report {
        self.report
    }

    /// The index of the entry in the file.
    pub(crate) fn entry(self) -> usize {
        self.entry
    }

    /// The cell in a column of the template: `C7`. `None` if the file does not have that column.
    pub(crate) fn cell(self, column: usize) -> Option<String> {
        let file_index = self.report.resolved.as_ref()?.sheet().header.file_indexes[column]?;
        Some(cell_reference(file_index, self.row()))
    }
}
