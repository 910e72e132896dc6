//! Imports, which are carried out in the background, one after the other: each of them uses all the cores
//! that hashing may use.
//!
//! An import is in the history before its upload is answered. Then it waits in memory, and its lease is
//! renewed. If the process dies, the next start ends the import, and the history says how.

mod queue;
mod shared;
#[cfg(test)]
mod tests;
mod worker;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use bulk_user_upload::import::{ImportId, ImportPlan, ImportProgress, ImportStore, carry_out};
use bulk_user_upload_sqlite::{Begun, IdempotencyKey, SqliteLease, SqliteStore, StoreError};

use self::queue::{Job, Queue, Stop};
use self::shared::{Shared, Slot, lock};
use self::worker::spawn;
use crate::refusal::Refusal;
use crate::settings::Settings;

/// The imports that wait, and the one that is being carried out.
#[derive(Debug)]
pub(crate) struct Imports {
    /// Writes accepted imports into the history.
    writer: Arc<SqliteStore>,
    shared: Arc<Shared>,
}

/// An upload that is in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Accepted {
    /// The number of its import.
    pub(crate) id: ImportId,
    /// Whether the upload was sent before, under the same key.
    pub(crate) is_repeated: bool,
}

impl Imports {
    /// Starts the threads. They begin by ending the imports of processes that have died. `writer` writes
    /// accepted imports into the history.
    pub(crate) fn start(
        database: &Path,
        writer: Arc<SqliteStore>,
        settings: &Settings,
    ) -> Result<Self, StoreError> {
        let shared = Arc::new(Shared::new(database, settings)?);
        spawn(&shared, "imports", Shared::work);
        spawn(&shared, "leases", Shared::renew_leases);
        Ok(Self { writer, shared })
    }

    /// Writes an import into the history, and has it carried out. `reader` looks up whether the upload was
    /// sent before: such an upload needs no slot in the queue.
    ///
    /// An import that is in the history is accepted, whatever happens afterwards.
    pub(crate) fn accept(
        &self,
        reader: &SqliteStore,
        plan: ImportPlan,
        uploader: &str,
        key: Option<IdempotencyKey<'_>>,
    ) -> Result<Accepted, Refusal> {
        let before = key.map(|key| reader.begun_before(uploader, key)).transpose()?;
        if let Some(id) = before.flatten() {
            return Ok(Accepted { id, is_repeated: true });
        }
        let slot = Slot::reserve(&self.shared)?;
        let begun = match key {
            Some(key) => self.writer.begin_once(&plan, uploader, key)?,
            None => Begun::Now(self.writer.begin(&plan, uploader)?),
        };
        let lease = match begun {
            Begun::Before(id) => return Ok(Accepted { id, is_repeated: true }),
            Begun::Now(lease) => lease,
        };
        let id = self.writer.import_id(&lease);
        tracing::info!(import = id.0, users = plan.report().users(), "import accepted");
        if plan.new_users().next().is_none() {
            self.end_at_once(id, &plan, lease);
        } else {
            self.shared.set_progress(id, &plan);
            slot.take(Job { id, plan, lease });
        }
        Ok(Accepted { id, is_repeated: false })
    }

    /// Ends an import that creates no users: it need not wait in the queue. If that fails, the worker ends
    /// it later.
    fn end_at_once(&self, id: ImportId, plan: &ImportPlan, lease: SqliteLease) {
        if let Err(error) = carry_out(&*self.writer, plan, lease, &mut |_| ControlFlow::Continue(())) {
            tracing::warn!(import = id.0, %error, "import could not be ended at once");
            self.shared.look_now();
        }
    }

    /// The progress of an import that this process carries out.
    pub(crate) fn progress(&self, id: ImportId) -> Option<ImportProgress> {
        lock(&self.shared.progress).get(&id).copied()
    }

    /// Whether imports are taken and carried out. It takes no lock.
    pub(crate) fn is_running(&self) -> bool {
        self.shared.is_taking.load(Ordering::Relaxed)
    }

    /// Takes no more imports, and waits until those that were taken have ended. After `grace` they are
    /// interrupted at their next step.
    pub(crate) fn stop(&self, grace: Duration) {
        let shared = &self.shared;
        let mut queue = shared.queue();
        queue.stop = queue.stop.max(Stop::Finish);
        shared.is_taking.store(false, Ordering::Relaxed);
        shared.changed.notify_all();
        let is_busy = |queue: &mut Queue| queue.threads > 0 && queue.stop != Stop::Now;
        let waited = shared.changed.wait_timeout_while(queue, grace, is_busy);
        let (mut queue, _) = waited.unwrap_or_else(PoisonError::into_inner);
        queue.stop = Stop::Now;
        shared.given_up.store(true, Ordering::Relaxed);
        shared.changed.notify_all();
        let ended = shared.changed.wait_while(queue, |queue| queue.threads > 0);
        drop(ended.unwrap_or_else(PoisonError::into_inner));
    }
}

/// A service that is dropped without being stopped does not wait for its imports. It gives up their leases,
/// and the next start ends them.
impl Drop for Imports {
    fn drop(&mut self) {
        self.stop(Duration::ZERO);
    }
}
