//! Imports, carried out behind the answers: one after the other, for each uses all the cores that it may.
//!
//! An import is in the history before its upload is answered. From there on it waits in memory, and its lease is kept; a
//! process that dies leaves it to the next start, which says what came of it.

mod worker;

use std::collections::{HashMap, VecDeque};
use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use bulk_user_upload::{ImportId, ImportPlan, ImportProgress, ImportStep, ImportStore};
use bulk_user_upload_sqlite::{Begun, IdempotencyKey, SqliteLease, SqliteStore};

use crate::refusal::Refusal;
use crate::settings::Settings;

/// The imports that wait, and the one that is carried out.
#[derive(Debug)]
pub(crate) struct Imports {
    shared: Arc<Shared>,
}

/// An upload that is in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// The number of its import.
    pub(crate) id: ImportId,
    /// It was sent before, under the same key.
    pub(crate) is_repeated: bool,
}

/// What the threads share.
#[derive(Debug)]
struct Shared {
    store: SqliteStore,
    /// Where passwords are hashed: fewer threads than cores, so that others get their turn.
    hashing: rayon::ThreadPool,
    /// How many imports may wait.
    most: usize,
    queue: Mutex<Queue>,
    /// The queue has changed.
    changed: Condvar,
    progress: Mutex<HashMap<ImportId, ImportProgress>>,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<Job>,
    /// Places of imports that are just being written into the history.
    reserved: usize,
    /// Threads that have not ended.
    threads: usize,
    stop: Stop,
}

/// An import that is in the history, in progress.
#[derive(Debug)]
struct Job {
    id: ImportId,
    plan: ImportPlan,
    lease: SqliteLease,
}

/// How far the end of the service has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Stop {
    #[default]
    No,
    /// No more imports are taken.
    Finish,
    /// What has created nothing yet is ended.
    Now,
}

impl Imports {
    /// Starts the threads. The first thing that they do is to bring imports to their end whose process has died.
    pub(crate) fn start(store: SqliteStore, settings: &Settings) -> Self {
        let hashing = rayon::ThreadPoolBuilder::new()
            .num_threads(settings.hashing_threads.max(1))
            .thread_name(|number| format!("hashing-{number}"))
            .build()
            .expect("a program that has no threads to spare cannot serve");
        let shared = Arc::new(Shared {
            store,
            hashing,
            most: settings.waiting_imports.max(1),
            queue: Mutex::default(),
            changed: Condvar::new(),
            progress: Mutex::default(),
        });
        spawn(&shared, "imports", Shared::work);
        spawn(&shared, "leases", Shared::keep_leases);
        Self { shared }
    }

    /// Writes an import into the history, and has it carried out. `store` is a connection of the caller's.
    pub(crate) fn accept(
        &self,
        store: &SqliteStore,
        plan: ImportPlan,
        uploader: &str,
        key: Option<IdempotencyKey<'_>>,
    ) -> Result<Accepted, Refusal> {
        let place = Place::reserve(&self.shared)?;
        let begun = match key {
            Some(key) => store.begin_once(&plan, uploader, key)?,
            None => Begun::Now(store.begin(&plan, uploader)?),
        };
        match begun {
            Begun::Before(id) => Ok(Accepted { id, is_repeated: true }),
            Begun::Now(lease) => {
                let id = store.import_id(&lease);
                tracing::info!(import = id.0, users = plan.report().users(), "import accepted");
                if plan.new_users().next().is_none() {
                    // There is nobody to create, so there is nothing to wait for.
                    bulk_user_upload::carry_out(store, &plan, lease, &mut |_| ControlFlow::Continue(()))?;
                } else {
                    self.shared.set_progress(id, &plan);
                    place.take(Job { id, plan, lease });
                }
                Ok(Accepted { id, is_repeated: false })
            }
        }
    }

    /// How far an import has come that this process carries out.
    pub(crate) fn progress(&self, id: ImportId) -> Option<ImportProgress> {
        lock(&self.shared.progress).get(&id).copied()
    }

    /// Whether imports are taken.
    pub(crate) fn is_running(&self) -> bool {
        self.shared.queue().stop == Stop::No
    }

    /// Takes no more imports, and waits until those that were taken have ended: for so long as they come to their own end,
    /// and then at the next step.
    pub(crate) fn stop(&self, grace: Duration) {
        let shared = &self.shared;
        let mut queue = shared.queue();
        queue.stop = queue.stop.max(Stop::Finish);
        shared.changed.notify_all();
        let is_busy = |queue: &mut Queue| queue.threads > 0 && queue.stop != Stop::Now;
        let waited = shared.changed.wait_timeout_while(queue, grace, is_busy);
        let (mut queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        queue.stop = Stop::Now;
        shared.changed.notify_all();
        let ended = shared.changed.wait_while(queue, |queue| queue.threads > 0);
        drop(ended.unwrap_or_else(PoisonError::into_inner));
    }
}

/// Whoever lets go of the service without stopping it does not wait for imports: their leases go, and the next start sees to
/// them.
impl Drop for Imports {
    fn drop(&mut self) {
        self.stop(Duration::ZERO);
    }
}

/// Starts a thread, and counts it until it ends.
fn spawn(shared: &Arc<Shared>, name: &str, run: impl FnOnce(&Shared) + Send + 'static) {
    shared.queue().threads += 1;
    let shared = Arc::clone(shared);
    let whole = move || {
        run(&shared);
        shared.queue().threads -= 1;
        shared.changed.notify_all();
    };
    let thread = thread::Builder::new().name(name.to_owned()).spawn(whole);
    thread.expect("a program that has no threads to spare cannot serve");
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        lock(&self.queue)
    }

    fn set_progress(&self, id: ImportId, plan: &ImportPlan) {
        let of = plan.new_users().count() as u32;
        lock(&self.progress).insert(id, ImportProgress { step: ImportStep::Hashing, done: 0, of });
    }
}

impl Stop {
    /// The further of two.
    fn max(self, other: Self) -> Self {
        if self == Self::No { other } else { self }
    }
}

/// A place in the queue, which is taken, or given back.
struct Place<'s> {
    shared: &'s Shared,
}

impl<'s> Place<'s> {
    fn reserve(shared: &'s Shared) -> Result<Self, Refusal> {
        let mut queue = shared.queue();
        if queue.stop != Stop::No || queue.waiting.len() + queue.reserved >= shared.most {
            return Err(Refusal::Busy);
        }
        queue.reserved += 1;
        Ok(Self { shared })
    }

    fn take(self, job: Job) {
        self.shared.queue().waiting.push_back(job);
        self.shared.changed.notify_all();
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.shared.queue().reserved -= 1;
        self.shared.changed.notify_all();
    }
}

/// What a thread that panicked leaves behind is whole: nothing is changed half-way under these locks.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
