//! The background threads: one carries imports out, the other renews the leases of those that wait. Their
//! work is divided into turns, and a panic costs one turn.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use bulk_user_upload::import::{ImportProgress, ImportStep, ImportStore, carry_out, resume_imports};

use super::queue::{Job, Queue, Stop};
use super::shared::{Shared, lock};

/// How often the worker looks for abandoned imports: those of processes that died, and those of this one
/// that failed.
const LOOK_INTERVAL: Duration = Duration::from_secs(60);

/// How often leases are renewed: many times before they run out.
const RENEW_INTERVAL: Duration = Duration::from_secs(10);

/// What a thread does again and again, until it breaks.
pub(super) type Turn = fn(&Shared) -> ControlFlow<()>;

/// A thread that has not ended. When one ends, no more imports are taken, for none would be carried out.
struct Thread {
    shared: Arc<Shared>,
}

/// Starts a thread.
pub(super) fn spawn(shared: &Arc<Shared>, name: &str, turn: Turn) {
    shared.queue().threads += 1;
    let this = Thread { shared: Arc::clone(shared) };
    let whole = move || while this.take_turn(turn) {};
    let thread = thread::Builder::new().name(name.to_owned()).spawn(whole);
    thread.expect("a program that has no threads to spare cannot serve");
}

impl Thread {
    /// Takes a turn. Gives whether there is another.
    fn take_turn(&self, turn: Turn) -> bool {
        let done = catch_unwind(AssertUnwindSafe(|| turn(&self.shared)));
        if done.is_err() {
            tracing::error!(thread = thread::current().name(), "a turn panicked; the next one begins");
        }
        !matches!(done, Ok(ControlFlow::Break(())))
    }
}

/// Also runs when the thread panics.
impl Drop for Thread {
    fn drop(&mut self) {
        let mut queue = self.shared.queue();
        self.shared.is_taking.store(false, Ordering::Relaxed);
        queue.threads -= 1;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    /// Carries the next import out, or, when it is time, looks for abandoned imports. Those come first,
    /// however many wait, because the history shows them as in progress. It breaks when the service is
    /// being stopped and all imports that were taken have ended.
    pub(super) fn work(&self) -> ControlFlow<()> {
        let mut queue = self.queue();
        loop {
            let (now, is_on) = (Instant::now(), queue.stop == Stop::No);
            if is_on && queue.look_at <= now {
                queue.look_at = now + LOOK_INTERVAL;
                let marks = queue.marks();
                drop(queue);
                // The leases are renewed first, so that its own imports do not look abandoned.
                if self.store.keep(marks).inspect_err(not_renewed).is_ok() {
                    self.resume();
                }
                return ControlFlow::Continue(());
            }
            if let Some(job) = queue.waiting.pop_front() {
                drop(queue);
                if !is_on {
                    // If that was the last one, the thread that renews leases has no more to do.
                    self.changed.notify_all();
                }
                self.carry_out_job(job);
                return ControlFlow::Continue(());
            }
            if !is_on && queue.reserved == 0 {
                return ControlFlow::Break(());
            }
            let wait = if is_on { queue.look_at - now } else { LOOK_INTERVAL };
            let waited = self.changed.wait_timeout(queue, wait);
            (queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Renews the leases of the imports that wait, from time to time.
    pub(super) fn renew_leases(&self) -> ControlFlow<()> {
        let is_needed = |queue: &mut Queue| queue.stop == Stop::No || !queue.waiting.is_empty();
        let waited = self.changed.wait_timeout_while(self.queue(), RENEW_INTERVAL, is_needed);
        let (mut queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if !is_needed(&mut queue) {
            return ControlFlow::Break(());
        }
        drop(queue);
        self.renew_waiting();
        ControlFlow::Continue(())
    }

    /// Renews the leases of the imports that wait. The queue is not locked meanwhile, because the database
    /// may be.
    pub(super) fn renew_waiting(&self) {
        let marks = self.queue().marks();
        if !marks.is_empty() {
            let _ = self.keeper.keep(marks).inspect_err(not_renewed);
        }
    }

    fn carry_out_job(&self, job: Job) {
        let id = job.id;
        let span = tracing::info_span!("import", import = id.0);
        let done = catch_unwind(AssertUnwindSafe(|| span.in_scope(|| self.carry_out(job))));
        lock(&self.progress).remove(&id);
        if done.is_err() {
            tracing::error!(import = id.0, "import panicked");
        }
        if !matches!(done, Ok(true)) {
            // Its lease is given up, so it can be ended like those of processes that died.
            self.look_now();
        }
    }

    /// Carries an import out. Gives whether it ended.
    fn carry_out(&self, Job { id, plan, lease }: Job) -> bool {
        let mut report = |progress: ImportProgress| {
            lock(&self.progress).insert(id, progress);
            // A sealed import is not interrupted: to create its users takes moments.
            let is_unsealed = progress.step == ImportStep::Hashing;
            if is_unsealed && self.queue().stop == Stop::Now {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let ended = if self.queue().stop == Stop::Now {
            self.store.end(lease)
        } else {
            self.hashing.install(|| carry_out(&self.store, &plan, lease, &mut report))
        };
        match &ended {
            Ok(record) => tracing::info!(
                status = record.status.as_str(),
                users = record.users,
                created = record.created,
                rows_with_errors = record.rows_with_errors,
                "import ended"
            ),
            Err(error) => tracing::error!(%error, "import failed on the way; it is ended later"),
        }
        ended.is_ok()
    }

    /// Ends the imports of processes that died, and those that failed on the way.
    fn resume(&self) {
        match resume_imports(&self.store) {
            Ok(all) => all.into_iter().for_each(|resumed| match resumed.outcome {
                Ok(record) => {
                    tracing::warn!(import = resumed.id.0, status = record.status.as_str(), "import resumed");
                }
                Err(error) => tracing::error!(import = resumed.id.0, %error, "import cannot be resumed yet"),
            }),
            Err(error) => tracing::error!(%error, "abandoned imports cannot be looked for"),
        }
    }
}

fn not_renewed(error: &bulk_user_upload_sqlite::StoreError) {
    tracing::error!(%error, "the leases of waiting imports were not renewed");
}
