//! Rows, cells and texts as sentences name them: `rows 2–41, 57 and 60`.

use std::fmt::Write;

use crate::characters::is_invisible;

/// How much of a text a sentence quotes, in characters; the report has all of it.
const MAX_QUOTED: usize = 60;

/// A text of the file in quotation marks: shortened, and with the characters that are invisible, or that a
/// terminal would obey, written as code points.
///
/// # Example
///
/// ```
/// assert_eq!(bulk_user_upload::problem::quoted("bob\u{7}"), "“bob<U+0007>”");
/// ```
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 6);
    push_quoted(&mut quoted, text);
    quoted
}

/// Writes a text as [`quoted`] gives it.
pub(super) fn push_quoted(to: &mut String, text: &str) {
    to.push('“');
    push_visible(to, text);
    to.push('”');
}

/// A text of the file as [`quoted`] shows it, without the quotation marks.
pub(crate) fn visible(text: &str) -> String {
    let mut visible = String::new();
    push_visible(&mut visible, text);
    visible
}

fn push_visible(to: &mut String, text: &str) {
    for (index, character) in text.chars().enumerate() {
        if index == MAX_QUOTED {
            to.push('…');
            break;
        }
        if is_invisible(character) {
            let _ = write!(to, "<U+{:04X}>", u32::from(character));
        } else {
            to.push(character);
        }
    }
}

/// Rows as people name them, in at most so many ranges. They come in ascending order, each once.
///
/// # Example
///
/// ```
/// use bulk_user_upload::problem::format_rows;
///
/// assert_eq!(format_rows(&[3], 12), "row 3");
/// assert_eq!(format_rows(&[2, 3, 4, 57, 60], 12), "rows 2–4, 57 and 60");
/// ```
pub fn format_rows(rows: &[u32], max: usize) -> String {
    let word = if rows.len() == 1 { "row" } else { "rows" };
    let mut shown = 0;
    let mut ranges: Vec<String> = Vec::new();
    for range in rows.chunk_by(|a, b| a + 1 == *b).take(max) {
        shown += range.len();
        match range {
            [only] => ranges.push(only.to_string()),
            // Two rows are no range to the eye: `2 and 3`.
            [first, second] => ranges.extend([first.to_string(), second.to_string()]),
            [first, .., last] => ranges.push(format!("{first}–{last}")),
            [] => {}
        }
    }
    if shown < rows.len() {
        ranges.push(format!("{} more", rows.len() - shown));
    }
    format!("{word} {}", listed(&ranges))
}

/// Cells as people name them, at most so many.
///
/// # Example
///
/// ```
/// use bulk_user_upload::problem::format_cells;
///
/// assert_eq!(format_cells(&["C3".to_owned(), "D4".to_owned()], 12), "cells C3 and D4");
/// ```
pub fn format_cells(cells: &[String], max: usize) -> String {
    let word = if cells.len() == 1 { "cell" } else { "cells" };
    let mut shown = cells[..cells.len().min(max)].to_vec();
    if shown.len() < cells.len() {
        shown.push(format!("{} more", cells.len() - shown.len()));
    }
    format!("{word} {}", listed(&shown))
}

/// Words as an enumeration: `a, b and c`.
pub(super) fn listed(words: &[String]) -> String {
    joined(words, "and")
}

/// Words of which one holds: `a, b or c`.
pub(super) fn alternatives(words: &[String]) -> String {
    joined(words, "or")
}

fn joined(words: &[String], last_by: &str) -> String {
    match words {
        [first @ .., last] if !first.is_empty() => format!("{} {last_by} {last}", first.join(", ")),
        words => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::{format_cells as cells, format_rows as rows};

    #[test]
    fn rows_are_named() {
        assert_eq!(rows(&[7], 16), "row 7");
        assert_eq!(rows(&[2, 3], 16), "rows 2 and 3");
        assert_eq!(rows(&[2, 3, 4, 57, 60], 16), "rows 2–4, 57 and 60");
        let odd: Vec<_> = (0..30).map(|index| 2 * index + 1).collect();
        assert_eq!(rows(&odd, 3), "rows 1, 3, 5 and 27 more");
    }

    #[test]
    fn cells_are_named() {
        let all: Vec<_> = (1..=20).map(|row| format!("B{row}")).collect();
        assert_eq!(cells(&all[..1], 16), "cell B1");
        assert!(cells(&all, 16).ends_with("B15, B16 and 4 more"));
    }
}
