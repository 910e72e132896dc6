//! The cells of the CSV files that this project writes: quoting, and a reversible escape for formulas (SPEC
//! section 8).

use std::borrow::Cow;

use crate::characters::is_trimmed;
use crate::text_formula;

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

/// Appends a cell that a spreadsheet does not change: escaped, or as a [`text_formula`]. The quotes of the
/// formula are doubled, because not every reader of tables takes them otherwise.
pub(crate) fn push_text_cell(csv: &mut String, text: &str) {
    if begins_like_a_formula(text) || !text_formula::is_needed(text) {
        return push_escaped_cell(csv, text);
    }
    csv.push_str("\"=\"\"");
    csv.push_str(text);
    csv.push_str("\"\"\"");
}

fn push_prefixed(csv: &mut String, prefix: &str, text: &str) {
    // At the start of a file, `sep=X` and `#TYPE …` would be taken for lines that are not data.
    let begins_like_a_line_before_the_header =
        text.starts_with('#') || text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep="));
    let is_beginning_bare =
        !prefix.is_empty() || !begins_like_a_line_before_the_header && !text.starts_with(char::is_whitespace);
    let bare = is_beginning_bare
        && !text.contains([',', ';', '\t', '|', '"', '\r', '\n'])
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

/// Whether a spreadsheet might take the text for a formula if its leading `'` were removed: any number of
/// `'`, then any white space and zero-width characters, then a character with which a formula begins, also in
/// its full-width form, or a tab or a line break. These are the characters that OWASP lists under "CSV
/// Injection".
fn begins_like_a_formula(text: &str) -> bool {
    for character in text.trim_start_matches('\'').chars() {
        match character {
            '\t' | '\n' | '\r' | '=' | '+' | '-' | '@' => return true,
            '\u{FF1D}' | '\u{FF0B}' | '\u{FF0D}' | '\u{FF20}' => return true,
            _ if is_trimmed(character) => {}
            _ => return false,
        }
    }
    false
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
        for text in [
            "=a",
            "+",
            "-1",
            "@x",
            "\tx",
            "\rx",
            "\nx",
            "'=a",
            "'''@",
            "'\t",
            " =1",
            "' =1",
            " \t",
            "\u{200B}-1",
        ] {
            let escaped = escape_formula(text);
            assert!(is_escaped(&escaped), "{text:?}");
            assert_eq!(&escaped[1..], text);
        }
        for text in ["", "a=", "'", "''", "'a", " ", " a=", "\u{200B}a", "' '="] {
            assert_eq!(escape_formula(text), text);
            assert!(!is_escaped(text), "{text:?}");
        }
    }

    /// The characters of OWASP's page "CSV Injection", alone and behind what a spreadsheet may drop.
    #[test]
    fn no_text_begins_like_a_formula_once_it_is_escaped() {
        for first in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            for before in
                ["", "'", "''", " ", "\u{A0}", "\u{3000}", "\u{FEFF}", "\u{200B}\u{2060}", "' \u{200D}"]
            {
                let text = format!("{before}{first}SUM(A1:A9)*cmd|'/C calc'!A0");
                assert_eq!(escape_formula(&text), format!("'{text}"), "{text:?}");
            }
        }
    }

    #[test]
    fn a_text_cell_is_escaped_or_a_formula_of_text_or_as_it_is() {
        let cell = |text| {
            let mut csv = String::new();
            push_text_cell(&mut csv, text);
            csv
        };
        assert_eq!(cell("00123"), "\"=\"\"00123\"\"\"");
        assert_eq!(cell("TRUE"), "\"=\"\"TRUE\"\"\"");
        assert_eq!(cell("+44 20"), "'+44 20");
        assert_eq!(cell("1,5"), "\"1,5\"");
        assert_eq!(cell("Sales"), "Sales");
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
