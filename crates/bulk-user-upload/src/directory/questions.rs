//! What a check wants to know of the directory: distinct names, in batches.

use super::{Answers, UserDirectory};

/// A name that stands in a file, and the key by which it compares.
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
    /// A name with its key, which is [`fold`](crate::fold)ed from it.
    pub fn new(value: &'n str, key: &'n str) -> Self {
        Self { value, key }
    }

    /// The name as typed where it first stands in the file, trimmed.
    pub fn value(self) -> &'n str {
        self.value
    }

    /// The key ([`fold`](crate::fold)): names with one key are one name.
    pub fn key(self) -> &'n str {
        self.key
    }
}

/// The questions of a check, each a batch of distinct names in the order in which they first stand in the file. A batch
/// without names need not be asked.
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

    /// Permission groups: what are they to the uploader?
    pub fn permission_groups(&self) -> &[Name<'c>] {
        &self.permission_groups
    }

    /// Teams: what are they to the uploader?
    pub fn primary_teams(&self) -> &[Name<'c>] {
        &self.primary_teams
    }

    /// Capacity plans: which of them exist?
    pub fn capacity_plans(&self) -> &[Name<'c>] {
        &self.capacity_plans
    }

    /// Asks a directory everything, each batch once; one without names is not asked.
    ///
    /// # Errors
    ///
    /// The first that the directory fails with.
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
