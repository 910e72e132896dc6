//! What a check asks the directory: distinct names, in batches.

use super::{Answers, UserDirectory};

/// A name from a file, and the key by which it is compared.
///
/// # Example
///
/// ```
/// let name = bulk_user_upload::directory::Name::new("Ann Lee", "ann lee");
/// assert_eq!((name.value(), name.key()), ("Ann Lee", "ann lee"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'n> {
    value: &'n str,
    key: &'n str,
}

impl<'n> Name<'n> {
    /// A name with its key, which must be the [`fold`](crate::fold) of the name.
    pub fn new(value: &'n str, key: &'n str) -> Self {
        Self { value, key }
    }

    /// The name as it is typed in its first cell of the file, but trimmed.
    pub fn value(self) -> &'n str {
        self.value
    }

    /// The key ([`fold`](crate::fold)). Two names with the same key are the same name.
    pub fn key(self) -> &'n str {
        self.key
    }
}

/// The questions of a check. Each batch has distinct names, in the order in which they first appear in the
/// file. You need not ask a batch without names.
///
/// Of a team or plan with a `,`, `;` or `|` in it, the parts between them are asked about, too: if it does
/// not exist but they do, the error says that a user has only one.
///
/// See [`Checked`](crate::Checked) for an example.
#[derive(Debug, Default)]
pub struct Questions<'c> {
    pub(crate) logins: Vec<Name<'c>>,
    pub(crate) permission_groups: Vec<Name<'c>>,
    pub(crate) primary_teams: Vec<Name<'c>>,
    pub(crate) capacity_plans: Vec<Name<'c>>,
}

impl<'c> Questions<'c> {
    /// Logins: which of them exist?
    pub fn logins(&self) -> &[Name<'c>] {
        &self.logins
    }

    /// Permission groups: may the uploader assign them?
    pub fn permission_groups(&self) -> &[Name<'c>] {
        &self.permission_groups
    }

    /// Teams: may the uploader assign them?
    pub fn primary_teams(&self) -> &[Name<'c>] {
        &self.primary_teams
    }

    /// Capacity plans: which of them exist?
    pub fn capacity_plans(&self) -> &[Name<'c>] {
        &self.capacity_plans
    }

    /// Asks a directory all questions. Each batch with names is asked once.
    ///
    /// # Errors
    ///
    /// The first error of the directory.
    pub fn ask<D: UserDirectory + ?Sized>(&self, directory: &D) -> Result<Answers, D::Error> {
        fn batch<A, E>(
            names: &[Name<'_>],
            ask: impl FnOnce(&[Name<'_>]) -> Result<Vec<A>, E>,
        ) -> Result<Vec<A>, E> {
            if names.is_empty() { Ok(Vec::new()) } else { ask(names) }
        }
        Ok(Answers {
            logins: batch(&self.logins, |names| directory.existing_logins(names))?,
            permission_groups: batch(&self.permission_groups, |names| directory.permission_groups(names))?,
            primary_teams: batch(&self.primary_teams, |names| directory.primary_teams(names))?,
            capacity_plans: batch(&self.capacity_plans, |names| directory.capacity_plans(names))?,
            default_password_policy: directory.default_password_policy()?,
        })
    }
}
