//! An import as the history shows it.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::plan::ImportMode;
use super::stored::{ErrorCount, StoredFile, StoredNotice, StoredProblem};

/// The number of an import in its history, from 1, in the order in which imports began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ImportId(pub i64);

impl fmt::Display for ImportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Upload status: where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportStatus {
    /// It is being carried out (the product's spinner).
    InProgress,
    /// Every user was created (the tick).
    Succeeded,
    /// There were errors, of the file or of rows; the rows without errors were created unless the import
    /// was all or nothing (the cross).
    Failed,
    /// It stopped before every user was attempted; the counts say how many were created.
    Interrupted,
    /// The users that it created were deactivated again, except those that had been changed.
    Undone,
}

/// The error for a word that is not a status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no status: they are in-progress, succeeded, failed, interrupted and undone")]
pub struct UnknownStatus(String);

impl ImportStatus {
    /// Every status.
    pub const ALL: [Self; 5] =
        [Self::InProgress, Self::Succeeded, Self::Failed, Self::Interrupted, Self::Undone];

    /// `in-progress`, `succeeded`, `failed`, `interrupted` or `undone`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "in-progress",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Interrupted => "interrupted",
            Self::Undone => "undone",
        }
    }

    /// The status of an import that has ended.
    pub fn of_ended(mode: ImportMode, counts: EndedCounts) -> Self {
        let EndedCounts { file_errors, users, created, rows_with_errors } = counts;
        let all_attempted = created + rows_with_errors == users;
        let all_refused = mode == ImportMode::AllOrNothing && rows_with_errors > 0;
        match () {
            () if file_errors || all_refused => Self::Failed,
            () if !all_attempted => Self::Interrupted,
            () if rows_with_errors > 0 => Self::Failed,
            () => Self::Succeeded,
        }
    }
}

/// What the status of an ended import is computed from; see [`ImportStatus::of_ended`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndedCounts {
    /// The file itself, or its header, has an error.
    pub file_errors: bool,
    /// Entries in the file.
    pub users: u32,
    /// Users that were created.
    pub created: u32,
    /// Entries with errors.
    pub rows_with_errors: u32,
}

impl fmt::Display for ImportStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for ImportStatus {
    type Err = UnknownStatus;

    fn from_str(status: &str) -> Result<Self, UnknownStatus> {
        let known = Self::ALL.into_iter().find(|known| known.as_str() == status);
        known.ok_or_else(|| UnknownStatus(status.to_owned()))
    }
}

/// A line of the import history: the product's columns. Always: `created + rows_with_errors + not_attempted
/// = users`.
///
/// # Example
///
/// ```
/// use bulk_user_upload::import::ImportRecord;
///
/// let record: ImportRecord = serde_json::from_str(r#"{
///     "id": 1, "status": "failed", "users": 10, "created": 8, "rows_with_errors": 2, "not_attempted": 0,
///     "uploaded_by": "alice", "start": "2026-11-23T09:30:00Z", "end": "2026-11-23T09:30:02Z",
///     "file_name": "users.csv", "sha256": null, "mode": "partial-success", "same_file_as": null, "undone": null
/// }"#)?;
/// assert_eq!(record.created + record.rows_with_errors + record.not_attempted, record.users);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRecord {
    /// Its number in the history.
    pub id: ImportId,
    /// Upload status.
    pub status: ImportStatus,
    /// Users: the number of entries in the uploaded file.
    pub users: u32,
    /// Created: the number of users that were created.
    pub created: u32,
    /// Rows with errors: the number of rows that contain errors.
    pub rows_with_errors: u32,
    /// The number of entries that were neither created nor found to have an error: the import is in
    /// progress, was interrupted or was all or nothing, or the file itself has an error.
    pub not_attempted: u32,
    /// Uploaded by: the login of the user who uploaded the file.
    pub uploaded_by: String,
    /// Upload start.
    pub start: Timestamp,
    /// Upload end; `None` while it is in progress.
    pub end: Option<Timestamp>,
    /// The file's name.
    pub file_name: String,
    /// The SHA-256 of the file; `None` if the file is over the size limit and was not read to its end.
    pub sha256: Option<String>,
    /// Whether one error prevents all users from being created.
    pub mode: ImportMode,
    /// The last import before this one whose file had the same bytes.
    pub same_file_as: Option<ImportId>,
    /// When and by whom it was undone.
    pub undone: Option<Undone>,
}

/// When and by whom an import was undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// The login of the user who undid it last.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// How many users were deactivated in total.
    pub users: u32,
}

/// What Details shows of an import, beside its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDetails {
    /// The line of the history.
    #[serde(flatten)]
    pub record: ImportRecord,
    /// The file.
    pub file: StoredFile,
    /// The errors of the file and its header.
    pub file_errors: Vec<StoredProblem>,
    /// The notices.
    pub notices: Vec<StoredNotice>,
    /// How often each error occurs, errors of the file included, in the order of their numbers.
    pub error_counts: Vec<ErrorCount>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(mode: ImportMode, file_errors: bool, users: u32, created: u32, rows: u32) -> ImportStatus {
        ImportStatus::of_ended(mode, EndedCounts { file_errors, users, created, rows_with_errors: rows })
    }

    #[test]
    fn the_end_says_how_it_went() {
        use ImportMode::{AllOrNothing, PartialSuccess};
        assert_eq!(status(PartialSuccess, false, 3, 3, 0), ImportStatus::Succeeded);
        assert_eq!(status(AllOrNothing, false, 3, 3, 0), ImportStatus::Succeeded);
        assert_eq!(
            status(PartialSuccess, false, 3, 2, 1),
            ImportStatus::Failed,
            "a cross: there were errors"
        );
        assert_eq!(status(PartialSuccess, false, 3, 0, 3), ImportStatus::Failed);
        assert_eq!(status(AllOrNothing, false, 3, 0, 1), ImportStatus::Failed, "that is no interruption");
        assert_eq!(status(PartialSuccess, true, 3, 0, 0), ImportStatus::Failed);
        assert_eq!(status(PartialSuccess, true, 0, 0, 0), ImportStatus::Failed);
        assert_eq!(status(PartialSuccess, false, 3, 1, 1), ImportStatus::Interrupted);
        assert_eq!(status(AllOrNothing, false, 3, 0, 0), ImportStatus::Interrupted);
    }

    #[test]
    fn every_status_is_read_as_it_is_written() {
        for status in ImportStatus::ALL {
            assert_eq!(status.to_string().parse(), Ok(status));
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
        assert!("done".parse::<ImportStatus>().is_err());
    }
}
