//! The threads behind the answers: one carries imports out, the other keeps the leases of those that wait. What they do is cut
//! into turns, and a panic costs one turn.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use bulk_user_upload::{ImportProgress, ImportStep, ImportStore, carry_out, resume_imports};

use super::queue::{Job, Queue, Stop};
use super::shared::{Shared, lock};

/// How often imports of other processes are looked for that have died, and of this one that have failed.
const LOOKED_EVERY: Duration = Duration::from_secs(60);

/// How often leases are kept: many times before they run out.
const KEPT_EVERY: Duration = Duration::from_secs(10);

/// What a thread does again and again until there is no more to do.
pub(super) type Turn = fn(&Shared) -> ControlFlow<()>;

/// A thread that has not ended. Without it nobody would carry imports out, so none is taken from then on.
struct Thread {
    shared: Arc<Shared>,
}

/// Starts a thread.
pub(super) fn spawn(shared: &Arc<Shared>, name: &str, turn: Turn) {
    shared.queue().threads += 1;
    let this = Thread { shared: Arc::clone(shared) };
    let whole = move || while this.is_on(turn) {};
    let thread = thread::Builder::new().name(name.to_owned()).spawn(whole);
    thread.expect("a program that has no threads to spare cannot serve");
}

impl Thread {
    /// Takes a turn, and says whether there is another.
    fn is_on(&self, turn: Turn) -> bool {
        let done = catch_unwind(AssertUnwindSafe(|| turn(&self.shared)));
        if done.is_err() {
            tracing::error!(thread = thread::current().name(), "a turn panicked; the next one begins");
        }
        !matches!(done, Ok(ControlFlow::Break(())))
    }
}

/// However it ends.
impl Drop for Thread {
    fn drop(&mut self) {
        let mut queue = self.shared.queue();
        self.shared.is_taking.store(false, Ordering::Relaxed);
        queue.threads -= 1;
        self.shared.changed.notify_all();
    }
}

impl Shared {
    /// Carries the next import out, or, when it is time, looks for those that nobody sees to: however many wait, for the
    /// history says that these are in progress. It is over when the service ends, and all imports that were taken have ended.
    pub(super) fn work(&self) -> ControlFlow<()> {
        let mut queue = self.queue();
        loop {
            let (now, is_on) = (Instant::now(), queue.stop == Stop::No);
            if is_on && queue.look_at <= now {
                queue.look_at = now + LOOKED_EVERY;
                let marks = queue.marks();
                drop(queue);
                // Its own imports must not look abandoned to it.
                if self.store.keep(marks).inspect_err(not_renewed).is_ok() {
                    self.resume();
                }
                return ControlFlow::Continue(());
            }
            if let Some(job) = queue.waiting.pop_front() {
                drop(queue);
                if !is_on {
                    // The last one that waited may just have been taken: its lease is no more to be kept.
                    self.changed.notify_all();
                }
                self.see_to(job);
                return ControlFlow::Continue(());
            }
            if !is_on && queue.reserved == 0 {
                return ControlFlow::Break(());
            }
            let wait = if is_on { queue.look_at - now } else { LOOKED_EVERY };
            let waited = self.changed.wait_timeout(queue, wait);
            (queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Says from time to time that the imports which wait are seen to.
    pub(super) fn keep_leases(&self) -> ControlFlow<()> {
        let is_needed = |queue: &mut Queue| queue.stop == Stop::No || !queue.waiting.is_empty();
        let waited = self.changed.wait_timeout_while(self.queue(), KEPT_EVERY, is_needed);
        let (mut queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if !is_needed(&mut queue) {
            return ControlFlow::Break(());
        }
        drop(queue);
        self.keep_waiting();
        ControlFlow::Continue(())
    }

    /// Keeps the leases of those that wait. The database may be locked, and nobody else is to wait for that.
    pub(super) fn keep_waiting(&self) {
        let marks = self.queue().marks();
        if !marks.is_empty() {
            let _ = self.keeper.keep(marks).inspect_err(not_renewed);
        }
    }

    fn see_to(&self, job: Job) {
        let id = job.id;
        let span = tracing::info_span!("import", import = id.0);
        let done = catch_unwind(AssertUnwindSafe(|| span.in_scope(|| self.carry_out(job))));
        lock(&self.progress).remove(&id);
        if done.is_err() {
            tracing::error!(import = id.0, "import panicked");
        }
        if !matches!(done, Ok(true)) {
            // Its lease is gone, so that it can be brought to its end like those of other processes.
            self.look_now();
        }
    }

    /// Whether it came to its end.
    fn carry_out(&self, Job { id, plan, lease }: Job) -> bool {
        let mut report = |progress: ImportProgress| {
            lock(&self.progress).insert(id, progress);
            // From the seal on, all of it is created: that takes moments.
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
            Err(error) => tracing::error!(%error, "import failed on the way; it is brought to its end later"),
        }
        ended.is_ok()
    }

    /// Brings imports to their end whose process has died, or which failed on the way.
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
    tracing::error!(%error, "the leases of waiting imports were not kept");
}
