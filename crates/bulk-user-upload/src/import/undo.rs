//! Undoing an import: which of its users are deactivated, and which are skipped (SPEC section 9).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::record::ImportId;

/// The effect of undoing an import, before it is undone or afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undo {
    /// The import.
    pub id: ImportId,
    /// The users that are deactivated. Their logins stay taken.
    pub deactivated: Vec<UndoneUser>,
    /// The users that are skipped: they stay as they are.
    pub skipped: Vec<SkippedUser>,
}

/// A user that is deactivated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoneUser {
    /// The row of the upload.
    pub row: u32,
    /// The login.
    pub login: String,
}

/// A user that an undo skips.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedUser {
    /// The row of the upload.
    pub row: u32,
    /// The login.
    pub login: String,
    /// Why.
    pub reason: SkipReason,
}

/// Why an undo skips a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkipReason {
    /// The user has been changed since the import.
    Changed,
    /// The user was created inactive, so there is nothing to undo.
    Inactive,
    /// The user's permission group is above the level of the person who undoes.
    AboveYourLevel,
}

impl SkipReason {
    /// `changed`, `inactive` or `above-your-level`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Inactive => "inactive",
            Self::AboveYourLevel => "above-your-level",
        }
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Changed => "the user was changed since the import",
            Self::Inactive => "the user was created inactive",
            Self::AboveYourLevel => "the user's permission group is above your level",
        })
    }
}
