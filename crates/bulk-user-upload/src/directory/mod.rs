//! The directory of users: what it is asked, and what it answers (SPEC section 6).

mod answers;
mod json;
pub mod kit;
mod login;
mod memory;
mod questions;
mod uploader;

use std::sync::Arc;

pub use self::answers::{Answers, AnswersError, CapacityPlan, PermissionGroup, PrimaryTeam};
pub use self::json::{DirectoryData, DirectoryError, DirectoryGroup, DirectoryName, DirectoryUser};
pub use self::login::{ExistingUser, Login};
pub use self::memory::InMemoryDirectory;
pub use self::questions::{Name, Questions};
pub use self::uploader::InMemoryUploader;
use crate::policy::PasswordPolicy;
pub use crate::suggest::{NearMisses, Suggestions};

/// A directory of users, as one uploader sees it.
///
/// Each method gets a batch of distinct names and answers them in the same order. A check calls each method
/// at most once, and not at all without names. Compare names by [`Name::key`]. Inactive entries count as not
/// existing, except logins, which stay taken. You can test an implementation with the [`kit`].
///
/// # Example
///
/// ```
/// use std::convert::Infallible;
/// use bulk_user_upload::directory::{CapacityPlan, Login, Name, PermissionGroup, PrimaryTeam};
/// use bulk_user_upload::UserDirectory;
///
/// /// A directory without users, in which everything is allowed.
/// struct Empty;
///
/// impl UserDirectory for Empty {
///     type Error = Infallible;
///
///     fn existing_logins(&self, logins: &[Name<'_>]) -> Result<Vec<Login>, Infallible> {
///         Ok(vec![Login::DoesNotExist; logins.len()])
///     }
///
///     fn permission_groups(&self, groups: &[Name<'_>]) -> Result<Vec<PermissionGroup>, Infallible> {
///         Ok(vec![PermissionGroup::assignable(None); groups.len()])
///     }
///
///     fn primary_teams(&self, teams: &[Name<'_>]) -> Result<Vec<PrimaryTeam>, Infallible> {
///         Ok(vec![PrimaryTeam::Member; teams.len()])
///     }
///
///     fn capacity_plans(&self, plans: &[Name<'_>]) -> Result<Vec<CapacityPlan>, Infallible> {
///         Ok(vec![CapacityPlan::Exists; plans.len()])
///     }
/// }
/// ```
pub trait UserDirectory {
    /// The error if the directory cannot be asked. It ends the check: it is never an error of a row, and a
    /// row never passes because of it.
    type Error;

    /// For each login, whether it exists. Inactive users count. The answer may tell that the user is inactive
    /// and, if this uploader may see the user, the names ([`ExistingUser`]); it need not.
    ///
    /// # Errors
    ///
    /// The directory could not be asked.
    fn existing_logins(&self, logins: &[Name<'_>]) -> Result<Vec<Login>, Self::Error>;

    /// For each permission group, whether the uploader may assign it.
    ///
    /// # Errors
    ///
    /// The directory could not be asked.
    fn permission_groups(&self, groups: &[Name<'_>]) -> Result<Vec<PermissionGroup>, Self::Error>;

    /// For each team, whether the uploader may assign it.
    ///
    /// # Errors
    ///
    /// The directory could not be asked.
    fn primary_teams(&self, teams: &[Name<'_>]) -> Result<Vec<PrimaryTeam>, Self::Error>;

    /// For each capacity plan, whether it exists.
    ///
    /// # Errors
    ///
    /// The directory could not be asked.
    fn capacity_plans(&self, plans: &[Name<'_>]) -> Result<Vec<CapacityPlan>, Self::Error>;

    /// The password policy for users whose permission group is unknown or not assignable. `None` for that of
    /// the template.
    ///
    /// # Errors
    ///
    /// The directory could not be asked.
    fn default_password_policy(&self) -> Result<Option<Arc<PasswordPolicy>>, Self::Error> {
        Ok(None)
    }
}
