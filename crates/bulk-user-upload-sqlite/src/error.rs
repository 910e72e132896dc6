//! Why the store could not do its work.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use bulk_user_upload::directory::DirectoryError;
use bulk_user_upload::import::ImportId;
use rusqlite::ErrorCode;

use crate::hashing::HashingError;

/// Why the store could not do its work. A user who cannot be created is not such an error: the import's
/// history has it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file cannot be created or opened.
    #[error("cannot open the database {}: {reason}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file is not a database of this crate.
    #[error("{} is not a database of bulk-user-upload: choose another file", .0.display())]
    Foreign(PathBuf),
    /// The file was written by a newer version.
    #[error(
        "the database {} has version {found}, and this program knows versions up to {known}: use a newer bulk-user-upload",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: i32,
        /// The newest version that this program knows.
        known: usize,
    },
    /// Another process has the file locked.
    #[error("the database {} is locked by another process: try again when it has finished", .0.display())]
    Busy(PathBuf),
    /// The file, or its folder, cannot be written.
    #[error("the database {} is read-only: give yourself the right to write it, and its folder", .0.display())]
    ReadOnly(PathBuf),
    /// The disk is full.
    #[error("no room is left on the disk of the database {}: make some, and start again", .0.display())]
    DiskFull(PathBuf),
    /// The file is damaged.
    #[error("the database {} is damaged: restore it from a backup", .0.display())]
    Damaged(PathBuf),
    /// Anything else that the database says.
    #[error("the database {}: {source}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What the database says.
        source: rusqlite::Error,
    },
    /// The lock file of a lease cannot be created.
    #[error("cannot write {}: {source}", path.display())]
    LockFile {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The user is unknown or inactive, or the data to load contradict themselves.
    #[error("{0}")]
    Directory(#[from] DirectoryError),
    /// The user's permission group does not let its members import users.
    #[error(
        "`{0}` may neither import users nor undo imports: their permission group lacks the right `bulk_user_upload`"
    )]
    MayNotImport(String),
    /// The history has no import of this number.
    #[error("there is no import {0}: the history lists them")]
    UnknownImport(ImportId),
    /// An import in progress cannot be undone.
    #[error("import {0} is in progress: undo it when it has ended")]
    InProgress(ImportId),
    /// Another upload was sent under the same key.
    #[error("another upload was sent under this key: give each upload a key of its own")]
    KeyReused,
    /// Another process has taken the import over.
    #[error(
        "import {0} was taken over by another process, which brings it to its end: look it up in the history"
    )]
    LeaseLost(ImportId),
    /// Passwords cannot be hashed.
    #[error("{0}")]
    Hashing(#[from] HashingError),
    /// The database has content that this program cannot read.
    #[error("the database has a {what} that cannot be read: {reason}")]
    Content {
        /// What it should be.
        what: &'static str,
        /// What is wrong with it.
        reason: String,
    },
}

impl StoreError {
    /// Translates an error of the database into an administrator's terms.
    pub(crate) fn of(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(path),
            Some(ErrorCode::DiskFull) => Self::DiskFull(path),
            Some(ErrorCode::NotADatabase) => Self::Foreign(path),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(path),
            Some(ErrorCode::CannotOpen) => {
                Self::Open { path, reason: "the file cannot be opened".to_owned() }
            }
            _ => Self::Database { path, source },
        }
    }

    pub(crate) fn content(what: &'static str, reason: impl fmt::Display) -> Self {
        Self::Content { what, reason: format!("{reason}") }
    }
}
