//! A row that may be the header: its cells, and what they compare by.

use zeroize::Zeroizing;

use crate::cells::{Cell, Cells};
use crate::characters::is_blank;
use crate::csv_cell::is_escaped;
use crate::fold::{ERRORS_KEY, header_key};
use crate::text_formula;

/// A row that may be the header.
pub(crate) struct HeaderRow {
    /// The names as typed. Where the file has no header they are a user, with a password, so they are wiped.
    pub(super) names: Vec<Zeroizing<String>>,
    /// What they compare by.
    pub(super) keys: Vec<Zeroizing<String>>,
    /// One of them is `Errors`: then the file is an export, and each of its cells may have a `'` that the
    /// export put there.
    pub(super) is_export: bool,
    /// The last of its cells that is not blank stands in quotes.
    pub(super) is_last_quoted: bool,
}

impl HeaderRow {
    pub(crate) fn new(cells: &Cells<'_>, row: &[Cell]) -> Self {
        let name = |text| Zeroizing::new(text_formula::unwrapped(text).to_owned());
        let mut names: Vec<_> = row.iter().map(|&cell| name(cells.get(cell))).collect();
        let mut keys: Vec<_> = names.iter().map(|name| Zeroizing::new(header_key(name))).collect();
        let is_export = keys.iter().any(|key| **key == ERRORS_KEY);
        if is_export {
            for (index, text) in row.iter().map(|&cell| cells.get(cell)).enumerate() {
                if is_escaped(text) {
                    names[index] = name(&text[1..]);
                    keys[index] = Zeroizing::new(header_key(&names[index]));
                }
            }
        }
        let last = row.iter().zip(&names).rfind(|(_, name)| !is_blank(name)).map(|(cell, _)| cell);
        let is_last_quoted = last.is_some_and(|&cell| cells.is_quoted(cell));
        Self { names, keys, is_export, is_last_quoted }
    }

    /// The index of the only cell that is not blank.
    pub(super) fn only_cell(&self) -> Option<usize> {
        let mut filled = (0..self.names.len()).filter(|&index| !is_blank(&self.names[index]));
        filled.next().filter(|_| filled.next().is_none())
    }

    pub(crate) fn width(&self) -> usize {
        self.names.len()
    }
}
