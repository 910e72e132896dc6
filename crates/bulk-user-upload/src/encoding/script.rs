//! Whether a text may be what somebody wrote: a text that was decoded by a wrong encoding often mixes scripts, or
//! has capitals within words.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup, Script};

/// Whether each word (letters and marks in a row) is of one script, and no capital follows a small letter. Marks,
/// and letters that several scripts share, are of any.
pub(super) fn is_of_one_script(text: &str) -> bool {
    let (categories, scripts) =
        (CodePointMapData::<GeneralCategory>::new(), CodePointMapData::<Script>::new());
    let (mut word_script, mut is_after_small) = (None, false);
    for character in text.chars() {
        let category = categories.get(character);
        if GeneralCategoryGroup::Mark.contains(category) {
            continue;
        }
        if !GeneralCategoryGroup::Letter.contains(category) {
            (word_script, is_after_small) = (None, false);
            continue;
        }
        let is_capital =
            matches!(category, GeneralCategory::UppercaseLetter | GeneralCategory::TitlecaseLetter);
        if is_capital && is_after_small {
            return false;
        }
        is_after_small = category == GeneralCategory::LowercaseLetter;
        let script = scripts.get(character);
        if script != Script::Common && script != Script::Inherited {
            if word_script.is_some_and(|word_script| word_script != script) {
                return false;
            }
            word_script = Some(script);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_one_script_and_no_capital_inside() {
        for text in
            ["Łukasz Dvořák", "Иван Petrov", "Ann-Lee", "O'Brien", "MÜLLER", "e\u{301}a", "ΑΒγ 12", "", "ªa"]
        {
            assert!(is_of_one_script(text), "{text}");
        }
        for text in ["Иvan", "jŸrgen", "aЯ", "łУkasz", "eB", "e\u{301}B"] {
            assert!(!is_of_one_script(text), "{text}");
        }
    }
}
