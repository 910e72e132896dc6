//! The file to fill in.

use crate::csv_cell::push_cell;
use crate::template::Template;

/// UTF-8 with a byte-order mark, so that Excel recognises the encoding; CRLF; a `*` after the names of
/// required columns.
pub(super) fn template_csv(template: &Template) -> String {
    let mut csv = String::from("\u{FEFF}");
    for (index, column) in template.columns().iter().enumerate() {
        if index > 0 {
            csv.push(',');
        }
        let star = if column.is_required() { "*" } else { "" };
        push_cell(&mut csv, &format!("{}{star}", column.name()));
    }
    csv.push_str("\r\n");
    csv
}
