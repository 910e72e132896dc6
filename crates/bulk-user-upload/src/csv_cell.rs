//! The cells of the CSV files that this project writes: quoting, and a reversible escape for formulas (SPEC
//! section 8).

use std::borrow::Cow;

/// Appends a cell. It is quoted if any reader could need the quotes: without them, a check could take another
/// delimiter for that of the file.
pub(crate) fn push_cell(csv: &mut String, text: &str) {
    push_prefixed(csv, "", text);
}

/// Appends a cell as [`escape_formula`] returns it, but without a copy on the way, because the cell may be a
/// password.
pub(crate) fn push_escaped_cell(csv: &mut String, text: &str) {
    push_prefixed(csv, if begins_like_a_formula(text) { "'" } else { "" }, text);
}

fn push_prefixed(csv: &mut String, prefix: &str, text: &str) {
    let bare = !text.contains([',', ';', '\t', '|', '"', '\r', '\n'])
        // At the start of a file, `sep=X` and `#TYPE …` would be taken for lines that are not data.
        && !text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="))
        && !text.starts_with('#')
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace);
    if bare {
        csv.push_str(prefix);
        csv.push_str(text);
        return;
    }
    csv.push('"');
    csv.push_str(prefix);
    for (index, part) in text.split('"').enumerate() {
        if index > 0 {
            csv.push_str("\"\"");
        }
        csv.push_str(part);
    }
    csv.push('"');
}

/// Whether a spreadsheet would take the text for a formula if its leading `'` were removed: any number of
/// `'`, then `=`, `+`, `-`, `@`, tab or CR.
fn begins_like_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Adds a leading `'` to a text that begins like a formula, and leaves any other text as it is.
///
/// # Example
///
/// ```
/// use bulk_user_upload::text::escape_formula;
///
/// assert_eq!(escape_formula("=1+1"), "'=1+1");
/// assert_eq!(escape_formula("''=1+1"), "'''=1+1");
/// assert_eq!(escape_formula("O'Brien"), "O'Brien");
/// ```
pub fn escape_formula(text: &str) -> Cow<'_, str> {
    if begins_like_a_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Whether the text has a `'` that [`escape_formula`] added.
pub(crate) fn is_escaped(text: &str) -> bool {
    text.starts_with('\'') && begins_like_a_formula(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_escape_is_undone_exactly() {
        for text in ["=a", "+", "-1", "@x", "\tx", "\rx", "'=a", "'''@", "'\t"] {
            let escaped = escape_formula(text);
            assert!(is_escaped(&escaped), "{text:?}");
            assert_eq!(&escaped[1..], text);
        }
        for text in ["", "a=", "'", "''", "'a", " =1", "\n=1"] {
            assert_eq!(escape_formula(text), text);
            assert!(!is_escaped(text), "{text:?}");
        }
    }

    #[test]
    fn cells_are_quoted_where_a_reader_needs_it() {
        let cell = |text| {
            let mut csv = String::new();
            push_cell(&mut csv, text);
            csv
        };
        assert_eq!(cell("Ann"), "Ann");
        assert_eq!(cell(" Ann"), "\" Ann\"");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(cell("a;b"), "\"a;b\"");
        assert_eq!(cell("sep="), "\"sep=\"");
        assert_eq!(cell("#TYPE x"), "\"#TYPE x\"");
        assert_eq!(cell("a\rb"), "\"a\rb\"");
    }

    #[test]
    fn an_escaped_cell_is_the_cell_of_the_escaped_text() {
        for text in ["=1", "\tx", " =1", "'@\"", "-", "Ann", "", "\r"] {
            let (mut direct, mut by_copy) = (String::new(), String::new());
            push_escaped_cell(&mut direct, text);
            push_cell(&mut by_copy, &escape_formula(text));
            assert_eq!(direct, by_copy);
        }
    }
}
