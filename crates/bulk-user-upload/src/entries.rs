//! Reads the rows below the header in one pass, and validates every cell (SPEC sections 4 and 5).

use zeroize::Zeroizing;

use crate::cells::{Cell, Cells};
use crate::characters::is_blank;
use crate::fields::ColumnKind;
use crate::header::{Header, Role};
use crate::interner::{Assignment, Lookups};
use crate::problem::{RowNotice, RowProblem};
use crate::records::{Delimiter, Position, RawRow, Reader};
use crate::row_shape::RowShape;
use crate::several_names;
use crate::sheet::{Entry, EntryNames, is_blank_row, unwrap_cells};
use crate::template::{Column, Finding, Template};
use crate::text_formula;

/// The result of the pass.
pub(crate) struct Entries {
    pub(crate) entries: Vec<Entry>,
    /// The cells of every entry in the order of the file, up to the last column that belongs to the template.
    pub(crate) cells: Vec<Cell>,
    pub(crate) unescaped: Zeroizing<String>,
    pub(crate) row_problems: Vec<RowProblem>,
    /// In the order of the file.
    pub(crate) row_notices: Vec<RowNotice>,
    pub(crate) lookups: Lookups,
    /// The columns that have text in them but no name, in order.
    pub(crate) filled: Vec<usize>,
    /// The number of entries. Without validation, this is all that is found out about them.
    pub(crate) count: u32,
}

/// Reads the rows from `start` on. After an error of the header they are only counted, not validated.
pub(crate) fn read(
    template: &Template,
    text: &str,
    start: Position,
    delimiter: Delimiter,
    header: &Header,
    shape: &RowShape,
    validate: bool,
) -> Entries {
    let mut pass = Pass::new(template, text, header, shape, validate);
    let mut reader = Reader::new(text, start, delimiter).with_literal_column(header.literal_column());
    let mut row = Vec::with_capacity(header.width());
    let mut number = header.number;
    while let Some(raw) = reader.read(&mut pass.cells, &mut row) {
        number += 1;
        unwrap_cells(header, &pass.cells, raw, &mut row);
        if raw.damage.is_none() && pass.is_skipped(number, raw, &row) {
            continue;
        }
        pass.look_below_blank_names(&row);
        pass.entries.count += 1;
        if validate {
            pass.entry(number, raw, &row);
        }
    }
    pass.finish()
}

/// Counts the entries from `start` on, for a file whose header is damaged.
pub(crate) fn count(text: &str, start: Position, delimiter: Delimiter) -> u32 {
    let mut reader = Reader::new(text, start, delimiter);
    let (mut cells, mut row, mut count) = (Cells::new(text), Vec::new(), 0);
    while let Some(raw) = reader.read(&mut cells, &mut row) {
        count += u32::from(raw.damage.is_some() || !text_formula::are_blank(&cells, &row));
    }
    count
}

/// A column without a name.
struct Nameless {
    index: usize,
    /// Text was found in the column.
    is_filled: bool,
}

struct Pass<'t> {
    template: &'t Template,
    header: &'t Header,
    shape: &'t RowShape,
    cells: Cells<'t>,
    entries: Entries,
    /// The columns without a name, in order.
    nameless: Vec<Nameless>,
}

impl<'t> Pass<'t> {
    fn new(
        template: &'t Template,
        text: &'t str,
        header: &'t Header,
        shape: &'t RowShape,
        validate: bool,
    ) -> Self {
        let is_blank = |&(_, role): &(usize, &Role)| *role == Role::Blank;
        let rows = if validate { estimated_rows(text) } else { 0 };
        Self {
            template,
            header,
            shape,
            cells: Cells::new(text),
            entries: Entries {
                entries: Vec::with_capacity(rows),
                cells: Vec::with_capacity(rows * header.used_width.min(64)),
                unescaped: Zeroizing::default(),
                row_problems: Vec::new(),
                row_notices: Vec::new(),
                lookups: Lookups::with_capacity(rows),
                filled: Vec::new(),
                count: 0,
            },
            nameless: header
                .roles
                .iter()
                .enumerate()
                .take(shape.width())
                .filter(is_blank)
                .map(|(index, _)| Nameless { index, is_filled: false })
                .collect(),
        }
    }

    fn finish(mut self) -> Entries {
        self.entries.unescaped = self.cells.into_unescaped();
        let filled = self.nameless.iter().filter(|nameless| nameless.is_filled);
        self.entries.filled = filled.map(|nameless| nameless.index).collect();
        self.entries
    }

    /// Whether the row is no entry: it is blank, or repeats the header, which is noted.
    fn is_skipped(&mut self, number: u32, raw: RawRow, row: &[Cell]) -> bool {
        if is_blank_row(self.header, &self.cells, row) {
            return true;
        }
        let is_repeated = self.header.is_repeated_in(&self.cells, row);
        if is_repeated {
            let line = raw.position.line;
            self.entries.row_notices.push(RowNotice::HeaderRepeated { row: number, line });
        }
        is_repeated
    }

    /// Marks the columns without a name in which the row has text.
    fn look_below_blank_names(&mut self, row: &[Cell]) {
        let reached = self.nameless.partition_point(|nameless| nameless.index < row.len());
        for nameless in &mut self.nameless[..reached] {
            nameless.is_filled = nameless.is_filled || !is_blank(self.cells.get(row[nameless.index]));
        }
    }

    fn entry(&mut self, number: u32, raw: RawRow, row: &[Cell]) {
        let code = self.shape.code(&self.cells, raw, row);
        let first_cell = self.entries.cells.len() as u32;
        let names = match code {
            Some(code) => {
                self.entries.row_problems.push(RowProblem::of_row(self.entries.entries.len(), code));
                EntryNames::default()
            }
            None => self.validate_cells(row),
        };
        self.entries.entries.push(Entry {
            row: number,
            position: raw.position,
            first_cell,
            slip: self.shape.slip(&self.cells, row),
            is_intact: code.is_none(),
            names,
        });
    }

    /// Reads the cells of a row: a name that was seen a moment ago is remembered, any other cell is validated, and names
    /// that the directory is asked about are noted.
    fn validate_cells(&mut self, row: &[Cell]) -> EntryNames {
        self.entries.cells.extend_from_slice(&row[..row.len().min(self.header.used_width)]);
        let mut names = EntryNames::default();
        for (index, (column, file_index)) in
            self.template.columns().iter().zip(&self.header.file_indexes).enumerate()
        {
            let cell = file_index.and_then(|file_index| row.get(file_index)).copied().unwrap_or_default();
            if !self.remember(column.kind(), cell, &mut names) {
                let is_valid = self.validate(index, column, cell);
                self.look_up(column.kind(), cell, is_valid, &mut names);
            }
        }
        names
    }

    /// Whether the name in a cell was seen a moment ago. Only valid names are remembered, so the cell is valid too.
    fn remember(&mut self, kind: &ColumnKind, cell: Cell, names: &mut EntryNames) -> bool {
        let Some(assignment) = Assignment::of(kind) else { return false };
        let Some(number) = self.entries.lookups.of(assignment).recent(&self.cells, cell) else {
            return false;
        };
        *names.of(assignment) = number;
        true
    }

    /// Whether a cell is valid; what was found in it is noted.
    fn validate(&mut self, index: usize, column: &Column, cell: Cell) -> bool {
        let text = column.normalized(self.cells.get(cell));
        let Entries { entries, row_problems, row_notices, .. } = &mut self.entries;
        let entry = entries.len();
        column.validate(text, |finding| match finding {
            Finding::Problem(code) => row_problems.push(RowProblem::of_cell(entry, index, code)),
            Finding::Notice(code) => row_notices.push(RowNotice::of_cell(entry, index, code)),
        })
    }

    /// Notes the name in a cell that is not blank, if the directory is asked about the names of its column. If
    /// the name may be several, each of them is noted, too.
    fn look_up(&mut self, kind: &ColumnKind, cell: Cell, is_valid: bool, names: &mut EntryNames) {
        let lookups = &mut self.entries.lookups;
        if let ColumnKind::Login = kind {
            if !is_blank(self.cells.get(cell)) {
                names.login = lookups.login(&self.cells, cell, is_valid);
                names.login_looked_up = is_valid;
            }
        } else if let Some(assignment) = Assignment::of(kind).filter(|_| is_valid)
            && !is_blank(self.cells.get(cell))
        {
            let interner = lookups.of(assignment);
            *names.of(assignment) = interner.intern_recent(&self.cells, cell);
            if assignment.may_be_several() {
                for part in several_names::parts(self.cells.get(cell)) {
                    interner.number(&self.cells, cell.part(part));
                }
            }
        }
    }
}

/// Estimates how many rows the text has, to reserve room for them. It assumes that all rows are as long as
/// those at the beginning, but at least sixty-four bytes. A wrong estimate costs a few reallocations.
fn estimated_rows(text: &str) -> usize {
    let sample = &text.as_bytes()[..text.len().min(16 * 1024)];
    let lines = crate::records::line_ends(sample) as usize + 1;
    (lines * (text.len() / sample.len().max(1) + 1)).min(text.len() / 64 + 1)
}
