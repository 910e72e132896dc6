//! Names of persons: the characters that they may contain.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use super::data_type_hint;
use super::kind::{FromOptions, Kind};
use super::name_suggestion;
use super::options::Options;
use crate::characters::{NameCharacters, distinct};
use crate::problem::{CellCode, CellNotice, DataTypeHint};

impl FromOptions for NameCharacters {
    fn from_options(options: &mut Options) -> Self {
        let default = Self::default();
        Self {
            spaces: options.spaces.take().unwrap_or(default.spaces),
            non_ascii_letters: options.non_ascii_letters.take().unwrap_or(default.non_ascii_letters),
            symbols: options.symbols.take().unwrap_or(default.symbols),
        }
    }
}

impl Kind for NameCharacters {
    const NAME: &'static str = "name";
    const HOLDS: &'static str =
        "a person's name, or a part of one: letters, digits, spaces, and the characters of `symbols`";
    const OPTIONS: &'static [&'static str] = &["spaces", "non_ascii_letters", "symbols"];
    const CODE: CellCode = CellCode::NameInvalidCharacters;
    const HINTS: &'static [DataTypeHint] = &[DataTypeHint::SpreadsheetError];

    fn write(&self, options: &mut Options) {
        options.spaces = Some(self.spaces);
        options.non_ascii_letters = Some(self.non_ascii_letters);
        options.symbols = Some(self.symbols.clone());
    }

    fn is_plain(&self, text: &str) -> bool {
        let has_only_letters_and_digits =
            text.bytes().fold(true, |so_far, byte| so_far & byte.is_ascii_alphanumeric());
        has_only_letters_and_digits
            || !text.contains('?')
                && data_type_hint::is_ruled_out(text)
                && text.bytes().all(|byte| is_allowed_ascii(self, byte))
    }

    fn is_valid(&self, text: &str) -> bool {
        text.chars().all(|character| is_allowed(self, character))
    }

    fn notice(&self, text: &str) -> Option<CellNotice> {
        is_lost(text).then_some(CellNotice::ValueLooksLost)
    }

    fn suggestion(&self, text: &str) -> Option<String> {
        name_suggestion::typed(text)
    }
}

/// Whether the letters of a name were lost in an encoding that does not have them: each became a `?`.
fn is_lost(text: &str) -> bool {
    // Looking for one character is cheaper than looking for two, and most names have none.
    text.contains('?') && text.contains("??") && !text.chars().any(is_letter)
}

fn is_letter(character: char) -> bool {
    GeneralCategoryGroup::Letter.contains(CodePointMapData::<GeneralCategory>::new().get(character))
}

fn is_allowed(allowed: &NameCharacters, character: char) -> bool {
    if character.is_ascii() {
        return is_allowed_ascii(allowed, character as u8);
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    let is_letter = GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark).contains(category);
    category == GeneralCategory::DecimalNumber
        || is_letter && allowed.non_ascii_letters
        || allowed.symbols.contains(character)
}

fn is_allowed_ascii(allowed: &NameCharacters, byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || byte == b' ' && allowed.spaces
        || byte != b' ' && byte.is_ascii() && allowed.symbols.as_bytes().contains(&byte)
}

/// Each offending character once, in order of appearance.
pub(super) fn offending(allowed: &NameCharacters, text: &str) -> Vec<char> {
    distinct(text.chars().filter(|&character| !is_allowed(allowed, character)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_marks_digits_symbols_and_spaces_between() {
        let allowed = NameCharacters::default();
        for name in [
            "Ann Lee",
            "Müller-Lüdenscheidt",
            "O'Brien",
            "José",
            "e\u{301}",
            "محمد",
            "हिन्दी",
            "٣",
            "+-%_,/().£$!?@'",
        ] {
            assert!(allowed.is_valid(name), "{name}");
        }
        assert_eq!(
            offending(&allowed, "A#n&n#\u{A0}½😀\u{200D}"),
            ['#', '&', '\u{A0}', '½', '😀', '\u{200D}']
        );
    }

    #[test]
    fn a_template_can_forbid_spaces_and_letters_beyond_ascii() {
        let strict = NameCharacters { spaces: false, non_ascii_letters: false, ..NameCharacters::default() };
        assert_eq!(offending(&strict, "Jörg Lee£٣"), ['ö', ' ']);
    }

    #[test]
    fn a_name_of_question_marks_was_lost() {
        for name in ["??", "?????", "?? ???", "1??", "(??)", "\u{301}??"] {
            assert!(is_lost(name), "{name}");
        }
        for name in ["?", "? ?", "J??rg", "??d", "Иван??", "Ann", "!!"] {
            assert!(!is_lost(name), "{name}");
        }
    }
}
