//! What is true after every fault, once the next start has done its work.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;

use bulk_user_upload::fold;
use bulk_user_upload::import::{
    HistoryPage, ImportFilter, ImportId, ImportMode, ImportRecord, ImportStatus, ImportStore,
};
use bulk_user_upload_sqlite::SqliteStore;
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::common::{Place, Users, import, password, plan, resumed};
use crate::quick::quick_hash;

/// What must not be found, and how it would be.
const NOT_TO_BE_FOUND: [(&str, &str); 12] = [
    (
        "an import that has no end",
        "SELECT id FROM imports WHERE status = 'in-progress' OR ended_at IS NULL OR ended_at < started_at",
    ),
    (
        "counts that the rows do not bear out",
        "SELECT id FROM imports i, (
             SELECT count(*) FILTER (WHERE outcome IN ('created', 'undone')) AS created,
                 count(*) FILTER (WHERE outcome = 'undone') AS undone,
                 count(*) FILTER (WHERE outcome = 'with-errors') AS with_errors,
                 count(*) FILTER (WHERE outcome = 'not-attempted') AS not_attempted, import_id
             FROM imports LEFT JOIN import_rows ON import_id = id GROUP BY id
         ) r WHERE r.import_id = i.id AND (i.created <> r.created OR i.rows_with_errors <> r.with_errors
             OR i.undone_users <> r.undone OR i.users - i.created - i.rows_with_errors < r.not_attempted)",
    ),
    (
        "a status that the counts do not bear out",
        "SELECT id FROM imports WHERE status <> CASE
             WHEN undone_users > 0 THEN 'undone'
             WHEN mode = 'all-or-nothing' AND rows_with_errors > 0 THEN 'failed'
             WHEN created + rows_with_errors < users THEN 'interrupted'
             WHEN rows_with_errors > 0 THEN 'failed' ELSE 'succeeded' END",
    ),
    ("a user of an import that was not sealed", "SELECT id FROM imports WHERE NOT sealed AND created > 0"),
    (
        "an import that was sealed, and not carried to its end",
        "SELECT id FROM imports WHERE sealed AND mode = 'partial-success' AND created + rows_with_errors < users",
    ),
    (
        "a part of all or nothing",
        "SELECT id FROM imports WHERE sealed AND mode = 'all-or-nothing'
             AND NOT (created = users OR (created = 0 AND rows_with_errors > 0))",
    ),
    ("a login that is there twice", "SELECT key FROM users GROUP BY key HAVING count(*) > 1"),
    (
        "a user who was imported, and has not just one row of history",
        "SELECT id FROM users WHERE password_hash IS NOT NULL AND 1 <>
             (SELECT count(*) FROM import_rows WHERE user_id = users.id AND outcome IN ('created', 'undone'))",
    ),
    (
        "a row of history without its user",
        "SELECT row FROM import_rows WHERE outcome IN ('created', 'undone')
             AND NOT EXISTS (SELECT 1 FROM users WHERE id = user_id AND password_hash IS NOT NULL)",
    ),
    (
        "a user who was imported, and is not in a team",
        "SELECT id FROM users WHERE password_hash IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM team_members WHERE user_id = id AND team_id = primary_team_id)",
    ),
    (
        "something that is still to be done",
        "SELECT row FROM import_rows WHERE outcome = 'pending' OR planned IS NOT NULL",
    ),
    ("a hash in the history", "SELECT row FROM import_rows WHERE password_hash IS NOT NULL"),
];

/// Starts anew after a fault: imports that were abandoned are brought to their end, and then everything is as
/// it must be. Gives the imports that were resumed.
pub(crate) fn next_start(place: &Place) -> Vec<ImportRecord> {
    let store = place.store();
    let records = resumed(&store).unwrap();
    assert_eq!(resumed(&store).unwrap(), [], "an import is resumed once");
    check_history(&store);
    drop(store);
    check(place);
    records
}

/// Everything is as it must be when no import is being carried out.
pub(crate) fn check(place: &Place) {
    let sql = place.sql();
    assert_eq!(found(&sql, "PRAGMA integrity_check"), [Value::Text("ok".to_owned())]);
    assert_eq!(found(&sql, "PRAGMA foreign_key_check"), []);
    for (what, query) in NOT_TO_BE_FOUND {
        assert_eq!(found(&sql, query), [], "there is {what}");
    }
    check_users(&sql);
    check_lock_files(place, &sql);
}

/// The store says the same of its history.
fn check_history(store: &SqliteStore) {
    for record in store.history(&ImportFilter::default(), HistoryPage::default()).unwrap() {
        let ImportRecord { users, created, rows_with_errors, not_attempted, .. } = record;
        assert_eq!(created + rows_with_errors + not_attempted, users, "{record:?}");
        assert!(record.status != ImportStatus::InProgress && record.end.is_some(), "{record:?}");
    }
}

/// Logins are found by their keys, and each password is that of its row (true hashes are looked at
/// elsewhere).
fn check_users(sql: &Connection) {
    let mut statement = sql.prepare("SELECT key, login, password_hash FROM users ORDER BY id").unwrap();
    let users = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    for user in users {
        let (key, login, hash): (String, String, Option<String>) = user.unwrap();
        assert_eq!(fold(&login), key);
        let hash = hash.filter(|hash| hash.starts_with("$quick$"));
        let is_own = hash.is_none_or(|hash| hash == quick_hash(&password(&login)));
        assert!(is_own, "{login} has another password than was uploaded");
    }
}

/// An import that has ended has left no lock file: `users.db-import-7.lock`, or the like.
fn check_lock_files(place: &Place, sql: &Connection) {
    let imports = found(sql, "SELECT id FROM imports");
    for entry in fs::read_dir(place.data()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some((_, rest)) = name.split_once("-import-") else { continue };
        let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let is_left = imports.contains(&Value::Integer(number.parse().unwrap()));
        assert!(!is_left, "{name} is left of an import that has ended");
    }
}

/// The first column of what a query finds.
pub(crate) fn found(sql: &Connection, query: &str) -> Vec<Value> {
    let mut statement = sql.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

/// The one number that a query finds.
pub(crate) fn number(sql: &Connection, query: &str) -> usize {
    sql.query_row(query, [], |row| row.get::<_, u32>(0)).unwrap() as usize
}

pub(crate) fn history(place: &Place) -> Vec<ImportRecord> {
    place.store().history(&ImportFilter::default(), HistoryPage::default()).unwrap()
}

pub(crate) fn record(place: &Place, id: ImportId) -> ImportRecord {
    place.store().details(id).unwrap().unwrap().record
}

/// Uploads a file again: that creates the users that are missing, and no other.
pub(crate) fn upload_again(place: &Place, users: &Users, mode: ImportMode) {
    let store = place.store();
    let there = logins(place);
    let missing = users.valid.iter().filter(|login| !there.contains_key(*login)).count();
    let record = import(&store, &plan(&store, &users.csv, mode));
    let all_or_none = if missing == users.total() { missing } else { 0 };
    let expected = if mode == ImportMode::AllOrNothing { all_or_none } else { missing };
    assert_eq!(record.created as usize, expected, "the missing users are created: {record:?}");
    drop(store);
    check(place);
}

/// How often each login is there.
pub(crate) fn logins(place: &Place) -> HashMap<String, usize> {
    let mut logins = HashMap::new();
    for login in found(&place.sql(), "SELECT login FROM users") {
        let Value::Text(login) = login else { panic!("a login is text: {login:?}") };
        *logins.entry(login).or_default() += 1;
    }
    logins
}

/// Everything that is in a database, as text.
pub(crate) fn contents(place: &Place) -> String {
    let sql = place.sql();
    let mut text = String::new();
    for table in found(&sql, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") {
        let Value::Text(table) = table else { panic!("a name is text: {table:?}") };
        let mut statement = sql.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<Value> = (0..columns).map(|column| row.get(column).unwrap()).collect();
            writeln!(text, "{table}: {values:?}").unwrap();
        }
    }
    text
}
