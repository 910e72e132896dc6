//! The classes of characters that a policy counts.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

/// The four classes of `minCharacterClasses`.
pub(super) const CLASSES: [fn(char) -> bool; 4] =
    [is_digit, char::is_lowercase, char::is_uppercase, is_special];

/// Whether the password has at least `count` characters of a class. It stops at the last one that it needs.
pub(super) fn has(password: &str, count: usize, is_of_class: impl Fn(char) -> bool) -> bool {
    count == 0 || password.chars().filter(|&character| is_of_class(character)).nth(count - 1).is_some()
}

/// A decimal number (Nd).
pub(super) fn is_digit(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_digit()
    } else {
        CodePointMapData::<GeneralCategory>::new().get(character) == GeneralCategory::DecimalNumber
    }
}

/// A character that is neither letter, mark nor number.
pub(super) fn is_special(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_alphanumeric();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(character);
    let word =
        GeneralCategoryGroup::Letter.union(GeneralCategoryGroup::Mark).union(GeneralCategoryGroup::Number);
    !word.contains(category)
}
