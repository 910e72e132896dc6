//! Files that are something else, and databases that are damaged: an error, never a panic, and nothing is
//! changed that is not ours.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use bulk_user_upload::import::{HistoryPage, ImportFilter, ImportId, ImportMode, ImportStore, run_import};
use bulk_user_upload::validate;
use bulk_user_upload::{Template, Upload};
use bulk_user_upload_sqlite::{SqliteStore, StoreError};
use rusqlite::Connection;

use crate::common::{Files, Place, UPLOADER, Users, connect, import, options, plan, resumed};
use crate::pool::{Random, each};
use crate::quick::Quick;
use crate::worker::{Work, name_of};

/// A file that is not ours: opening it says which error it is, and leaves it, and its folder, alone.
fn assert_refused(place: &Place, expected: &str) {
    let before = fs::read(place.database()).unwrap();
    let error = options().open(place.database()).unwrap_err();
    assert_eq!(name_of(&error), expected, "{error}");
    assert!(fs::read(place.database()).unwrap() == before, "{expected}: the file has changed");
    let files = fs::read_dir(place.data()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(files.collect::<Vec<_>>(), ["users.db"], "there is nothing beside it");
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let long_text = "First name*,Last name*,Login*\n".repeat(500);
    let pdf = [b"%PDF-1.7\n".as_slice(), &[0xFF; 8_192]].concat();
    let almost = [b"SQLite format 3\0".as_slice(), &[0xAA; 8_192]].concat();
    let files: [&[u8]; 5] = [b"xy", b"no database", long_text.as_bytes(), &pdf, &almost];
    for bytes in files {
        let place = Place::empty();
        fs::write(place.database(), bytes).unwrap();
        assert_refused(&place, "Foreign");
    }
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let theirs = [
        "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('theirs')",
        "CREATE TABLE notes (text TEXT); PRAGMA user_version = 1",
        "PRAGMA application_id = 77; CREATE TABLE users (login TEXT)",
        "PRAGMA application_id = 77",
        "PRAGMA user_version = 1",
    ];
    for sql in theirs {
        let place = Place::empty();
        connect(&place.database()).execute_batch(sql).unwrap();
        assert_refused(&place, "Foreign");
    }
}

#[test]
fn a_database_of_another_program_with_a_log_is_left_alone() {
    let place = Place::empty();
    let sql =
        "PRAGMA journal_mode = WAL; CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('theirs')";
    connect(&place.database()).execute_batch(sql).unwrap();
    assert_refused(&place, "Foreign");
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    for version in [3, 1_000_000, -1] {
        let place = Place::loaded();
        place.sql().pragma_update(None, "user_version", version).unwrap();
        assert_refused(&place, "Newer");
    }
}

/// A database with a history: one import that has ended, and one that was abandoned.
fn with_history() -> Files {
    let (place, mode) = (Place::loaded(), ImportMode::PartialSuccess);
    let store = place.store();
    import(&store, &plan(&store, &Users::new(60, 10).csv, mode));
    drop(store);
    let work = Work::import(&place, &Users::new(90, 10).csv, mode);
    work.start_to_be_killed("seal:after-commit").wait().assert_killed();
    place.sql().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    Files::of(&place.data())
}

/// Everything that can be done with a store, up to the first error.
fn use_it(place: &Place) -> Result<(), StoreError> {
    let store = options().open(place.database())?;
    store.directory()?;
    for record in store.history(&ImportFilter::default(), HistoryPage::default())? {
        store.details(record.id)?;
        store.rows(record.id, None)?;
    }
    resumed(&Quick::new(&store))?;
    import_into(&store)?;
    store.undo_preview(ImportId(1), UPLOADER)?;
    store.undo(ImportId(1), UPLOADER)?;
    Ok(())
}

fn import_into(store: &SqliteStore) -> Result<(), StoreError> {
    let upload = Upload::new("users.csv", Users::new(120, 10).csv);
    let report = match validate(&Template::default(), upload, &store.as_uploader(UPLOADER)?) {
        Err(bulk_user_upload::ValidateError::Directory(error)) => return Err(error),
        report => report.unwrap(),
    };
    let plan = report.into_plan(ImportMode::PartialSuccess).unwrap();
    run_import(&Quick::new(store), &plan, UPLOADER, &mut |_| std::ops::ControlFlow::Continue(()))?;
    Ok(())
}

/// The result of using a damaged database: it may still work if the damage is in a part that is not read, but it
/// does not panic.
fn use_without_panic(place: &Place) -> Result<(), StoreError> {
    let used = catch_unwind(AssertUnwindSafe(|| use_it(place)));
    used.unwrap_or_else(|_| panic!("using a damaged database panicked"))
}

#[test]
fn a_truncated_database_is_told() {
    let files = with_history();
    let place = Place::with(&files);
    let whole = fs::metadata(place.database()).unwrap().len();
    for tenths in 1..10 {
        let place = Place::with(&files);
        cut(&place.database(), whole * tenths / 10);
        let error = use_without_panic(&place).unwrap_err();
        assert!(["Damaged", "Foreign", "Database"].contains(&&*name_of(&error)), "{error:?}");
    }
}

fn cut(path: &Path, length: u64) {
    fs::OpenOptions::new().write(true).open(path).unwrap().set_len(length).unwrap();
}

#[test]
fn a_database_with_wrong_bytes_does_no_more_than_fail() {
    let files = with_history();
    let mut random = Random::seeded();
    let runs: Vec<_> = (0..200).map(|_| random.next()).collect();
    let failed = std::sync::atomic::AtomicUsize::new(0);
    each(&runs, |&seed| {
        let (place, mut random) = (Place::with(&files), Random::of(seed));
        let mut bytes = fs::read(place.database()).unwrap();
        // A single byte, or a whole stretch of them.
        let at = random.below(bytes.len() as u64) as usize;
        let end = bytes.len().min(at + [1, 16, 512, 4_096][(seed % 4) as usize]);
        bytes[at..end].iter_mut().for_each(|byte| *byte = random.next() as u8);
        fs::write(place.database(), bytes).unwrap();
        let result = use_without_panic(&place);
        failed.fetch_add(usize::from(result.is_err()), std::sync::atomic::Ordering::Relaxed);
    });
    assert!(failed.into_inner() > 20, "much of the damage is found");
}

/// Changes that the store would not make.
fn nonsense(sql: &Connection) -> Vec<String> {
    let mut changes = Vec::new();
    for table in ["imports", "import_rows", "users", "permission_groups", "team_members"] {
        let mut statement = sql.prepare("SELECT name, type FROM pragma_table_info(?1)").unwrap();
        let columns = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        for column in columns {
            let (name, kind): (String, String) = column.unwrap();
            let values: &[&str] = match kind.as_str() {
                "INTEGER" => &["-1", "7000000", "9223372036854775807", "NULL"],
                _ => &["''", "'{'", "'[]'", "'{}'", "'null'", "'[{}]'", "NULL"],
            };
            let update = |value| format!("UPDATE OR IGNORE {table} SET {name} = {value}");
            changes.extend(values.iter().map(update));
        }
        changes.push(format!("DELETE FROM {table}"));
    }
    // Rows that are gone, but still counted.
    changes.push("DELETE FROM import_rows WHERE row % 7 = 3".to_owned());
    changes.push("DELETE FROM users WHERE id % 7 = 3".to_owned());
    changes
}

#[test]
fn nonsense_in_the_tables_does_no_more_than_fail() {
    let files = with_history();
    let changes = nonsense(&Place::with(&files).sql());
    each(&changes, |change| {
        let place = Place::with(&files);
        let sql = place.sql();
        sql.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF").unwrap();
        // What the columns themselves refuse need not be tried.
        if sql.execute(change, []).is_ok() {
            drop(sql);
            let _ = use_without_panic(&place);
        }
    });
}
