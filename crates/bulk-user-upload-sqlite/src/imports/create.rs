//! Creating users exactly once: each is checked again in the transaction that creates, and a user and the
//! outcome of the row are written together (SPEC section 9).

use bulk_user_upload::directory::DirectoryError;
use bulk_user_upload::import::{
    EndedCounts, ImportId, ImportMode, ImportRecord, ImportStatus, PlannedUser, RecheckError, RowOutcome,
    StoredProblem, recheck,
};
use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::SqliteLease;
use super::begin::json;
use super::history::{parsed, record};
use crate::database::{Failure, SqliteStore};
use crate::directory::View;
use crate::error::StoreError;

/// An import that is being carried out, from its line of the history.
struct Underway {
    uploader: String,
    mode: ImportMode,
    is_sealed: bool,
}

/// A user that is to be created.
struct Pending {
    user: PlannedUser,
    password_hash: Option<String>,
}

impl SqliteStore {
    pub(super) fn create_users(&self, lease: &SqliteLease, max: usize) -> Result<u32, StoreError> {
        self.write("create", |transaction| {
            lease.renew(transaction, self.lease_until())?;
            let creation = Creation { connection: transaction, lease };
            let import = creation.import()?;
            if !import.is_sealed {
                return Ok(0);
            }
            let max = if import.mode == ImportMode::AllOrNothing { usize::MAX } else { max };
            let pending = creation.pending(max)?;
            if pending.is_empty() {
                return Ok(0);
            }
            let errors = creation.errors(&import.uploader, &pending)?;
            let all_stay =
                import.mode == ImportMode::AllOrNothing && errors.iter().any(|found| !found.is_empty());
            let (mut created, mut refused) = (0, 0);
            for (pending, errors) in pending.iter().zip(&errors) {
                match &errors[..] {
                    [] if all_stay => {}
                    [] => {
                        creation.create(pending)?;
                        created += 1;
                    }
                    errors => {
                        creation.refuse(&pending.user, errors)?;
                        refused += 1;
                    }
                }
            }
            let left = creation.count(created, refused)?;
            // However long that took, other processes see a lease that was just renewed.
            lease.renew(transaction, self.lease_until())?;
            if all_stay {
                // A process that resumes the import must not create them.
                not_attempted(transaction, lease.id)?;
                return Ok(0);
            }
            Ok(left)
        })
    }

    pub(super) fn end_import(&self, lease: SqliteLease) -> Result<ImportRecord, StoreError> {
        let record = self.write("end", |transaction| {
            lease.renew(transaction, self.lease_until())?;
            not_attempted(transaction, lease.id)?;
            let (mode, counts) = transaction.query_row(
                "SELECT mode, json_array_length(file_errors) > 0, users, created, rows_with_errors
                 FROM imports WHERE id = ?1",
                [lease.id.0],
                |row| {
                    let counts = EndedCounts {
                        file_errors: row.get(1)?,
                        users: row.get(2)?,
                        created: row.get(3)?,
                        rows_with_errors: row.get(4)?,
                    };
                    Ok((row.get::<_, String>(0)?, counts))
                },
            )?;
            let status = ImportStatus::of_ended(parsed("mode", &mode)?, counts);
            transaction.execute(
                "UPDATE imports SET status = ?2, ended_at = ?3 WHERE id = ?1",
                params![lease.id.0, status.as_str(), Timestamp::now().to_string()],
            )?;
            record(transaction, lease.id)
        })?;
        lease.release();
        Ok(record)
    }
}

/// Marks the users that are still to be created as not attempted, and erases what was stored to create them.
fn not_attempted(connection: &Connection, id: ImportId) -> Result<(), Failure> {
    connection.execute(
        "UPDATE import_rows INDEXED BY import_rows_pending
         SET outcome = ?2, planned = NULL, password_hash = NULL, cells = '[]', extra = '[]'
         WHERE import_id = ?1 AND outcome = 'pending'",
        params![id.0, RowOutcome::NotAttempted.as_str()],
    )?;
    connection.execute("UPDATE imports SET pending = 0 WHERE id = ?1", [id.0])?;
    Ok(())
}

/// A transaction that creates users of one import.
struct Creation<'c> {
    connection: &'c Connection,
    lease: &'c SqliteLease,
}

impl Creation<'_> {
    fn import(&self) -> Result<Underway, Failure> {
        let (uploader, mode, is_sealed) = self
            .connection
            .prepare_cached(
                "SELECT u.login, i.mode, i.sealed FROM imports i JOIN users u ON u.id = i.uploaded_by
                 WHERE i.id = ?1",
            )?
            .query_row([self.lease.id.0], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)))?;
        Ok(Underway { uploader, mode: parsed("mode", &mode)?, is_sealed })
    }

    /// The next users to create, in the order of the file.
    fn pending(&self, max: usize) -> Result<Vec<Pending>, Failure> {
        let mut statement = self.connection.prepare_cached(
            "SELECT planned, password_hash FROM import_rows INDEXED BY import_rows_pending
             WHERE import_id = ?1 AND outcome = 'pending' ORDER BY row LIMIT ?2",
        )?;
        let max = i64::try_from(max).unwrap_or(i64::MAX);
        let rows = statement
            .query_map(params![self.lease.id.0, max], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (planned, password_hash) = row?;
            let user =
                serde_json::from_str(&planned).map_err(|error| StoreError::content("planned user", error))?;
            Ok(Pending { user, password_hash })
        })
        .collect()
    }

    /// Why each of the users may not be created; an empty list for those that may.
    fn errors(&self, uploader: &str, pending: &[Pending]) -> Result<Vec<Vec<StoredProblem>>, Failure> {
        let users: Vec<_> = pending.iter().map(|pending| pending.user.clone()).collect();
        let refused = |reason: &str| users.iter().map(|user| vec![user.refused(reason)]).collect();
        match View::new(self.connection, uploader) {
            Ok(view) if view.may_import => recheck(&users, &view).map_err(|error| match error {
                RecheckError::Directory(failure) => failure,
                RecheckError::Answers(error) => StoreError::content("answer", error).into(),
            }),
            Ok(_) => Ok(refused("the uploader may no longer import users")),
            Err(Failure::Store(StoreError::Directory(DirectoryError::InactiveUploader(_)))) => {
                Ok(refused("the uploader is no longer active"))
            }
            Err(failure) => Err(failure),
        }
    }

    fn create(&self, Pending { user, password_hash }: &Pending) -> Result<(), Failure> {
        let key = |cell: &Option<bulk_user_upload::import::PlannedCell>| {
            cell.as_ref().map(|cell| cell.key().into_owned())
        };
        let (group, team, plan) =
            (key(&user.permission_group), key(&user.primary_team), key(&user.capacity_plan));
        self.connection
            .prepare_cached(
                "INSERT INTO users (key, login, password_hash, permission_group_id, primary_team_id,
                     capacity_plan_id, active, attributes)
                 VALUES (?1, ?2, ?3, (SELECT id FROM permission_groups WHERE key = ?4),
                     (SELECT id FROM teams WHERE key = ?5), (SELECT id FROM capacity_plans WHERE key = ?6), ?7, ?8)",
            )?
            .execute(params![
                user.login.key(),
                user.login.value,
                password_hash,
                group,
                team,
                plan,
                user.active,
                json(&user.attributes)?,
            ])?;
        let id = self.connection.last_insert_rowid();
        self.connection
            .prepare_cached(
                "INSERT INTO team_members (user_id, team_id)
                 SELECT id, primary_team_id FROM users WHERE id = ?1 AND primary_team_id IS NOT NULL",
            )?
            .execute([id])?;
        self.connection
            .prepare_cached(
                "UPDATE import_rows SET outcome = 'created', planned = NULL, password_hash = NULL, cells = '[]',
                     extra = '[]', user_id = ?3,
                     user_revision = (SELECT revision FROM users WHERE id = ?3)
                 WHERE import_id = ?1 AND row = ?2",
            )?
            .execute(params![self.lease.id.0, user.row, id])?;
        Ok(())
    }

    fn refuse(&self, user: &PlannedUser, errors: &[StoredProblem]) -> Result<(), Failure> {
        self.connection
            .prepare_cached(
                "UPDATE import_rows SET outcome = 'with-errors', planned = NULL, password_hash = NULL, errors = ?3
                 WHERE import_id = ?1 AND row = ?2",
            )?
            .execute(params![self.lease.id.0, user.row, json(&errors)?])?;
        Ok(())
    }

    /// Updates the counts of the import's line, and returns how many users are still to be created.
    fn count(&self, created: u32, refused: u32) -> Result<u32, Failure> {
        let left = self
            .connection
            .prepare_cached(
                "UPDATE imports SET created = created + ?2, rows_with_errors = rows_with_errors + ?3,
                     pending = pending - ?2 - ?3
                 WHERE id = ?1 RETURNING pending",
            )?
            .query_row(params![self.lease.id.0, created, refused], |row| row.get(0))?;
        Ok(left)
    }
}
