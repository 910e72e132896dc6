//! Where a problem or a notice is, for people.

use bulk_user_upload::problem::{ProblemPosition, format_cells, format_rows};

use crate::terminal::visible;

/// The maximum number of ranges of rows, or of cells, that are shown for a problem.
const MAX_RANGES: usize = 12;

/// `row 3, cell C3 (Login)`, or `rows 2–41 and 57, column H (Primary team)`. Empty for the file itself. `cells`
/// are those of a problem that is not in one column, and `first` is the position of the first row.
pub(super) fn position<C>(rows: &[u32], cells: &[String], first: &ProblemPosition<'_, C>) -> String {
    let mut parts = Vec::new();
    match (rows, first.line) {
        ([], _) => {}
        ([row], Some(line)) if *row != line => parts.push(format!("row {row} (line {line})")),
        _ => parts.push(format_rows(rows, MAX_RANGES)),
    }
    match (rows, first.cell) {
        ([_], Some(cell)) => parts.push(format!("cell {cell}")),
        (_, Some(cell)) => {
            let letters = cell.as_str().trim_end_matches(|digit: char| digit.is_ascii_digit());
            parts.push(format!("column {letters}"));
        }
        _ if !cells.is_empty() => parts.push(format_cells(cells, MAX_RANGES)),
        _ => {}
    }
    let position = parts.join(", ");
    match first.column {
        Some(column) => format!("{position} ({})", visible(column)),
        None => position,
    }
}
