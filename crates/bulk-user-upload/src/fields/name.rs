//! Names of persons: the characters that they may contain.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use super::kind::{FromOptions, Kind, Options};
use crate::characters::{NameCharacters, distinct};
use crate::problem::{CellCode, NameInvalidCharacters, Params};

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

    fn write(&self, options: &mut Options) {
        options.spaces = Some(self.spaces);
        options.non_ascii_letters = Some(self.non_ascii_letters);
        options.symbols = Some(self.symbols.clone());
    }

    fn is_valid(&self, text: &str) -> bool {
        is_valid(self, text)
    }

    fn explain(&self, text: &str) -> (Params, Option<String>) {
        let problem = NameInvalidCharacters { characters: offending(self, text), allowed: self.clone() };
        (problem.into(), suggestion(self, text))
    }
}

fn is_allowed(allowed: &NameCharacters, character: char) -> bool {
    if character.is_ascii_alphanumeric() {
        return true;
    }
    if character == ' ' {
        return allowed.spaces;
    }
    if !character.is_ascii() {
        let category = CodePointMapData::<GeneralCategory>::new().get(character);
        let is_letter = GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark).contains(category);
        if category == GeneralCategory::DecimalNumber || is_letter && allowed.non_ascii_letters {
            return true;
        }
    }
    allowed.symbols.chars().any(|symbol| symbol == character)
}

fn is_valid(allowed: &NameCharacters, text: &str) -> bool {
    let is_plain = text.bytes().fold(true, |so_far, byte| so_far & byte.is_ascii_alphanumeric());
    is_plain || text.chars().all(|character| is_allowed(allowed, character))
}

/// Each offending character once, in order of appearance.
fn offending(allowed: &NameCharacters, text: &str) -> Vec<char> {
    distinct(text.chars().filter(|&character| !is_allowed(allowed, character)))
}

/// The apostrophes that word processors and web pages put in place of the typed one.
const APOSTROPHES: [char; 2] = ['\u{2018}', '\u{2019}'];

/// The name with typed apostrophes, if nothing else is wrong with it.
fn suggestion(allowed: &NameCharacters, text: &str) -> Option<String> {
    let replaced = text.replace(APOSTROPHES, "'");
    (replaced != text && is_valid(allowed, &replaced)).then_some(replaced)
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
            assert!(is_valid(&allowed, name), "{name}");
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
    fn apostrophes_are_replaced_where_nothing_else_is_wrong() {
        let allowed = NameCharacters::default();
        assert_eq!(suggestion(&allowed, "O’Brien").as_deref(), Some("O'Brien"));
        assert_eq!(suggestion(&allowed, "O’Br#en"), None);
        assert_eq!(suggestion(&allowed, "A#"), None);
    }
}
