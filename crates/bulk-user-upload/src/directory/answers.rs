//! What a directory answers.

use std::sync::Arc;

use crate::policy::PasswordPolicy;

/// What a permission group is to the uploader.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PermissionGroup {
    /// There is no such active group, or the uploader is not to know of it.
    #[non_exhaustive]
    DoesNotExist {
        /// A group that was probably meant, of those that this uploader may assign; see
        /// [`NearMisses`](crate::directory::NearMisses).
        suggestion: Option<String>,
    },
    /// It is above the uploader's level.
    InsufficientAccess,
    /// It is at or below the uploader's level.
    #[non_exhaustive]
    Assignable {
        /// The policy for passwords of its members; `None` for the default policy.
        password_policy: Option<Arc<PasswordPolicy>>,
    },
}

impl PermissionGroup {
    /// There is no such active group, or the uploader is not to know of it; perhaps another was meant.
    pub fn does_not_exist(suggestion: Option<String>) -> Self {
        Self::DoesNotExist { suggestion }
    }

    /// The group is at or below the uploader's level; `None` stands for the default policy.
    pub fn assignable(password_policy: Option<Arc<PasswordPolicy>>) -> Self {
        Self::Assignable { password_policy }
    }

    /// What was probably meant, where there is no such group.
    pub(crate) fn suggestion(&self) -> Option<&str> {
        match self {
            Self::DoesNotExist { suggestion } => suggestion.as_deref(),
            Self::InsufficientAccess | Self::Assignable { .. } => None,
        }
    }
}

/// What a team is to the uploader.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrimaryTeam {
    /// There is no such active team, or the uploader is not to know of it.
    #[non_exhaustive]
    DoesNotExist {
        /// A team that was probably meant, of the uploader's own.
        suggestion: Option<String>,
    },
    /// The uploader is not a member of it.
    NotAMember,
    /// The uploader is a member of it.
    Member,
}

impl PrimaryTeam {
    /// There is no such active team, or the uploader is not to know of it; perhaps another was meant.
    pub fn does_not_exist(suggestion: Option<String>) -> Self {
        Self::DoesNotExist { suggestion }
    }

    /// What was probably meant, where there is no such team.
    pub(crate) fn suggestion(&self) -> Option<&str> {
        match self {
            Self::DoesNotExist { suggestion } => suggestion.as_deref(),
            Self::NotAMember | Self::Member => None,
        }
    }
}

/// Whether there is a capacity plan.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum CapacityPlan {
    /// There is no such active plan.
    #[non_exhaustive]
    DoesNotExist {
        /// A plan that was probably meant.
        suggestion: Option<String>,
    },
    /// There is.
    Exists,
}

impl CapacityPlan {
    /// There is no such active plan; perhaps another was meant.
    pub fn does_not_exist(suggestion: Option<String>) -> Self {
        Self::DoesNotExist { suggestion }
    }

    /// What was probably meant, where there is no such plan.
    pub(crate) fn suggestion(&self) -> Option<&str> {
        match self {
            Self::DoesNotExist { suggestion } => suggestion.as_deref(),
            Self::Exists => None,
        }
    }
}

/// The answers to [`Questions`](crate::Questions), each list in the order of its questions.
///
/// The default has no answers, and leaves the default password policy to the template: it fits a check without
/// questions.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Answers {
    /// Of each login, whether it exists.
    pub logins: Vec<bool>,
    /// Of each permission group, what it is to the uploader.
    pub permission_groups: Vec<PermissionGroup>,
    /// Of each team, what it is to the uploader.
    pub primary_teams: Vec<PrimaryTeam>,
    /// Of each capacity plan, whether it exists.
    pub capacity_plans: Vec<CapacityPlan>,
    /// The policy for passwords of users whose permission group is unknown or not assignable; `None` for the
    /// template's.
    pub default_password_policy: Option<Arc<PasswordPolicy>>,
}

impl Answers {
    /// Sets [`Answers::logins`].
    #[must_use]
    pub fn logins(mut self, exist: Vec<bool>) -> Self {
        self.logins = exist;
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

/// Answers that don't fit the questions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{questions} {subject} were asked about and {answers} answers came back")]
#[non_exhaustive]
pub struct AnswersError {
    /// `logins`, `permission groups`, `teams` or `capacity plans`.
    pub subject: &'static str,
    /// How many questions there were.
    pub questions: usize,
    /// How many answers came back.
    pub answers: usize,
}

impl AnswersError {
    pub(crate) fn check(subject: &'static str, questions: usize, answers: usize) -> Result<(), Self> {
        if questions == answers { Ok(()) } else { Err(Self { subject, questions, answers }) }
    }
}
