//! Where a problem or a notice is, as a spreadsheet names it.

use bulk_user_upload::problem::{format_cells, format_rows};

use crate::text::{capitalised, visible};

/// How many ranges of rows, or cells, are shown: more would not be read.
const MAX_RANGES: usize = 12;

/// `Rows 2–41 and 57, column H (Primary team)`. Empty for the file itself. `cell` is that of the first row, and
/// `cells` are those of a problem that is not in one column.
pub(super) fn position(rows: &[u32], cells: &[String], cell: Option<&str>, column: Option<&str>) -> String {
    let mut parts = Vec::new();
    if !rows.is_empty() {
        parts.push(format_rows(rows, MAX_RANGES));
    }
    match (rows, cell) {
        ([_], Some(cell)) => parts.push(format!("cell {cell}")),
        (_, Some(cell)) => {
            parts.push(format!("column {}", cell.trim_end_matches(|digit: char| digit.is_ascii_digit())));
        }
        _ if !cells.is_empty() => parts.push(format_cells(cells, MAX_RANGES)),
        _ => {}
    }
    let position = parts.join(", ");
    let position = match column {
        Some(column) => format!("{position} ({column})"),
        None => position,
    };
    visible(&capitalised(&position))
}
