//! Which column of the template a header cell names (SPEC section 3).

use crate::fold::hint_key;
use crate::template::{ColumnNames, Template};

use super::mapped::MappedHeaders;
use super::row::HeaderRow;

/// How many columns of the template a row must name to be taken for a header, if the template has as many.
const MIN_COLUMNS: usize = 2;

/// Matches header cells with the template's columns.
pub(crate) struct Matcher<'t> {
    template: &'t Template,
    mapped: &'t MappedHeaders,
}

impl<'t> Matcher<'t> {
    pub(crate) fn new(template: &'t Template, mapped: &'t MappedHeaders) -> Self {
        Self { template, mapped }
    }

    pub(crate) fn template(&self) -> &'t Template {
        self.template
    }

    pub(super) fn mapped(&self) -> &'t MappedHeaders {
        self.mapped
    }

    /// The column that a header cell with this key is mapped to, or goes by as a name or alias.
    pub(super) fn named(&self, key: &str) -> Option<usize> {
        self.mapped.named(key).or_else(|| self.names().named(key))
    }

    /// The columns that have such a hint, in the template's order; `key` is the key of a header cell.
    pub(super) fn hinted(&self, key: &str) -> &'t [usize] {
        self.names().hinted(&hint_key(key))
    }

    /// How many distinct columns of the template a row must name to be taken for a header: two, or the only
    /// one.
    pub(crate) fn min_columns(&self) -> usize {
        self.template.columns().len().min(MIN_COLUMNS)
    }

    /// How many distinct columns of the template a header row names by name, alias, mapping or hint.
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
