//! One column: its name, whether it must be filled in, its length, and what its cells may hold.

use std::ops::RangeInclusive;

use regex::Regex;

/// A column of a [`Template`](crate::Template).
///
/// # Example
///
/// ```
/// use bulk_user_upload::{Column, ColumnKind};
///
/// let column = Column::text("Cost centre").pattern("[A-Z]{2}-[0-9]{4}").length(7, 7).required();
/// assert_eq!(column.name(), "Cost centre");
/// assert_eq!(column.lengths(), Some(7..=7));
/// assert!(matches!(column.kind(), ColumnKind::Text { .. }));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) required: bool,
    pub(super) min: usize,
    pub(super) max: usize,
    pub(super) kind: ColumnKind,
}

/// What the cells of a column hold, and so by which rules they are judged (SPEC section 5).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnKind {
    /// A person's name, or a part of one.
    Name(NameCharacters),
    /// The login: unique in the file and in the directory. Every template has exactly one.
    Login,
    /// The password, taken exactly as typed, judged by the password policy, and never shown.
    Password,
    /// A permission group of the directory that the uploader may assign.
    PermissionGroup,
    /// A team of the directory that the uploader is a member of.
    PrimaryTeam,
    /// A capacity plan of the directory.
    CapacityPlan,
    /// Any text but control, format and line-separator characters, that the pattern matches where there is one.
    Text {
        /// A regular expression for the whole cell.
        pattern: Option<Pattern>,
    },
    /// ASCII digits; it is text, so leading zeros stay.
    Digits,
    /// `TRUE` or `FALSE`, in any case.
    Boolean,
    /// One of a list of words, compared by their keys ([`fold`](crate::fold)).
    Choice {
        /// The words, as suggestions and messages write them.
        choices: Vec<String>,
    },
}

/// The characters that a [`ColumnKind::Name`] allows.
///
/// # Example
///
/// ```
/// use bulk_user_upload::NameCharacters;
///
/// let default = NameCharacters::default();
/// assert!(default.spaces && default.non_ascii_letters);
/// assert_eq!(default.symbols, "+-%_,/().£$!?@'");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameCharacters {
    /// Whether U+0020 may stand between other characters.
    pub spaces: bool,
    /// Whether letters and marks beyond ASCII are allowed.
    pub non_ascii_letters: bool,
    /// What is allowed beside letters, marks, decimal numbers and spaces.
    pub symbols: String,
}

impl Default for NameCharacters {
    fn default() -> Self {
        Self { spaces: true, non_ascii_letters: true, symbols: "+-%_,/().£$!?@'".to_owned() }
    }
}

/// A regular expression that a whole cell must match, in linear time.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As the template has it.
    source: String,
    /// Anchored at both ends; `None` where the source is no regular expression, which `build` reports.
    regex: Result<Regex, String>,
}

impl Pattern {
    /// A pattern in the syntax of the `regex` crate. One that is no regular expression becomes an error of the
    /// template that it is put into.
    pub fn new(source: impl Into<String>) -> Self {
        let source = source.into();
        // On its own first: `)(` between the anchors would be sound.
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

    pub(super) fn error(&self) -> Option<&str> {
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

impl Column {
    /// A column of the given kind, not required, of 1 to 100 characters.
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        Self { name: name.into(), aliases: Vec::new(), required: false, min: 1, max: 100, kind }
    }

    /// A person's name, with the product's characters.
    pub fn person_name(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::Name(NameCharacters::default()))
    }

    /// The login. It is always required.
    pub fn login(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::Login).required()
    }

    /// The password.
    pub fn password(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::Password)
    }

    /// The permission group.
    pub fn permission_group(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::PermissionGroup)
    }

    /// The primary team.
    pub fn primary_team(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::PrimaryTeam)
    }

    /// The capacity plan.
    pub fn capacity_plan(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::CapacityPlan)
    }

    /// Any text.
    pub fn text(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::Text { pattern: None })
    }

    /// ASCII digits.
    pub fn digits(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::Digits)
    }

    /// `TRUE` or `FALSE`.
    pub fn boolean(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::Boolean)
    }

    /// One of `choices`.
    pub fn choice<S: Into<String>>(name: impl Into<String>, choices: impl IntoIterator<Item = S>) -> Self {
        Self::new(name, ColumnKind::Choice { choices: choices.into_iter().map(Into::into).collect() })
    }

    /// Makes the column required: a blank cell is `field-empty`, and the template file has a `*` after its name.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Adds another name under which the header may have this column.
    #[must_use]
    pub fn alias(mut self, alias: impl Into<String>) -> Self {
        self.aliases.push(alias.into());
        self
    }

    /// Sets the least and the greatest length, in extended grapheme clusters (UAX #29).
    #[must_use]
    pub fn length(mut self, min: usize, max: usize) -> Self {
        (self.min, self.max) = (min, max);
        self
    }

    /// Sets the pattern that a whole cell must match, and makes the column one of text.
    #[must_use]
    pub fn pattern(mut self, pattern: impl Into<String>) -> Self {
        self.kind = ColumnKind::Text { pattern: Some(Pattern::new(pattern)) };
        self
    }

    /// The name, as reports and the template file have it (without `*`).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Other names under which the header may have this column.
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// The name, and the other names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }

    /// Whether a cell must be filled in.
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// The lengths that a cell may have, in extended grapheme clusters; `None` for a boolean or a choice, whose
    /// words decide.
    pub fn lengths(&self) -> Option<RangeInclusive<usize>> {
        self.has_length().then_some(self.min..=self.max)
    }

    /// What the cells hold.
    pub fn kind(&self) -> &ColumnKind {
        &self.kind
    }

    pub(crate) fn has_length(&self) -> bool {
        !matches!(self.kind, ColumnKind::Boolean | ColumnKind::Choice { .. })
    }

    pub(crate) fn is_password(&self) -> bool {
        matches!(self.kind, ColumnKind::Password)
    }
}
