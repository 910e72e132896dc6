//! What a service needs of the file: who sees what, passwords, uploads that are sent twice, imports that
//! wait.

use std::ops::ControlFlow;

use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload::import::{
    HistoryPage, ImportFilter, ImportId, ImportMode, ImportPlan, ImportStatus, ImportStore, RowOutcome,
    carry_out, resume_imports, run_import,
};
use bulk_user_upload::{Password, Template, Upload, validate};
use bulk_user_upload_sqlite::{Begun, Hashing, IdempotencyKey, SqliteStore, StoreError, StoreOptions};
use tempfile::TempDir;

const DIRECTORY: &str = r#"{
    "users": [
        {"login": "root", "permission_group": "High"},
        {"login": "Ann", "permission_group": "Middle"},
        {"login": "ben", "permission_group": "Middle"},
        {"login": "low", "permission_group": "Low"},
        {"login": "gone", "permission_group": "High", "active": false},
        {"login": "nobody"}
    ],
    "permission_groups": [
        {"name": "High", "level": 100, "bulk_user_upload": true},
        {"name": "Middle", "level": 50, "bulk_user_upload": true},
        {"name": "Low", "level": 10, "bulk_user_upload": true}
    ]
}"#;

struct Place {
    store: SqliteStore,
    _folder: TempDir,
}

fn options() -> StoreOptions {
    StoreOptions { hashing: Hashing::new(8, 1, 1).unwrap(), ..StoreOptions::default() }
}

fn place(options: StoreOptions) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let store = options.open(folder.path().join("users.db")).unwrap();
    store.load(&DirectoryData::from_json(DIRECTORY).unwrap()).unwrap();
    Place { store, _folder: folder }
}

fn plan(store: &SqliteStore, uploader: &str, csv: &str) -> ImportPlan {
    let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'").unwrap();
    let upload = Upload::new("users.csv", csv);
    let report = validate(&template, upload, &store.as_uploader(uploader).unwrap()).unwrap();
    report.into_plan(ImportMode::PartialSuccess).unwrap()
}

fn import(store: &SqliteStore, uploader: &str, csv: &str) -> ImportId {
    let plan = plan(store, uploader, csv);
    run_import(store, &plan, uploader, &mut |_| ControlFlow::Continue(())).unwrap().id
}

/// The numbers of the imports that a user sees, newest first.
fn seen(store: &SqliteStore, login: &str) -> Vec<i64> {
    let all = HistoryPage::default();
    let history = store.history_visible_to(login, &ImportFilter::default(), all).unwrap();
    let seen: Vec<_> = history.iter().map(|record| record.id.0).collect();
    for id in 1..=10 {
        assert_eq!(store.sees(login, ImportId(id)).unwrap(), seen.contains(&id), "{login} and import {id}");
    }
    seen
}

#[test]
fn people_see_their_own_imports_and_from_their_level_up_those_of_others() {
    let place = place(options());
    let store = &place.store;
    for (number, uploader) in (1..).zip(["root", "ann", "ben", "low"]) {
        assert_eq!(import(store, uploader, &format!("Login\nuser{number}\n")).0, number);
    }
    assert_eq!(seen(store, "root"), [4, 3, 2, 1]);
    assert_eq!(seen(store, "ANN"), [4, 3, 2], "logins compare as names do");
    assert_eq!(seen(store, "ben"), [4, 3, 2]);
    assert_eq!(seen(store, "low"), [4]);
    assert_eq!(seen(store, "nobody"), [0; 0], "no group, no level: nothing but one's own");
    assert!(matches!(store.sees("gone", ImportId(1)), Err(StoreError::Directory(_))));

    // The level is that of now.
    let load = |json| store.load(&DirectoryData::from_json(json).unwrap()).unwrap();
    load(r#"{"users": [{"login": "low", "permission_group": "High"}, {"login": "root"}]}"#);
    assert_eq!(seen(store, "ann"), [3, 2, 1], "root has no group any more, and low has risen");
    assert_eq!(seen(store, "root"), [1], "one's own are one's own");
    load(r#"{"permission_groups": [{"name": "High", "level": 100, "active": false}]}"#);
    assert_eq!(seen(store, "ann"), [3, 2, 1], "what the members of an inactive group did stays where it was");
    assert_eq!(seen(store, "low"), [4], "but the group lends its level to no one");
}

#[test]
fn the_filter_and_the_page_count_what_is_seen() {
    let place = place(options());
    let store = &place.store;
    for number in 0..6 {
        import(store, if number % 2 == 0 { "root" } else { "low" }, &format!("Login\nuser{number}\n"));
    }
    let page = HistoryPage { before: Some(ImportId(6)), limit: 1 };
    let history = store.history_visible_to("low", &ImportFilter::default(), page).unwrap();
    assert_eq!(history.iter().map(|record| record.id.0).collect::<Vec<_>>(), [4]);
    let by_root = ImportFilter { uploaded_by: Some("root".to_owned()), ..ImportFilter::default() };
    assert_eq!(store.history_visible_to("low", &by_root, HistoryPage::default()).unwrap(), []);
}

#[test]
fn a_password_is_verified_for_active_users_only() {
    let place = place(options());
    let store = &place.store;
    let verified = |login, password| store.verify_password(login, Password::new(password)).unwrap();
    assert_eq!(verified("ann", ""), None, "none was set");
    for login in ["ann", "gone"] {
        store.set_password(login, Password::new("Harbour-Light-7")).unwrap();
    }
    assert_eq!(verified(" aNN ", "Harbour-Light-7"), Some("Ann".to_owned()));
    assert_eq!(verified("ann", "Harbour-Light-7 "), None);
    assert_eq!(verified("gone", "Harbour-Light-7"), None, "inactive");
    assert_eq!(verified("ghost", "Harbour-Light-7"), None);
    assert!(matches!(store.set_password("ghost", Password::new("x")), Err(StoreError::Directory(_))));
}

#[test]
fn an_upload_that_is_sent_twice_is_imported_once() {
    let place = place(options());
    let store = &place.store;
    let begin = |uploader: &str, key, fingerprint| {
        store.begin_once(
            &plan(store, uploader, "Login\nnew\n"),
            uploader,
            IdempotencyKey { key, fingerprint },
        )
    };
    let Begun::Now(lease) = begin("ann", "k", "one").unwrap() else { panic!("it was not sent before") };
    let id = store.import_id(&lease);
    assert!(matches!(begin("ann", "k", "one").unwrap(), Begun::Before(known) if known == id));
    assert!(matches!(begin("ann", "k", "two"), Err(StoreError::KeyReused)));
    let before =
        |uploader, key, fingerprint| store.begun_before(uploader, IdempotencyKey { key, fingerprint });
    assert_eq!(before("ann", "k", "one").unwrap(), Some(id));
    assert_eq!((before("ann", "l", "one").unwrap(), before("ben", "k", "one").unwrap()), (None, None));
    assert!(matches!(before("ann", "k", "two"), Err(StoreError::KeyReused)));
    assert!(matches!(begin("ben", "k", "two").unwrap(), Begun::Now(_)), "keys are each uploader's own");
    assert!(matches!(begin("nobody", "k", "one"), Err(StoreError::MayNotImport(_))));
    assert!(matches!(begin("ann", "l", "one").unwrap(), Begun::Now(_)));

    // A day later.
    let sql = rusqlite::Connection::open(store.path()).unwrap();
    sql.execute("UPDATE idempotency_keys SET kept_since = kept_since - 24 * 60 * 60 * 1000 - 1", []).unwrap();
    assert_eq!(before("ann", "k", "two").unwrap(), None);
    assert!(matches!(begin("ann", "k", "two").unwrap(), Begun::Now(_)));
    assert_eq!(sql.query_row("SELECT count(*) FROM idempotency_keys", [], |row| row.get(0)), Ok(1));
}

#[test]
fn no_more_than_a_thousand_keys_of_an_uploader_are_kept() {
    let place = place(options());
    let sql = rusqlite::Connection::open(place.store.path()).unwrap();
    let id = import(&place.store, "ann", "Login\nann2\n").0;
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
        INSERT INTO idempotency_keys SELECT (SELECT id FROM users WHERE key = 'ann'), 'k' || i, '', ?1, 4000000000000 + i FROM n";
    sql.execute(fill, [id]).unwrap();
    let key = IdempotencyKey { key: "new", fingerprint: "f" };
    place.store.begin_once(&plan(&place.store, "ann", "Login\nx\n"), "ann", key).unwrap();
    let (count, oldest): (u32, i64) = sql
        .query_row("SELECT count(*), min(kept_since) FROM idempotency_keys WHERE key LIKE 'k%'", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!((count, oldest), (999, 4_000_000_000_502), "the oldest are forgotten first");
}

#[test]
fn the_oldest_of_a_thousand_keys_is_known_to_its_replay() {
    let place = place(options());
    let sql = rusqlite::Connection::open(place.store.path()).unwrap();
    let begin = |key| {
        let key = IdempotencyKey { key, fingerprint: "f" };
        place.store.begin_once(&plan(&place.store, "ann", "Login\nx\n"), "ann", key).unwrap()
    };
    let Begun::Now(first) = begin("first") else { panic!("it was not sent before") };
    let first = place.store.import_id(&first);
    let later = import(&place.store, "ann", "Login\nann2\n").0;
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
        INSERT INTO idempotency_keys SELECT user_id, 'k' || i, '', ?1, kept_since FROM n, idempotency_keys";
    assert_eq!(sql.execute(fill, [later]), Ok(999));
    for _ in 0..2 {
        assert!(matches!(begin("first"), Begun::Before(id) if id == first), "a replay forgets nothing");
    }
    assert!(matches!(begin("new"), Begun::Now(_)));
    assert!(matches!(begin("first"), Begun::Now(_)), "the oldest are forgotten first, by what is new");
}

#[test]
fn an_import_whose_lease_is_renewed_waits_and_another_is_taken_over() {
    let place = place(options());
    let store = &place.store;
    let plan = plan(store, "ann", "Login\nnew\n");
    let lease = store.begin(&plan, "ann").unwrap();
    // As though the time of the lease were over.
    let sql = rusqlite::Connection::open(store.path()).unwrap();
    let run_out = || sql.execute("UPDATE imports SET lease_until = 0", []).unwrap();
    run_out();
    store.keep([lease.mark()]).unwrap();
    assert!(resume_imports(store).unwrap().is_empty());
    let record = carry_out(store, &plan, lease, &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(record.status, ImportStatus::Succeeded);

    let lease = store.begin(&plan, "ann").unwrap();
    run_out();
    assert_eq!(resume_imports(store).unwrap().len(), 1);
    store.keep([lease.mark()]).unwrap();
    assert!(matches!(store.end(lease), Err(StoreError::LeaseLost(_))));
}

#[test]
fn rows_are_read_a_page_at_a_time() {
    let place = place(options());
    let store = &place.store;
    let id = import(store, "ann", "Login\na1\nann\na2\nben\na3\n");
    let rows = |outcome, after, max| {
        let rows = store.rows_after(id, outcome, after, max).unwrap();
        rows.iter().map(|row| row.row).collect::<Vec<_>>()
    };
    assert_eq!(rows(None, 0, 2), [2, 3]);
    assert_eq!(rows(None, 3, 2), [4, 5]);
    assert_eq!(rows(None, 5, 2), [6]);
    assert_eq!(rows(Some(RowOutcome::WithErrors), 3, 2), [5]);
}
