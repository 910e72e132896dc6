//! The directory as JSON (SPEC section 7).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::InMemoryDirectory;
use crate::policy::{PasswordPolicy, PolicyRules};

/// A directory that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DirectoryError {
    /// The text is not a directory JSON. The message says what is wrong, and where.
    #[error("the directory cannot be read: {0}")]
    Syntax(String),
    /// A name is blank.
    #[error("the directory has a {0} with a blank name")]
    BlankName(&'static str),
    /// Two active permission groups have the same name but differ.
    #[error("the directory has the permission group `{0}` twice, with different levels, policies or rights")]
    GroupTwice(String),
    /// An active user is listed twice, with different permission groups or teams.
    #[error("the directory has the user `{0}` twice, with different permission groups or teams")]
    UserTwice(String),
    /// Two password policies have the same name.
    #[error("the directory has the password policy `{0}` twice: their names compare without regard to case")]
    PolicyTwice(String),
    /// A group names a password policy that does not exist.
    #[error(
        "the permission group `{group}` has the password policy `{policy}`, which is neither in password_policies nor \
         one of the presets (default, nist, active-directory)"
    )]
    UnknownPolicy {
        /// The group.
        group: String,
        /// The policy that the group names.
        policy: String,
    },
    /// A password policy contradicts itself.
    #[error("the password policy `{name}`: {reason}")]
    Policy {
        /// The name of the policy.
        name: String,
        /// The contradiction.
        reason: crate::policy::PolicyError,
    },
    /// The uploader is not among the users.
    #[error("the uploader `{0}` is not in the directory")]
    UnknownUploader(String),
    /// The uploader is inactive.
    #[error("the uploader `{0}` is not active in the directory")]
    InactiveUploader(String),
}

/// A directory as data, with the fields of the directory JSON.
///
/// [`InMemoryDirectory`] answers questions from it. You can also fill a store of your own from it.
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
    /// The name of the user's permission group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permission_group: Option<String>,
    /// The names of the user's teams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<String>,
    /// Whether the user is active. The login of an inactive user stays taken.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub active: bool,
}

/// A permission group of a [`DirectoryData`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectoryGroup {
    /// The name.
    pub name: String,
    /// The level. Members may assign groups at or below their own level.
    #[serde(default)]
    pub level: i64,
    /// The name of the password policy for members. `None` for the default policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_policy: Option<String>,
    /// Whether members may import users.
    #[serde(default, skip_serializing_if = "is_false")]
    pub bulk_user_upload: bool,
    /// Whether the group is active. An inactive group counts as not existing.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub active: bool,
}

/// A team or a capacity plan of a [`DirectoryData`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DirectoryName {
    /// The name.
    pub name: String,
    /// Whether it is active. An inactive team or plan counts as not existing.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

// Serde passes a reference.
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
    /// [`DirectoryError`] if the text is not directory JSON (the message has line and column), names a
    /// password policy that does not exist, or contradicts itself.
    pub fn from_json(json: &str) -> Result<Self, DirectoryError> {
        let data = Self::parse(json)?;
        InMemoryDirectory::new(&data)?;
        Ok(data)
    }

    pub(super) fn parse(json: &str) -> Result<Self, DirectoryError> {
        let json = json.strip_prefix('\u{FEFF}').unwrap_or(json);
        serde_json::from_str(json).map_err(|error| DirectoryError::Syntax(error.to_string()))
    }

    /// The policies of the directory, by their folded names.
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
