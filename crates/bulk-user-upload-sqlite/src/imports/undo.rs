//! Undoing an import, in one transaction (SPEC section 9).

use bulk_user_upload::import::{
    ImportId, ImportStatus, RowOutcome, SkipReason, SkippedUser, Undo, UndoneUser,
};
use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::history::record;
use crate::database::{Failure, SqliteStore};
use crate::directory::View;
use crate::error::StoreError;

impl SqliteStore {
    pub(super) fn preview_undo(&self, id: ImportId, login: &str) -> Result<Undo, StoreError> {
        self.read(|connection| plan_undo(connection, id, &undoer(connection, login)?))
    }

    pub(super) fn undo_import(&self, id: ImportId, login: &str) -> Result<Undo, StoreError> {
        self.write("undo", |transaction| {
            let view = undoer(transaction, login)?;
            let undo = plan_undo(transaction, id, &view)?;
            if !undo.deactivated.is_empty() {
                deactivate(transaction, &undo, &view)?;
            }
            Ok(undo)
        })
    }
}

fn undoer<'c>(connection: &'c Connection, login: &str) -> Result<View<'c>, Failure> {
    let view = View::new(connection, login)?;
    if view.may_import { Ok(view) } else { Err(StoreError::MayNotImport(login.to_owned()).into()) }
}

/// Which users of an import are to be deactivated, and which are skipped.
fn plan_undo(connection: &Connection, id: ImportId, view: &View<'_>) -> Result<Undo, Failure> {
    if record(connection, id)?.status == ImportStatus::InProgress {
        return Err(StoreError::InProgress(id).into());
    }
    let mut statement = connection.prepare_cached(
        "SELECT r.row, u.login, u.revision <> r.user_revision, u.active, g.level FROM import_rows r
         JOIN users u ON u.id = r.user_id LEFT JOIN permission_groups g ON g.id = u.permission_group_id
         WHERE r.import_id = ?1 AND r.outcome = 'created' ORDER BY r.row",
    )?;
    let mut rows = statement.query([id.0])?;
    let mut undo = Undo { id, deactivated: Vec::new(), skipped: Vec::new() };
    while let Some(found) = rows.next()? {
        let (row, login) = (found.get(0)?, found.get(1)?);
        let (changed, active): (bool, bool) = (found.get(2)?, found.get(3)?);
        let level: Option<i64> = found.get(4)?;
        let reason = match () {
            () if changed => SkipReason::Changed,
            () if !active => SkipReason::Inactive,
            () if level.is_some_and(|level| !view.reaches(level)) => SkipReason::AboveYourLevel,
            () => {
                undo.deactivated.push(UndoneUser { row, login });
                continue;
            }
        };
        undo.skipped.push(SkippedUser { row, login, reason });
    }
    Ok(undo)
}

fn deactivate(connection: &Connection, undo: &Undo, view: &View<'_>) -> Result<(), Failure> {
    let mut deactivate = connection.prepare_cached(
        "UPDATE users SET active = 0
         WHERE id = (SELECT user_id FROM import_rows WHERE import_id = ?1 AND row = ?2)",
    )?;
    let mut mark =
        connection.prepare_cached("UPDATE import_rows SET outcome = ?3 WHERE import_id = ?1 AND row = ?2")?;
    for user in &undo.deactivated {
        deactivate.execute(params![undo.id.0, user.row])?;
        mark.execute(params![undo.id.0, user.row, RowOutcome::Undone.as_str()])?;
    }
    connection.execute(
        "UPDATE imports SET status = ?2, undone_by = ?3, undone_at = ?4, undone_users = undone_users + ?5
         WHERE id = ?1",
        params![
            undo.id.0,
            ImportStatus::Undone.as_str(),
            view.user_id,
            Timestamp::now().to_string(),
            undo.deactivated.len() as u32,
        ],
    )?;
    Ok(())
}
