//! The rows of an upload, read once: where each entry stands, and its cells.

use std::ops::Range;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::cells::{self, Cell, Cells};
use crate::characters::is_blank;
use crate::csv_cell::is_escaped;
use crate::decode::Text;
use crate::header::{Header, Role};
use crate::interner::Assignment;
use crate::problem::{RowQuoting, cell_reference};
use crate::records::{Damage, Delimiter, Position, RawRow, Reader};

/// An entry: a row that is not blank.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// The row that a spreadsheet shows, from 1.
    pub(crate) row: u32,
    pub(crate) position: Position,
    /// Where its cells begin among those of all entries; an entry with a row-level error has none.
    pub(crate) first_cell: u32,
    /// How many cells its row has beyond the header's, blank or not; `u16::MAX` for as many and more.
    pub(crate) extra: u16,
    /// It has no row-level error.
    pub(crate) is_intact: bool,
    pub(crate) names: EntryNames,
}

/// The numbers of an entry's names, each in its column's set of distinct names; [`EntryNames::NONE`] where the cell is
/// blank, or is not asked about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntryNames {
    pub(crate) login: u32,
    /// The login is asked about: its cell is valid in itself.
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

/// An upload whose header is valid: its text, and where everything stands in it.
pub(crate) struct Sheet {
    pub(crate) text: Arc<Text>,
    pub(crate) unescaped: Zeroizing<String>,
    pub(crate) delimiter: Delimiter,
    pub(crate) header: Header,
    pub(crate) entries: Vec<Entry>,
    /// The cells of every entry, in the file's order, up to the last that is a column of the template.
    pub(crate) cells: Vec<Cell>,
}

impl Sheet {
    /// The text of a cell as typed; `column` is its place in the template.
    pub(crate) fn cell(&self, entry: usize, column: usize) -> &str {
        let first = |entry: &Entry| entry.first_cell as usize;
        let end = self.entries.get(entry + 1).map_or(self.cells.len(), first);
        let cells = &self.cells[first(&self.entries[entry])..end];
        let cell = self.header.file_indexes[column].and_then(|file_index| cells.get(file_index));
        // Cells missing at the end of a row are blank.
        cell.map_or("", |&cell| self.text_of(cell))
    }

    pub(crate) fn text_of(&self, cell: Cell) -> &str {
        cells::get(self.text.as_str(), &self.unescaped, cell)
    }

    /// The indexes of the cells that may hold the password of an entry: its column's, and as many more as the row has cells
    /// more than the header, for an unquoted delimiter before it moved it. `password` is the template's column.
    pub(crate) fn may_be_password(&self, entry: usize, password: Option<usize>) -> Range<usize> {
        let Some(file_index) = password.and_then(|column| self.header.file_indexes[column]) else {
            return 0..0;
        };
        match self.entries[entry].extra {
            u16::MAX => file_index..usize::MAX,
            extra => file_index..file_index + 1 + usize::from(extra),
        }
    }

    /// Reads the row of an entry anew, with all of its cells: what the check did not keep.
    pub(crate) fn reread(&self, entry: usize) -> Reread<'_> {
        let text = self.text.as_str();
        let position = self.entries[entry].position;
        let (mut cells, mut row) = (Cells::new(text), Vec::new());
        let raw = Reader::new(text, position, self.delimiter)
            .read(&mut cells, &mut row)
            .expect("an entry stands at its position");
        undo_escapes(&self.header, &cells, &mut row);
        Reread { cells, row, raw }
    }
}

/// A row that was read anew.
pub(crate) struct Reread<'t> {
    pub(crate) cells: Cells<'t>,
    pub(crate) row: Vec<Cell>,
    pub(crate) raw: RawRow,
}

impl Reread<'_> {
    /// The cells of the row, blank ones at its end not counted.
    pub(crate) fn length(&self) -> usize {
        let is_filled = |cell: &Cell| !is_blank(self.cells.get(*cell));
        self.row.iter().rposition(is_filled).map_or(0, |last| last + 1)
    }
}

/// Takes off the `'` that the export put before what begins like a formula (SPEC section 8).
pub(crate) fn undo_escapes(header: &Header, cells: &Cells<'_>, row: &mut [Cell]) {
    if header.is_export {
        for cell in row {
            if is_escaped(cells.get(*cell)) {
                *cell = cell.without_first_byte();
            }
        }
    }
}

/// Whether a row is blank: no text but in the column `Errors`.
pub(crate) fn is_blank_row(header: &Header, cells: &Cells<'_>, row: &[Cell]) -> bool {
    row.iter()
        .enumerate()
        .all(|(index, &cell)| is_blank(cells.get(cell)) || header.roles.get(index) == Some(&Role::Errors))
}

/// The params of `row-quoting`: the damage began in the cell after those that were read.
pub(crate) fn quoting_params(damage: Damage, cells_before: usize, row: u32) -> RowQuoting {
    RowQuoting { reason: damage.reason, cell: cell_reference(cells_before, row) }
}
