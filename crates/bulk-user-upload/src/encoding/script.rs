//! Whether a text may be what somebody wrote: a text that was decoded by a wrong encoding often mixes scripts, or
//! has capitals within words.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};

use crate::scripts;

/// Whether each word (letters and marks in a row) is of one script, and no capital follows a small letter. Marks,
/// and letters that several scripts share, are of any.
pub(super) fn is_of_one_script(text: &str) -> bool {
    scripts::is_one_in_each_word(text) && !has_capital_after_small(text)
}

/// Marks between the two letters do not count.
fn has_capital_after_small(text: &str) -> bool {
    let categories = text.chars().map(|character| CodePointMapData::<GeneralCategory>::new().get(character));
    let mut previous = None;
    for category in categories.filter(|&category| !GeneralCategoryGroup::Mark.contains(category)) {
        let is_capital =
            matches!(category, GeneralCategory::UppercaseLetter | GeneralCategory::TitlecaseLetter);
        if is_capital && previous == Some(GeneralCategory::LowercaseLetter) {
            return true;
        }
        previous = Some(category);
    }
    false
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
