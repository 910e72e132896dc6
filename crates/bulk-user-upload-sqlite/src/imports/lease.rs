//! Leases: one process, and no other, carries out an import.
//!
//! What keeps a second process from doing so is the fence, a number in the import's line of the file: whoever takes the
//! import over raises it, and every transaction of an import begins with a look at it. How soon an import is taken over is
//! another matter. The holder keeps a small file beside the database locked; the system lets go of that lock when the
//! process dies, however it dies, so its imports are taken over at once. A process that hangs loses its imports when it has
//! not been heard of for the time of a lease.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use bulk_user_upload::ImportId;
use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::database::{Failure, SqliteStore};
use crate::error::StoreError;

/// The right of this process to carry out one import of a [`SqliteStore`].
#[derive(Debug)]
pub struct SqliteLease {
    pub(super) id: ImportId,
    fence: i64,
    lock: LockFile,
}

/// The file that the holder of a lease keeps locked; the lock goes with it.
#[derive(Debug)]
struct LockFile {
    path: PathBuf,
    file: File,
    /// Whether it is locked by this handle, or by another that is still alive.
    is_ours: bool,
}

impl LockFile {
    /// Opens the file of an import, and locks it where nobody has.
    fn open(database: &Path, id: ImportId) -> Result<Self, StoreError> {
        let path = Self::path(database, id);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let locked = options.open(&path).and_then(|file| match file.try_lock() {
            Ok(()) => Ok((file, true)),
            Err(TryLockError::WouldBlock) => Ok((file, false)),
            Err(TryLockError::Error(error)) => Err(error),
        });
        match locked {
            Ok((file, is_ours)) => Ok(Self { path, file, is_ours }),
            Err(source) => Err(StoreError::LockFile { path, source }),
        }
    }

    fn path(database: &Path, id: ImportId) -> PathBuf {
        let mut name = database.file_name().unwrap_or_default().to_owned();
        name.push(format!("-import-{id}.lock"));
        database.with_file_name(name)
    }

    /// Takes the file away: its import has ended.
    fn remove(self) {
        // Where it cannot be removed it does no harm: it is looked at for imports in progress only.
        let _ = fs::remove_file(&self.path);
        drop(self.file);
    }
}

impl SqliteLease {
    /// The lease of an import that was just written.
    pub(super) fn first(database: &Path, id: ImportId) -> Result<Self, StoreError> {
        Ok(Self { id, fence: 1, lock: LockFile::open(database, id)? })
    }

    /// Makes sure, within the transaction that relies on it, that the lease is still held, and renews it.
    pub(super) fn renew(&self, connection: &Connection, until: i64) -> Result<(), Failure> {
        let renewed = connection
            .prepare_cached(
                "UPDATE imports SET lease_until = ?3 WHERE id = ?1 AND fence = ?2 AND status = 'in-progress'",
            )?
            .execute(params![self.id.0, self.fence, until])?;
        if renewed == 1 { Ok(()) } else { Err(StoreError::LeaseLost(self.id).into()) }
    }

    /// The import has ended, and that is on disk.
    pub(super) fn release(self) {
        self.lock.remove();
    }
}

/// An import in progress, and who carries it out.
struct Held {
    id: ImportId,
    fence: i64,
    until: i64,
}

impl SqliteStore {
    /// When a lease that is taken or renewed now runs out, in milliseconds since 1970.
    pub(super) fn lease_until(&self) -> i64 {
        let lease = i64::try_from(self.options.lease.as_millis()).unwrap_or(i64::MAX);
        Timestamp::now().as_millisecond().saturating_add(lease)
    }

    pub(super) fn take_over_abandoned(&self) -> Result<Vec<SqliteLease>, StoreError> {
        let mut leases = Vec::new();
        for held in self.in_progress()? {
            leases.extend(self.take_over(&held)?);
        }
        Ok(leases)
    }

    fn in_progress(&self) -> Result<Vec<Held>, StoreError> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached(
                "SELECT id, fence, lease_until FROM imports WHERE status = 'in-progress' ORDER BY id",
            )?;
            let held = statement.query_map([], |row| {
                Ok(Held { id: ImportId(row.get(0)?), fence: row.get(1)?, until: row.get(2)? })
            })?;
            Ok(held.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Takes an import over where its process has died, or has not been heard of for the time of a lease.
    fn take_over(&self, held: &Held) -> Result<Option<SqliteLease>, StoreError> {
        let lock = LockFile::open(&self.path, held.id)?;
        let is_over = held.until < Timestamp::now().as_millisecond();
        if !lock.is_ours && !is_over {
            return Ok(None);
        }
        let fence = held.fence + 1;
        let taken = self.write("take-over", |transaction| {
            let taken = transaction.execute(
                "UPDATE imports SET fence = ?3, lease_until = ?4
                 WHERE id = ?1 AND fence = ?2 AND status = 'in-progress'",
                params![held.id.0, held.fence, fence, self.lease_until()],
            )?;
            Ok(taken == 1)
        })?;
        if taken {
            return Ok(Some(SqliteLease { id: held.id, fence, lock }));
        }
        // Somebody else was quicker, or the import has ended just now: then the file was made anew.
        if lock.is_ours {
            lock.remove();
        }
        Ok(None)
    }
}
