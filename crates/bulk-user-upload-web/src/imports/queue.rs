//! Who waits, and for how long more imports are taken.

use std::collections::VecDeque;
use std::time::Instant;

use bulk_user_upload::{ImportId, ImportPlan};
use bulk_user_upload_sqlite::{LeaseMark, SqliteLease};

/// An import that is in the history, in progress.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) id: ImportId,
    pub(super) plan: ImportPlan,
    pub(super) lease: SqliteLease,
}

/// What the threads wait for.
#[derive(Debug)]
pub(super) struct Queue {
    pub(super) waiting: VecDeque<Job>,
    /// Slots of imports that are just being written into the history.
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
