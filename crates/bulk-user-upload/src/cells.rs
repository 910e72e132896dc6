//! The cells of an upload. A cell is a span of the text, not a copy. Only a cell with doubled quotes is
//! copied, once, into a buffer beside the text.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::characters::is_blank;
use crate::zeroizing;

/// A cell: the span of its text. The highest bit of `start` says which buffer the span is in (see [`Cells`]).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    start: u32,
    end: u32,
}

/// The bit of `Cell::start` that marks a span of the buffer of unescaped cells.
const UNESCAPED: u32 = 1 << 31;

impl Cell {
    pub(crate) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// A part of the cell, by its place in the text of the cell.
    pub(crate) fn part(self, part: Range<usize>) -> Self {
        Self { start: self.start + part.start as u32, end: (self.start & !UNESCAPED) + part.end as u32 }
    }

    /// The cell without its first byte.
    pub(crate) fn without_first_byte(self) -> Self {
        Self { start: self.start + 1, end: self.end }
    }

    /// The cell without this number of bytes at its start and at its end.
    pub(crate) fn without_ends(self, start: usize, end: usize) -> Self {
        Self { start: self.start + start as u32, end: self.end - end as u32 }
    }
}

/// The text of an upload, and a buffer with the cells whose doubled quotes were unescaped.
pub(crate) struct Cells<'t> {
    text: &'t str,
    unescaped: Zeroizing<String>,
}

impl<'t> Cells<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, unescaped: Zeroizing::default() }
    }

    pub(crate) fn get(&self, cell: Cell) -> &str {
        get(self.text, &self.unescaped, cell)
    }

    /// Whether none of the cells has text.
    pub(crate) fn are_blank(&self, cells: &[Cell]) -> bool {
        cells.iter().all(|&cell| is_blank(self.get(cell)))
    }

    /// Whether the cell stands in quotes.
    pub(crate) fn is_quoted(&self, cell: Cell) -> bool {
        let start = cell.start as usize;
        cell.start & UNESCAPED != 0 || start > 0 && self.text.as_bytes()[start - 1] == b'"'
    }

    pub(crate) fn into_unescaped(self) -> Zeroizing<String> {
        self.unescaped
    }

    /// Stores `raw` with each doubled quote made a single one.
    pub(crate) fn unescape(&mut self, raw: &str) -> Cell {
        zeroizing::reserve(&mut self.unescaped, raw.len());
        let start = self.unescaped.len();
        let mut rest = raw;
        while let Some(quote) = rest.find('"') {
            self.unescaped.push_str(&rest[..=quote]);
            rest = &rest[quote + 2..];
        }
        self.unescaped.push_str(rest);
        let cell = Cell::new(start, self.unescaped.len());
        Cell { start: cell.start | UNESCAPED, ..cell }
    }
}

/// The text of a cell. `text` and `unescaped` must be those of the reading that gave the cell.
pub(crate) fn get<'t>(text: &'t str, unescaped: &'t str, cell: Cell) -> &'t str {
    let buffer = if cell.start & UNESCAPED == 0 { text } else { unescaped };
    &buffer[(cell.start & !UNESCAPED) as usize..cell.end as usize]
}
