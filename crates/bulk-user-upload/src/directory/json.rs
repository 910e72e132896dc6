//! The directory as JSON (SPEC section 7).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::InMemoryDirectory;
use crate::policy::{PasswordPolicy, PolicyRules};

/// A directory that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DirectoryError {
    /// The JSON is no directory; the text says what and where.
    #[error("the directory cannot be read: {0}")]
    Syntax(String),
    /// A name that is blank.
    #[error("the directory has a {0} with a blank name")]
    BlankName(&'static str),
    /// Two active permission groups of one name that differ.
    #[error("the directory has the permission group `{0}` twice, with different levels, policies or rights")]
    GroupTwice(String),
    /// An active user who stands there twice, in different permission groups or teams.
    #[error("the directory has the user `{0}` twice, with different permission groups or teams")]
    UserTwice(String),
    /// Two password policies of one name.
    #[error("the directory has the password policy `{0}` twice: their names compare without regard to case")]
    PolicyTwice(String),
    /// A group names a policy that there is not.
    #[error(
        "the permission group `{group}` has the password policy `{policy}`, which is neither in password_policies nor \
         one of the presets (default, nist, active-directory)"
    )]
    UnknownPolicy {
        /// The group.
        group: String,
        /// The policy that it names.
        policy: String,
    },
    /// A policy that contradicts itself.
    #[error("the password policy `{name}`: {reason}")]
    Policy {
        /// The policy.
        name: String,
        /// What contradicts what.
        reason: crate::policy::PolicyError,
    },
    /// The uploader is not among the users.
    #[error("the uploader `{0}` is not in the directory")]
    UnknownUploader(String),
    /// The uploader is inactive.
    #[error("the uploader `{0}` is not active in the directory")]
    InactiveUploader(String),
}

/// A directory as data: what the directory JSON says, name by name.
///
/// [`InMemoryDirectory`] answers questions from it; a store of its own may be filled from it.
///
/// # Example
///
/// ```
/// use bulk_user_upload::directory::DirectoryData;
///
/// let directory = DirectoryData::from_json(r#"{"users": [{"login": "alice", "teams": ["Sales"]}], "teams": [{"name": "Sales"}]}"#)?;
/// assert_eq!(directory.users[0].teams, ["Sales"]);
/// # Ok::<(), bulk_user_upload::directory::DirectoryError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DirectoryData {
    /// The users.
    pub users: Vec<DirectoryUser>,
    /// The permission groups.
    pub permission_groups: Vec<DirectoryGroup>,
    /// The teams.
    pub teams: Vec<DirectoryName>,
    /// The capacity plans.
    pub capacity_plans: Vec<DirectoryName>,
    /// The password policies, by name.
    pub password_policies: BTreeMap<String, PolicyRules>,
}

/// A user of a [`DirectoryData`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectoryUser {
    /// The login.
    pub login: String,
    /// The name of their permission group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission_group: Option<String>,
    /// The names of their teams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<String>,
    /// Whether they are active; the login of an inactive user stays taken.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub active: bool,
}

/// A permission group of a [`DirectoryData`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectoryGroup {
    /// The name.
    pub name: String,
    /// The level: members may assign groups at theirs or below.
    #[serde(default)]
    pub level: i64,
    /// The name of the policy for passwords of its members; `None` for the default policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_policy: Option<String>,
    /// Whether its members may import users.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bulk_user_upload: bool,
    /// Whether it is active; an inactive group counts as not existing.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub active: bool,
}

/// A team or a capacity plan of a [`DirectoryData`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectoryName {
    /// The name.
    pub name: String,
    /// Whether it is active; what is inactive counts as not existing.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

// Serde hands over a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_true(value: &bool) -> bool {
    *value
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_false(value: &bool) -> bool {
    !*value
}

impl DirectoryData {
    /// Reads the directory JSON (SPEC section 7).
    ///
    /// # Errors
    ///
    /// [`DirectoryError`] where it is no such JSON (with line and column), names a policy that there is not, or
    /// contradicts itself.
    pub fn from_json(json: &str) -> Result<Self, DirectoryError> {
        let data = Self::parse(json)?;
        InMemoryDirectory::new(&data)?;
        Ok(data)
    }

    pub(super) fn parse(json: &str) -> Result<Self, DirectoryError> {
        let json = json.strip_prefix('\u{FEFF}').unwrap_or(json);
        serde_json::from_str(json).map_err(|error| DirectoryError::Syntax(error.to_string()))
    }

    /// The directory's own policies, by their folded names.
    pub(super) fn policies(&self) -> Result<BTreeMap<String, PasswordPolicy>, DirectoryError> {
        let mut policies = BTreeMap::new();
        for (name, rules) in &self.password_policies {
            let policy = PasswordPolicy::new(rules.clone())
                .map_err(|reason| DirectoryError::Policy { name: name.clone(), reason })?;
            if policies.insert(crate::fold::fold(name).into_owned(), policy).is_some() {
                return Err(DirectoryError::PolicyTwice(name.clone()));
            }
        }
        Ok(policies)
    }
}
