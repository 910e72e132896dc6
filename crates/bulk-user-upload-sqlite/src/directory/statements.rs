//! A batch of names takes a fixed number of statements, whatever its size.

use std::cell::Cell;
use std::fmt::Debug;

use bulk_user_upload::UserDirectory;
use bulk_user_upload::directory::{DirectoryData, Name};
use rusqlite::trace::{TraceEvent, TraceEventCodes};

use super::SqliteUploader;
use crate::database::SqliteStore;
use crate::error::StoreError;

thread_local! {
    static STATEMENTS: Cell<usize> = const { Cell::new(0) };
}

/// How many statements a batch of `size` names takes.
fn statements<T>(
    store: &SqliteStore,
    size: usize,
    ask: impl Fn(&SqliteUploader<'_>, &[Name<'_>]) -> Result<Vec<T>, StoreError>,
) -> usize {
    let names: Vec<_> = (0..size).map(|number| format!("name {number}")).collect();
    let names: Vec<_> = names.iter().map(|name| Name::new(name, name)).collect();
    let uploader = store.as_uploader("alice").unwrap();
    STATEMENTS.set(0);
    assert_eq!(ask(&uploader, &names).unwrap().len(), size);
    STATEMENTS.get()
}

fn check<T: Debug>(
    store: &SqliteStore,
    ask: impl Fn(&SqliteUploader<'_>, &[Name<'_>]) -> Result<Vec<T>, StoreError>,
) {
    // Two names: one that exists, and one that needs suggestions.
    let few = statements(store, 2, &ask);
    assert!((2..=6).contains(&few), "begin, who asks, the names, policies, suggestions, rollback: {few}");
    for size in [1000, 10_000] {
        assert_eq!(statements(store, size, &ask), few, "a batch of {size}");
    }
}

#[test]
fn a_batch_costs_a_fixed_number_of_statements() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(folder.path().join("users.db")).unwrap();
    let data = r#"{"users": [{"login": "alice"}], "permission_groups": [{"name": "name 0", "password_policy": "nist"}]}"#;
    store.load(&DirectoryData::from_json(data).unwrap()).unwrap();
    let count = |event: TraceEvent<'_>| {
        if let TraceEvent::Stmt(..) = event {
            STATEMENTS.set(STATEMENTS.get() + 1);
        }
    };
    store.connection.lock().unwrap().trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(count)).unwrap();
    check(&store, |uploader, names| uploader.existing_logins(names));
    check(&store, |uploader, names| uploader.permission_groups(names));
    check(&store, |uploader, names| uploader.primary_teams(names));
    check(&store, |uploader, names| uploader.capacity_plans(names));
}
