//! Who waits, and for how long more imports are taken.

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::time::Instant;

use bulk_user_upload_sqlite::LeaseMark;

use super::{Job, Shared};
use crate::refusal::Refusal;

/// What the threads wait for.
#[derive(Debug)]
pub(super) struct Queue {
    pub(super) waiting: VecDeque<Job>,
    /// Places of imports that are just being written into the history.
    pub(super) reserved: usize,
    /// Threads that have not ended.
    pub(super) threads: usize,
    pub(super) stop: Stop,
    /// When imports are next looked for that nobody sees to.
    pub(super) look_at: Instant,
}

/// How far the end of the service has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Stop {
    #[default]
    No,
    /// No more imports are taken.
    Finish,
    /// What has created nothing yet is ended.
    Now,
}

impl Default for Queue {
    /// Nobody waits, and the first thing is to look.
    fn default() -> Self {
        Self {
            waiting: VecDeque::new(),
            reserved: 0,
            threads: 0,
            stop: Stop::default(),
            look_at: Instant::now(),
        }
    }
}

impl Queue {
    /// The leases of those that wait.
    pub(super) fn marks(&self) -> Vec<LeaseMark> {
        self.waiting.iter().map(|job| job.lease.mark()).collect()
    }
}

impl Stop {
    /// The further of two.
    pub(super) fn max(self, other: Self) -> Self {
        if self == Self::No { other } else { self }
    }
}

/// A place in the queue, which is taken, or given back.
pub(super) struct Place<'s> {
    shared: &'s Shared,
}

impl<'s> Place<'s> {
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

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.shared.queue().reserved -= 1;
        self.shared.changed.notify_all();
    }
}
