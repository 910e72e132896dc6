//! Holders of a lease that hang: another takes over, and the first can do nothing any more.

use std::thread;
use std::time::Duration;

use bulk_user_upload::import::{HashedUser, ImportMode, ImportPlan, ImportRecord, ImportStatus, ImportStore};
use bulk_user_upload_sqlite::{SqliteLease, SqliteStore, StoreError, StoreOptions};

use crate::common::{Place, UPLOADER, Users, options, plan, resumed};
use crate::invariants::{contents, history, next_start, upload_again};
use crate::quick::quick_hash;
use crate::worker::{Pause, Work};

/// A store whose leases run out at once.
fn forgetful(place: &Place) -> SqliteStore {
    StoreOptions { lease: Duration::ZERO, ..options() }.open(place.database()).unwrap()
}

fn hashed(plan: &ImportPlan) -> Vec<HashedUser<'_>> {
    let hash = |user: &bulk_user_upload::NewUser<'_>| Some(quick_hash(user.password().unwrap().expose()));
    plan.new_users().map(|user| HashedUser { user, password_hash: hash(&user) }).collect()
}

/// Asks until there is an answer: the clock has to go on a little before what runs out at once has run out.
fn patiently<T>(ask: impl Fn() -> Vec<T>) -> T {
    let answers = (0..10_000).map(|_| {
        thread::sleep(Duration::from_millis(1));
        ask().pop()
    });
    answers.flatten().next().expect("a lease that has run out is taken over")
}

fn take_over(store: &SqliteStore) -> SqliteLease {
    patiently(|| store.abandoned().unwrap())
}

fn assert_lost<T: std::fmt::Debug>(place: &Place, before: &str, result: &Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::LeaseLost(_))), "{result:?}");
    assert_eq!(contents(place), before, "a process that has lost its lease changes nothing");
}

#[test]
fn a_process_that_lost_its_lease_can_do_nothing_more() {
    let (place, users) = (Place::loaded(), Users::usual(ImportMode::PartialSuccess));
    let (first, second) = (forgetful(&place), place.store());
    let plan = plan(&first, &users.csv, ImportMode::PartialSuccess);
    let staged = hashed(&plan);
    let lease = first.begin(&plan, UPLOADER).unwrap();
    first.stage(&lease, &staged[..100]).unwrap();
    let taken = take_over(&second);
    let check_all = || {
        let before = contents(&place);
        assert_lost(&place, &before, &first.stage(&lease, &staged[100..]));
        assert_lost(&place, &before, &first.stage(&lease, &[]));
        assert_lost(&place, &before, &first.seal(&lease));
        assert_lost(&place, &before, &first.create(&lease, 10));
    };
    check_all();
    second.stage(&taken, &staged[100..]).unwrap();
    check_all();
    second.seal(&taken).unwrap();
    check_all();
    assert_eq!(second.create(&taken, 100).unwrap(), 40);
    check_all();
    assert_eq!(second.create(&taken, 100).unwrap(), 0);
    assert_eq!(second.end(taken).unwrap().created, 140);
    check_all();
    let before = contents(&place);
    assert_lost(&place, &before, &first.end(lease));
    drop((first, second));
    assert_eq!(next_start(&place), []);
}

#[test]
fn a_process_that_hung_cannot_end_the_import_it_lost() {
    let (place, users) = (Place::loaded(), Users::usual(ImportMode::AllOrNothing));
    let (first, second) = (forgetful(&place), place.store());
    let plan = plan(&first, &users.csv, ImportMode::AllOrNothing);
    let lease = first.begin(&plan, UPLOADER).unwrap();
    first.stage(&lease, &hashed(&plan)).unwrap();
    first.seal(&lease).unwrap();
    let taken = take_over(&second);
    let before = contents(&place);
    assert_lost(&place, &before, &first.end(lease));
    assert_eq!(second.create(&taken, 10).unwrap(), 0);
    assert_eq!(second.end(taken).unwrap().status, ImportStatus::Succeeded);
    drop((first, second));
    assert_eq!(next_start(&place), []);
}

#[test]
fn a_process_that_hangs_is_taken_over_from_and_finds_out() {
    let (place, users) = (Place::loaded(), Users::usual(ImportMode::PartialSuccess));
    let work = Work::import(&place, &users.csv, ImportMode::PartialSuccess).pausing(Pause::Reported(1));
    let mut process = Work { lease: Duration::ZERO, ..work }.start();
    process.wait_until_here();
    let record = patiently(|| resumed(&place.store()).unwrap());
    assert_eq!(record.status, ImportStatus::Interrupted);
    let before = contents(&place);
    process.go_on();
    assert_eq!(process.wait().error(), "LeaseLost");
    assert_eq!(contents(&place), before);
    assert_eq!(next_start(&place), []);
    upload_again(&place, &users, ImportMode::PartialSuccess);
}

#[test]
fn a_process_that_lives_is_left_alone() {
    let (place, users) = (Place::loaded(), Users::usual(ImportMode::PartialSuccess));
    let mut process =
        Work::import(&place, &users.csv, ImportMode::PartialSuccess).pausing(Pause::Reported(1)).start();
    process.wait_until_here();
    assert_eq!(resumed(&place.store()).unwrap(), []);
    assert_eq!(history(&place)[0].status, ImportStatus::InProgress);
    process.go_on();
    assert_eq!(process.wait().records()[0].created as usize, users.valid.len());
    assert_eq!(next_start(&place), []);
}

#[test]
fn the_second_holder_keeps_an_import_when_the_first_dies() {
    let (place, users) = (Place::loaded(), Users::usual(ImportMode::PartialSuccess));
    let work = Work::import(&place, &users.csv, ImportMode::PartialSuccess).pausing(Pause::Reported(1));
    let mut process = Work { lease: Duration::ZERO, ..work }.start();
    process.wait_until_here();
    let second = place.store();
    let taken = take_over(&second);
    process.kill();
    process.wait();
    assert_eq!(resumed(&place.store()).unwrap(), [], "the second is alive, and has just been heard of");
    let ended: ImportRecord = second.end(taken).unwrap();
    assert_eq!(ended.status, ImportStatus::Interrupted);
    drop(second);
    assert_eq!(next_start(&place), []);
}
