//! The scripts of the words of a text. A word that mixes alphabets whose letters look alike is refused in a login
//! (SPEC section 5): `раураl` in Cyrillic, but for its last letter, is another login than `paypal`.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};

/// The alphabets whose capital letters look alike: A is the first letter of each.
const ALIKE: [Script; 3] = [Script::Latin, Script::Greek, Script::Cyrillic];

/// Whether a word of the text mixes letters of Latin, Greek and Cyrillic.
pub(crate) fn are_mixed(text: &str) -> bool {
    !text.is_ascii() && !has_one_in_each_word(text, |script| ALIKE.contains(&script))
}

/// Whether each word of the text is of one script. Letters that several scripts share are of any.
pub(crate) fn is_one_in_each_word(text: &str) -> bool {
    has_one_in_each_word(text, |script| script != Script::Common && script != Script::Inherited)
}

/// Whether the letters of each word have one of the scripts that count. A word is letters and marks in a row;
/// marks have no script.
fn has_one_in_each_word(text: &str, counts: impl Fn(Script) -> bool) -> bool {
    let mut script_of_word = None;
    for character in text.chars() {
        let category = CodePointMapData::<GeneralCategory>::new().get(character);
        if GeneralCategoryGroup::Letter.contains(category) {
            let script = CodePointMapData::<Script>::new().get(character);
            if counts(script) && script_of_word.replace(script).is_some_and(|other| other != script) {
                return false;
            }
        } else if !GeneralCategoryGroup::Mark.contains(category) {
            script_of_word = None;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::are_mixed;

    #[test]
    fn a_word_of_two_alphabets_is_mixed() {
        // The first letter of each is Cyrillic or Greek, or the last is Latin.
        for login in
            ["\u{430}nn", "\u{391}nn", "иванa", "ann.\u{440}ay", "e\u{301}\u{435}", "αа", "漢a\u{430}"]
        {
            assert!(are_mixed(login), "{login}");
        }
    }

    #[test]
    fn words_of_one_alphabet_each_are_not_mixed() {
        for login in [
            "ann.lee",
            "иван.petrov",
            "иван2petrov",
            "ελένη-ann",
            "José",
            "漢字kanji",
            "e\u{301}",
            "и\u{301}ван",
            "5µm",
            "",
        ] {
            assert!(!are_mixed(login), "{login}");
        }
    }
}
