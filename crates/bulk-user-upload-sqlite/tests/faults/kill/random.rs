//! A process that is killed at random moments, 500 times: the next start brings its import to its end.

use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use bulk_user_upload::import::ImportMode;

use super::MODES;
use crate::common::{Place, Users};
use crate::invariants::{history, logins, next_start, upload_again};
use crate::pool::{Random, each};
use crate::worker::{Process, Task, Work};

const RUNS: usize = 500;

#[derive(Debug)]
struct Run {
    mode: ImportMode,
    /// When the import is killed, in thousandths of the time that it takes.
    import: u64,
    /// When the process that resumes it is killed as well.
    resume: Option<u64>,
}

/// The time that something takes, in microseconds. It is measured, and then adapted, for a machine has other
/// things to do at times: about nine of ten are to be killed before they have come to their end.
struct Whole(AtomicU64);

impl Whole {
    fn of(process: Process) -> Self {
        let begun = Instant::now();
        process.wait().said();
        Self(AtomicU64::new(begun.elapsed().as_micros() as u64))
    }

    /// Kills a process when so many thousandths of the time are over, unless it has ended by then.
    fn kill(&self, mut process: Process, thousandths: u64) {
        process.wait_until_here();
        let whole = self.0.load(Ordering::Relaxed);
        thread::sleep(Duration::from_micros(whole * thousandths / 1_000));
        process.kill();
        let ended = process.wait();
        assert!(ended.status.code().is_none_or(|code| code == 0), "it did not panic: {ended:?}");
        let whole = if ended.status.success() { whole - whole / 10 } else { whole + whole / 100 };
        self.0.store(whole, Ordering::Relaxed);
    }
}

#[test]
fn an_import_that_is_killed_at_any_moment_is_brought_to_its_end() {
    let users = MODES.map(Users::usual);
    let place = Place::loaded();
    let import = Whole::of(Work::import(&place, &users[0].csv, MODES[0]).start());
    let resume = Whole::of(Work::new(&place, Task::Resume).start());

    let mut random = Random::seeded();
    let run = |index: usize| Run {
        mode: MODES[index % 2],
        import: random.below(1_000),
        resume: index.is_multiple_of(3).then(|| random.below(1_000)),
    };
    each(&(0..RUNS).map(run).collect::<Vec<_>>(), |run| {
        let (place, users) = (Place::loaded(), &users[usize::from(run.mode == MODES[1])]);
        import.kill(Work::import(&place, &users.csv, run.mode).start(), run.import);
        if let Some(moment) = run.resume {
            resume.kill(Work::new(&place, Task::Resume).start(), moment);
        }
        next_start(&place);
        assert!(history(&place).len() <= 1, "what was not asked for has not happened");
        upload_again(&place, users, run.mode);
        let logins = logins(&place);
        assert!(users.valid.iter().all(|login| logins[login] == 1), "everybody is there, once");
    });
}
