//! The directory in memory, as one of its users sees it.

use std::convert::Infallible;
use std::sync::Arc;

use super::json::DirectoryError;
use super::memory::{Group, InMemoryDirectory, User};
use super::{CapacityPlan, ExistingUser, Login, Name, PermissionGroup, PrimaryTeam, UserDirectory};
use crate::fold::fold;
use crate::policy::PasswordPolicy;
use crate::suggest::Suggestions;

/// An [`InMemoryDirectory`] as one of its users sees it.
#[derive(Debug)]
pub struct InMemoryUploader<'d> {
    directory: &'d InMemoryDirectory,
    user: &'d User,
    group: Option<&'d Group>,
}

impl InMemoryDirectory {
    /// The directory as one of its active users sees it. The level of their permission group and their teams
    /// decide what they may assign.
    ///
    /// # Errors
    ///
    /// [`DirectoryError`] if the user is not in the directory, or not active.
    pub fn as_uploader(&self, login: &str) -> Result<InMemoryUploader<'_>, DirectoryError> {
        let user =
            self.users.get(&*fold(login)).ok_or_else(|| DirectoryError::UnknownUploader(login.to_owned()))?;
        if !user.active {
            return Err(DirectoryError::InactiveUploader(login.to_owned()));
        }
        let group = user.permission_group.as_ref().and_then(|group| self.groups.get(group));
        Ok(InMemoryUploader { directory: self, user, group })
    }
}

impl InMemoryUploader<'_> {
    /// Whether members of the uploader's permission group may import users. A check alone needs no such
    /// right.
    pub fn may_import(&self) -> bool {
        self.group.is_some_and(|group| group.bulk_user_upload)
    }

    fn may_assign(&self, group: &Group) -> bool {
        self.group.is_some_and(|own| group.level <= own.level)
    }
}

impl UserDirectory for InMemoryUploader<'_> {
    type Error = Infallible;

    fn existing_logins(&self, logins: &[Name<'_>]) -> Result<Vec<Login>, Infallible> {
        let users = &self.directory.users;
        let answer = |login: &Name<'_>| match users.get(login.key()) {
            None => Login::DoesNotExist,
            Some(user) if user.active => ExistingUser::new().into(),
            Some(_) => ExistingUser::new().inactive().into(),
        };
        Ok(logins.iter().map(answer).collect())
    }

    fn permission_groups(&self, groups: &[Name<'_>]) -> Result<Vec<PermissionGroup>, Infallible> {
        let known = &self.directory.groups;
        let mut suggestions = Suggestions::among(|| {
            known.values().filter(|group| self.may_assign(group)).map(|group| &*group.name).collect()
        });
        Ok(groups
            .iter()
            .map(|name| match known.get(name.key()) {
                None => PermissionGroup::DoesNotExist { suggestion: suggestions.for_name(name.value()) },
                Some(group) if self.may_assign(group) => {
                    PermissionGroup::Assignable { password_policy: group.policy.clone() }
                }
                Some(_) => PermissionGroup::InsufficientAccess,
            })
            .collect())
    }

    fn primary_teams(&self, teams: &[Name<'_>]) -> Result<Vec<PrimaryTeam>, Infallible> {
        let (known, own) = (&self.directory.teams, &self.user.teams);
        let mut suggestions = Suggestions::among(|| {
            known.iter().filter(|(key, _)| own.contains(*key)).map(|(_, name)| &**name).collect()
        });
        Ok(teams
            .iter()
            .map(|name| {
                if !known.contains_key(name.key()) {
                    PrimaryTeam::DoesNotExist { suggestion: suggestions.for_name(name.value()) }
                } else if own.contains(name.key()) {
                    PrimaryTeam::Member
                } else {
                    PrimaryTeam::NotAMember
                }
            })
            .collect())
    }

    fn capacity_plans(&self, plans: &[Name<'_>]) -> Result<Vec<CapacityPlan>, Infallible> {
        let known = &self.directory.plans;
        let mut suggestions = Suggestions::among(|| known.values().map(|name| &**name).collect());
        Ok(plans
            .iter()
            .map(|name| {
                if known.contains_key(name.key()) {
                    CapacityPlan::Exists
                } else {
                    CapacityPlan::DoesNotExist { suggestion: suggestions.for_name(name.value()) }
                }
            })
            .collect())
    }

    fn default_password_policy(&self) -> Result<Option<Arc<PasswordPolicy>>, Infallible> {
        Ok(self.directory.default_policy.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::suggest::MAX_SUGGESTIONS;

    #[test]
    fn a_login_is_of_an_inactive_user_if_it_is_listed_as_inactive_only() {
        let directory = InMemoryDirectory::from_json(
            r#"{"users": [{"login": "a"}, {"login": "gone", "active": false},
                          {"login": "back", "active": false}, {"login": "Back"}]}"#,
        )
        .unwrap();
        let logins = ["a", "gone", "back", "new"].map(|login| Name::new(login, login));
        let answers = directory.as_uploader("a").unwrap().existing_logins(&logins).unwrap();
        let exists = Login::from(true);
        let gone = ExistingUser::new().inactive().into();
        assert_eq!(answers, [exists.clone(), gone, exists, Login::DoesNotExist]);
    }

    #[test]
    fn many_unknown_names_cost_a_bounded_number_of_comparisons() {
        let directory = InMemoryDirectory::from_json(
            r#"{"users": [{"login": "a"}], "capacity_plans": [{"name": "Standard"}]}"#,
        )
        .unwrap();
        let uploader = directory.as_uploader("a").unwrap();
        let plans = vec![Name::new("Standerd", "standerd"); MAX_SUGGESTIONS + 1];
        let answers = uploader.capacity_plans(&plans).unwrap();
        let suggested =
            |answer: &CapacityPlan| matches!(answer, CapacityPlan::DoesNotExist { suggestion: Some(_) });
        assert_eq!(answers.iter().filter(|answer| suggested(answer)).count(), MAX_SUGGESTIONS);
    }
}
