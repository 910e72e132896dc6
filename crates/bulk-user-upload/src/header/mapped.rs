//! The headers that the caller mapped to columns of the template (SPEC section 3).

use std::collections::BTreeMap;

use crate::characters::trim;
use crate::fold::{ERRORS_KEY, header_key};
use crate::mapping::{Mapping, MappingError};
use crate::problem::MAX_NAMED;
use crate::template::Template;

/// A mapping whose columns were looked up in the template.
#[derive(Default)]
pub(crate) struct MappedHeaders {
    /// In the order of the mapping; no two have the same key or column.
    pub(super) headers: Vec<MappedHeader>,
    /// The index in the template, by the key of the header.
    columns: BTreeMap<String, usize>,
    /// The first contradiction in the mapping itself.
    pub(super) error: Option<MappingError>,
}

pub(super) struct MappedHeader {
    /// As the mapping has it.
    pub(super) name: String,
    pub(super) key: String,
    /// The index in the template.
    pub(super) column: usize,
}

impl Mapping {
    /// Looks for contradictions that need no file: a column that the template does not have, a header or a
    /// column that is mapped twice. A check finds them too, and whether the mapping fits the file.
    ///
    /// # Errors
    ///
    /// [`MappingError`], the first in the order of the mapping.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::{Mapping, MappingError, Template};
    ///
    /// let error = Mapping::default().header("E-mail", "Logn").validate(&Template::default()).unwrap_err();
    /// assert!(matches!(error, MappingError::UnknownColumn { column, .. } if column == "Logn"));
    /// ```
    pub fn validate(&self, template: &Template) -> Result<(), MappingError> {
        MappedHeaders::new(self, template).error.map_or(Ok(()), Err)
    }
}

impl MappedHeaders {
    pub(crate) fn new(mapping: &Mapping, template: &Template) -> Self {
        let mut mapped = Self::default();
        for (header, column) in mapping.pairs() {
            if let Err(error) = mapped.add(template, header, column) {
                mapped.error.get_or_insert(error);
            }
        }
        mapped
    }

    fn add(&mut self, template: &Template, header: &str, column: &str) -> Result<(), MappingError> {
        let (name, key) = (trim(header).to_owned(), header_key(header));
        if key.is_empty() {
            return Err(MappingError::EmptyHeader(name));
        }
        if key == ERRORS_KEY {
            return Err(MappingError::ReservedHeader(name));
        }
        let Some(index) = template.names().column(column) else {
            return Err(unknown_column(template, name, column));
        };
        if let Some(first) = self.headers.iter().find(|first| first.key == key) {
            return Err(MappingError::HeaderMappedTwice { first: first.name.clone(), second: name });
        }
        if let Some(first) = self.headers.iter().find(|first| first.column == index) {
            let column = template.columns()[index].name().to_owned();
            return Err(MappingError::ColumnMappedTwice { column, first: first.name.clone(), second: name });
        }
        self.columns.insert(key.clone(), index);
        self.headers.push(MappedHeader { name, key, column: index });
        Ok(())
    }

    /// The column that the header with this key is mapped to.
    pub(super) fn named(&self, key: &str) -> Option<usize> {
        self.columns.get(key).copied()
    }
}

fn unknown_column(template: &Template, header: String, column: &str) -> MappingError {
    let columns = template.columns();
    MappingError::UnknownColumn {
        header,
        column: trim(column).to_owned(),
        columns: columns.iter().take(MAX_NAMED).map(|column| column.name().to_owned()).collect(),
        count: columns.len(),
    }
}
