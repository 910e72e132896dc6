//! The rows of an upload, read once: the position of each entry, and its cells.

use std::sync::Arc;

use zeroize::Zeroizing;

use crate::cells::{self, Cell, Cells};
use crate::characters::is_blank;
use crate::csv_cell::is_escaped;
use crate::encoding::Text;
use crate::header::{Header, Role};
use crate::interner::Assignment;
use crate::problem::{RowQuoting, cell_reference};
use crate::records::{Damage, Delimiter, Position, RawRow, Reader};
use crate::row_shape::RowShape;
use crate::text_formula;

/// An entry: a row that is not blank.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// The number of its row in a spreadsheet, from 1.
    pub(crate) row: u32,
    pub(crate) position: Position,
    /// The index of its first cell among those of all entries. An entry with a row-level error has no cells
    /// here.
    pub(crate) first_cell: u32,
    /// How many cells its row has more than the header, or fewer ([`RowShape::slip`]).
    pub(crate) slip: i16,
    /// It has no row-level error.
    pub(crate) is_intact: bool,
    pub(crate) names: EntryNames,
}

/// The numbers of the names of an entry, each among the distinct names of its column. [`EntryNames::NONE`] if
/// the cell is blank, or the directory is not asked about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntryNames {
    pub(crate) login: u32,
    /// The directory is asked about the login, because its cell is valid.
    pub(crate) login_looked_up: bool,
    pub(crate) permission_group: u32,
    pub(crate) primary_team: u32,
    pub(crate) capacity_plan: u32,
}

impl EntryNames {
    pub(crate) const NONE: u32 = u32::MAX;

    pub(crate) fn of(&mut self, assignment: Assignment) -> &mut u32 {
        match assignment {
            Assignment::PermissionGroup => &mut self.permission_group,
            Assignment::PrimaryTeam => &mut self.primary_team,
            Assignment::CapacityPlan => &mut self.capacity_plan,
        }
    }
}

impl Default for EntryNames {
    fn default() -> Self {
        Self {
            login: Self::NONE,
            login_looked_up: false,
            permission_group: Self::NONE,
            primary_team: Self::NONE,
            capacity_plan: Self::NONE,
        }
    }
}

/// An upload whose header is valid: its text, and the positions of its entries and cells.
pub(crate) struct Sheet {
    pub(crate) text: Arc<Text>,
    pub(crate) unescaped: Zeroizing<String>,
    pub(crate) delimiter: Delimiter,
    pub(crate) header: Header,
    pub(crate) shape: RowShape,
    pub(crate) entries: Vec<Entry>,
    /// The cells of every entry in the order of the file, up to the last column that belongs to the template.
    pub(crate) cells: Vec<Cell>,
}

impl Sheet {
    /// The text of a cell as typed; `column` is its index in the template.
    pub(crate) fn cell(&self, entry: usize, column: usize) -> &str {
        let first = |entry: &Entry| entry.first_cell as usize;
        let end = self.entries.get(entry + 1).map_or(self.cells.len(), first);
        let cells = &self.cells[first(&self.entries[entry])..end];
        let cell = self.header.file_indexes[column].and_then(|file_index| cells.get(file_index));
        // Cells that are missing at the end of a row are blank.
        cell.map_or("", |&cell| self.text_of(cell))
    }

    pub(crate) fn text_of(&self, cell: Cell) -> &str {
        cells::get(self.text.as_str(), &self.unescaped, cell)
    }

    /// Reads the row of an entry again, with all of its cells. The check stores only some of them.
    pub(crate) fn reread(&self, entry: usize) -> Reread<'_> {
        let text = self.text.as_str();
        let position = self.entries[entry].position;
        let (mut cells, mut row) = (Cells::new(text), Vec::new());
        let raw = Reader::new(text, position, self.delimiter)
            .with_literal_column(self.header.literal_column())
            .read(&mut cells, &mut row)
            .expect("an entry stands at its position");
        unwrap_cells(&self.header, &cells, raw, &mut row);
        Reread { cells, row, raw }
    }
}

/// A row that was read again.
pub(crate) struct Reread<'t> {
    pub(crate) cells: Cells<'t>,
    pub(crate) row: Vec<Cell>,
    pub(crate) raw: RawRow,
}

/// Replaces the cells of a row by what they are read as: without the `'` of the escape (SPEC section 8), then
/// without the formula around a text (SPEC section 2).
pub(crate) fn unwrap_cells(header: &Header, cells: &Cells<'_>, raw: RawRow, row: &mut [Cell]) {
    if header.is_export || raw.may_have_text_formula {
        for (column, cell) in row.iter_mut().enumerate() {
            *cell = unwrapped(header, cells, column, *cell);
        }
    }
}

fn unwrapped(header: &Header, cells: &Cells<'_>, column: usize, cell: Cell) -> Cell {
    let is_escaped = header.is_export && is_escaped(cells.get(cell));
    let cell = if is_escaped { cell.without_first_byte() } else { cell };
    let is_password_as_typed = header.password == Some(column) && (is_escaped || !header.is_export);
    if is_password_as_typed { cell } else { text_formula::unwrapped_cell(cells, cell) }
}

/// Whether a row is blank: it has no text, or only in the column `Errors`.
pub(crate) fn is_blank_row(header: &Header, cells: &Cells<'_>, row: &[Cell]) -> bool {
    row.iter()
        .enumerate()
        .all(|(index, &cell)| is_blank(cells.get(cell)) || header.roles.get(index) == Some(&Role::Errors))
}

/// The params of `row-quoting`. The damage began in the cell after the `cells_before` that were read.
pub(crate) fn quoting_params(damage: Damage, cells_before: usize, row: u32) -> RowQuoting {
    RowQuoting { reason: damage.reason, cell: cell_reference(cells_before, row) }
}
