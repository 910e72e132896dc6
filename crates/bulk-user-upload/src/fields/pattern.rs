//! Patterns of a template, which a whole cell must match.

use regex::Regex;

/// A regular expression that a whole cell must match, in linear time.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As the template has it.
    source: String,
    /// Anchored at both ends; an error where the source is not a regular expression, which `build` reports.
    regex: Result<Regex, String>,
}

impl Pattern {
    /// A pattern in the syntax of the `regex` crate. One that is not a regular expression becomes an error of the
    /// template that it is put into.
    pub fn new(source: impl Into<String>) -> Self {
        let source = source.into();
        // On its own first: `)(` between the anchors would be valid.
        let regex = Regex::new(&source)
            .and_then(|_| {
                let whole = Regex::new(&format!(r"\A(?:{source})\z"));
                // In a pattern that ends in a comment (`(?x)a # b`) only a line end comes before the parenthesis.
                whole.or_else(|_| Regex::new(&format!("\\A(?:{source}\n)\\z")))
            })
            .map_err(|error| crate::regex_error::reason(&error));
        Self { source, regex }
    }

    /// The pattern as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    pub(crate) fn error(&self) -> Option<&str> {
        self.regex.as_ref().err().map(String::as_str)
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        self.regex.as_ref().is_ok_and(|regex| regex.is_match(text))
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}
