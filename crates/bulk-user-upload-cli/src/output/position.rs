//! Where a problem or a notice is, for people.

use bulk_user_upload::import::StoredNotice;
use bulk_user_upload::problem::format_rows;
use bulk_user_upload::{Notice, Problem};

use crate::terminal::visible;

/// The maximum number of ranges of rows, or of cells, that are shown for a problem.
pub(super) const MAX_RANGES: usize = 12;

/// Where the first row of a group has its problem or notice.
#[derive(Clone, Copy)]
pub(super) struct First<'p> {
    pub(super) line: Option<u32>,
    pub(super) cell: Option<&'p str>,
    pub(super) column: Option<&'p str>,
}

/// `row 3, cell C3 (Login)`, or `rows 2–41 and 57, column H (Primary team)`. Empty for the file itself.
pub(super) fn position(rows: &[u32], first: First<'_>) -> String {
    let mut parts = Vec::new();
    match (rows, first.line) {
        ([], _) => {}
        ([row], Some(line)) if *row != line => parts.push(format!("row {row} (line {line})")),
        _ => parts.push(format_rows(rows, MAX_RANGES)),
    }
    match (rows, first.cell) {
        ([_], Some(cell)) => parts.push(format!("cell {cell}")),
        (_, Some(cell)) => {
            parts.push(format!("column {}", cell.trim_end_matches(|digit: char| digit.is_ascii_digit())));
        }
        _ => {}
    }
    let position = parts.join(", ");
    match first.column {
        Some(column) => format!("{position} ({})", visible(column)),
        None => position,
    }
}

/// The same before a message: `row 3, cell C3 (Login): `.
pub(super) fn before_message(rows: &[u32], first: First<'_>) -> String {
    let position = position(rows, first);
    if position.is_empty() { position } else { format!("{position}: ") }
}

impl<'p> From<&'p Problem<'_>> for First<'p> {
    fn from(problem: &'p Problem<'_>) -> Self {
        Self { line: problem.line(), cell: problem.cell(), column: problem.column() }
    }
}

impl<'p> From<&'p Notice<'_>> for First<'p> {
    fn from(notice: &'p Notice<'_>) -> Self {
        Self { line: notice.line(), cell: notice.cell(), column: notice.column() }
    }
}

impl<'p> From<&'p StoredNotice> for First<'p> {
    fn from(StoredNotice { line, cell, column, .. }: &'p StoredNotice) -> Self {
        Self { line: *line, cell: cell.as_deref(), column: column.as_deref() }
    }
}
