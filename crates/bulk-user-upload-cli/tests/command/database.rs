//! The database from outside: where it is, who may read it, what its JSON contains, and what happens after a
//! process died.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bulk_user_upload::import::{HistoryPage, ImportFilter, ImportMode, ImportStore};
use bulk_user_upload::{Template, Upload, validate};
use bulk_user_upload_sqlite::{Hashing, SqliteStore, StoreOptions};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{command, sample, stderr, stdout};

/// A folder with a database that contains the sample directory.
struct Office {
    folder: TempDir,
}

impl Office {
    fn new() -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap() };
        let output = office.run(&["directory", "load", sample("directory.json").to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        office
    }

    fn database(&self) -> PathBuf {
        self.folder.path().join("users.db")
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = command();
        command.args(words).arg("--db").arg(self.database());
        command
    }

    fn run(&self, words: &[&str]) -> Output {
        self.command(words).output().unwrap()
    }

    fn json(&self, words: &[&str]) -> Value {
        let output = self.command(words).args(["--format", "json"]).output().unwrap();
        serde_json::from_str(stdout(&output)).unwrap_or_else(|error| panic!("{error}: {output:?}"))
    }

    /// An import whose process died after it had staged every user, or none.
    fn die(&self, sealed: Sealed) {
        let hashing = Hashing::new(8, 1, 1).unwrap();
        let store = StoreOptions { hashing, ..StoreOptions::default() }.open(self.database()).unwrap();
        let upload = Upload::new("users.csv", fs::read(sample("users.csv")).unwrap());
        let report = validate(&Template::default(), upload, &store.as_uploader("alice").unwrap()).unwrap();
        let plan = report.into_plan(ImportMode::PartialSuccess).unwrap();
        let lease = store.begin(&plan, "alice").unwrap();
        if sealed == Sealed::Yes {
            let users: Vec<_> = plan
                .new_users()
                .map(|user| bulk_user_upload::import::HashedUser {
                    user,
                    password_hash: Some("$".to_owned()),
                })
                .collect();
            store.stage(&lease, &users).unwrap();
            store.seal(&lease).unwrap();
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sealed {
    Yes,
    No,
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_flag_it_is_in_the_data_folder_and_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| command().env("XDG_DATA_HOME", home.path()).args(words).output().unwrap();
    assert_eq!(run(&["history"]).status.code(), Some(2), "nothing but `directory load` makes a database");
    let output = run(&["directory", "load", sample("directory.json").to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&run(&["history"])), "No imports.\n");
    let folder = home.path().join("bulk-user-upload");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join("users.db"))), (0o700, 0o600));
}

#[test]
fn the_environment_names_it_where_the_flag_does_not() {
    let office = Office::new();
    let named = |flag: Option<&Path>| {
        let mut command = command();
        command.arg("history").env("BULK_USER_UPLOAD_DB", office.database());
        if let Some(flag) = flag {
            command.arg("--db").arg(flag);
        }
        command.output().unwrap()
    };
    assert_eq!(stdout(&named(None)), "No imports.\n");
    assert_eq!(named(Some(Path::new("nowhere.db"))).status.code(), Some(2));
}

#[test]
fn json_says_everything_and_the_directory_can_be_loaded_again() {
    let office = Office::new();
    let file = sample("users.csv");
    let import = office.json(&["import", file.to_str().unwrap(), "--as", "alice"]);
    assert_eq!(
        (&import["users"], &import["created"], &import["status"]),
        (&json!(12), &json!(2), &json!("failed"))
    );
    assert_eq!(import["rows"].as_array().unwrap().len(), 12);
    assert_eq!(import["rows"][0]["login"], "amara.okafor");
    assert_eq!(import["rows"][0]["cells"], json!([]), "a user that was created is in the directory");
    assert_eq!(import["rows"][1]["cells"][3], "", "the password is not stored");
    assert_eq!(import["rows"][1]["cells"][2], "bob.marsh");
    assert_eq!(import["rows"][1]["errors"][0]["code"], "login-already-exists");
    assert_eq!(office.json(&["show", "1"]), import);
    let history = office.json(&["history"]);
    assert_eq!(
        (&history["imports"][0]["id"], &history["imports"][0]["file_name"]),
        (&json!(1), &json!("users.csv"))
    );

    let preview = office.json(&["undo", "1", "--as", "alice"]);
    assert_eq!((&preview["done"], preview["deactivated"].as_array().unwrap().len()), (&json!(false), 2));
    let undo = office.json(&["undo", "1", "--as", "alice", "--yes"]);
    assert_eq!((&undo["done"], &undo["deactivated"]), (&json!(true), &preview["deactivated"]));

    let written = office.folder.path().join("to-mend.csv");
    let errors = office.json(&["errors", "1", "-o", written.to_str().unwrap()]);
    assert_eq!(errors, json!({"file": written, "rows": 10}));

    let directory = office.json(&["directory", "show"]);
    let path = office.folder.path().join("again.json");
    fs::write(&path, directory.to_string()).unwrap();
    let again = office.json(&["directory", "load", path.to_str().unwrap()]);
    assert_eq!(again["users"], json!({"added": 0, "changed": 0, "unchanged": 5}));
}

#[test]
fn an_undo_lists_the_users_that_it_skips() {
    let office = Office::new();
    office.run(&["import", sample("users.csv").to_str().unwrap(), "--as", "alice"]);
    let changed = office.folder.path().join("changed.json");
    fs::write(&changed, r#"{"users": [{"login": "amara.okafor", "active": false}]}"#).unwrap();
    office.run(&["directory", "load", changed.to_str().unwrap()]);
    let users = "  row 2  amara.okafor: the user was changed since the import\n";
    let preview = office.run(&["undo", "1", "--as", "alice"]);
    let expected = "Undoing import 1 deactivates 1 user:\n  row 10  grace.hale\nTo be skipped:\n";
    assert_eq!(stdout(&preview), format!("{expected}{users}"));
    let undo = office.run(&["undo", "1", "--as", "alice", "--yes"]);
    let expected = "Import 1 is undone: 1 user was deactivated. Their logins stay taken.\nSkipped:\n";
    assert_eq!(stdout(&undo), format!("{expected}{users}"));
}

#[test]
fn an_import_whose_process_died_is_brought_to_its_end_at_the_next_start() {
    let office = Office::new();
    office.die(Sealed::No);
    let next = office.run(&["history", "--format", "json"]);
    let note = "note: import 1 had been interrupted: nothing was created. Upload the file again.\n";
    assert_eq!(stderr(&next), note);
    assert!(stdout(&next).contains(r#""status": "interrupted""#));

    office.die(Sealed::Yes);
    let next = office.run(&["show", "2"]);
    let note = "note: import 2 had been interrupted, and is now finished: 2 users were created.\n";
    assert_eq!(stderr(&next), note);
    assert!(stdout(&next).starts_with("Import 2  ✗ failed\n"));
    assert_eq!(stderr(&office.run(&["history"])), "", "it is said once");
}

#[test]
fn an_import_that_another_process_carries_out_is_left_to_it() {
    let office = Office::new();
    let store = SqliteStore::open(office.database()).unwrap();
    let upload = Upload::new("users.csv", fs::read(sample("users.csv")).unwrap());
    let report = validate(&Template::default(), upload, &store.as_uploader("alice").unwrap()).unwrap();
    let plan = report.into_plan(ImportMode::PartialSuccess).unwrap();
    let lease = store.begin(&plan, "alice").unwrap();
    assert!(stdout(&office.run(&["history"])).contains("… in progress"));
    let undo = office.run(&["undo", "1", "--as", "alice", "--yes"]);
    assert_eq!(stderr(&undo), "error: import 1 is in progress: undo it when it has ended\n");
    let record = store.end(lease).unwrap();
    assert_eq!(record.created, 0);
}

/// If Ctrl-C comes while passwords are hashed, the command stops by itself and says what it has done.
#[cfg(unix)]
#[test]
fn a_signal_stops_an_import_between_two_batches() {
    use std::fmt::Write;
    use std::process::Stdio;
    let office = Office::new();
    let mut file = fs::read_to_string(sample("users.csv")).unwrap().lines().next().unwrap().to_owned() + "\n";
    for number in 0..1000 {
        let _ = writeln!(file, "Ann,Lee,ann{number},Quiet-Meadow-31,Agent,TRUE,,Sales,,TRUE");
    }
    let path = office.folder.path().join("many.csv");
    fs::write(&path, file).unwrap();
    let mut import = office.command(&["import", path.to_str().unwrap(), "--as", "alice"]);
    let child = import.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Once the import is in the history, the command handles the signal.
    let watcher = SqliteStore::open(office.database()).unwrap();
    while watcher.history(&ImportFilter::default(), HistoryPage::default()).unwrap().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(stdout(&output).contains("Import 1: 1000 users, 0 created, 1000 not attempted."), "{output:?}");
    let again = office.run(&["history", "--status", "interrupted"]);
    assert!(stdout(&again).contains("✗ interrupted") && stderr(&again).is_empty(), "{again:?}");
}
