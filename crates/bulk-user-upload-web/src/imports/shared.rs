//! What the threads that carry imports out share with the handlers that accept them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use bulk_user_upload::import::{ImportId, ImportPlan, ImportProgress, ImportStep};
use bulk_user_upload_sqlite::{SqliteStore, StoreError, StoreOptions};

use super::queue::{Job, Queue};
use crate::refusal::Refusal;
use crate::settings::Settings;

/// For how long a write waits for a locked database before it looks whether the service is being stopped.
const MAX_TRY: Duration = Duration::from_secs(1);

/// What the threads and the handlers share.
#[derive(Debug)]
pub(super) struct Shared {
    /// Carries imports out. While another program locks the database it waits as long as that takes, so
    /// that an import in memory is not lost.
    pub(super) store: SqliteStore,
    /// Renews leases while `store` is busy.
    pub(super) keeper: SqliteStore,
    /// Whether `store` no longer waits for a locked database.
    pub(super) given_up: Arc<AtomicBool>,
    /// The threads that hash passwords: fewer than there are cores, so that pages stay quick.
    pub(super) hashing: rayon::ThreadPool,
    /// How many imports may wait.
    pub(super) max: usize,
    /// Whether imports are taken: the service is not being stopped, and no thread has ended. It changes
    /// under the lock of the queue.
    pub(super) is_taking: AtomicBool,
    pub(super) queue: Mutex<Queue>,
    /// Notified when the queue changes.
    pub(super) changed: Condvar,
    pub(super) progress: Mutex<HashMap<ImportId, ImportProgress>>,
}

/// A slot in the queue: taken by a job, or given back when it is dropped.
pub(super) struct Slot<'s> {
    shared: &'s Shared,
}

impl<'s> Slot<'s> {
    pub(super) fn reserve(shared: &'s Shared) -> Result<Self, Refusal> {
        let mut queue = shared.queue();
        let is_taking = shared.is_taking.load(Ordering::Relaxed);
        if !is_taking || queue.waiting.len() + queue.reserved >= shared.max {
            return Err(Refusal::Busy);
        }
        queue.reserved += 1;
        Ok(Self { shared })
    }

    pub(super) fn take(self, job: Job) {
        self.shared.queue().waiting.push_back(job);
        self.shared.changed.notify_all();
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.shared.queue().reserved -= 1;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    pub(super) fn new(database: &Path, settings: &Settings) -> Result<Self, StoreError> {
        let patience = settings.store.patience.min(MAX_TRY);
        let options = StoreOptions { patience, ..settings.store.clone() };
        let given_up = Arc::new(AtomicBool::new(false));
        let hashing = rayon::ThreadPoolBuilder::new()
            .num_threads(settings.hashing_threads.max(1))
            .thread_name(|number| format!("hashing-{number}"))
            .build()
            .expect("a program that has no threads to spare cannot serve");
        Ok(Self {
            store: options.clone().open(database)?.waiting_until(Arc::clone(&given_up)),
            keeper: options.open(database)?,
            given_up,
            hashing,
            max: settings.waiting_imports.max(1),
            is_taking: AtomicBool::new(true),
            queue: Mutex::default(),
            changed: Condvar::new(),
            progress: Mutex::default(),
        })
    }

    /// The queue, to be held for moments only: the database is not used while it is locked.
    pub(super) fn queue(&self) -> MutexGuard<'_, Queue> {
        lock(&self.queue)
    }

    /// Makes the worker look for abandoned imports before it does anything else.
    pub(super) fn look_now(&self) {
        self.queue().look_at = Instant::now();
        self.changed.notify_all();
    }

    pub(super) fn set_progress(&self, id: ImportId, plan: &ImportPlan) {
        let of = plan.new_users().count() as u32;
        lock(&self.progress).insert(id, ImportProgress::beginning(ImportStep::Hashing, of));
    }
}

/// Locks a mutex, even after a panic: no value under these locks is ever changed half-way. The poison is
/// cleared so that waits on the condition variable do not report it again.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| {
        mutex.clear_poison();
        poisoned.into_inner()
    })
}
