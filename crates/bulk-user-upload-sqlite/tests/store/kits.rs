//! The engine's kits find nothing to object to.

use bulk_user_upload::{DirectoryData, InMemoryDirectory, kit, store_kit};
use bulk_user_upload_sqlite::{Hashing, SqliteStore, StoreOptions};
use tempfile::TempDir;

fn load(store: &SqliteStore, json: &str) {
    store.load(&DirectoryData::from_json(json).unwrap()).unwrap();
}

fn fresh(folder: &TempDir, name: &str, json: &str) -> SqliteStore {
    let hashing = Hashing::new(8, 1, 1).unwrap();
    let store = StoreOptions { hashing, ..StoreOptions::default() }.open(folder.path().join(name)).unwrap();
    load(&store, json);
    store
}

#[test]
fn the_kit_of_directories_finds_nothing_to_object_to() {
    let folder = tempfile::tempdir().unwrap();
    let store = fresh(&folder, "users.db", kit::DIRECTORY_JSON);
    kit::check(&store.as_uploader(kit::UPLOADER).unwrap());
}

#[test]
fn the_kit_of_stores_finds_nothing_to_object_to() {
    let folder = tempfile::tempdir().unwrap();
    let number = std::cell::Cell::new(0);
    let next = |json: &str| {
        number.set(number.get() + 1);
        fresh(&folder, &format!("{}.db", number.get()), json)
    };
    store_kit::check(next, load);
}

#[test]
fn a_directory_comes_out_as_it_went_in() {
    let folder = tempfile::tempdir().unwrap();
    let store = fresh(&folder, "users.db", kit::DIRECTORY_JSON);
    let data = store.directory().unwrap();
    InMemoryDirectory::new(&data).unwrap();
    let other = fresh(&folder, "other.db", "{}");
    assert_eq!(other.load(&data).unwrap().unknown, [""; 0]);
    assert_eq!(other.directory().unwrap(), data);
    let again = store.load(&data).unwrap();
    let changes = [again.users, again.permission_groups, again.teams, again.capacity_plans];
    assert!(changes.iter().all(|changes| changes.added + changes.changed == 0), "{again:?}");
    assert_eq!(again.password_policies.unchanged, 2);
}
