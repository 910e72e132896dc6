//! What the store leaves alone, and by which names it knows its file.

use std::fs;

use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload::import::{ImportMode, ImportPlan, ImportStore, kit as store_kit, resume_imports};
use bulk_user_upload::{Template, Upload, validate};
use bulk_user_upload_sqlite::{SqliteStore, StoreError};
use rusqlite::Connection;

fn open(path: &std::path::Path) -> SqliteStore {
    let store = SqliteStore::open(path).unwrap();
    store.load(&DirectoryData::from_json(store_kit::DIRECTORY_JSON).unwrap()).unwrap();
    store
}

fn plan(store: &SqliteStore) -> ImportPlan {
    let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'").unwrap();
    let uploader = store.as_uploader(store_kit::UPLOADER).unwrap();
    let report = validate(&template, Upload::new("users.csv", "Login\nann\n"), &uploader).unwrap();
    report.into_plan(ImportMode::PartialSuccess).unwrap()
}

#[test]
fn a_database_of_another_program_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE notes (text TEXT)").unwrap();
    let before = fs::read(&path).unwrap();
    assert!(matches!(SqliteStore::open(&path), Err(StoreError::Foreign(_))));
    assert!(fs::read(&path).unwrap() == before);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_the_file_that_it_leads_to() {
    let folder = tempfile::tempdir().unwrap();
    let (path, elsewhere) = (folder.path().join("users.db"), folder.path().join("elsewhere"));
    let store = open(&path);
    let plan = plan(&store);
    let lease = store.begin(&plan, store_kit::UPLOADER).unwrap();
    fs::create_dir(&elsewhere).unwrap();
    std::os::unix::fs::symlink(&path, elsewhere.join("link.db")).unwrap();
    let other = SqliteStore::open(elsewhere.join("link.db")).unwrap();
    assert_eq!(resume_imports(&other).unwrap().len(), 0, "the import is being carried out");
    store.end(lease).unwrap();
}

#[test]
fn no_name_is_special() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(":memory:");
    open(&path);
    assert!(
        SqliteStore::open(&path).unwrap().as_uploader(store_kit::UPLOADER).is_ok(),
        "it is a file like any other"
    );
}

#[test]
fn the_lock_file_of_an_import_that_has_ended_is_swept_away() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(&folder.path().join("users.db"));
    let lease = store.begin(&plan(&store), store_kit::UPLOADER).unwrap();
    let lock = folder.path().join("users.db-import-1-1.lock");
    assert!(lock.exists());
    store.end(lease).unwrap();
    assert!(!lock.exists());
    // As though the process had been killed between the two.
    fs::write(&lock, "").unwrap();
    assert_eq!(resume_imports(&store).unwrap().len(), 0);
    assert!(!lock.exists());
}
