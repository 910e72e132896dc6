//! `data-type-mismatch` of logins, groups, teams, plans and texts: anything but characters that nobody can see.

use crate::characters::is_invisible;

pub(super) fn is_valid(text: &str) -> bool {
    // Without a way out of the loop, which the compiler makes wide of.
    let is_printable_ascii = text.bytes().fold(true, |so_far, byte| so_far & matches!(byte, b' '..=b'~'));
    is_printable_ascii || !text.chars().any(is_invisible)
}

/// The offending characters, as code points: they can't be shown.
pub(super) fn offending(text: &str) -> Vec<String> {
    let invisible = text.chars().filter(|&character| is_invisible(character));
    super::distinct(invisible)
        .into_iter()
        .map(|character| format!("U+{:04X}", u32::from(character)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_refused() {
        for character in
            ['\u{7}', '\n', '\u{7F}', '\u{85}', '\u{AD}', '\u{200B}', '\u{2028}', '\u{2029}', '\u{202E}']
        {
            assert!(!is_valid(&format!("a{character}b")), "{character:?}");
        }
        for text in ["ann.lee@example.org", "漢 字", "a\u{A0}b", "e\u{301}", "😀", "\u{3000}"] {
            assert!(is_valid(text), "{text:?}");
        }
        assert_eq!(offending("a\u{7}b\u{200B}c\u{7}"), ["U+0007", "U+200B"]);
    }
}
