//! A header that is a single cell, because its delimiter is not the one by which it was read (SPEC section
//! 3).

use zeroize::Zeroizing;

use super::matcher::Matcher;
use super::row::HeaderRow;
use crate::fold::header_key;
use crate::problem::TemplateDelimiter;

/// What may stand between the names of a header that is a single cell: the four delimiters of an upload, then
/// others.
const DELIMITERS: [char; 8] = [',', ';', '\t', '|', '#', '^', '~', ':'];

/// The delimiter under which the only cell of the row names the most columns of the template, the earlier of
/// several; it is none where that are fewer than two, or where the cell itself is the name of a column.
pub(super) fn find(matcher: &Matcher<'_>, row: &HeaderRow) -> Option<TemplateDelimiter> {
    let only = row.only_cell()?;
    if matcher.count(row) > 0 {
        return None;
    }
    let name = &row.names[only];
    let mut best: Option<(usize, char)> = None;
    for delimiter in DELIMITERS.into_iter().filter(|&delimiter| name.contains(delimiter)) {
        let keys: Vec<_> = name.split(delimiter).map(|part| Zeroizing::new(header_key(part))).collect();
        let count = matcher.count_keys(keys.iter().map(|key| key.as_str()));
        if count >= 2 && best.is_none_or(|(max, _)| count > max) {
            best = Some((count, delimiter));
        }
    }
    best.map(|(_, delimiter)| TemplateDelimiter { delimiter, quoted: row.is_last_quoted })
}
