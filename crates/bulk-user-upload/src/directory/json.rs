//! The directory as JSON (SPEC section 7).

use std::collections::BTreeMap;

use serde::Deserialize;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DirectorySpec {
    #[serde(default)]
    pub(super) users: Vec<UserSpec>,
    #[serde(default)]
    pub(super) permission_groups: Vec<GroupSpec>,
    #[serde(default)]
    pub(super) teams: Vec<NamedSpec>,
    #[serde(default)]
    pub(super) capacity_plans: Vec<NamedSpec>,
    #[serde(default)]
    password_policies: BTreeMap<String, PolicyRules>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UserSpec {
    pub(super) login: String,
    #[serde(default)]
    pub(super) permission_group: Option<String>,
    #[serde(default)]
    pub(super) teams: Vec<String>,
    #[serde(default = "yes")]
    pub(super) active: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupSpec {
    pub(super) name: String,
    #[serde(default)]
    pub(super) level: i64,
    #[serde(default)]
    pub(super) password_policy: Option<String>,
    #[serde(default)]
    pub(super) bulk_user_upload: bool,
    #[serde(default = "yes")]
    pub(super) active: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamedSpec {
    pub(super) name: String,
    #[serde(default = "yes")]
    pub(super) active: bool,
}

fn yes() -> bool {
    true
}

impl DirectorySpec {
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
