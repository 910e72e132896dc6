//! Beginning an import only once, even if a client sends it again.

use std::time::Duration;

use bulk_user_upload::import::{ImportId, ImportPlan};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::SqliteLease;
use super::begin::importer;
use crate::database::{Failure, SqliteStore};
use crate::error::StoreError;

/// How long a key is remembered.
const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);

/// How many keys of a user are remembered; the oldest are forgotten first.
const MAX_KEYS: u32 = 1_000;

/// A client's name for an upload, and a fingerprint that tells it from another upload under the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey<'k> {
    /// The client's name for the upload.
    pub key: &'k str,
    /// A hash of the upload, and of everything else that decides its result.
    pub fingerprint: &'k str,
}

/// The result of [`SqliteStore::begin_once`].
#[derive(Debug)]
pub enum Begun {
    /// The import has just begun: carry it out.
    Now(SqliteLease),
    /// The import began when it was first sent.
    Before(ImportId),
}

impl SqliteStore {
    /// Begins an import ([`ImportStore::begin`](bulk_user_upload::import::ImportStore::begin)), unless the
    /// uploader has begun it under this key within the last 24 hours. Both happen in one transaction, so that
    /// an upload that is sent twice at the same time becomes one import.
    ///
    /// The last thousand keys of each uploader are remembered.
    ///
    /// # Errors
    ///
    /// [`StoreError::KeyReused`] if another upload has this key; otherwise as with `begin`.
    pub fn begin_once(
        &self,
        plan: &ImportPlan,
        uploader: &str,
        key: IdempotencyKey<'_>,
    ) -> Result<Begun, StoreError> {
        let now = Timestamp::now().as_millisecond();
        self.write("begin", |transaction| {
            let user = importer(transaction, uploader)?;
            // Before old keys are forgotten: an upload that is sent again must not lose its own key.
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

    /// The import that the uploader has begun under this key within the last 24 hours
    /// ([`SqliteStore::begin_once`]). This only reads, so that it need not wait for a writer.
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

/// The import that was begun under a key, if the key is still remembered.
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

/// Deletes the keys that are too old.
fn forget_old(connection: &Connection, now: i64) -> Result<(), Failure> {
    let mut delete = connection.prepare_cached("DELETE FROM idempotency_keys WHERE kept_since < ?1")?;
    delete.execute([remembered_since(now)])?;
    Ok(())
}

/// Deletes the oldest keys of a user beyond [`MAX_KEYS`]. The imports' numbers say which are oldest,
/// because a clock may be set back.
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
