//! The row that is the header under a delimiter (SPEC section 3): the first that is not blank, or one below a
//! few short ones, such as a title.

use super::matcher::Matcher;
use super::row::HeaderRow;
use crate::cells::{Cell, Cells};
use crate::characters::is_blank;
use crate::records::{Delimiter, Position, RawRow, Reader};
use crate::text_formula;

/// How many rows below the first may be the header, blank ones not counted.
const MAX_ROWS_BELOW: usize = 20;

/// How many cells with text a row above the header may have.
const MAX_CELLS_ABOVE: usize = 2;

/// The row that is the header.
pub(crate) struct FoundHeader {
    pub(crate) delimiter: Delimiter,
    pub(crate) row: HeaderRow,
    /// How many distinct columns of the template it names.
    pub(crate) count: usize,
    pub(crate) raw: RawRow,
    /// Its row number.
    pub(crate) number: u32,
    /// Where the next row begins.
    pub(crate) next: Position,
    /// The numbers of the rows above it that are not blank.
    pub(crate) rows_above: Vec<u32>,
}

impl FoundHeader {
    /// `None` if every row is blank under this delimiter.
    pub(crate) fn find(
        text: &str,
        start: Position,
        delimiter: Delimiter,
        matcher: &Matcher<'_>,
    ) -> Option<Self> {
        let mut rows = FilledRows::new(text, start, delimiter);
        let first = rows.next()?;
        let found = Self::new(&rows.cells, delimiter, &first, matcher);
        if found.count > 0 || !first.is_short() {
            return Some(found);
        }
        Some(Self::find_below(rows, first, delimiter, matcher).unwrap_or(found))
    }

    /// Looks for the header below a first row that is short and names nothing.
    fn find_below(
        mut rows: FilledRows<'_>,
        first: FilledRow,
        delimiter: Delimiter,
        matcher: &Matcher<'_>,
    ) -> Option<Self> {
        let mut above = vec![first];
        while above.len() <= MAX_ROWS_BELOW {
            let row = rows.next()?;
            // Most rows have too few cells to name as many columns, so their names are not looked up.
            if row.raw.damage.is_some() || row.filled >= matcher.min_columns() {
                let mut found = Self::new(&rows.cells, delimiter, &row, matcher);
                if row.raw.damage.is_some() || found.count >= matcher.min_columns() {
                    let names_nothing =
                        |row: &FilledRow| matcher.count(&HeaderRow::new(&rows.cells, &row.row)) == 0;
                    found.rows_above = above.iter().map(|row| row.number).collect();
                    return above.iter().all(names_nothing).then_some(found);
                }
            }
            if !row.is_short() {
                return None;
            }
            above.push(row);
        }
        None
    }

    fn new(cells: &Cells<'_>, delimiter: Delimiter, filled: &FilledRow, matcher: &Matcher<'_>) -> Self {
        let row = HeaderRow::new(cells, &filled.row);
        let count = matcher.count(&row);
        let &FilledRow { raw, number, next, .. } = filled;
        Self { delimiter, row, count, raw, number, next, rows_above: Vec::new() }
    }
}

/// Whether every row is blank under this delimiter.
pub(crate) fn is_blank_under(text: &str, start: Position, delimiter: Delimiter) -> bool {
    FilledRows::new(text, start, delimiter).next().is_none()
}

/// The rows that are not blank.
struct FilledRows<'t> {
    reader: Reader<'t>,
    cells: Cells<'t>,
    number: u32,
}

/// A row that is not blank.
struct FilledRow {
    row: Vec<Cell>,
    /// How many of its cells have text.
    filled: usize,
    raw: RawRow,
    number: u32,
    /// Where the next row begins.
    next: Position,
}

impl<'t> FilledRows<'t> {
    fn new(text: &'t str, start: Position, delimiter: Delimiter) -> Self {
        Self { reader: Reader::new(text, start, delimiter), cells: Cells::new(text), number: 0 }
    }

    fn next(&mut self) -> Option<FilledRow> {
        let mut row = Vec::new();
        while let Some(raw) = self.reader.read(&mut self.cells, &mut row) {
            self.number += 1;
            let is_filled = |cell: &&Cell| !is_blank(text_formula::unwrapped(self.cells.get(**cell)));
            let filled = row.iter().filter(is_filled).count();
            if raw.damage.is_some() || filled > 0 {
                let next = self.reader.position();
                return Some(FilledRow { row, filled, raw, number: self.number, next });
            }
        }
        None
    }
}

impl FilledRow {
    /// Whether the row may stand above a header. A damaged one may not: what it has is not known.
    fn is_short(&self) -> bool {
        self.raw.damage.is_none() && self.filled <= MAX_CELLS_ABOVE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::MappedHeaders;
    use crate::template::Template;

    /// The number of the row that is the header, and of those above it.
    fn found(text: &str) -> (u32, Vec<u32>) {
        found_by(&Template::default(), text)
    }

    fn found_by(template: &Template, text: &str) -> (u32, Vec<u32>) {
        let mapped = MappedHeaders::default();
        let matcher = Matcher::new(template, &mapped);
        let found = FoundHeader::find(text, Position::START, Delimiter::COMMA, &matcher).unwrap();
        (found.number, found.rows_above)
    }

    const HEADER: &str = "First name,Last name\n";

    #[test]
    fn the_first_row_that_is_not_blank_is_the_header() {
        assert_eq!(found(HEADER), (1, vec![]));
        assert_eq!(found(" ,\n\nAnn,Lee\nBob,Lee\n"), (3, vec![]));
    }

    #[test]
    fn short_rows_may_stand_above_the_header() {
        assert_eq!(found(&format!("Users\n\nMay,2026\n,\n{HEADER}")), (5, vec![1, 3]));
        // Hints name columns too.
        assert_eq!(found("Users\nVorname,Nachname\n"), (2, vec![1]));
    }

    #[test]
    fn a_row_that_is_not_short_is_the_header_or_ends_the_search() {
        assert_eq!(found(&format!("a,b,c\n{HEADER}")), (1, vec![]));
        assert_eq!(found(&format!("Users\na,b,c\n{HEADER}")), (1, vec![]));
        // A short row that names a column is no title.
        assert_eq!(found(&format!("Login\n{HEADER}")), (1, vec![]));
        assert_eq!(found(&format!("Users\nLogin\n{HEADER}")), (1, vec![]));
        assert_eq!(found(&format!("Users\nLogin,x\n{HEADER}")), (1, vec![]));
        // One column is not enough, where the template has more.
        assert_eq!(found("Users\nLogin,x,y\n"), (1, vec![]));
    }

    #[test]
    fn a_damaged_row_is_the_header() {
        assert_eq!(found(&format!("a \"b\"\n{HEADER}")), (1, vec![]));
        assert_eq!(found(&format!("Users\na \"b\"\n{HEADER}")), (2, vec![1]));
        assert_eq!(found(&format!("Login\na \"b\"\n{HEADER}")), (1, vec![]));
    }

    #[test]
    fn twenty_rows_below_the_first_are_looked_at() {
        let file = |titles| format!("{}{HEADER}", "Users\n\n".repeat(titles));
        assert_eq!(found(&file(20)), (41, (0..20).map(|index| 2 * index + 1).collect()));
        assert_eq!(found(&file(21)), (1, vec![]));
    }

    #[test]
    fn a_template_of_one_column_needs_only_that() {
        let login = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'").unwrap();
        assert_eq!(found_by(&login, "Users\nLogin\nann\n"), (2, vec![1]));
        assert_eq!(found_by(&login, "Users\nann\n"), (1, vec![]));
    }
}
