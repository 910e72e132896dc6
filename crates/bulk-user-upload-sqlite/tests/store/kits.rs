//! The engine's kits find nothing to object to.

use bulk_user_upload::directory::{DirectoryData, kit};
use bulk_user_upload::import::kit as store_kit;
use bulk_user_upload::import::kit::StoredUser;
use bulk_user_upload::{InMemoryDirectory, fold};
use bulk_user_upload_sqlite::{Hashing, SqliteStore, StoreOptions};
use rusqlite::{Connection, OptionalExtension};
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

/// A user as the file holds it, read by a connection of its own.
fn stored_user(store: &SqliteStore, login: &str) -> Option<StoredUser> {
    let connection = Connection::open(store.path()).unwrap();
    let sql = "SELECT u.active, g.name, t.name, p.name, u.attributes, u.password_hash FROM users u
        LEFT JOIN permission_groups g ON g.id = u.permission_group_id
        LEFT JOIN teams t ON t.id = u.primary_team_id
            AND EXISTS (SELECT 1 FROM team_members m WHERE m.user_id = u.id AND m.team_id = t.id)
        LEFT JOIN capacity_plans p ON p.id = u.capacity_plan_id WHERE u.key = ?1";
    let user = connection.query_row(sql, [fold(login)], |row| {
        Ok(StoredUser {
            active: row.get(0)?,
            permission_group: row.get(1)?,
            primary_team: row.get(2)?,
            capacity_plan: row.get(3)?,
            attributes: serde_json::from_str(&row.get::<_, String>(4)?).unwrap(),
            password_hash: row.get(5)?,
        })
    });
    user.optional().unwrap()
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
    store_kit::check(next, load, stored_user);
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
