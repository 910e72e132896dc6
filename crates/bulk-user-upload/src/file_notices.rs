//! The notices of a file and its header.

use crate::characters::trim;
use crate::encoding::{AssumedRows, Origin, Text};
use crate::file_info::FileInfo;
use crate::header::{Header, Role};
use crate::problem::{
    ColumnIgnored, EncodingAssumed, EncodingMarked, FileNotice, MAX_NAMED, RowsAboveHeader, cell_reference,
};

/// What there is to say of the encoding; `rows` are those below the header, if the file has one that is sound.
pub(crate) fn encoding(
    file: &FileInfo,
    origin: Origin,
    text: &Text,
    rows: Option<AssumedRows<'_>>,
) -> Option<FileNotice> {
    let encoding = file.encoding.expect("the file was decoded");
    match origin {
        Origin::Known => None,
        Origin::MarkedOtherwise { stated } => Some(FileNotice::new(EncodingMarked { stated, encoding })),
        Origin::Assumed => {
            let readings = rows.map(|rows| crate::encoding::read_readings(rows, text.file()));
            Some(FileNotice::new(readings.unwrap_or_else(EncodingAssumed::plain)))
        }
    }
}

/// The notice of the rows that were passed over to find the header, if there are any.
pub(crate) fn rows_above_header(rows: &[u32]) -> Option<FileNotice> {
    let named = rows.iter().copied().take(MAX_NAMED).collect();
    (!rows.is_empty()).then(|| FileNotice::new(RowsAboveHeader { rows: named, count: rows.len() as u32 }))
}

/// One notice for each column that the template does not have, in the order of the file.
pub(crate) fn ignored_columns(header: &Header) -> Vec<FileNotice> {
    header
        .roles
        .iter()
        .enumerate()
        .filter(|(_, role)| matches!(role, Role::Ignored | Role::Nameless))
        .map(|(index, _)| {
            let column = (!header.may_be_a_user).then(|| trim(&header.names[index]).to_owned());
            FileNotice::new(ColumnIgnored { column, cell: cell_reference(index, header.number) })
        })
        .collect()
}
