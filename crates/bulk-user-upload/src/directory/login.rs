//! What a directory tells of a login.

use std::collections::BTreeMap;

use crate::fold::fold;

/// Whether a login exists, and what the directory tells of the user who has it.
///
/// A directory that knows no more than yes or no answers with `exists.into()`.
///
/// # Example
///
/// ```
/// use bulk_user_upload::directory::{ExistingUser, Login};
///
/// assert_eq!(Login::from(false), Login::DoesNotExist);
/// assert_eq!(Login::from(true), Login::Exists(ExistingUser::new()));
/// let left_last_year = Login::from(ExistingUser::new().inactive());
/// assert!(left_last_year.exists());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Login {
    /// No user has the login.
    #[default]
    DoesNotExist,
    /// A user has the login. Inactive users count.
    Exists(ExistingUser),
}

impl Login {
    /// Whether a user has the login.
    pub fn exists(&self) -> bool {
        matches!(self, Self::Exists(_))
    }

    /// The answer without the names of the user.
    pub(super) fn without_names(self) -> Self {
        match self {
            Self::DoesNotExist => Self::DoesNotExist,
            Self::Exists(user) => Self::Exists(ExistingUser { names: BTreeMap::new(), ..user }),
        }
    }
}

impl From<bool> for Login {
    /// `true` if the login exists.
    fn from(exists: bool) -> Self {
        if exists { Self::Exists(ExistingUser::new()) } else { Self::DoesNotExist }
    }
}

impl From<ExistingUser> for Login {
    fn from(user: ExistingUser) -> Self {
        Self::Exists(user)
    }
}

/// What a directory tells of a user who has a login. It need not tell anything.
///
/// # Example
///
/// ```
/// use bulk_user_upload::directory::ExistingUser;
/// use bulk_user_upload::problem::Params;
/// use bulk_user_upload::{Answers, Template, Upload, check};
///
/// let template = Template::from_toml("
///     [[columns]]
///     name = 'First name'
///     kind = 'name'
///     [[columns]]
///     name = 'Login'
///     kind = 'login'
/// ")?;
/// let checked = check(&template, Upload::new("users.csv", "First name,Login\nBob,bob\n"));
/// let bob = ExistingUser::new().inactive().names([("First name", "Bob")]);
/// let report = checked.resolve(Answers::default().logins([bob]))?;
/// let error = report.error(0).unwrap();
/// let Params::LoginAlreadyExists(exists) = error.params() else { panic!("{error:?}") };
/// assert!(exists.inactive && exists.same_name);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExistingUser {
    /// The user is known to be inactive.
    pub inactive: bool,
    /// The names that are known, by the template's names of their columns.
    pub names: BTreeMap<String, String>,
}

impl ExistingUser {
    /// A user of whom no more is told than that the login exists.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets [`ExistingUser::inactive`].
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.inactive = true;
        self
    }

    /// Adds [`ExistingUser::names`], each with the template's name of its column: `First name`, `Last name`.
    /// Do so only if the uploader may see this user: a report shows no names, but says whether all of them
    /// are those of the row. Columns that hold no names are ignored.
    #[must_use]
    pub fn names<C: Into<String>, N: Into<String>>(
        mut self,
        names: impl IntoIterator<Item = (C, N)>,
    ) -> Self {
        self.names.extend(names.into_iter().map(|(column, name)| (column.into(), name.into())));
        self
    }

    /// Whether the user has all of the names of a row, each given with its column. A name that is not known
    /// is not the same, and a row without names has none in common with anybody.
    pub(crate) fn has_names<'n>(&self, names: impl IntoIterator<Item = (&'n str, &'n str)>) -> bool {
        let mut names = names.into_iter().peekable();
        let is_same =
            |(column, name)| self.names.get(column).is_some_and(|known: &String| fold(known) == fold(name));
        names.peek().is_some() && names.all(is_same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ann_lee() -> ExistingUser {
        ExistingUser::new().names([("First name", "ANN"), ("Last name", " Straße"), ("Extension", "101")])
    }

    #[test]
    fn names_are_the_same_if_all_are_known_and_equal_by_their_keys() {
        let user = ann_lee();
        assert!(user.has_names([("First name", "Ann"), ("Last name", "STRASSE")]));
        assert!(!user.has_names([("First name", "Ann"), ("Last name", "Lee")]));
        assert!(!user.has_names([("First name", "Ann"), ("Last name", "Strasse"), ("Middle name", "")]));
    }

    #[test]
    fn without_names_on_either_side_nothing_is_the_same() {
        assert!(!ann_lee().has_names([]));
        assert!(!ExistingUser::new().has_names([("First name", ""), ("Last name", "")]));
    }
}
