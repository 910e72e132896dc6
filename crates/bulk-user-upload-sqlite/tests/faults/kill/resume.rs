//! A process that is killed while it brings an abandoned import to its end: the next but one does it.

use std::sync::LazyLock;

use bulk_user_upload::import::{ImportMode, ImportStatus};

use super::{MOMENTS, TIMES};
use crate::common::{Files, Place, Users};
use crate::invariants::{history, next_start, upload_again};
use crate::pool::each;
use crate::worker::{Task, Work};

/// An import whose process was killed.
#[derive(Debug)]
struct Abandoned {
    mode: ImportMode,
    users: Users,
    step: &'static str,
    files: Files,
}

impl Abandoned {
    fn new(mode: ImportMode, users: Users, step: &'static str) -> Self {
        let place = Place::loaded();
        Work::import(&place, &users.csv, mode).start_to_be_killed(step).wait().assert_killed();
        Self { mode, files: Files::of(&place.data()), users, step }
    }

    fn is_sealed(&self) -> bool {
        !self.step.starts_with("stage") && self.step != "seal:before-commit"
    }
}

static ABANDONED: LazyLock<Vec<Abandoned>> = LazyLock::new(|| {
    let abandoned = |mode, step| Abandoned::new(mode, Users::usual(mode), step);
    vec![
        abandoned(ImportMode::PartialSuccess, "stage:after-commit:2"),
        abandoned(ImportMode::PartialSuccess, "seal:after-commit"),
        abandoned(ImportMode::PartialSuccess, "create:after-commit"),
        abandoned(ImportMode::AllOrNothing, "seal:before-commit"),
        abandoned(ImportMode::AllOrNothing, "create:before-commit"),
        abandoned(ImportMode::AllOrNothing, "end:before-commit"),
    ]
});

/// A step at which the process that resumes an import is killed.
#[derive(Debug)]
struct Run {
    abandoned: &'static Abandoned,
    operation: &'static str,
    moment: &'static str,
    /// How often that happens.
    killed: usize,
}

fn runs(operation: &'static str) -> Vec<Run> {
    let run = |moment, index| {
        let abandoned = &ABANDONED[index % ABANDONED.len()];
        Run { abandoned, operation, moment, killed: 1 + index % 3 }
    };
    MOMENTS.iter().flat_map(|moment| (0..TIMES).map(move |index| run(moment, index))).collect()
}

fn kill(run: &Run) {
    let Run { abandoned, operation, moment, killed } = run;
    let place = Place::with(&abandoned.files);
    let step = format!("{operation}:{moment}");
    let is_ended = step == "end:after-commit";
    for _ in 0..if is_ended { 1 } else { *killed } {
        Work::new(&place, Task::Resume).start_to_be_killed(&step).wait().assert_killed();
    }
    assert_eq!(next_start(&place).len(), usize::from(!is_ended));
    let record = history(&place).remove(0);
    let created = if abandoned.is_sealed() { abandoned.users.valid.len() } else { 0 };
    let status = match (abandoned.is_sealed(), abandoned.mode) {
        (false, _) => ImportStatus::Interrupted,
        (true, ImportMode::PartialSuccess) => ImportStatus::Failed,
        (true, ImportMode::AllOrNothing) => ImportStatus::Succeeded,
    };
    assert_eq!((record.created as usize, record.status), (created, status));
    upload_again(&place, &abandoned.users, abandoned.mode);
}

#[test]
fn a_process_killed_as_it_takes_an_import_over_leaves_it_to_the_next() {
    each(&runs("take-over"), kill);
}

#[test]
fn a_process_killed_as_it_carries_an_import_on_leaves_it_to_the_next() {
    each(&runs("create"), kill);
}

#[test]
fn a_process_killed_as_it_ends_an_import_leaves_it_to_the_next() {
    each(&runs("end"), kill);
}

#[test]
fn a_large_import_is_carried_on_from_batch_to_batch() {
    let users = Users::new(1_100, 0);
    let abandoned = Abandoned::new(ImportMode::PartialSuccess, users, "create:before-commit");
    let place = Place::with(&abandoned.files);
    for created in [500, 1_000, 1_100] {
        Work::new(&place, Task::Resume).start_to_be_killed("create:after-commit").wait().assert_killed();
        assert_eq!(history(&place)[0].created, created);
    }
    assert_eq!(next_start(&place)[0].status, ImportStatus::Succeeded);
}
