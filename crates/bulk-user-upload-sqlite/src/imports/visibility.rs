//! Which imports a user may see: their own, and those of users at or below their level.

use bulk_user_upload::import::{HistoryPage, ImportFilter, ImportId, ImportRecord};
use rusqlite::{Connection, OptionalExtension, named_params};

use crate::database::{Failure, SqliteStore};
use crate::directory::View;
use crate::error::StoreError;

/// Whose history is read.
#[derive(Clone, Copy)]
pub(super) enum Viewer<'l> {
    /// A program that has the file: it sees everything.
    Everybody,
    /// An active user, who sees what they may.
    User(&'l str),
}

/// What [`VISIBLE`] compares an import's uploader with: the id and the level of the reader. Without an id,
/// everything is visible.
#[derive(Default)]
pub(super) struct Visibility {
    pub(super) user_id: Option<i64>,
    pub(super) level: Option<i64>,
}

impl Viewer<'_> {
    pub(super) fn visibility(self, connection: &Connection) -> Result<Visibility, Failure> {
        match self {
            Self::Everybody => Ok(Visibility::default()),
            Self::User(login) => {
                let View { user_id, level, .. } = View::new(connection, login)?;
                Ok(Visibility { user_id: Some(user_id), level })
            }
        }
    }
}

/// The condition on an import `i` and its uploader `u`, with the parameters `:user_id` and `:level` of a
/// [`Visibility`]: a reader sees their own imports, and those of uploaders whose level is at or below the
/// reader's. The level of an uploader's group counts even when the group is no longer active, so that its
/// members' imports do not become visible to lower levels. An uploader without a group is below every
/// level.
pub(super) const VISIBLE: &str = "
    (:user_id IS NULL OR i.uploaded_by = :user_id OR (:level IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM permission_groups g WHERE g.id = u.permission_group_id AND g.level > :level)))";

impl SqliteStore {
    /// The imports that an active user may see and that pass a filter, newest first. A user may see their
    /// own imports, and those of users whose permission group's level is at or below their own; a user
    /// without an active permission group, only their own.
    ///
    /// # Errors
    ///
    /// [`StoreError::Directory`] if the user is unknown or inactive; other errors if the file cannot be read.
    pub fn history_visible_to(
        &self,
        login: &str,
        filter: &ImportFilter,
        page: HistoryPage,
    ) -> Result<Vec<ImportRecord>, StoreError> {
        self.filtered_history(Viewer::User(login), filter, page)
    }

    /// Whether an import exists and an active user may see it, by the rule of
    /// [`SqliteStore::history_visible_to`].
    ///
    /// # Errors
    ///
    /// As with `history_visible_to`.
    pub fn sees(&self, login: &str, id: ImportId) -> Result<bool, StoreError> {
        self.read(|connection| {
            let Visibility { user_id, level } = Viewer::User(login).visibility(connection)?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT 1 FROM imports i JOIN users u ON u.id = i.uploaded_by WHERE i.id = :id AND {VISIBLE}"
            ))?;
            Ok(statement.exists(named_params! {":id": id.0, ":user_id": user_id, ":level": level})?)
        })
    }

    /// The newest import of the same file before this one that an active user may see. An import that they
    /// may not see neither hides an older one nor is revealed.
    ///
    /// # Errors
    ///
    /// As with `history_visible_to`.
    pub fn same_file_visible_to(&self, login: &str, id: ImportId) -> Result<Option<ImportId>, StoreError> {
        self.read(|connection| {
            let Visibility { user_id, level } = Viewer::User(login).visibility(connection)?;
            let mut statement = connection.prepare_cached(&format!(
                "SELECT i.id FROM imports i JOIN users u ON u.id = i.uploaded_by
                 WHERE i.sha256 = (SELECT sha256 FROM imports WHERE id = :id) AND i.id < :id AND {VISIBLE}
                 ORDER BY i.id DESC LIMIT 1"
            ))?;
            let wanted = named_params! {":id": id.0, ":user_id": user_id, ":level": level};
            Ok(statement.query_row(wanted, |row| row.get(0).map(ImportId)).optional()?)
        })
    }
}
