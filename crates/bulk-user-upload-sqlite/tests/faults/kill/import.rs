//! A process that is killed at a step of an import: the next start brings it to its end.

use std::cmp::Ordering;

use bulk_user_upload::import::{ImportMode, ImportStatus};
use rusqlite::Connection;

use super::{MODES, MOMENTS, TIMES, copy};
use crate::common::{Place, Users};
use crate::invariants::{history, next_start, number, upload_again};
use crate::pool::each;
use crate::worker::Work;

/// A step at which an import is killed.
#[derive(Debug, Clone)]
struct Run {
    mode: ImportMode,
    operation: &'static str,
    moment: &'static str,
    /// How often the step has been reached by then.
    time: usize,
    users: Users,
}

impl Run {
    fn step(&self) -> String {
        format!("{}:{}:{}", self.operation, self.moment, self.time)
    }

    /// How often the operation is on disk when the process is dead.
    fn committed(&self, operation: &str) -> usize {
        const ORDER: [&str; 5] = ["begin", "stage", "seal", "create", "end"];
        let place = |operation| ORDER.iter().position(|other| *other == operation).unwrap();
        match place(operation).cmp(&place(self.operation)) {
            Ordering::Less => usize::MAX,
            Ordering::Equal if self.moment == "after-commit" => self.time,
            Ordering::Equal => self.time - 1,
            Ordering::Greater => 0,
        }
    }

    /// Just what had been committed by then is on disk: it was this step, and no other.
    fn check_what_is_on_disk(&self, sql: &Connection) {
        let valid = self.users.valid.len();
        let done = |operation, batch: usize| self.committed(operation).saturating_mul(batch).min(valid);
        let is_begun = self.committed("begin").min(1);
        let created_at_once = if self.mode == ImportMode::AllOrNothing { valid } else { 500 };
        let created = done("create", created_at_once);
        let expected = [
            ("SELECT count(*) FROM imports", is_begun),
            ("SELECT count(*) FROM imports WHERE sealed", self.committed("seal").min(1)),
            ("SELECT count(*) FROM imports WHERE ended_at IS NOT NULL", self.committed("end").min(1)),
            ("SELECT count(*) FROM import_rows WHERE outcome = 'with-errors'", is_begun * self.users.wrong),
            ("SELECT count(*) FROM import_rows WHERE outcome = 'pending'", done("stage", 64) - created),
            ("SELECT count(*) FROM import_rows WHERE outcome = 'created'", created),
            ("SELECT count(*) FROM users WHERE password_hash IS NOT NULL", created),
        ];
        for (query, expected) in expected {
            assert_eq!(number(sql, query), expected, "{query}");
        }
    }

    fn check_what_became_of_it(&self, place: &Place) {
        let history = history(place);
        if self.committed("begin") == 0 {
            assert_eq!(history, [], "it had not begun");
            return;
        }
        let counts = (history[0].created as usize, history[0].rows_with_errors as usize);
        let created = self.committed("seal").min(1) * self.users.valid.len();
        assert_eq!((history.len(), counts), (1, (created, self.users.wrong)));
        let status = match (created, self.users.wrong) {
            (0, _) => ImportStatus::Interrupted,
            (_, 0) => ImportStatus::Succeeded,
            _ => ImportStatus::Failed,
        };
        assert_eq!(history[0].status, status);
    }
}

/// Each moment of an operation, 20 times, with the times that it is reached in turn.
fn runs(operation: &'static str, times: &[usize]) -> Vec<Run> {
    let run = |moment, index: usize| {
        let mode = MODES[index % 2];
        let time = times[index / 2 % times.len()];
        Run { mode, operation, moment, time, users: Users::usual(mode) }
    };
    MOMENTS.iter().flat_map(|moment| (0..TIMES).map(move |index| run(moment, index))).collect()
}

fn kill(run: &Run) {
    let place = Place::loaded();
    Work::import(&place, &run.users.csv, run.mode).start_to_be_killed(&run.step()).wait().assert_killed();
    run.check_what_is_on_disk(&copy(&place).sql());
    let resumed = next_start(&place);
    let was_in_progress = run.committed("begin") > 0 && run.committed("end") == 0;
    assert_eq!(resumed.len(), usize::from(was_in_progress));
    run.check_what_became_of_it(&place);
    upload_again(&place, &run.users, run.mode);
    upload_again(&place, &run.users, run.mode);
}

#[test]
fn an_import_that_is_killed_as_it_begins_is_ended() {
    each(&runs("begin", &[1]), kill);
}

#[test]
fn an_import_that_is_killed_between_its_passwords_has_created_nothing() {
    each(&runs("stage", &[1, 2, 3]), kill);
}

#[test]
fn an_import_that_is_killed_at_the_seal_is_all_done_or_not_at_all() {
    each(&runs("seal", &[1]), kill);
}

#[test]
fn an_import_that_is_killed_as_it_creates_is_carried_on() {
    each(&runs("create", &[1]), kill);
}

#[test]
fn a_large_import_that_is_killed_between_its_batches_is_carried_on() {
    let users = Users::new(1_100, 20);
    let run = |(moment, time)| {
        let (mode, users) = (ImportMode::PartialSuccess, users.clone());
        Run { mode, operation: "create", moment, time, users }
    };
    let steps = MOMENTS.iter().flat_map(|moment| [1, 2, 3].map(|time| (*moment, time)));
    each(&steps.map(run).collect::<Vec<_>>(), kill);
}

#[test]
fn an_import_that_is_killed_as_it_ends_is_ended() {
    each(&runs("end", &[1]), kill);
}
