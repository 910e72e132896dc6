//! The answers of a directory.

use std::sync::Arc;

use super::Login;
use crate::policy::PasswordPolicy;

/// Whether the uploader may assign a permission group.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PermissionGroup {
    /// The group does not exist, is inactive, or must not be known to the uploader.
    #[non_exhaustive]
    DoesNotExist {
        /// A group that was probably meant, from those that this uploader may assign. See
        /// [`NearMisses`](crate::directory::NearMisses).
        suggestion: Option<String>,
    },
    /// The group is above the level of the uploader.
    InsufficientAccess,
    /// The group is at or below the level of the uploader.
    #[non_exhaustive]
    Assignable {
        /// The password policy for members of the group. `None` for the default policy.
        password_policy: Option<Arc<PasswordPolicy>>,
    },
}

impl PermissionGroup {
    /// The group does not exist, is inactive, or must not be known to the uploader. The suggestion is a group
    /// that was probably meant.
    pub fn does_not_exist(suggestion: Option<String>) -> Self {
        Self::DoesNotExist { suggestion }
    }

    /// The group is at or below the level of the uploader. `None` stands for the default policy.
    pub fn assignable(password_policy: Option<Arc<PasswordPolicy>>) -> Self {
        Self::Assignable { password_policy }
    }

    /// The group that was probably meant, if this one does not exist.
    pub(crate) fn suggestion(&self) -> Option<&str> {
        match self {
            Self::DoesNotExist { suggestion } => suggestion.as_deref(),
            Self::InsufficientAccess | Self::Assignable { .. } => None,
        }
    }
}

/// Whether the uploader may assign a team.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrimaryTeam {
    /// The team does not exist, is inactive, or must not be known to the uploader.
    #[non_exhaustive]
    DoesNotExist {
        /// A team that was probably meant, from those of the uploader.
        suggestion: Option<String>,
    },
    /// The uploader is not a member of the team.
    NotAMember,
    /// The uploader is a member of the team.
    Member,
}

impl PrimaryTeam {
    /// The team does not exist, is inactive, or must not be known to the uploader. The suggestion is a team
    /// that was probably meant.
    pub fn does_not_exist(suggestion: Option<String>) -> Self {
        Self::DoesNotExist { suggestion }
    }

    /// The team that was probably meant, if this one does not exist.
    pub(crate) fn suggestion(&self) -> Option<&str> {
        match self {
            Self::DoesNotExist { suggestion } => suggestion.as_deref(),
            Self::NotAMember | Self::Member => None,
        }
    }
}

/// Whether a capacity plan exists.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CapacityPlan {
    /// The plan does not exist or is inactive.
    #[non_exhaustive]
    DoesNotExist {
        /// A plan that was probably meant.
        suggestion: Option<String>,
    },
    /// The plan exists and is active.
    Exists,
}

impl CapacityPlan {
    /// The plan does not exist or is inactive. The suggestion is a plan that was probably meant.
    pub fn does_not_exist(suggestion: Option<String>) -> Self {
        Self::DoesNotExist { suggestion }
    }

    /// The plan that was probably meant, if this one does not exist.
    pub(crate) fn suggestion(&self) -> Option<&str> {
        match self {
            Self::DoesNotExist { suggestion } => suggestion.as_deref(),
            Self::Exists => None,
        }
    }
}

/// The answers to [`Questions`](crate::Questions). Each list is in the order of its questions.
///
/// The default has no answers, and leaves the default password policy to the template. It is right for a
/// check without questions.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Answers {
    /// For each login, whether it exists, and what the directory tells of its user.
    pub logins: Vec<Login>,
    /// For each permission group, whether the uploader may assign it.
    pub permission_groups: Vec<PermissionGroup>,
    /// For each team, whether the uploader may assign it.
    pub primary_teams: Vec<PrimaryTeam>,
    /// For each capacity plan, whether it exists.
    pub capacity_plans: Vec<CapacityPlan>,
    /// The password policy for users whose permission group is unknown or not assignable. `None` for that of
    /// the template.
    pub default_password_policy: Option<Arc<PasswordPolicy>>,
}

impl Answers {
    /// Sets [`Answers::logins`]. A `bool` says whether a login exists, and no more.
    #[must_use]
    pub fn logins<L: Into<Login>>(mut self, logins: impl IntoIterator<Item = L>) -> Self {
        self.logins = logins.into_iter().map(Into::into).collect();
        self
    }

    /// Sets [`Answers::permission_groups`].
    #[must_use]
    pub fn permission_groups(mut self, groups: Vec<PermissionGroup>) -> Self {
        self.permission_groups = groups;
        self
    }

    /// Sets [`Answers::primary_teams`].
    #[must_use]
    pub fn primary_teams(mut self, teams: Vec<PrimaryTeam>) -> Self {
        self.primary_teams = teams;
        self
    }

    /// Sets [`Answers::capacity_plans`].
    #[must_use]
    pub fn capacity_plans(mut self, plans: Vec<CapacityPlan>) -> Self {
        self.capacity_plans = plans;
        self
    }

    /// Sets [`Answers::default_password_policy`].
    #[must_use]
    pub fn default_password_policy(mut self, policy: impl Into<Option<Arc<PasswordPolicy>>>) -> Self {
        self.default_password_policy = policy.into();
        self
    }
}

/// Answers whose number is not that of the questions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{questions} {subject} were asked about and {answers} answers came back")]
#[non_exhaustive]
pub struct AnswersError {
    /// `logins`, `permission groups`, `teams` or `capacity plans`.
    pub subject: &'static str,
    /// The number of questions.
    pub questions: usize,
    /// The number of answers.
    pub answers: usize,
}

impl AnswersError {
    pub(crate) fn check(subject: &'static str, questions: usize, answers: usize) -> Result<(), Self> {
        if questions == answers { Ok(()) } else { Err(Self { subject, questions, answers }) }
    }
}
