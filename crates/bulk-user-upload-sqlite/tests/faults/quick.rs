//! A store that does not take its time over passwords: a thousand imports of a debug build would do little
//! else.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};

use bulk_user_upload::Password;
use bulk_user_upload::import::{
    HashedUser, HistoryPage, ImportDetails, ImportFilter, ImportId, ImportPlan, ImportRecord, ImportStore,
    ImportedRow, RowOutcome, Undo,
};
use bulk_user_upload_sqlite::{SqliteLease, SqliteStore, StoreError};

/// More batches than any upload here has.
const MAX_BATCHES: usize = 100;

/// The store itself, but for its hashes. It also notices imports that never come to their end.
#[derive(Debug)]
pub(crate) struct Quick<'s> {
    store: &'s SqliteStore,
    batches: AtomicUsize,
}

impl<'s> Quick<'s> {
    pub(crate) fn new(store: &'s SqliteStore) -> Self {
        Self { store, batches: AtomicUsize::new(0) }
    }
}

/// How often a hash has its [`part_of`].
pub(crate) const PARTS: usize = 3;

/// Stands for the hash of a password, and is as long as one.
pub(crate) fn quick_hash(password: &str) -> String {
    let mut hasher = DefaultHasher::new();
    password.hash(&mut hasher);
    let part = format!("{:016x}", hasher.finish());
    format!("$quick$v=19$m=8,t=1,p=1${part}000000${part}{part}00000000000")
}

/// What only this hash has: in the place of the salt, and twice after it. So what is left of a hash is found.
pub(crate) fn part_of(hash: &str) -> &str {
    let (_, rest) = hash.rsplit_once('$').unwrap();
    &rest[..16]
}

impl ImportStore for Quick<'_> {
    type Error = StoreError;
    type Lease = SqliteLease;

    fn import_id(&self, lease: &SqliteLease) -> ImportId {
        self.store.import_id(lease)
    }

    fn begin(&self, plan: &ImportPlan, uploader: &str) -> Result<SqliteLease, StoreError> {
        self.store.begin(plan, uploader)
    }

    fn hash(&self, passwords: &[Password<'_>]) -> Result<Vec<String>, StoreError> {
        Ok(passwords.iter().map(|password| quick_hash(password.expose())).collect())
    }

    fn stage(&self, lease: &SqliteLease, users: &[HashedUser<'_>]) -> Result<(), StoreError> {
        self.store.stage(lease, users)
    }

    fn seal(&self, lease: &SqliteLease) -> Result<(), StoreError> {
        self.store.seal(lease)
    }

    fn create(&self, lease: &SqliteLease, max: usize) -> Result<u32, StoreError> {
        let batches = self.batches.fetch_add(1, Ordering::Relaxed);
        assert!(batches < MAX_BATCHES, "an import goes round in circles");
        self.store.create(lease, max)
    }

    fn end(&self, lease: SqliteLease) -> Result<ImportRecord, StoreError> {
        self.store.end(lease)
    }

    fn abandoned(&self) -> Result<Vec<SqliteLease>, StoreError> {
        self.store.abandoned()
    }

    fn history(&self, filter: &ImportFilter, page: HistoryPage) -> Result<Vec<ImportRecord>, StoreError> {
        self.store.history(filter, page)
    }

    fn details(&self, id: ImportId) -> Result<Option<ImportDetails>, StoreError> {
        self.store.details(id)
    }

    fn rows(&self, id: ImportId, outcome: Option<RowOutcome>) -> Result<Vec<ImportedRow>, StoreError> {
        self.store.rows(id, outcome)
    }

    fn undo_preview(&self, id: ImportId, login: &str) -> Result<Undo, StoreError> {
        self.store.undo_preview(id, login)
    }

    fn undo(&self, id: ImportId, login: &str) -> Result<Undo, StoreError> {
        self.store.undo(id, login)
    }
}
