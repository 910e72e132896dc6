//! Whether a mapping fits the header of a file (SPEC section 3).

use zeroize::Zeroizing;

use super::Header;
use super::mapped::{MappedHeader, MappedHeaders};
use crate::characters::{is_blank, trim};
use crate::mapping::MappingError;
use crate::problem::{MAX_NAMED, cell_reference};
use crate::template::{Column, Template};

impl MappedHeaders {
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
