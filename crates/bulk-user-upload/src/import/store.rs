//! What a host's store must do so that [`run_import`](super::run_import) creates every user exactly once.

use std::fmt;

use super::filter::ImportFilter;
use super::plan::ImportPlan;
use super::record::{ImportDetails, ImportId, ImportRecord};
use super::stored::{ImportedRow, RowOutcome};
use super::undo::Undo;
use crate::report::NewUser;
use crate::secret::Password;

/// A user to be created, with the hash of the password.
#[derive(Clone)]
pub struct HashedUser<'p> {
    /// The user.
    pub user: NewUser<'p>,
    /// What [`ImportStore::hash`] made of the password; `None` where the template has none, or the cell is
    /// blank.
    pub password_hash: Option<String>,
}

impl fmt::Debug for HashedUser<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HashedUser").field("user", &self.user).finish_non_exhaustive()
    }
}

/// Which imports of a history are read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HistoryPage {
    /// Only imports that began before this one; `None` begins with the newest.
    pub before: Option<ImportId>,
    /// At most this many.
    pub limit: usize,
}

impl Default for HistoryPage {
    /// The newest fifty.
    fn default() -> Self {
        Self { before: None, limit: 50 }
    }
}

/// A store of users and of the history of their imports.
///
/// An import goes through it in this order: [`begin`](Self::begin), [`stage`](Self::stage) for each batch
/// of users whose passwords are hashed, [`seal`](Self::seal), [`create`](Self::create) until nothing is
/// left, [`end`](Self::end). [`run_import`](super::run_import) calls them. Before the seal, no user has
/// been created. After it, every user of the import will be: when a process dies,
/// [`resume_imports`](super::resume_imports) continues its import.
///
/// Each method is one transaction: when it returns, either all of its changes are on disk or none of them.
/// A host tests its store with the [`store_kit`](super::kit).
///
/// # Leases
///
/// A lease gives one process the exclusive right to carry out an import. [`abandoned`](Self::abandoned)
/// takes over the lease of a process that has died, or that has not renewed it for too long. The old lease
/// is then worthless: each method that takes a lease checks it in its transaction, and fails. A lease that
/// is dropped is abandoned.
pub trait ImportStore {
    /// Why the store cannot do its work. A user who cannot be created is not an error of the store.
    type Error;
    /// The right to carry out one import.
    type Lease;

    /// The number of the import that a lease is for.
    fn import_id(&self, lease: &Self::Lease) -> ImportId;

    /// Writes an import into the history, in progress: the file, its errors, notices and counts, and the
    /// rows with errors.
    ///
    /// # Errors
    ///
    /// The store fails, or the uploader is not an active user who may import.
    fn begin(&self, plan: &ImportPlan, uploader: &str) -> Result<Self::Lease, Self::Error>;

    /// Hashes passwords, each with a salt of its own, on all cores. Nothing is written.
    ///
    /// # Errors
    ///
    /// The system has no randomness for the salts.
    fn hash(&self, passwords: &[Password<'_>]) -> Result<Vec<String>, Self::Error>;

    /// Stores users that are to be created later, by [`create`](Self::create).
    ///
    /// # Errors
    ///
    /// The store fails, or the lease is lost.
    fn stage(&self, lease: &Self::Lease, users: &[HashedUser<'_>]) -> Result<(), Self::Error>;

    /// Records that every user of the import is staged. From here on the import is completed, even if this
    /// process dies.
    ///
    /// # Errors
    ///
    /// The store fails, or the lease is lost.
    fn seal(&self, lease: &Self::Lease) -> Result<(), Self::Error>;

    /// Creates the next staged users, at most `max` of them. In the same transaction it first checks them
    /// again ([`recheck`](super::recheck)); the users who may not be created become rows with errors.
    /// Returns how many users are still to be created.
    ///
    /// If the import is not sealed, it creates none and returns 0. If the import is all or nothing, it
    /// creates all of them, whatever `max` is. If one of these may not be created, it creates none, and
    /// marks the others as not attempted in the same transaction, so that a process that resumes the import
    /// does not create them.
    ///
    /// # Errors
    ///
    /// The store fails, or the lease is lost.
    fn create(&self, lease: &Self::Lease, max: usize) -> Result<u32, Self::Error>;

    /// Ends an import at any stage: users that are still to be created become not attempted, their hashes
    /// are erased, and the status is computed ([`ImportStatus::of_ended`](super::ImportStatus::of_ended)).
    ///
    /// # Errors
    ///
    /// The store fails, or the lease is lost.
    fn end(&self, lease: Self::Lease) -> Result<ImportRecord, Self::Error>;

    /// Takes over every import in progress whose lease is abandoned.
    ///
    /// # Errors
    ///
    /// The store fails.
    fn abandoned(&self) -> Result<Vec<Self::Lease>, Self::Error>;

    /// The imports that pass a filter, newest first.
    ///
    /// # Errors
    ///
    /// The store fails.
    fn history(&self, filter: &ImportFilter, page: HistoryPage) -> Result<Vec<ImportRecord>, Self::Error>;

    /// What Details shows of an import; `None` if the history has no import of this number.
    ///
    /// # Errors
    ///
    /// The store fails.
    fn details(&self, id: ImportId) -> Result<Option<ImportDetails>, Self::Error>;

    /// The stored rows of an import, in the order of the file: all, or those with one outcome.
    ///
    /// A row without errors is stored once its password is hashed. An import that is interrupted before
    /// that lacks such rows.
    ///
    /// # Errors
    ///
    /// The store fails.
    fn rows(&self, id: ImportId, outcome: Option<RowOutcome>) -> Result<Vec<ImportedRow>, Self::Error>;

    /// What [`undo`](Self::undo) would do now.
    ///
    /// # Errors
    ///
    /// As with `undo`.
    fn undo_preview(&self, id: ImportId, login: &str) -> Result<Undo, Self::Error>;

    /// Deactivates the users that an import created, except those that have been changed since, and those
    /// whose permission group is above the level of `login`. If no user is left to deactivate, nothing is
    /// changed.
    ///
    /// # Errors
    ///
    /// The store fails, the import does not exist or is in progress, or `login` is not an active user who
    /// may import.
    fn undo(&self, id: ImportId, login: &str) -> Result<Undo, Self::Error>;
}
