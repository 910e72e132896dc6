//! The patterns of a template.

use regex::Regex;

/// A regular expression that a whole cell must match. Matching takes linear time.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The pattern as the template writes it.
    source: String,
    /// The expression, anchored at both ends. If the source is not a regular expression, `build` reports the
    /// error.
    regex: Result<Regex, String>,
}

impl Pattern {
    /// A pattern in the syntax of the `regex` crate. If it is not a regular expression, building the template
    /// fails.
    pub fn new(source: impl Into<String>) -> Self {
        let source = source.into();
        // The source must be valid without the anchors: between them, `)(` would be.
        let regex = Regex::new(&source)
            .and_then(|_| {
                let whole = Regex::new(&format!(r"\A(?:{source})\z"));
                // If the pattern ends in a comment (`(?x)a # b`), only a line end keeps the comment from
                // hiding the parenthesis.
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
