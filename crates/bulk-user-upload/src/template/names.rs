//! What the columns of a template go by in a header: names and aliases, which decide, and hints, which only
//! ask.

use std::collections::BTreeMap;

use super::column::Column;
use super::error::TemplateError;
use crate::characters::trim;
use crate::fold::{ERRORS_KEY, header_key, hint_key};

/// The columns by the keys of their names, aliases and hints; made once, with the template. They are trees, because the
/// product's template lives for ever, and a leak checker finds the memory of a hash table by no pointer to its beginning.
#[derive(Default)]
pub(crate) struct ColumnNames {
    names: BTreeMap<String, usize>,
    /// Several columns may have one hint.
    hints: BTreeMap<String, Vec<usize>>,
}

impl ColumnNames {
    /// Refuses names that a header could not tell apart, or could not have.
    pub(super) fn new(columns: &[Column]) -> Result<Self, TemplateError> {
        let mut names = Self::default();
        for (index, column) in columns.iter().enumerate() {
            for name in column.names() {
                names.add_name(columns, index, name)?;
            }
            for hint in column.hints() {
                names.add_hint(index, hint)?;
            }
        }
        Ok(names)
    }

    fn add_name(&mut self, columns: &[Column], index: usize, name: &str) -> Result<(), TemplateError> {
        let key = header_key(name);
        if key.is_empty() {
            return Err(TemplateError::EmptyName(name.to_owned()));
        }
        if name.chars().any(char::is_control) || trim(name) != name {
            return Err(TemplateError::UnprintableName(name.to_owned()));
        }
        if key == ERRORS_KEY {
            return Err(TemplateError::ReservedName(name.to_owned()));
        }
        if let Some(&first) = self.names.get(&key) {
            let first = columns[first].names().find(|first| header_key(first) == key);
            let first = first.expect("the key is of one of its names").to_owned();
            return Err(TemplateError::SameName { first, second: name.to_owned() });
        }
        self.names.insert(key, index);
        Ok(())
    }

    fn add_hint(&mut self, index: usize, hint: &str) -> Result<(), TemplateError> {
        let key = hint_key(&header_key(hint));
        if key.is_empty() {
            return Err(TemplateError::EmptyHint(hint.to_owned()));
        }
        let columns = self.hints.entry(key.to_string()).or_default();
        if !columns.contains(&index) {
            columns.push(index);
        }
        Ok(())
    }

    /// The column that goes by this name or alias in a header.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.named(&header_key(name))
    }

    /// The column that has a name or alias of this header key.
    pub(crate) fn named(&self, header_key: &str) -> Option<usize> {
        self.names.get(header_key).copied()
    }

    /// The columns that have a hint of this key, in the template's order.
    pub(crate) fn hinted(&self, hint_key: &str) -> &[usize] {
        self.hints.get(hint_key).map_or(&[], Vec::as_slice)
    }
}
