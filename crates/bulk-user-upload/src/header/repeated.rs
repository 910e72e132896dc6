//! A row that repeats the header, as where two files were joined (SPEC section 2).

use zeroize::Zeroizing;

use super::role::Role;
use crate::cells::{Cell, Cells};
use crate::fold::header_key;

/// What the rows below a header are compared with.
pub(crate) struct RepeatedHeader {
    /// The keys of the header's cells, up to the last that is not blank.
    keys: Vec<Zeroizing<String>>,
}

impl RepeatedHeader {
    /// The header must name two columns of the template or the only one: a user could have fewer such cells.
    pub(super) fn new(roles: &[Role], mut keys: Vec<Zeroizing<String>>) -> Self {
        let last = roles.iter().rposition(|&role| role != Role::Blank);
        keys.truncate(last.map_or(0, |last| last + 1));
        Self { keys }
    }

    /// Whether every cell of the row equals the header's by its key. Either may have more cells than the other
    /// if these are blank.
    pub(crate) fn is_row(&self, cells: &Cells<'_>, row: &[Cell]) -> bool {
        let Some((named, rest)) = row.split_at_checked(self.keys.len()) else { return false };
        let texts =
            || named.iter().map(|&cell| cells.get(cell)).zip(self.keys.iter().map(|key| key.as_str()));
        // In nearly every row the first letter of the first cell decides, so no key is made. A password is made
        // a key of only where every cell begins like the header's.
        texts().all(|(text, key)| may_have_key(text, key))
            && texts().all(|(text, key)| *Zeroizing::new(header_key(text)) == key)
            && cells.are_blank(rest)
    }
}

/// Whether a text may have this header key: false only if the ASCII letters and digits at its beginning say so.
fn may_have_key(text: &str, key: &str) -> bool {
    let (mut bytes, mut key) = (text.bytes().peekable(), key.bytes());
    while let Some(byte) = bytes.next() {
        if matches!(byte, b' ' | b'-' | b'.' | b'_') {
            continue;
        }
        if !byte.is_ascii_alphanumeric() {
            return true;
        }
        if key.next() != Some(byte.to_ascii_lowercase()) {
            // A mark that follows may make another letter of it.
            return bytes.peek().is_some_and(|next| !next.is_ascii());
        }
    }
    key.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{Delimiter, Position, Reader};

    fn is_repeated(header: &[&str], line: &str) -> bool {
        let keys = header.iter().map(|name| Zeroizing::new(header_key(name))).collect();
        let repeated = RepeatedHeader { keys };
        let (mut cells, mut row) = (Cells::new(line), Vec::new());
        Reader::new(line, Position::START, Delimiter::COMMA).read(&mut cells, &mut row).unwrap();
        repeated.is_row(&cells, &row)
    }

    #[test]
    fn a_repeated_header_is_one_by_its_keys() {
        let header = ["First name*", "", "Login*"];
        for line in [
            "First name*,,Login*",
            "first_name, ,LOGIN (required)",
            "\"First\u{A0}name\",,Ｌｏｇｉｎ",
            "FirstName,,Login, ,\u{200B}",
        ] {
            assert!(is_repeated(&header, line), "{line}");
        }
        for line in [
            "First name,,Login,x",
            "First name,x,Login",
            "First name,",
            "Fi,,Login",
            "First namex,,Login",
            ",,",
            " ",
        ] {
            assert!(!is_repeated(&header, line), "{line}");
        }
    }

    #[test]
    fn the_short_cut_never_turns_away_an_equal_key() {
        let texts = [
            "",
            "Login",
            "log in",
            "LOGIN*",
            " Login ",
            "Log-in (x)",
            "Lógin",
            "Lo\u{301}gin",
            "o\u{301}",
            "Ó",
            "Log",
            "Logins",
            "ﬁn",
            "fin",
            "(Login)",
            "straße",
            "STRASSE",
            "ab\u{AD}c",
            "abc",
            "\u{212A}elvin",
            "kelvin",
        ];
        for text in texts {
            for other in texts {
                let key = header_key(other);
                assert!(may_have_key(text, &key) || header_key(text) != key, "{text} {other}");
            }
        }
        assert!(!may_have_key("Ann", "firstname") && !may_have_key("Frank", "firstname"));
    }
}
