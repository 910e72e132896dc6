//! Which characters are trimmed, which are invisible, and which a name may contain (SPEC section 5).

use icu_properties::props::{DefaultIgnorableCodePoint, GeneralCategory};
use icu_properties::{CodePointMapData, CodePointSetData};

/// Whether `character` is trimmed: Unicode `White_Space`, and the zero-width characters that spreadsheets and
/// web pages leave behind.
pub(crate) fn is_trimmed(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// The text without the white space and zero-width characters at its ends (SPEC section 5).
///
/// # Example
///
/// ```
/// assert_eq!(bulk_user_upload::text::trim("\u{FEFF} Ann Lee\u{200B}\t"), "Ann Lee");
/// ```
pub fn trim(text: &str) -> &str {
    match text.as_bytes() {
        // Nearly every cell of a real file begins and ends with a visible ASCII character.
        [only] if only.is_ascii_graphic() => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim_matches(is_trimmed),
    }
}

/// Whether the text is empty after trimming.
pub(crate) fn is_blank(text: &str) -> bool {
    match text.as_bytes() {
        [] => true,
        [first, ..] if first.is_ascii_graphic() => false,
        _ => text.chars().all(is_trimmed),
    }
}

/// Whether the character is invisible, or would control a terminal: a control, format, line-separator or
/// paragraph-separator character (Cc, Cf, Zl, Zp), one that Unicode calls ignorable
/// (`Default_Ignorable_Code_Point`), or the empty Braille pattern.
///
/// # Example
///
/// ```
/// use bulk_user_upload::text::is_invisible;
///
/// assert!(is_invisible('\u{1B}') && is_invisible('\u{200B}') && is_invisible('\u{3164}'));
/// assert!(!is_invisible(' ') && !is_invisible('é'));
/// ```
pub fn is_invisible(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_control();
    }
    let is_control = matches!(
        CodePointMapData::<GeneralCategory>::new().get(character),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    );
    is_control || is_ignorable(character) || character == EMPTY_BRAILLE_PATTERN
}

/// It looks like a space, and Unicode counts it among the symbols.
const EMPTY_BRAILLE_PATTERN: char = '\u{2800}';

/// Whether a program that can't show the character shows nothing in its place.
pub(crate) fn is_ignorable(character: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

/// The characters that a [`ColumnKind::Name`](crate::template::ColumnKind::Name) allows.
///
/// # Example
///
/// ```
/// use bulk_user_upload::template::NameCharacters;
///
/// let default = NameCharacters::default();
/// assert!(default.spaces && default.non_ascii_letters);
/// assert_eq!(default.symbols, "+-%_,/().£$!?@'");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NameCharacters {
    /// Whether U+0020 may stand between other characters.
    pub spaces: bool,
    /// Whether letters and marks beyond ASCII are allowed.
    pub non_ascii_letters: bool,
    /// The characters that are allowed besides letters, marks, decimal numbers and spaces.
    pub symbols: String,
}

impl Default for NameCharacters {
    fn default() -> Self {
        Self { spaces: true, non_ascii_letters: true, symbols: "+-%_,/().£$!?@'".to_owned() }
    }
}

/// Whether a text has no invisible characters.
pub(crate) fn is_visible(text: &str) -> bool {
    is_printable_ascii(text) || !text.chars().any(is_invisible)
}

/// Whether a text has no characters but those that a typewriter had.
pub(crate) fn is_printable_ascii(text: &str) -> bool {
    // Without a way out of the loop, so that the compiler makes it wide.
    text.bytes().fold(true, |so_far, byte| so_far & matches!(byte, b' '..=b'~'))
}

/// The invisible characters of a text as code points, since they can't be shown: each once, in order of
/// appearance.
pub(crate) fn invisible(text: &str) -> Vec<String> {
    distinct(text.chars().filter(|&character| is_invisible(character)))
        .into_iter()
        .map(|character| format!("U+{:04X}", u32::from(character)))
        .collect()
}

/// Each character once, in order of appearance, in time linear in them.
pub(crate) fn distinct(characters: impl Iterator<Item = char>) -> Vec<char> {
    let mut seen = std::collections::HashSet::new();
    characters.filter(|&character| seen.insert(character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_white_space_and_zero_width_characters_at_both_ends_only() {
        assert_eq!(trim("\u{2060}\u{A0}a\u{200D}b \u{3000}\r\n"), "a\u{200D}b");
        assert_eq!(trim(""), "");
        assert!(is_blank(" \u{200B}\u{200C}\u{200D}\u{2060}\u{FEFF}\u{A0}"));
        assert!(!is_blank(" \u{1}"));
    }

    #[test]
    fn invisible_characters_are_refused() {
        let controls =
            ['\u{7}', '\n', '\u{7F}', '\u{85}', '\u{AD}', '\u{200B}', '\u{2028}', '\u{2029}', '\u{202E}'];
        let ignorable = ['\u{34F}', '\u{115F}', '\u{17B4}', '\u{3164}', '\u{FE0F}', '\u{FFA0}', '\u{E0100}'];
        for character in controls.into_iter().chain(ignorable).chain([EMPTY_BRAILLE_PATTERN]) {
            assert!(!is_visible(&format!("a{character}b")), "{character:?}");
        }
        for text in ["ann.lee@example.org", "漢 字", "a\u{A0}b", "e\u{301}", "😀", "\u{3000}", "\u{2801}"]
        {
            assert!(is_visible(text), "{text:?}");
        }
        assert_eq!(invisible("a\u{7}b\u{200B}c\u{7}"), ["U+0007", "U+200B"]);
    }
}
