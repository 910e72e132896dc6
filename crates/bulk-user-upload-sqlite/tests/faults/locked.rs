//! A database that another process keeps locked for longer than anybody has the patience for.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload::import::{HistoryPage, ImportFilter, ImportMode, ImportStore, carry_out};
use bulk_user_upload_sqlite::{SqliteStore, StoreError, StoreOptions};
use rusqlite::Connection;

use crate::common::{DIRECTORY, Place, UPLOADER, Users, connect, import, load, options, plan, resumed};
use crate::invariants::{contents, history, next_start, number, upload_again};
use crate::worker::{Pause, Task, Work};

const LOCKS: [&str; 2] = ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"];

/// Longer than any test here waits: the lock on the database is released much later.
const PATIENCE: Duration = Duration::from_millis(20);

/// A store that does not wait for long.
fn hasty(place: &Place) -> SqliteStore {
    StoreOptions { patience: PATIENCE, ..options() }.open(place.database()).unwrap()
}

fn lock(sql: &Connection, lock: &str) {
    sql.execute_batch(lock).unwrap();
}

fn unlock(sql: &Connection) {
    sql.execute_batch("ROLLBACK").unwrap();
}

fn assert_busy<T: std::fmt::Debug>(result: &Result<T, StoreError>) {
    assert!(matches!(result, Err(StoreError::Busy(_))), "{result:?}");
}

#[test]
fn whatever_writes_to_a_locked_database_says_so_and_changes_nothing() {
    for kind in LOCKS {
        let place = Place::loaded();
        let (store, sql) = (hasty(&place), place.sql());
        let plan = plan(&store, &Users::new(10, 5).csv, ImportMode::PartialSuccess);
        let id = import(&store, &plan).id;
        let before = contents(&place);
        lock(&sql, kind);
        assert_busy(&store.begin(&plan, UPLOADER));
        assert_busy(&store.undo(id, UPLOADER));
        assert_busy(&store.load(&DirectoryData::from_json(&DIRECTORY.replace("100", "99")).unwrap()));
        // Nothing is in progress, so there is nothing to write.
        assert_eq!(resumed(&store).unwrap(), []);
        assert_eq!(store.history(&ImportFilter::default(), HistoryPage::default()).unwrap().len(), 1);
        hasty(&place).undo_preview(id, UPLOADER).unwrap();
        unlock(&sql);
        assert_eq!(contents(&place), before);
        assert_eq!(store.undo(id, UPLOADER).unwrap().deactivated.len(), 10);
    }
}

#[test]
fn an_import_whose_database_gets_locked_is_left_to_the_next_start() {
    let users = Users::new(1_100, 10);
    // At the second and third of 18 batches of hashes, the seal, the second and third batch of users, and the
    // end; and how many users there are by then.
    for (report, created) in [(1, 0), (2, 0), (18, 0), (19, 500), (20, 1_000), (21, 1_100)] {
        let (place, mode) = (Place::loaded(), ImportMode::PartialSuccess);
        let work = Work::import(&place, &users.csv, mode).pausing(Pause::Reported(report));
        let mut process = Work { patience: PATIENCE, ..work }.start();
        process.wait_until_here();
        let sql = place.sql();
        lock(&sql, LOCKS[report % 2]);
        process.go_on();
        assert_eq!(process.wait().error(), "Busy");
        assert_eq!(number(&sql, "SELECT count(*) FROM users WHERE password_hash IS NOT NULL"), created);
        assert_busy(&resumed(&hasty(&place)));
        unlock(&sql);
        drop(sql);

        assert_eq!(next_start(&place).len(), 1);
        let expected = if created == 0 { 0 } else { users.valid.len() };
        assert_eq!(history(&place)[0].created as usize, expected);
        upload_again(&place, &users, ImportMode::PartialSuccess);
    }
}

#[test]
fn an_import_that_waits_for_its_database_is_carried_out_however_long_it_was_locked() {
    for kind in LOCKS {
        let place = Place::loaded();
        let given_up = Arc::new(AtomicBool::new(false));
        let store = hasty(&place).waiting_until(Arc::clone(&given_up));
        let plan = plan(&store, &Users::new(10, 5).csv, ImportMode::PartialSuccess);
        let lease = store.begin(&plan, UPLOADER).unwrap();
        let sql = place.sql();
        lock(&sql, kind);
        let record = thread::scope(|scope| {
            let import = scope.spawn(|| carry_out(&store, &plan, lease, &mut |_| ControlFlow::Continue(())));
            // Another has lost its patience many times by now.
            thread::sleep(10 * PATIENCE);
            unlock(&sql);
            import.join().unwrap().unwrap()
        });
        assert_eq!(record.created, 10);

        lock(&sql, kind);
        given_up.store(true, Ordering::Relaxed);
        assert_busy(&store.begin(&plan, UPLOADER));
    }
}

#[test]
fn a_new_database_that_is_locked_is_made_later() {
    for kind in LOCKS {
        let place = Place::empty();
        let sql = connect(&place.database());
        lock(&sql, kind);
        assert_busy(&StoreOptions { patience: PATIENCE, ..options() }.open(place.database()));
        let work = Work { patience: PATIENCE, ..Work::new(&place, Task::Open) };
        assert_eq!(work.start().wait().error(), "Busy");
        unlock(&sql);
        load(&place.store(), DIRECTORY);
        upload_again(&place, &Users::new(10, 5), ImportMode::PartialSuccess);
    }
}
