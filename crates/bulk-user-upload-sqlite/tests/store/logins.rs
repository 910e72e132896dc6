//! What an uploader is told of the users whose logins are taken.

use std::ops::ControlFlow;

use bulk_user_upload::directory::{DirectoryData, ExistingUser, Login, Name};
use bulk_user_upload::import::{ImportMode, run_import};
use bulk_user_upload::{Template, Upload, UserDirectory, validate};
use bulk_user_upload_sqlite::{Hashing, SqliteStore, StoreOptions};
use serde_json::{Value, json};
use tempfile::TempDir;

const DIRECTORY: &str = r#"{
    "users": [
        {"login": "root", "permission_group": "High", "teams": ["Sales", "Closed"]},
        {"login": "ann", "permission_group": "Middle", "teams": ["Sales"]},
        {"login": "low", "permission_group": "Low", "teams": ["Sales"]},
        {"login": "other", "permission_group": "High", "teams": ["Support", "Closed"]},
        {"login": "nobody", "teams": ["Sales"]},
        {"login": "gone", "active": false}
    ],
    "permission_groups": [
        {"name": "High", "level": 100, "bulk_user_upload": true},
        {"name": "Middle", "level": 50},
        {"name": "Low", "level": 10}
    ],
    "teams": [{"name": "Sales"}, {"name": "Support"}, {"name": "Closed", "active": false}]
}"#;

const HEADER: &str = "First name,Last name,Login,Password,Permission group,Web RTC,Primary team,Active\n";

/// A store into which root has imported Bob Hill, in the group Middle and the team Sales.
fn store(folder: &TempDir) -> SqliteStore {
    let options = StoreOptions { hashing: Hashing::new(8, 1, 1).unwrap(), ..StoreOptions::default() };
    let store = options.open(folder.path().join("users.db")).unwrap();
    load(&store, DIRECTORY);
    let file = format!("{HEADER}Bob,Hill,bob,Passw0rdX,Middle,TRUE,Sales,TRUE\n");
    let report =
        validate(&Template::default(), Upload::new("users.csv", file), &store.as_uploader("root").unwrap());
    let plan = report.unwrap().into_plan(ImportMode::PartialSuccess);
    let record = run_import(&store, &plan, "root", &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(record.created, 1);
    store
}

fn load(store: &SqliteStore, json: &str) {
    store.load(&DirectoryData::from_json(json).unwrap()).unwrap();
}

/// What an uploader is told of these logins.
fn told(store: &SqliteStore, uploader: &str, logins: &[&str]) -> Vec<Login> {
    let names: Vec<_> = logins.iter().map(|login| Name::new(login, login)).collect();
    store.as_uploader(uploader).unwrap().existing_logins(&names).unwrap()
}

/// The params of the error that an uploader gets for a new Bob Hill.
fn params(store: &SqliteStore, uploader: &str) -> Value {
    let file = format!("{HEADER}BOB,hill,Bob,Passw0rdX,Low,TRUE,Sales,TRUE\n");
    let report =
        validate(&Template::default(), Upload::new("users.csv", file), &store.as_uploader(uploader).unwrap());
    let report: Value = serde_json::to_value(report.unwrap()).unwrap();
    let errors = report["errors"].as_array().unwrap();
    errors.iter().find(|error| error["number"] == 402).unwrap()["params"].clone()
}

#[test]
fn the_login_of_an_inactive_user_is_told_to_be_so() {
    let folder = tempfile::tempdir().unwrap();
    let told = told(&store(&folder), "root", &["gone", "new", "low"]);
    assert_eq!(told, [ExistingUser::new().inactive().into(), Login::DoesNotExist, true.into()]);
}

#[test]
fn names_are_told_of_users_at_or_below_the_level_of_the_uploader_in_a_team_of_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    for (uploader, expected) in [
        ("root", json!({"same_name": true})),
        ("ann", json!({"same_name": true})),
        ("low", json!({})),
        ("other", json!({})),
        ("nobody", json!({})),
    ] {
        assert_eq!(params(&store, uploader), expected, "{uploader}");
    }
    load(&store, r#"{"teams": [{"name": "Sales", "active": false}]}"#);
    assert_eq!(params(&store, "root"), json!({}), "an inactive team is shared by nobody");
}

#[test]
fn the_level_of_a_group_counts_after_it_became_inactive() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    load(&store, r#"{"permission_groups": [{"name": "Middle", "level": 200, "active": false}]}"#);
    assert_eq!(params(&store, "root"), json!({}));
}

#[test]
fn of_an_inactive_user_both_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(&folder);
    let bob =
        r#"{"users": [{"login": "bob", "permission_group": "Low", "teams": ["Sales"], "active": false}]}"#;
    load(&store, bob);
    assert_eq!(params(&store, "root"), json!({"inactive": true, "same_name": true}));
    assert_eq!(params(&store, "other"), json!({"inactive": true}));
}
