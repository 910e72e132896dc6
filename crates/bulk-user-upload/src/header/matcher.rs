//! Which column of the template a header cell names (SPEC section 3).

use crate::fold::hint_key;
use crate::template::{ColumnNames, Template};

use super::row::HeaderRow;

/// Matches header cells with the template's columns.
pub(crate) struct Matcher<'t> {
    template: &'t Template,
}

impl<'t> Matcher<'t> {
    pub(crate) fn new(template: &'t Template) -> Self {
        Self { template }
    }

    pub(crate) fn template(&self) -> &'t Template {
        self.template
    }

    /// The column that goes by this name or alias; `key` is the key of a header cell.
    pub(super) fn named(&self, key: &str) -> Option<usize> {
        self.names().named(key)
    }

    /// The columns that have such a hint, in the template's order; `key` is the key of a header cell.
    pub(super) fn hinted(&self, key: &str) -> &'t [usize] {
        self.names().hinted(&hint_key(key))
    }

    /// How many distinct columns of the template a header row names by name, alias or hint.
    pub(crate) fn count(&self, row: &HeaderRow) -> usize {
        self.count_keys(row.keys.iter().map(|key| key.as_str()))
    }

    pub(super) fn count_keys<'k>(&self, keys: impl Iterator<Item = &'k str>) -> usize {
        let mut found = vec![false; self.template.columns().len()];
        for key in keys {
            let named = self.named(key);
            let columns = named.as_ref().map_or_else(|| self.hinted(key), std::slice::from_ref);
            if let Some(&new) = columns.iter().find(|&&column| !found[column]) {
                found[new] = true;
            }
        }
        found.into_iter().filter(|&found| found).count()
    }

    fn names(&self) -> &'t ColumnNames {
        self.template.names()
    }
}
