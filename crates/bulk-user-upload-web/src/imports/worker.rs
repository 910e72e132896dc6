//! The threads behind the answers: one carries imports out, the other keeps the leases of those that wait.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;
use std::time::Duration;

use bulk_user_upload::{ImportProgress, ImportStep, ImportStore, carry_out, resume_imports};

use super::{Job, Queue, Shared, Stop, lock};

/// How often a thread with nothing to do looks for imports of other processes that have died.
const IDLE: Duration = Duration::from_secs(60);

/// How often leases are kept: many times before they run out.
const KEPT_EVERY: Duration = Duration::from_secs(10);

impl Shared {
    /// Carries imports out until the service ends, and all that were taken have ended.
    pub(super) fn work(&self) {
        self.resume();
        loop {
            let queue = self.queue();
            let nothing_to_do = |queue: &mut Queue| {
                queue.waiting.is_empty() && (queue.stop == Stop::No || queue.reserved > 0)
            };
            let waited = self.changed.wait_timeout_while(queue, IDLE, nothing_to_do);
            let (mut queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
            let (job, stop) = (queue.waiting.pop_front(), queue.stop);
            drop(queue);
            if stop != Stop::No {
                // The last one that waited may just have been taken: its lease is no more to be kept.
                self.changed.notify_all();
            }
            match (job, stop) {
                (Some(job), _) => self.see_to(job),
                (None, Stop::No) => self.resume(),
                (None, Stop::Finish | Stop::Now) => return,
            }
        }
    }

    fn see_to(&self, job: Job) {
        let id = job.id;
        let span = tracing::info_span!("import", import = id.0);
        // A panic costs this one import its lease, and the next look at abandoned imports sees to it.
        let done = catch_unwind(AssertUnwindSafe(|| span.in_scope(|| self.carry_out(job))));
        lock(&self.progress).remove(&id);
        if done.is_err() {
            tracing::error!(import = id.0, "import panicked");
        }
    }

    fn carry_out(&self, Job { id, plan, lease }: Job) {
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
        match ended {
            Ok(record) => tracing::info!(
                status = record.status.as_str(),
                users = record.users,
                created = record.created,
                rows_with_errors = record.rows_with_errors,
                "import ended"
            ),
            Err(error) => tracing::error!(%error, "import failed on the way; it is brought to its end later"),
        }
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

    /// Says from time to time that the imports which wait are seen to.
    pub(super) fn keep_leases(&self) {
        let mut queue = self.queue();
        while queue.stop == Stop::No || !queue.waiting.is_empty() {
            let over = |queue: &mut Queue| queue.stop == Stop::No || !queue.waiting.is_empty();
            let waited = self.changed.wait_timeout_while(queue, KEPT_EVERY, over);
            (queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
            if queue.waiting.is_empty() {
                continue;
            }
            if let Err(error) = self.store.keep(queue.waiting.iter().map(|job| job.lease.mark())) {
                tracing::error!(%error, "the leases of waiting imports were not kept");
            }
        }
    }
}
