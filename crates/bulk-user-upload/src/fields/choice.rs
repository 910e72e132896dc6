//! Choices: one of the words that the template lists, compared by their keys.

use std::collections::HashMap;

use super::kind::{Contradiction, FromOptions, Kind};
use super::options::Options;
use crate::characters::is_blank;
use crate::fold::fold;
use crate::problem::{DataTypeHint, Expected, MAX_NAMED};
use crate::suggest::NearMisses;

/// The words of a column of choices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choices {
    /// The words, in the spelling of suggestions and messages.
    pub words: Vec<String>,
}

impl FromOptions for Choices {
    fn from_options(options: &mut Options) -> Self {
        Self { words: options.choices.take().unwrap_or_default() }
    }
}

impl Kind for Choices {
    const NAME: &'static str = "choice";
    const HOLDS: &'static str = "one of the choices, in upper or lower case";
    const OPTIONS: &'static [&'static str] = &["choices"];
    const LENGTHS: Option<(usize, usize)> = None;
    const HINTS: &'static [DataTypeHint] = &[];

    fn write(&self, options: &mut Options) {
        options.choices = Some(self.words.clone());
    }

    fn contradiction(&self) -> Option<Contradiction> {
        let mut seen: HashMap<_, &str> = HashMap::new();
        for word in &self.words {
            if is_blank(word) {
                return Some(Contradiction::Choices("one is blank".to_owned()));
            }
            if let Some(first) = seen.insert(fold(word), word) {
                return Some(Contradiction::Choices(format!("`{first}` and `{word}` compare the same")));
            }
        }
        self.words.is_empty().then(|| Contradiction::Choices("there is none".to_owned()))
    }

    fn is_plain(&self, text: &str) -> bool {
        self.is_valid(text)
    }

    fn is_valid(&self, text: &str) -> bool {
        let key = fold(text);
        self.words.iter().any(|word| fold(word) == key)
    }

    fn expected(&self, _text: &str) -> Expected {
        let named = self.words.iter().take(MAX_NAMED).cloned().collect();
        let count = (self.words.len() > MAX_NAMED).then_some(self.words.len());
        Expected::Choice { choices: named, count }
    }

    fn suggestion(&self, text: &str) -> Option<String> {
        NearMisses::new(self.words.iter().map(String::as_str)).nearest(text).map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_compare_by_their_keys() {
        let choices = Choices { words: vec!["Full time".to_owned(), "Part time".to_owned()] };
        assert!(choices.is_valid("FULL TIME") && !choices.is_valid("Fulltime"));
        assert_eq!(choices.suggestion("Fulltime").as_deref(), Some("Full time"));
        assert_eq!(choices.suggestion("Never"), None);
    }
}
