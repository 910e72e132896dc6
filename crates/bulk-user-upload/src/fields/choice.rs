//! `data-type-mismatch` of a choice: one of the template's words, compared by their keys.

use crate::fold::fold;
use crate::suggest::NearMisses;

/// The word that is meant, as the template writes it.
pub(super) fn find<'c>(choices: &'c [String], text: &str) -> Option<&'c str> {
    let key = fold(text);
    choices.iter().find(|choice| fold(choice) == key).map(String::as_str)
}

pub(super) fn suggestion(choices: &[String], text: &str) -> Option<String> {
    NearMisses::new(choices.iter().map(String::as_str)).nearest(text).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_compare_by_their_keys() {
        let choices = ["Full time".to_owned(), "Part time".to_owned()];
        assert_eq!(find(&choices, "FULL TIME"), Some("Full time"));
        assert_eq!(find(&choices, "Fulltime"), None);
        assert_eq!(suggestion(&choices, "Fulltime").as_deref(), Some("Full time"));
        assert_eq!(suggestion(&choices, "Never"), None);
    }
}
