//! A directory in memory, for tests, trials, and the flag `--directory` of the command.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use ahash::RandomState;

use super::json::{DirectoryData, DirectoryError, DirectoryGroup, DirectoryName, DirectoryUser};
use crate::fold::fold;
use crate::policy::PasswordPolicy;

/// The policy of a group that names none, and of passwords whose group is unknown.
const DEFAULT_POLICY: &str = "default";

/// A directory in memory, read from the directory JSON (SPEC section 7).
///
/// # Example
///
/// ```
/// use bulk_user_upload::InMemoryDirectory;
///
/// let directory = InMemoryDirectory::from_json(r#"{
///     "users": [{"login": "alice", "permission_group": "Sys Admin", "teams": ["Sales"]}],
///     "permission_groups": [{"name": "Sys Admin", "level": 100}],
///     "teams": [{"name": "Sales"}]
/// }"#)?;
/// let alice = directory.as_uploader("Alice")?;
/// assert!(directory.as_uploader("mallory").is_err());
/// # Ok::<(), bulk_user_upload::directory::DirectoryError>(())
/// ```
#[derive(Debug)]
pub struct InMemoryDirectory {
    pub(super) users: HashMap<String, User, RandomState>,
    pub(super) groups: HashMap<String, Group>,
    pub(super) teams: HashMap<String, String>,
    pub(super) plans: HashMap<String, String>,
    pub(super) default_policy: Option<Arc<PasswordPolicy>>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct User {
    pub(super) permission_group: Option<String>,
    pub(super) teams: HashSet<String>,
    pub(super) active: bool,
}

#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) level: i64,
    pub(super) policy: Option<Arc<PasswordPolicy>>,
    pub(super) bulk_user_upload: bool,
}

impl InMemoryDirectory {
    /// Reads the directory JSON.
    ///
    /// # Errors
    ///
    /// [`DirectoryError`] if the text is not directory JSON (the message has line and column), names a
    /// password policy that does not exist, or contradicts itself.
    pub fn from_json(json: &str) -> Result<Self, DirectoryError> {
        Self::new(&DirectoryData::parse(json)?)
    }

    /// Makes a directory from data.
    ///
    /// # Errors
    ///
    /// [`DirectoryError`] if the data name a password policy that does not exist, or contradict themselves.
    pub fn new(data: &DirectoryData) -> Result<Self, DirectoryError> {
        let policies: BTreeMap<_, _> =
            data.policies()?.into_iter().map(|(name, policy)| (name, Arc::new(policy))).collect();
        Ok(Self {
            groups: groups(&data.permission_groups, &policies)?,
            teams: active_names("team", &data.teams)?,
            plans: active_names("capacity plan", &data.capacity_plans)?,
            default_policy: policies.get(DEFAULT_POLICY).cloned(),
            users: users(&data.users)?,
        })
    }
}

fn key(subject: &'static str, name: &str) -> Result<String, DirectoryError> {
    let key = fold(name).into_owned();
    if key.is_empty() { Err(DirectoryError::BlankName(subject)) } else { Ok(key) }
}

/// The users by their keys. A user who is listed twice is active if one of the two is.
fn users(data: &[DirectoryUser]) -> Result<HashMap<String, User, RandomState>, DirectoryError> {
    let mut users: HashMap<String, User, RandomState> =
        HashMap::with_capacity_and_hasher(data.len(), RandomState::new());
    for user in data {
        let key = key("user", &user.login)?;
        let fresh = User {
            permission_group: user.permission_group.as_ref().map(|group| fold(group).into_owned()),
            teams: user.teams.iter().map(|team| fold(team).into_owned()).collect(),
            active: user.active,
        };
        match users.get(&key) {
            Some(known) if known.active && fresh.active && *known != fresh => {
                return Err(DirectoryError::UserTwice(user.login.clone()));
            }
            Some(known) if known.active => {}
            _ => drop(users.insert(key, fresh)),
        }
    }
    Ok(users)
}

fn groups(
    data: &[DirectoryGroup],
    policies: &BTreeMap<String, Arc<PasswordPolicy>>,
) -> Result<HashMap<String, Group>, DirectoryError> {
    let mut presets = BTreeMap::new();
    let mut groups: HashMap<String, Group> = HashMap::new();
    for found in data {
        let key = key("permission group", &found.name)?;
        let policy = policy_of(found, policies, &mut presets)?;
        if !found.active {
            continue;
        }
        let group = Group {
            name: found.name.trim().to_owned(),
            level: found.level,
            policy,
            bulk_user_upload: found.bulk_user_upload,
        };
        match groups.get(&key) {
            Some(known)
                if (known.level, &known.policy, known.bulk_user_upload)
                    != (group.level, &group.policy, group.bulk_user_upload) =>
            {
                return Err(DirectoryError::GroupTwice(found.name.clone()));
            }
            Some(_) => {}
            None => drop(groups.insert(key, group)),
        }
    }
    Ok(groups)
}

/// The policy that a group names: the policies of the directory come first, then the presets. `None` for the
/// default policy, which is that of the template if the directory has none.
fn policy_of(
    group: &DirectoryGroup,
    policies: &BTreeMap<String, Arc<PasswordPolicy>>,
    presets: &mut BTreeMap<String, Arc<PasswordPolicy>>,
) -> Result<Option<Arc<PasswordPolicy>>, DirectoryError> {
    let name = group.password_policy.as_deref().unwrap_or(DEFAULT_POLICY);
    let key = fold(name).into_owned();
    if key == DEFAULT_POLICY {
        return Ok(None);
    }
    if let Some(policy) = policies.get(&key).or_else(|| presets.get(&key)) {
        return Ok(Some(Arc::clone(policy)));
    }
    let preset = PasswordPolicy::preset(&key).ok_or_else(|| DirectoryError::UnknownPolicy {
        group: group.name.clone(),
        policy: name.to_owned(),
    })?;
    Ok(Some(Arc::clone(presets.entry(key).or_insert(Arc::new(preset)))))
}

/// The names that are active, by their keys.
fn active_names(
    subject: &'static str,
    data: &[DirectoryName],
) -> Result<HashMap<String, String>, DirectoryError> {
    let mut names = HashMap::with_capacity(data.len());
    for found in data {
        let key = key(subject, &found.name)?;
        if found.active {
            names.entry(key).or_insert_with(|| found.name.trim().to_owned());
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::kit;

    #[test]
    fn the_kit_finds_nothing_to_object_to() {
        let directory = InMemoryDirectory::from_json(kit::DIRECTORY_JSON).unwrap();
        kit::check(&directory.as_uploader(kit::UPLOADER).unwrap());
    }

    fn error(json: &str) -> String {
        InMemoryDirectory::from_json(json).unwrap_err().to_string()
    }

    #[test]
    fn a_broken_directory_says_what_and_where() {
        assert!(error("{\n  \"users\": 7}").contains("line 2 column 12"));
        assert!(error(r#"{"user": []}"#).contains("unknown field `user`"));
        assert!(error(r#"{"users": [{"login": " "}]}"#).contains("a user with a blank name"));
        let twice = r#"{"permission_groups": [{"name": "A", "level": 1}, {"name": "a", "level": 2}]}"#;
        assert!(error(twice).contains("`a` twice"));
        let twice = r#"{"users": [{"login": "a", "teams": ["X"]}, {"login": "A"}]}"#;
        assert!(error(twice).contains("the user `A` twice"));
        let twice = r#"{"password_policies": {"Strict": {}, "strict": {"length": 1}}}"#;
        assert!(error(twice).contains("the password policy `strict` twice"));
        let unknown = r#"{"permission_groups": [{"name": "A", "password_policy": "lax"}]}"#;
        assert!(error(unknown).contains("`lax`"));
        let impossible = r#"{"password_policies": {"p": {"length": 9, "maxLength": 8}}}"#;
        assert!(error(impossible).contains("`p`: length 9"));
    }

    #[test]
    fn the_uploader_is_an_active_user() {
        let json = r#"{"users": [{"login": "ann", "active": false}, {"login": "bob"}, {"login": "BOB", "active": false}]}"#;
        let directory = InMemoryDirectory::from_json(json).unwrap();
        assert_eq!(
            directory.as_uploader("ann").unwrap_err(),
            DirectoryError::InactiveUploader("ann".to_owned())
        );
        assert_eq!(
            directory.as_uploader("eve").unwrap_err(),
            DirectoryError::UnknownUploader("eve".to_owned())
        );
        assert!(!directory.as_uploader(" Bob ").unwrap().may_import());
    }
}
