//! The queue of imports that wait, and the state of the stop of the service.

use std::collections::VecDeque;
use std::time::Instant;

use bulk_user_upload::import::{ImportId, ImportPlan};
use bulk_user_upload_sqlite::{LeaseMark, SqliteLease};

/// An import that is in the history, in progress.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) id: ImportId,
    pub(super) plan: ImportPlan,
    pub(super) lease: SqliteLease,
}

/// What the threads wait on.
#[derive(Debug)]
pub(super) struct Queue {
    pub(super) waiting: VecDeque<Job>,
    /// Slots of imports that are just being written into the history.
    pub(super) reserved: usize,
    /// Threads that have not ended.
    pub(super) threads: usize,
    pub(super) stop: Stop,
    /// When the worker next looks for abandoned imports.
    pub(super) look_at: Instant,
}

/// How far the stop of the service has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Stop {
    #[default]
    No,
    /// No more imports are taken; those that were taken are carried out.
    Finish,
    /// Imports that have not created users yet are interrupted.
    Now,
}

impl Default for Queue {
    /// An empty queue. The worker begins by looking for abandoned imports.
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
    /// The leases of the imports that wait.
    pub(super) fn marks(&self) -> Vec<LeaseMark> {
        self.waiting.iter().map(|job| job.lease.mark()).collect()
    }
}

impl Stop {
    /// The later of two.
    pub(super) fn max(self, other: Self) -> Self {
        if self == Self::No { other } else { self }
    }
}
