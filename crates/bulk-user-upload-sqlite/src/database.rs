//! The file: opening it, reading it and writing it.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use bulk_user_upload::fold;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};

use crate::error::StoreError;
use crate::failpoint::reach;
use crate::hashing::Hashing;
use crate::migrations;

/// Users and the history of their imports in one `SQLite` file.
///
/// It is a directory to validate against ([`SqliteStore::as_uploader`]) and an
/// [`ImportStore`](bulk_user_upload::import::ImportStore). Threads may share it.
#[derive(Debug)]
pub struct SqliteStore {
    pub(crate) path: PathBuf,
    pub(crate) connection: Mutex<Connection>,
    pub(crate) options: StoreOptions,
    /// When this is set, the store stops waiting for a locked file; without it, `patience` decides.
    given_up: Option<Arc<AtomicBool>>,
}

/// How a store is opened.
///
/// # Example
///
/// ```
/// use std::time::Duration;
/// use bulk_user_upload_sqlite::StoreOptions;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("users.db");
/// let store = StoreOptions { patience: Duration::from_secs(1), ..StoreOptions::default() }.open(&path)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// How passwords are hashed.
    pub hashing: Hashing,
    /// How long to wait for a file that another process has locked, before that is an error. Ten seconds by
    /// default.
    pub patience: Duration,
    /// How long a lease lasts without being renewed. Then another process may take over its import, even if
    /// the holder is still alive. The imports of a process that has died are taken over at once. A minute
    /// by default.
    pub lease: Duration,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            hashing: Hashing::default(),
            patience: Duration::from_secs(10),
            lease: Duration::from_secs(60),
        }
    }
}

impl StoreOptions {
    /// Opens a store. If the file does not exist, it is created so that only its owner can read it; its
    /// folder must exist.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the file cannot be opened, is not a database of this crate, or was written by a
    /// newer version.
    pub fn open(self, path: impl Into<PathBuf>) -> Result<SqliteStore, StoreError> {
        let path = create(path.into())?;
        let of = |error| StoreError::of(&path, error);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(&path, flags).map_err(of)?;
        let patience = self.patience.min(LONGEST_PATIENCE);
        connection.busy_timeout(patience).map_err(of)?;
        // A file of another program is refused before anything in it is changed.
        migrations::version_now(&connection, &path)?;
        set_up(&connection, patience).map_err(of)?;
        add_fold(&connection).map_err(of)?;
        migrations::migrate(&mut connection, &path)?;
        connection.set_prepared_statement_cache_capacity(64);
        Ok(SqliteStore { connection: Mutex::new(connection), options: self, path, given_up: None })
    }
}

/// `SQLite` takes the patience as a 32-bit number of milliseconds; nothing waits longer than a day.
const LONGEST_PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);

/// A pause between two tries, so that waiting does not use up a core.
const BETWEEN_TRIES: Duration = Duration::from_millis(5);

/// Creates the file if it does not exist, readable by its owner alone from the first moment. `SQLite` gives
/// the same rights to the files that it creates beside it. Returns the canonical path, because the files
/// beside the database must have one name for all processes, whatever link each has opened.
fn create(path: PathBuf) -> Result<PathBuf, StoreError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let created = options.open(&path);
    match (path.canonicalize(), created) {
        (Ok(canonical), _) => Ok(canonical),
        (Err(error), Ok(_)) | (Err(_), Err(error)) => {
            Err(StoreError::Open { path, reason: error.to_string() })
        }
    }
}

fn set_up(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    // Erased content is overwritten, no content goes into temporary files, and a manipulated schema cannot
    // call functions.
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;",
    )?;
    let until = Instant::now() + patience;
    // If two processes change a new file to a write-ahead log at once, the busy timeout does not apply.
    while let Err(error) = connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;") {
        let is_busy = error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy);
        if !is_busy || Instant::now() > until {
            return Err(error);
        }
        thread::sleep(BETWEEN_TRIES);
    }
    Ok(())
}

/// Gives statements the engine's own `fold`, so that SQL compares names exactly as the engine does,
/// whatever their script. A stored column of folded texts would have to be written anew when a later
/// version of Unicode folds otherwise. The schema does not use the function: other programs can open the
/// file without it.
fn add_fold(connection: &Connection) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function("fold", 1, flags, |context| {
        Ok(context.get::<Option<String>>(0)?.map(|text| fold(&text).into_owned()))
    })
}

impl SqliteStore {
    /// Opens a store with the usual [`StoreOptions`].
    ///
    /// # Errors
    ///
    /// As with [`StoreOptions::open`].
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, StoreError> {
        StoreOptions::default().open(path)
    }

    /// Makes writes wait for a locked file until `given_up` is set, however long that takes: for a program
    /// that would lose what it has in memory. The flag is checked each time that [`StoreOptions::patience`]
    /// has passed.
    #[must_use]
    pub fn waiting_until(self, given_up: Arc<AtomicBool>) -> Self {
        Self { given_up: Some(given_up), ..self }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A thread that panicked has left no transaction open: it was rolled back on the way.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs a read transaction: everything is read as of one moment.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        let mut connection = self.connection();
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Deferred)
            .map_err(|error| self.failed(error))?;
        read(&transaction).map_err(|failure| self.failed(failure))
    }

    /// Runs a write transaction: when it returns, either all of it is on disk or none of it. Other writers
    /// wait meanwhile.
    pub(crate) fn write<T>(
        &self,
        operation: &'static str,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, StoreError> {
        let connection = self.connection();
        reach(operation, "before");
        let transaction = self.writer(&connection)?;
        let written = write(&transaction).map_err(|failure| self.failed(failure))?;
        reach(operation, "before-commit");
        transaction.commit().map_err(|error| self.failed(error))?;
        reach(operation, "after-commit");
        Ok(written)
    }

    /// Locks the file for writing. Nothing has been written yet, so this can be tried again.
    fn writer<'c>(&self, connection: &'c Connection) -> Result<Transaction<'c>, StoreError> {
        loop {
            let begun = Transaction::new_unchecked(connection, TransactionBehavior::Immediate);
            match begun.map_err(|error| self.failed(error)) {
                Err(StoreError::Busy(_)) if self.is_waiting() => thread::sleep(BETWEEN_TRIES),
                begun => return begun,
            }
        }
    }

    fn is_waiting(&self) -> bool {
        self.given_up.as_ref().is_some_and(|given_up| !given_up.load(Ordering::Relaxed))
    }

    fn failed(&self, failure: impl Into<Failure>) -> StoreError {
        match failure.into() {
            Failure::Database(error) => StoreError::of(&self.path, error),
            Failure::Store(error) => error,
        }
    }
}

/// An error within a transaction; [`SqliteStore::failed`] adds the name of the file.
#[derive(Debug)]
pub(crate) enum Failure {
    Database(rusqlite::Error),
    Store(StoreError),
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
