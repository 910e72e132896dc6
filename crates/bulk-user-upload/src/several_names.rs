//! Several names in one cell: `Sales, Support` (SPEC section 6).

use std::ops::Range;

use crate::characters::is_blank;

/// The characters between several names, each of one byte.
const SEPARATORS: [char; 3] = [',', ';', '|'];

/// Where in a text the names stand that are between its separators. There are none if the text has no
/// separator, or nothing on one side of it.
pub(crate) fn parts(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_list = text.contains(SEPARATORS) && !text.split(SEPARATORS).any(is_blank);
    let parts = is_list.then(|| text.split(SEPARATORS)).into_iter().flatten();
    parts.scan(0, |start, part| {
        let range = *start..*start + part.len();
        *start = range.end + 1;
        Some(range)
    })
}

/// Whether a text is several names, all of which may be assigned.
pub(crate) fn are_assignable(text: &str, is_assignable: impl Fn(&str) -> bool) -> bool {
    let mut parts = parts(text).peekable();
    parts.peek().is_some() && parts.all(|part| is_assignable(&text[part]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        parts(text).map(|part| &text[part]).collect()
    }

    #[test]
    fn names_stand_between_commas_semicolons_and_bars() {
        assert_eq!(names("Sales, Support"), ["Sales", " Support"]);
        assert_eq!(names("Büro;Vertrieb|Sales,Support"), ["Büro", "Vertrieb", "Sales", "Support"]);
    }

    #[test]
    fn one_name_is_not_several() {
        for text in
            ["", "Sales", "Sales/Support", "Sales,", ";Sales", "Sales||Support", "Sales,\u{200B} ", "；"]
        {
            assert_eq!(names(text), [""; 0], "{text:?}");
            assert!(!are_assignable(text, |_| true), "{text:?}");
        }
    }

    #[test]
    fn every_one_of_several_names_must_be_assignable() {
        assert!(are_assignable("a,b", |name| ["a", "b"].contains(&name)));
        assert!(!are_assignable("a,b,c", |name| ["a", "b"].contains(&name)));
    }
}
