//! One column: its name, whether it is required, its length, and what its cells may hold.

use std::ops::RangeInclusive;

use crate::characters::NameCharacters;
use crate::fields::{Allowed, Choices, ColumnKind, Pattern, Text};

/// A column of a [`Template`](crate::Template).
///
/// # Example
///
/// ```
/// use bulk_user_upload::template::{Column, ColumnKind};
///
/// let column = Column::text("Cost centre").pattern("[A-Z]{2}-[0-9]{4}").length(7, 7).required();
/// assert_eq!(column.name(), "Cost centre");
/// assert_eq!(column.lengths(), Some(7..=7));
/// assert!(matches!(column.kind(), ColumnKind::Text(_)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) hints: Vec<String>,
    pub(super) required: bool,
    pub(super) min: usize,
    pub(super) max: usize,
    pub(super) kind: ColumnKind,
    pub(super) allowed: Allowed,
}

impl Column {
    /// A column of this kind, not required, with the default lengths of the kind.
    pub fn new(name: impl Into<String>, kind: ColumnKind) -> Self {
        let (min, max) = kind.lengths().unwrap_or_default();
        Self {
            name: name.into(),
            aliases: Vec::new(),
            hints: Vec::new(),
            required: false,
            min,
            max,
            kind,
            allowed: Allowed::default(),
        }
    }

    /// The name of a person, with the characters that the product allows.
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
        Self::new(name, ColumnKind::Text(Text::default()))
    }

    /// ASCII digits.
    pub fn digits(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::Digits)
    }

    /// `TRUE` or `FALSE`.
    pub fn boolean(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::Boolean)
    }

    /// An e-mail address.
    pub fn email(name: impl Into<String>) -> Self {
        Self::new(name, ColumnKind::Email)
    }

    /// One of `choices`.
    pub fn choice<S: Into<String>>(name: impl Into<String>, choices: impl IntoIterator<Item = S>) -> Self {
        Self::new(name, ColumnKind::Choice(Choices { words: choices.into_iter().map(Into::into).collect() }))
    }

    /// Makes the column required: a blank cell is `field-empty`, and the template file has a `*` after the
    /// name.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Adds another name that the header may use for this column.
    #[must_use]
    pub fn alias(mut self, alias: impl Into<String>) -> Self {
        self.aliases.push(alias.into());
        self
    }

    /// Adds a name that such a column often has in other products. A header with that name is asked about,
    /// where the file lacks this column, and never taken for it: see `template-unknown-column`. Hints compare
    /// by letters and digits alone.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::template::Column;
    /// use bulk_user_upload::{Answers, Template, Upload, check};
    ///
    /// let template = Template::builder().column(Column::login("Login").hint("Account")).build()?;
    /// let checked = check(&template, Upload::new("users.csv", "Account:\nann\n"));
    /// let report = checked.resolve(Answers::default())?;
    /// let error = report.errors().next().unwrap();
    /// assert_eq!((error.code().as_str(), error.suggestion()), ("template-unknown-column", Some("Login")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Sets the minimum and the maximum length, in extended grapheme clusters (UAX #29).
    #[must_use]
    pub fn length(mut self, min: usize, max: usize) -> Self {
        (self.min, self.max) = (min, max);
        self
    }

    /// Sets the pattern that the whole cell must match, and makes the column one of text.
    #[must_use]
    pub fn pattern(mut self, pattern: impl Into<String>) -> Self {
        self.kind = ColumnKind::Text(Text { pattern: Some(Pattern::new(pattern)) });
        self
    }

    /// Allows cells that begin with `=`. Otherwise they are refused as formulas that a spreadsheet did not
    /// carry out.
    #[must_use]
    pub fn allow_formulas(mut self) -> Self {
        self.allowed.formulas = true;
        self
    }

    /// Allows numbers as a spreadsheet shortens them (`1.2E+05`).
    #[must_use]
    pub fn allow_scientific_numbers(mut self) -> Self {
        self.allowed.scientific_numbers = true;
        self
    }

    /// Allows a login with a word that mixes letters of Latin, Greek and Cyrillic.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::template::Column;
    /// use bulk_user_upload::{Answers, Template, Upload, check};
    ///
    /// let template = Template::builder().column(Column::login("Login").allow_mixed_scripts()).build()?;
    /// // The first letter is Cyrillic.
    /// let checked = check(&template, Upload::new("users.csv", "Login\n\u{430}nn\n"));
    /// assert!(checked.resolve(Answers::default().logins(vec![false]))?.is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn allow_mixed_scripts(mut self) -> Self {
        self.allowed.mixed_scripts = true;
        self
    }

    /// The name as reports and the template file write it (without `*`).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Other names that the header may use for this column.
    pub fn aliases(&self) -> &[String] {
        &self.aliases
    }

    /// Names that such a column often has in other products; a header with one of them is asked about.
    pub fn hints(&self) -> &[String] {
        &self.hints
    }

    /// The name, then the other names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }

    /// Whether the cells must not be blank.
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// The lengths that a cell may have, in extended grapheme clusters. `None` for a boolean or a choice,
    /// because a list of words decides.
    pub fn lengths(&self) -> Option<RangeInclusive<usize>> {
        self.has_length().then_some(self.min..=self.max)
    }

    /// What the cells hold.
    pub fn kind(&self) -> &ColumnKind {
        &self.kind
    }

    /// What its cells may hold, though it looks like damage.
    pub fn allowed(&self) -> Allowed {
        self.allowed
    }

    pub(crate) fn has_length(&self) -> bool {
        self.kind.lengths().is_some()
    }

    /// Whether the cells are texts, which a spreadsheet must not change. A password is taken as typed, and a
    /// spreadsheet may know what TRUE is.
    pub(crate) fn holds_text(&self) -> bool {
        !matches!(self.kind, ColumnKind::Password | ColumnKind::Boolean)
    }

    pub(crate) fn is_password(&self) -> bool {
        matches!(self.kind, ColumnKind::Password)
    }
}
