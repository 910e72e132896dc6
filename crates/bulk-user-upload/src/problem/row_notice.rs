//! The notices of rows and cells, as a report holds them.

use super::{CellNotice, TemplateIndex};

/// A notice of a row or a cell: everything else about it is worked out from the row when it is read. It is
/// small, because there may be one for every cell of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowNotice {
    /// The row repeats the header. It is no entry.
    HeaderRepeated { row: u32, line: u32 },
    /// Something in a cell of an entry.
    InCell { entry: u32, column: TemplateIndex, code: CellNotice },
}

const _: () = assert!(size_of::<RowNotice>() <= 12);

impl RowNotice {
    /// `column` is its index in the template.
    pub(crate) fn of_cell(entry: usize, column: usize, code: CellNotice) -> Self {
        Self::InCell { entry: entry as u32, column: TemplateIndex::new(column), code }
    }
}
