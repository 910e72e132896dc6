//! Imports that are begun once, however often they are sent.

use std::time::Duration;

use bulk_user_upload::{ImportId, ImportPlan};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::SqliteLease;
use super::begin::importer;
use crate::database::{Failure, SqliteStore};
use crate::error::StoreError;

/// How long a key is remembered.
const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);

/// How many keys of one user are remembered; the oldest are forgotten first.
const MAX_KEYS: u32 = 1_000;

/// What its sender calls an upload, and what tells it from another that is called the same by mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey<'k> {
    /// The sender's name for it.
    pub key: &'k str,
    /// The same for the same upload: a hash of it, and of whatever else decides what becomes of it.
    pub fingerprint: &'k str,
}

/// What became of an import that was to be begun once.
#[derive(Debug)]
pub enum Begun {
    /// It was begun just now: carry it out.
    Now(SqliteLease),
    /// It was begun when it was first sent.
    Before(ImportId),
}

impl SqliteStore {
    /// Begins an import ([`ImportStore::begin`](bulk_user_upload::ImportStore::begin)), unless the uploader has begun it
    /// under this key within the last 24 hours. Both are one transaction: of an upload that is sent twice at the same time
    /// there is one import.
    ///
    /// The last thousand keys of each uploader are remembered.
    ///
    /// # Errors
    ///
    /// [`StoreError::KeyReused`] where another upload has this key; else as with `begin`.
    pub fn begin_once(
        &self,
        plan: &ImportPlan,
        uploader: &str,
        key: IdempotencyKey<'_>,
    ) -> Result<Begun, StoreError> {
        let now = Timestamp::now().as_millisecond();
        self.write("begin", |transaction| {
            let user = importer(transaction, uploader)?;
            // Before anything is forgotten: what is sent again must not push itself out.
            if let Some(id) = begun(transaction, user, key, now)? {
                return Ok(Begun::Before(id));
            }
            forget_old(transaction, now)?;
            let lease = self.write_beginning(transaction, plan, user)?;
            transaction.execute(
                "INSERT INTO idempotency_keys (user_id, key, fingerprint, import_id, kept_since)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![user, key.key, key.fingerprint, lease.id.0, now],
            )?;
            forget_many(transaction, user)?;
            Ok(Begun::Now(lease))
        })
    }

    /// The import that the uploader has begun under this key within the last 24 hours ([`SqliteStore::begin_once`]), so that
    /// nobody who asks again has to wait for whoever writes.
    ///
    /// # Errors
    ///
    /// As with `begin_once`.
    pub fn begun_before(
        &self,
        uploader: &str,
        key: IdempotencyKey<'_>,
    ) -> Result<Option<ImportId>, StoreError> {
        let now = Timestamp::now().as_millisecond();
        self.read(|connection| begun(connection, importer(connection, uploader)?, key, now))
    }
}

/// What was begun under a key that is still remembered.
fn begun(
    connection: &Connection,
    user: i64,
    key: IdempotencyKey<'_>,
    now: i64,
) -> Result<Option<ImportId>, Failure> {
    let known: Option<(String, i64)> = connection
        .prepare_cached(
            "SELECT fingerprint, import_id FROM idempotency_keys
             WHERE user_id = ?1 AND key = ?2 AND kept_since >= ?3",
        )?
        .query_row(params![user, key.key, remembered_since(now)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    match known {
        Some((fingerprint, id)) if fingerprint == key.fingerprint => Ok(Some(ImportId(id))),
        Some(_) => Err(StoreError::KeyReused.into()),
        None => Ok(None),
    }
}

fn remembered_since(now: i64) -> i64 {
    now.saturating_sub(i64::try_from(REMEMBERED.as_millis()).unwrap_or(i64::MAX))
}

/// Forgets the keys that are too old.
fn forget_old(connection: &Connection, now: i64) -> Result<(), Failure> {
    let mut delete = connection.prepare_cached("DELETE FROM idempotency_keys WHERE kept_since < ?1")?;
    delete.execute([remembered_since(now)])?;
    Ok(())
}

/// Forgets the keys of one user that are too many. Which came first, the imports say: clocks are set back.
fn forget_many(connection: &Connection, user: i64) -> Result<(), Failure> {
    connection
        .prepare_cached(
            "DELETE FROM idempotency_keys WHERE user_id = ?1 AND key IN (
                 SELECT key FROM idempotency_keys WHERE user_id = ?1
                 ORDER BY import_id DESC, kept_since DESC LIMIT -1 OFFSET ?2)",
        )?
        .execute(params![user, MAX_KEYS])?;
    Ok(())
}
