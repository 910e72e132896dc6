//! What a host's store must do, so that [`run_import`](super::run_import) creates every user exactly once.

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
    /// What [`ImportStore::hash`] made of the password; `None` where the template has none, or the cell is blank.
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
/// An import goes through it in this order: [`begin`](Self::begin), [`stage`](Self::stage) for each batch of users whose
/// passwords are hashed, [`seal`](Self::seal), [`create`](Self::create) until nothing is left, [`end`](Self::end).
/// [`run_import`](super::run_import) does that. Up to the seal nothing of the upload has happened; from the seal on all of
/// it will, for [`resume_imports`](super::resume_imports) carries on where a process has died.
///
/// Each method is one transaction: either all of it is on disk when it returns, or nothing is. A host tests its store with
/// the [`store_kit`](super::kit).
///
/// # Leases
///
/// A lease says that this process, and no other, carries out an import. [`abandoned`](Self::abandoned) takes over the leases
/// of processes that have died or that have not been heard of for long; whoever held such a lease before can do nothing with
/// it any more (each method that takes one checks that in its transaction, and fails). A lease that is dropped is abandoned.
pub trait ImportStore {
    /// What goes wrong when the store cannot do its work. A row that cannot be created is no such error.
    type Error;
    /// The right to carry out one import.
    type Lease;

    /// The number of the import that a lease is for.
    fn import_id(&self, lease: &Self::Lease) -> ImportId;

    /// Writes an import into the history, in progress: the file, its errors, notices and counts, and the rows with errors.
    ///
    /// # Errors
    ///
    /// The store fails, or the uploader is not an active user who may import.
    fn begin(&self, plan: &ImportPlan, uploader: &str) -> Result<Self::Lease, Self::Error>;

    /// Hashes passwords, each with a salt of its own, on as many cores as there are. Nothing is written.
    ///
    /// # Errors
    ///
    /// There is no randomness for salts to be had.
    fn hash(&self, passwords: &[Password<'_>]) -> Result<Vec<String>, Self::Error>;

    /// Keeps users that are to be created. None is yet.
    ///
    /// # Errors
    ///
    /// The store fails, or the lease is lost.
    fn stage(&self, lease: &Self::Lease, users: &[HashedUser<'_>]) -> Result<(), Self::Error>;

    /// Says that every user of the import has been staged: from here on it is carried to its end, whatever happens.
    ///
    /// # Errors
    ///
    /// The store fails, or the lease is lost.
    fn seal(&self, lease: &Self::Lease) -> Result<(), Self::Error>;

    /// Creates the next staged users, `most` at the most, having checked them again in the same transaction
    /// ([`recheck`](super::recheck)); those that may not be created become rows with errors. Gives the number of users that
    /// are still to be created.
    ///
    /// Of an import that is not sealed it creates nothing and gives 0. One that is all or nothing is created whole, whatever
    /// `most` says; where one of its users may not be created, none is, and in the same transaction the others become not
    /// attempted: whoever resumes the import must not find them still to be created.
    ///
    /// # Errors
    ///
    /// The store fails, or the lease is lost.
    fn create(&self, lease: &Self::Lease, max: usize) -> Result<u32, Self::Error>;

    /// Ends an import, wherever it stands: users that are still to be created are not attempted, their hashes are erased, and
    /// the status is worked out ([`ImportStatus::of_ended`](super::ImportStatus::of_ended)).
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

    /// The imports that a filter lets pass, newest first.
    ///
    /// # Errors
    ///
    /// The store fails.
    fn history(&self, filter: &ImportFilter, page: HistoryPage) -> Result<Vec<ImportRecord>, Self::Error>;

    /// What Details shows of an import; `None` where there is no such import.
    ///
    /// # Errors
    ///
    /// The store fails.
    fn details(&self, id: ImportId) -> Result<Option<ImportDetails>, Self::Error>;

    /// The rows of an import that were kept, in the order of the file: all, or those with one outcome.
    ///
    /// Rows of which nothing was written, because their passwords had not been hashed when the import was interrupted, are
    /// not among them.
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

    /// Deactivates the users of an import whom nobody has changed since and whom the level of `login` reaches. Where that is
    /// nobody, nothing is changed.
    ///
    /// # Errors
    ///
    /// The store fails, there is no such import, it is in progress, or `login` is not an active user who may import.
    fn undo(&self, id: ImportId, login: &str) -> Result<Undo, Self::Error>;
}
