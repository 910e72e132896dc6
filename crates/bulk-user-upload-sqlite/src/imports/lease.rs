//! Leases: only one process at a time carries out an import.
//!
//! The fence ensures this. It is a number in the import's line of the database: a process that takes the
//! import over raises it, and every transaction of an import first checks it. A lock file only makes the
//! takeover quick. The holder of a lease has a small file beside the database locked, with the fence in its
//! name. The system releases that lock when the process dies, however it dies, so that its imports can be
//! taken over at once. A process that hangs loses its imports when their leases run out.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use bulk_user_upload::import::ImportId;
use jiff::Timestamp;
use rusqlite::{Connection, params};

use crate::database::{Failure, SqliteStore};
use crate::error::StoreError;

/// The fence of a new import.
const FIRST_FENCE: i64 = 1;

/// A lock file is named after the database, then [`INFIX`], the numbers of import and fence, and [`SUFFIX`].
const INFIX: &str = "-import-";
const SUFFIX: &str = ".lock";

/// The exclusive right of this process to carry out one import of a [`SqliteStore`].
#[derive(Debug)]
pub struct SqliteLease {
    pub(super) id: ImportId,
    fence: i64,
    lock: LockFile,
}

/// Names a lease without holding it, which is enough to renew it ([`SqliteStore::keep`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeaseMark {
    id: ImportId,
    fence: i64,
}

/// The file that the holder of a lease has locked; dropping it releases the lock.
#[derive(Debug)]
struct LockFile {
    path: PathBuf,
    file: File,
    /// Whether this handle has the lock; otherwise another handle that is still open has it.
    is_ours: bool,
}

impl LockFile {
    /// Opens the file of a lease, and locks it if it is not locked.
    fn open(database: &Path, id: ImportId, fence: i64) -> Result<Self, StoreError> {
        let mut name = database.file_name().unwrap_or_default().to_owned();
        name.push(format!("{INFIX}{id}-{fence}{SUFFIX}"));
        let path = database.with_file_name(name);
        let locked = create(database, &path).and_then(|file| match file.try_lock() {
            Ok(()) => Ok((file, true)),
            Err(TryLockError::WouldBlock) => Ok((file, false)),
            Err(TryLockError::Error(error)) => Err(error),
        });
        match locked {
            Ok((file, is_ours)) => Ok(Self { path, file, is_ours }),
            Err(source) => Err(StoreError::LockFile { path, source }),
        }
    }

    /// Removes the file, unless another handle has it locked: its lease is over.
    fn remove(self) {
        if self.is_ours {
            // A file that cannot be removed does no harm: only the files of imports in progress are looked
            // at.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Closing the file is not enough: a child process that another thread is starting may have it open, too,
/// for a moment.
impl Drop for LockFile {
    fn drop(&mut self) {
        if self.is_ours {
            let _ = self.file.unlock();
        }
    }
}

/// Creates the file with the permissions of the database.
fn create(database: &Path, path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
        options.mode(fs::metadata(database)?.permissions().mode() & 0o666);
    }
    #[cfg(not(unix))]
    let _ = database;
    options.open(path)
}

impl SqliteLease {
    /// The lease of an import that was just written.
    pub(super) fn first(database: &Path, id: ImportId) -> Result<Self, StoreError> {
        let lock = LockFile::open(database, id, FIRST_FENCE)?;
        if lock.is_ours { Ok(Self { id, fence: FIRST_FENCE, lock }) } else { Err(StoreError::LeaseLost(id)) }
    }

    /// Its name, by which it can be renewed.
    pub fn mark(&self) -> LeaseMark {
        LeaseMark { id: self.id, fence: self.fence }
    }

    /// Renews the lease within the transaction that relies on it; an error if the lease is lost.
    pub(super) fn renew(&self, connection: &Connection, until: i64) -> Result<(), Failure> {
        self.mark().renew(connection, until)
    }

    /// Removes the lock file, after the end of the import is on disk.
    pub(super) fn release(self) {
        self.lock.remove();
    }
}

impl LeaseMark {
    fn renew(self, connection: &Connection, until: i64) -> Result<(), Failure> {
        let renewed = connection
            .prepare_cached(
                "UPDATE imports SET lease_until = ?3 WHERE id = ?1 AND fence = ?2 AND status = 'in-progress'",
            )?
            .execute(params![self.id.0, self.fence, until])?;
        if renewed == 1 { Ok(()) } else { Err(StoreError::LeaseLost(self.id).into()) }
    }
}

/// An import in progress, and its lease.
struct Held {
    id: ImportId,
    fence: i64,
    until: i64,
}

impl SqliteStore {
    /// Renews leases, which otherwise run out ([`StoreOptions::lease`](crate::StoreOptions::lease)). Only
    /// imports that wait to be carried out need this: each step of an import renews its lease. A lease that
    /// is lost, or whose import has ended, is skipped.
    ///
    /// # Errors
    ///
    /// The file cannot be written.
    pub fn keep(&self, leases: impl IntoIterator<Item = LeaseMark>) -> Result<(), StoreError> {
        self.write("keep", |transaction| {
            let until = self.lease_until();
            leases.into_iter().try_for_each(|lease| match lease.renew(transaction, until) {
                Err(Failure::Store(StoreError::LeaseLost(_))) => Ok(()),
                renewed => renewed,
            })
        })
    }

    /// When a lease that is taken or renewed now will run out, in milliseconds since 1970.
    pub(super) fn lease_until(&self) -> i64 {
        let lease = i64::try_from(self.options.lease.as_millis()).unwrap_or(i64::MAX);
        Timestamp::now().as_millisecond().saturating_add(lease)
    }

    pub(super) fn take_over_abandoned(&self) -> Result<Vec<SqliteLease>, StoreError> {
        let mut leases = Vec::new();
        for held in self.in_progress()? {
            leases.extend(self.take_over(&held)?);
        }
        self.sweep()?;
        Ok(leases)
    }

    /// Removes the lock files of imports that have ended: their process died before it could.
    fn sweep(&self) -> Result<(), StoreError> {
        let Some(folder) = self.path.parent() else { return Ok(()) };
        let prefix = format!("{}{INFIX}", self.path.file_name().unwrap_or_default().to_string_lossy());
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let numbers = name.to_str().and_then(|name| name.strip_prefix(&prefix)?.strip_suffix(SUFFIX));
            let id = numbers.and_then(|numbers| numbers.split_once('-')?.0.parse::<i64>().ok());
            // An import that is just beginning is not in the database yet, and one in progress needs its
            // file.
            if let Some(id) = id
                && self.has_ended(id)?
            {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    fn has_ended(&self, id: i64) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM imports WHERE id = ?1 AND status <> 'in-progress')";
        self.read(|connection| Ok(connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))?))
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

    /// Takes an import over if its process has died, or if its lease has run out.
    fn take_over(&self, held: &Held) -> Result<Option<SqliteLease>, StoreError> {
        let theirs = LockFile::open(&self.path, held.id, held.fence)?;
        let is_over = held.until < Timestamp::now().as_millisecond();
        if !theirs.is_ours && !is_over {
            return Ok(None);
        }
        let fence = held
            .fence
            .checked_add(1)
            .ok_or_else(|| StoreError::content("lease", "its fence is out of range"))?;
        let lock = LockFile::open(&self.path, held.id, fence)?;
        let taken = lock.is_ours
            && self.write("take-over", |transaction| {
                let taken = transaction.execute(
                    "UPDATE imports SET fence = ?3, lease_until = ?4
                     WHERE id = ?1 AND fence = ?2 AND status = 'in-progress'",
                    params![held.id.0, held.fence, fence, self.lease_until()],
                )?;
                Ok(taken == 1)
            })?;
        theirs.remove();
        if taken {
            return Ok(Some(SqliteLease { id: held.id, fence, lock }));
        }
        // Another process was quicker, or the import has just ended.
        lock.remove();
        Ok(None)
    }
}
