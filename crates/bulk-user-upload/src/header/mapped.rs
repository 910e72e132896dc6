//! The headers that the caller mapped to columns of the template, and whether they fit the file (SPEC section
//! 3).

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::Header;
use crate::characters::{is_blank, trim};
use crate::fold::{ERRORS_KEY, header_key};
use crate::mapping::{Mapping, MappingError};
use crate::problem::{MAX_NAMED, cell_reference};
use crate::template::{Column, Template};

/// A mapping whose columns were looked up in the template.
#[derive(Default)]
pub(crate) struct MappedHeaders {
    /// In the order of the mapping; no two have the same key or column.
    headers: Vec<MappedHeader>,
    /// The index in the template, by the key of the header.
    columns: BTreeMap<String, usize>,
    /// The first contradiction in the mapping itself.
    error: Option<MappingError>,
}

struct MappedHeader {
    /// As the mapping has it.
    name: String,
    key: String,
    /// The index in the template.
    column: usize,
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

    pub(crate) fn into_result(self) -> Result<(), MappingError> {
        self.error.map_or(Ok(()), Err)
    }

    /// The column that the header with this key is mapped to.
    pub(super) fn named(&self, key: &str) -> Option<usize> {
        self.columns.get(key).copied()
    }

    /// Why the mapping cannot be used with this header, whose cells have these keys.
    pub(super) fn find_error(
        &self,
        template: &Template,
        header: &Header,
        keys: &[Zeroizing<String>],
    ) -> Option<MappingError> {
        if self.error.is_some() || self.headers.is_empty() {
            return self.error.clone();
        }
        let cells = header.cells_of_columns(template);
        self.headers.iter().find_map(|mapped| {
            let of_column = cells[mapped.column].iter().copied();
            let (own, others): (Vec<_>, Vec<_>) = of_column.partition(|&index| *keys[index] == mapped.key);
            mapped.error(&template.columns()[mapped.column], header, &own, &others)
        })
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

impl MappedHeader {
    /// `own` are the cells of the file with this header, `others` those that are the same column by name.
    fn error(
        &self,
        column: &Column,
        header: &Header,
        own: &[usize],
        others: &[usize],
    ) -> Option<MappingError> {
        let name = self.name.clone();
        let cells = |indexes: &[usize]| {
            indexes.iter().take(MAX_NAMED).map(|&index| cell_reference(index, header.number)).collect()
        };
        match (own, others) {
            ([], _) => Some(missing(header, name)),
            ([_], []) => None,
            ([_], _) => Some(MappingError::ColumnTwice {
                header: name,
                column: column.name().to_owned(),
                cells: cells(others),
            }),
            (_, _) => Some(MappingError::HeaderTwice { header: name, cells: cells(own), count: own.len() }),
        }
    }
}

/// The headers that the file has are told, unless they may be a user, with a password.
fn missing(header: &Header, name: String) -> MappingError {
    let (mut headers, mut count) = (Vec::new(), 0);
    if !header.may_be_a_user {
        let shown = header.names.iter().map(|name| trim(name)).filter(|name| !is_blank(name));
        headers = shown.clone().take(MAX_NAMED).map(str::to_owned).collect();
        count = shown.count();
    }
    MappingError::MissingHeader { header: name, headers, count }
}
