//! Several processes at once on one database.

use std::collections::HashSet;
use std::sync::Barrier;
use std::thread;

use bulk_user_upload::Code;
use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload::import::{ImportMode, ImportRecord, ImportStatus, ImportStore, RowOutcome};

use crate::common::{DIRECTORY, Files, Place, Users, load};
use crate::invariants::{check, contents, history, logins, next_start, upload_again};
use crate::worker::{Ended, Pause, Process, Said, Task, Work};

/// Logins that every upload has, and logins that only one has.
const SHARED: usize = 60;
const OWN: usize = 60;

/// Uploads that share half of their logins, each of which has them in an order of its own.
fn overlapping(count: usize) -> Vec<Users> {
    let login = |upload: usize, number: usize| match number {
        // The case of a login does not matter.
        number if number < SHARED && upload.is_multiple_of(2) => format!("shared{number}"),
        number if number < SHARED => format!("SHARED{number}"),
        number => format!("own{upload}.{number}"),
    };
    let upload = |upload: usize| {
        let all = SHARED + OWN;
        Users::of((0..all).map(|number| login(upload, (number + upload * 37) % all)).collect())
    };
    (0..count).map(upload).collect()
}

/// Starts all of them, and lets them go on together when each has come to its pause.
fn together(mut processes: Vec<Process>) -> Vec<Ended> {
    processes.iter_mut().for_each(Process::wait_until_here);
    processes.iter_mut().for_each(Process::go_on);
    processes.into_iter().map(Process::wait).collect()
}

/// Imports each upload with a process of its own: each was checked before any of them is imported.
fn race(place: &Place, uploads: &[Users], mode: ImportMode) -> Vec<Process> {
    let start = |(number, users): (usize, &Users)| {
        let upload = place.folder().join(format!("{number}.csv"));
        std::fs::write(&upload, &users.csv).unwrap();
        let work = Work::new(place, Task::Import { upload, mode, change: None });
        work.pausing(Pause::BeforeImporting)
    };
    uploads.iter().enumerate().map(start).map(|work| work.start()).collect()
}

fn records(ended: &[Ended]) -> Vec<ImportRecord> {
    ended.iter().map(|ended| ended.records().remove(0)).collect()
}

fn check_that_each_login_has_one_winner(place: &Place, records: &[ImportRecord]) {
    check(place);
    let created: u32 = records.iter().map(|record| record.created).sum();
    assert_eq!(created as usize, SHARED + records.len() * OWN);
    let users: HashSet<_> = logins(place).into_keys().map(|login| login.to_lowercase()).collect();
    assert_eq!(users.len(), created as usize + 2, "the users from before are still there");
    assert_eq!(history(place).len(), records.len());
    let store = place.store();
    for record in records {
        assert_eq!(record.users, record.created + record.rows_with_errors, "{record:?}");
        for row in store.rows(record.id, Some(RowOutcome::WithErrors)).unwrap() {
            let codes: Vec<_> = row.errors.iter().map(|error| error.code).collect();
            assert!(row.cells[2].to_lowercase().starts_with("shared"), "{row:?}");
            assert_eq!(codes, [Code::LoginAlreadyExists]);
        }
    }
}

#[test]
fn of_two_processes_one_gets_each_login() {
    for _ in 0..10 {
        let place = Place::loaded();
        let ended = together(race(&place, &overlapping(2), ImportMode::PartialSuccess));
        check_that_each_login_has_one_winner(&place, &records(&ended));
    }
}

#[test]
fn of_eight_processes_one_gets_each_login() {
    for _ in 0..4 {
        let place = Place::loaded();
        let ended = together(race(&place, &overlapping(8), ImportMode::PartialSuccess));
        check_that_each_login_has_one_winner(&place, &records(&ended));
    }
}

#[test]
fn of_eight_processes_one_creates_all_and_the_others_nothing() {
    for _ in 0..4 {
        let place = Place::loaded();
        let ended = together(race(&place, &overlapping(8), ImportMode::AllOrNothing));
        check(&place);
        let mut counts: Vec<_> = records(&ended)
            .into_iter()
            .map(|record| (record.created as usize, record.rows_with_errors as usize, record.status))
            .collect();
        counts.sort_by_key(|(created, ..)| *created);
        assert_eq!(counts.pop(), Some((SHARED + OWN, 0, ImportStatus::Succeeded)));
        assert_eq!(counts, [(0, SHARED, ImportStatus::Failed); 7]);
    }
}

/// Logins as the winners wrote them.
fn as_they_are_there(place: &Place, wanted: &[String]) -> Vec<String> {
    let there = logins(place);
    let find = |login: &String| there.keys().find(|other| other.eq_ignore_ascii_case(login)).cloned();
    wanted.iter().map(|login| find(login).unwrap_or_else(|| login.clone())).collect()
}

#[test]
fn processes_that_are_killed_among_others_leave_their_imports_to_the_next_start() {
    let steps = ["stage:before-commit:2", "seal:after-commit", "create:before-commit", "create:after-commit"];
    for _ in 0..4 {
        let (place, uploads) = (Place::loaded(), overlapping(8));
        let (to_be_killed, others) = uploads.split_at(steps.len());
        let mut processes = race(&place, others, ImportMode::PartialSuccess);
        for (users, step) in to_be_killed.iter().zip(steps) {
            let upload = place.folder().join(format!("{step}.csv"));
            std::fs::write(&upload, &users.csv).unwrap();
            let task = Task::Import { upload, mode: ImportMode::PartialSuccess, change: None };
            let work = Work::new(&place, task).pausing(Pause::BeforeImporting);
            processes.push(work.start_to_be_killed(step));
        }
        let ended = together(processes);
        let (whole, killed) = ended.split_at(others.len());
        killed.iter().for_each(Ended::assert_killed);
        assert_eq!(records(whole).len(), others.len(), "the others are not held up");
        let resumed = next_start(&place);
        assert_eq!(resumed.len(), steps.len());
        assert_eq!(resumed.iter().filter(|record| record.status == ImportStatus::Interrupted).count(), 1);
        for users in &uploads {
            let users = Users { valid: as_they_are_there(&place, &users.valid), ..users.clone() };
            upload_again(&place, &users, ImportMode::PartialSuccess);
        }
        assert_eq!(logins(&place).len(), SHARED + uploads.len() * OWN + 2);
    }
}

#[test]
fn of_processes_that_open_a_new_database_at_once_one_makes_it() {
    for _ in 0..10 {
        let place = Place::empty();
        let open = Work::new(&place, Task::Open).pausing(Pause::BeforeOpening);
        for ended in together((0..8).map(|_| open.start()).collect()) {
            assert_eq!(ended.said(), Said::Done);
        }
        load(&place.store(), DIRECTORY);
        upload_again(&place, &Users::new(10, 5), ImportMode::PartialSuccess);
    }
}

#[test]
fn of_threads_that_open_a_new_database_at_once_one_makes_it() {
    // They come closer together than processes do.
    for _ in 0..50 {
        let (place, barrier) = (Place::empty(), Barrier::new(8));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    barrier.wait();
                    drop(place.store());
                });
            }
        });
        assert_eq!(place.store().directory().unwrap(), DirectoryData::default());
    }
}

#[test]
fn processes_that_load_a_directory_at_once_load_it_once() {
    let place = Place::empty();
    let task = Task::Load { json: DIRECTORY.to_owned() };
    let load = Work::new(&place, task).pausing(Pause::BeforeOpening);
    for ended in together((0..8).map(|_| load.start()).collect()) {
        assert_eq!(ended.said(), Said::Done);
    }
    assert_eq!(contents(&place), contents(&Place::loaded()));
}

#[test]
fn of_processes_that_resume_an_import_at_once_one_does() {
    let (abandoned, users) = (Place::loaded(), Users::usual(ImportMode::PartialSuccess));
    let import = Work::import(&abandoned, &users.csv, ImportMode::PartialSuccess);
    import.start_to_be_killed("seal:after-commit").wait().assert_killed();
    let files = Files::of(&abandoned.data());
    for _ in 0..10 {
        let place = Place::with(&files);
        let resume = Work::new(&place, Task::Resume).pausing(Pause::BeforeOpening);
        let ended = together((0..8).map(|_| resume.start()).collect());
        let resumed: Vec<_> = ended.iter().flat_map(Ended::records).collect();
        assert_eq!(resumed.len(), 1, "{resumed:?}");
        assert_eq!(resumed[0].created as usize, users.valid.len());
        assert_eq!(next_start(&place), []);
        assert_eq!(history(&place), resumed);
    }
}
