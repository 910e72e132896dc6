//! What a directory answers.

use std::sync::Arc;

use crate::policy::PasswordPolicy;

/// What a permission group is to the uploader.
#[derive(Debug, Clone, PartialEq)]
pub enum PermissionGroup {
    /// There is no such active group, or the uploader is not to know of it.
    DoesNotExist {
        /// A group that was probably meant, of those that this uploader may assign; see
        /// [`NearMisses`](crate::NearMisses).
        suggestion: Option<String>,
    },
    /// It is above the uploader's level.
    InsufficientAccess,
    /// It is at or below the uploader's level.
    Assignable {
        /// The policy for passwords of its members; `None` for the default policy.
        password_policy: Option<Arc<PasswordPolicy>>,
    },
}

impl PermissionGroup {
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
pub enum PrimaryTeam {
    /// There is no such active team, or the uploader is not to know of it.
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
pub enum CapacityPlan {
    /// There is no such active plan.
    DoesNotExist {
        /// A plan that was probably meant.
        suggestion: Option<String>,
    },
    /// There is.
    Exists,
}

impl CapacityPlan {
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

/// Answers that don't fit the questions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{questions} {subject} were asked about and {answers} answers came back")]
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
