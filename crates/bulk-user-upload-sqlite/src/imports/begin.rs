//! Everything that is written before users are created: the import's line of the history, its rows with
//! errors, and the users to create, with their hashed passwords.

use bulk_user_upload::import::{HashedUser, ImportId, ImportPlan, ImportStatus, ImportedRow};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::SqliteLease;
use crate::database::{Failure, SqliteStore};
use crate::directory::View;
use crate::error::StoreError;

impl SqliteStore {
    pub(super) fn begin_import(&self, plan: &ImportPlan, uploader: &str) -> Result<SqliteLease, StoreError> {
        self.write("begin", |transaction| {
            let uploader = importer(transaction, uploader)?;
            self.write_beginning(transaction, plan, uploader)
        })
    }

    /// Writes an import and its rows with errors.
    pub(super) fn write_beginning(
        &self,
        connection: &Connection,
        plan: &ImportPlan,
        uploader: i64,
    ) -> Result<SqliteLease, Failure> {
        let id = self.write_import(connection, plan, uploader)?;
        let mut rows = RowWriter::new(connection, id)?;
        plan.rows_with_errors().try_for_each(|row| rows.write(&row, None, None))?;
        // Locked before the transaction commits, so that the import never looks abandoned.
        Ok(SqliteLease::first(&self.path, id)?)
    }

    fn write_import(
        &self,
        connection: &Connection,
        plan: &ImportPlan,
        uploader: i64,
    ) -> Result<ImportId, Failure> {
        let (file, report) = (plan.file(), plan.report());
        let same_file_as: Option<i64> = connection
            .prepare_cached("SELECT id FROM imports WHERE sha256 = ?1 ORDER BY id DESC LIMIT 1")?
            .query_row([&file.sha256], |row| row.get(0))
            .optional()?;
        connection
            .prepare_cached(
                "INSERT INTO imports (status, mode, users, rows_with_errors, uploaded_by, started_at, file_name,
                     sha256, same_file_as, file, file_errors, notices, lease_until)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            )?
            .execute(params![
                ImportStatus::InProgress.as_str(),
                plan.mode().as_str(),
                report.users(),
                report.rows_with_errors(),
                uploader,
                Timestamp::now().to_string(),
                file.name,
                file.sha256,
                same_file_as,
                json(&file)?,
                json(&plan.file_errors())?,
                json(&plan.notices())?,
                self.lease_until(),
            ])?;
        Ok(ImportId(connection.last_insert_rowid()))
    }

    pub(super) fn stage_users(
        &self,
        lease: &SqliteLease,
        users: &[HashedUser<'_>],
    ) -> Result<(), StoreError> {
        self.write("stage", |transaction| {
            lease.renew(transaction, self.lease_until())?;
            let mut rows = RowWriter::new(transaction, lease.id)?;
            users.iter().try_for_each(|HashedUser { user, password_hash }| {
                let planned = json(&user.planned())?;
                rows.write(&user.to_stored_row(), Some(&planned), password_hash.as_deref())
            })?;
            let count = "UPDATE imports SET pending = pending + ?2 WHERE id = ?1";
            transaction.prepare_cached(count)?.execute(params![lease.id.0, users.len() as u32])?;
            Ok(())
        })
    }

    pub(super) fn seal_import(&self, lease: &SqliteLease) -> Result<(), StoreError> {
        self.write("seal", |transaction| {
            lease.renew(transaction, self.lease_until())?;
            transaction.execute("UPDATE imports SET sealed = 1 WHERE id = ?1", [lease.id.0])?;
            Ok(())
        })
    }
}

/// The id of a user, who must be active and have the right to import.
pub(super) fn importer(connection: &Connection, login: &str) -> Result<i64, Failure> {
    let view = View::new(connection, login)?;
    if view.may_import { Ok(view.user_id) } else { Err(StoreError::MayNotImport(login.to_owned()).into()) }
}

/// Writes the rows of an import.
struct RowWriter<'c> {
    statement: rusqlite::CachedStatement<'c>,
    import: ImportId,
}

impl<'c> RowWriter<'c> {
    fn new(connection: &'c Connection, import: ImportId) -> Result<Self, Failure> {
        let statement = connection.prepare_cached(
            "INSERT INTO import_rows (import_id, row, outcome, login, cells, extra, left_out, errors,
                 planned, password_hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        Ok(Self { statement, import })
    }

    fn write(
        &mut self,
        row: &ImportedRow,
        planned: Option<&str>,
        password_hash: Option<&str>,
    ) -> Result<(), Failure> {
        self.statement.execute(params![
            self.import.0,
            row.row,
            row.outcome.as_str(),
            row.login,
            json(&row.cells)?,
            json(&row.extra)?,
            row.left_out.as_str(),
            json(&row.errors)?,
            planned,
            password_hash,
        ])?;
        Ok(())
    }
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| StoreError::content("row", error).into())
}
