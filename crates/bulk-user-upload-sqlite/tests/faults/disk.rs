//! A disk that is full: the import fails, and when there is room again, the next start brings it to its end.

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::Mutex;

use bulk_user_upload::import::ImportMode;

use crate::common::{DIRECTORY, LOADED, Place, Users, load};
use crate::invariants::{history, next_start, upload_again};
use crate::mount::SmallDisk;
use crate::pool::each;
use crate::worker::{Ended, Process, Said, Task, Work};

/// How often a run ended in which way.
type Outcomes = Mutex<BTreeMap<String, usize>>;

/// What the store may say when it cannot write.
const CANNOT_WRITE: [&str; 4] = ["DiskFull", "Database", "LockFile", "Open"];

fn note(outcomes: &Outcomes, ended: &Ended) {
    let outcome = match ended.said() {
        Said::Failed(error, message) => {
            assert!(CANNOT_WRITE.contains(&&*error), "{error}: {message}");
            error
        }
        _ => "no error".to_owned(),
    };
    *outcomes.lock().unwrap().entry(outcome).or_default() += 1;
}

/// The runs, where there were any, have ended in each of these ways.
fn check_that_there_was(outcomes: Outcomes, expected: [&str; 2]) {
    let outcomes = outcomes.into_inner().unwrap();
    println!("{outcomes:?}");
    let was_there = |outcome| outcomes.is_empty() || outcomes.contains_key(outcome);
    assert!(expected.into_iter().all(was_there), "{outcomes:?}");
}

/// Wherever there is no more room: from a file that can hardly be opened to an import that just fits.
fn check_that_it_goes_on(place: &Place, users: &Users, mode: ImportMode) {
    next_start(place);
    assert!(history(place).len() <= 1);
    upload_again(place, users, mode);
    upload_again(place, users, mode);
}

#[test]
fn a_full_disk_loses_nothing() {
    let outcomes = Outcomes::default();
    let runs: Vec<_> = (96..=560).step_by(8).collect();
    each(&runs, |&kib| {
        let mode = if kib % 16 == 0 { ImportMode::PartialSuccess } else { ImportMode::AllOrNothing };
        let (place, users) = (Place::empty(), Users::usual(mode));
        let Some(disk) = SmallDisk::over(&place.data(), kib) else { return };
        LOADED.put(&place.data());
        note(&outcomes, &Work::import(&place, &users.csv, mode).start().wait());
        // A process that starts while the disk is still full makes nothing worse.
        note(&outcomes, &Work::new(&place, Task::Resume).start().wait());
        disk.enlarge();
        check_that_it_goes_on(&place, &users, mode);
    });
    check_that_there_was(outcomes, ["DiskFull", "no error"]);
}

#[test]
fn a_database_can_be_made_when_there_is_room_again() {
    let outcomes = Outcomes::default();
    let runs: Vec<_> = (4..=200).step_by(4).collect();
    each(&runs, |&kib| {
        let place = Place::empty();
        let Some(disk) = SmallDisk::over(&place.data(), kib) else { return };
        note(&outcomes, &Work::new(&place, Task::Load { json: DIRECTORY.to_owned() }).start().wait());
        disk.enlarge();
        load(&place.store(), DIRECTORY);
        upload_again(&place, &Users::new(10, 5), ImportMode::PartialSuccess);
    });
    check_that_there_was(outcomes, ["DiskFull", "no error"]);
}

/// A worker none of whose files may grow beyond a number of blocks of 512 bytes: it is told so, or killed for
/// it.
fn start_limited(work: &Work, blocks: u32, signal: &str) -> Process {
    let worker = work.command();
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{signal} ulimit -f {blocks}; exec \"$0\" \"$@\"")]);
    shell.arg(worker.get_program()).args(worker.get_args());
    for (name, value) in worker.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    Process::start(&mut shell)
}

#[test]
fn a_file_that_may_not_grow_loses_nothing() {
    let outcomes = Outcomes::default();
    let runs: Vec<_> = (0..=40).map(|run| run * 30).chain([20_000]).collect();
    each(&runs, |&blocks| {
        let (place, mode) = (Place::loaded(), ImportMode::PartialSuccess);
        let users = Users::usual(mode);
        let work = Work::import(&place, &users.csv, mode);
        note(&outcomes, &start_limited(&work, blocks, "trap '' XFSZ;").wait());
        check_that_it_goes_on(&place, &users, mode);
    });
    check_that_there_was(outcomes, ["Database", "no error"]);
}

#[test]
fn a_process_that_is_killed_within_a_write_loses_nothing() {
    const SIGXFSZ: i32 = 25;
    let runs: Vec<_> = (0..=40).map(|run| run * 30).collect();
    let killed = Mutex::new(0);
    each(&runs, |&blocks| {
        let (place, mode) = (Place::loaded(), ImportMode::PartialSuccess);
        let users = Users::usual(mode);
        let ended = start_limited(&Work::import(&place, &users.csv, mode), blocks, "").wait();
        let signal = std::os::unix::process::ExitStatusExt::signal(&ended.status);
        assert!(signal.is_none_or(|signal| signal == SIGXFSZ), "{ended:?}");
        *killed.lock().unwrap() += usize::from(signal.is_some());
        check_that_it_goes_on(&place, &users, mode);
    });
    assert!(killed.into_inner().unwrap() > 10);
}
