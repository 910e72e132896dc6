//! The plain text of a password is never on disk, whatever happens; and what is not needed of its hash does
//! not stay there.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use bulk_user_upload::import::{
    ImportId, ImportMode, ImportStatus, ImportStore, RowOutcome, run_import, write_stored_rows_with_errors,
};

use crate::common::{Place, UPLOADER, Users, load, plan};
use crate::invariants::{check, found, history, next_start};
use crate::pool::each;
use crate::quick::{PARTS, Quick, part_of};
use crate::worker::{Ended, Hashes, Process, Task, Work};

/// Passwords, or what is left of them between quotes and commas.
const SECRETS: [&str; 12] = [
    "Passw0rd-user",
    "Kn0wn-Canary-Qx",
    "Gr0ße-Kanäri-Wß",
    "uoted\"\"Canary, w1th-comma",
    "uoted\"Canary, w1th-comma",
    " w1th-comma",
    " Sp4ced-Canary ",
    "canary-without-rules",
    "M0ved-Canary-Zz",
    "M0ved-Again-Yy",
    "D4maged-Canary-Vv",
    "D4maged-Again-Uu",
];

/// The columns of the product's template, but for the one that may be left blank: it is the last.
const COLUMNS: &str = "First name,Last name,Login,Password,Permission group,Web RTC,Primary team,Capacity plan,Active,Extension\n";

fn line(login: &str, password: &str) -> String {
    format!("Ann,Lee,{login},{password},Agent,TRUE,Sales,Standard,TRUE,0101\n")
}

/// Rows without and with errors, with a secret in each.
fn upload() -> String {
    let rows = [
        line("ann", "Kn0wn-Canary-Qx"),
        line("jörg", "Gr0ße-Kanäri-Wß"),
        line("cat", "\"Quoted\"\"Canary, w1th-comma\""),
        line("dan", " Sp4ced-Canary "),
        line("TAKEN", "Kn0wn-Canary-Qx"),
        line("eve", "Gr0ße-Kanäri-Wß").replace("Agent", "Nobody"),
        line("fay", "\"Quoted\"\"Canary, w1th-comma\"").replace("TRUE", "yes"),
        line("gil", "canary-without-rules"),
        // A comma that is not quoted has moved everything by a cell: there is one too many, and it is blank
        // or is not.
        line("hal", "M0ved-Canary-Zz").replace("Lee", "Lee, Jr."),
        line("ida", "M0ved-Again-Yy").replace("Lee", "Lee, Jr.").replace("0101", ""),
        // A quote is damaged before the password, and at it.
        line("jim", "D4maged-Canary-Vv").replace("Ann", "\"A\"nn"),
        line("kim", "\"D4maged-Again-Uu"),
    ];
    let user = |number| line(&format!("user{number}"), &format!("Passw0rd-user{number}"));
    let users: String = (0..70).map(user).collect();
    format!("{COLUMNS}{users}{}", rows.concat())
}

/// Bytes as text, a character for each: in it a debug build searches as fast as any.
fn as_text(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// What a secret looks like as UTF-8, as UTF-16 and in Windows-1252.
fn forms(secret: &str) -> [String; 3] {
    let utf16: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [as_text(secret.as_bytes()), as_text(&utf16), secret.to_owned()]
}

fn assert_without_secrets(what: &str, bytes: &[u8]) {
    let text = as_text(bytes);
    for secret in SECRETS {
        let is_there = forms(secret).iter().any(|form| text.contains(form));
        assert!(!is_there, "`{secret}` is in {what}");
    }
}

/// Every byte of every file in a folder.
fn search(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let search = |path: std::path::PathBuf| {
        assert!(path.is_file(), "{} is something else", path.display());
        assert_without_secrets(&path.display().to_string(), &fs::read(&path).unwrap());
    };
    entries.map(search).count()
}

/// What a process has left, on disk and in what it said.
fn search_all(place: &Place, ended: &Ended) {
    assert!(search(&place.data()) > 0, "there is a database at least");
    search(&place.tmp());
    assert_without_secrets("the standard output", ended.stdout.as_bytes());
    assert_without_secrets("the standard error", ended.stderr.as_bytes());
}

/// What the history shows of an import, and its rows-with-errors file.
fn search_history(place: &Place) {
    let store = place.store();
    for record in history(place) {
        let details = store.details(record.id).unwrap().unwrap();
        let rows = store.rows(record.id, None).unwrap();
        assert_without_secrets("Details", &serde_json::to_vec(&details).unwrap());
        assert_without_secrets("the rows", &serde_json::to_vec(&rows).unwrap());
        let wrong = store.rows(record.id, Some(RowOutcome::WithErrors)).unwrap();
        assert_eq!(wrong.len(), 8);
        let mut file = Vec::new();
        write_stored_rows_with_errors(&details.file, &wrong, &mut file).unwrap();
        assert_without_secrets("the errors file", &file);
        fs::write(place.tmp().join("errors.csv"), file).unwrap();
    }
}

fn run(place: &Place, task: Task, step: &str) -> Ended {
    let mut command = Work { hashes: Hashes::Argon2, ..Work::new(place, task) }.command();
    command.env("TMPDIR", place.tmp()).env("SQLITE_TMPDIR", place.tmp()).env("RUST_BACKTRACE", "full");
    Process::start(command.env("BULK_USER_UPLOAD_FAILPOINT", step)).wait()
}

#[test]
fn no_password_is_ever_on_disk() {
    let csv = upload();
    for secret in SECRETS {
        assert!(csv.contains(secret) || csv.replace("\"\"", "\"").contains(secret), "{secret} is uploaded");
    }
    let operations = ["begin", "stage", "seal", "create", "end", "undo"];
    let moments = ["before", "before-commit", "after-commit"];
    let steps = operations.iter().flat_map(|operation| moments.map(|moment| format!("{operation}:{moment}")));
    let steps: Vec<_> = steps.chain(["stage:before-commit:2".to_owned(), "nowhere".to_owned()]).collect();
    each(&steps, |step| {
        let place = Place::loaded();
        let import =
            Task::Import { upload: place.upload(&csv), mode: ImportMode::PartialSuccess, change: None };
        let ended = run(&place, import, step);
        let is_killed_later = step.starts_with("undo") || step == "nowhere";
        assert_eq!(ended.status.success(), is_killed_later, "{ended:?}");
        search_all(&place, &ended);
        next_start(&place);
        search_history(&place);
        search_all(&place, &ended);
        if is_killed_later {
            let ended = run(&place, Task::Undo(ImportId(1)), step);
            search_all(&place, &ended);
            assert_eq!(next_start(&place), []);
            search_history(&place);
            search_all(&place, &ended);
        }
    });
}

/// The hashes that an import keeps of users that are still to be created.
fn stored_hashes(place: &Place) -> Vec<String> {
    let sql = place.sql();
    let mut statement =
        sql.prepare("SELECT password_hash FROM import_rows WHERE password_hash IS NOT NULL").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// How many parts of each hash are in the database, when nothing is left in the log.
fn parts(place: &Place, hashes: &[String]) -> Vec<usize> {
    found(&place.sql(), "PRAGMA wal_checkpoint(TRUNCATE)");
    let text = as_text(&fs::read(place.database()).unwrap());
    hashes.iter().map(|hash| text.matches(part_of(hash)).count()).collect()
}

#[test]
fn hashes_of_users_who_were_not_attempted_are_erased() {
    let users = Users::new(140, 10);
    for step in ["stage:after-commit:1", "stage:after-commit:2", "stage:after-commit:3", "seal:before-commit"]
    {
        let place = Place::loaded();
        let work = Work::import(&place, &users.csv, ImportMode::PartialSuccess);
        work.start_to_be_killed(step).wait().assert_killed();
        let hashes = stored_hashes(&place);
        assert!(hashes.len() >= 64);
        assert!(parts(&place, &hashes).iter().all(|parts| *parts >= PARTS), "they were on disk");
        assert_eq!(next_start(&place)[0].status, ImportStatus::Interrupted);
        let left = parts(&place, &hashes).iter().filter(|parts| **parts > 0).count();
        assert_eq!(left, 0, "after {step}, so many of {} hashes are on disk still", hashes.len());
    }
}

#[test]
fn hashes_of_all_or_nothing_are_erased_when_it_is_nothing() {
    let (place, users) = (Place::loaded(), Users::new(140, 0));
    let work = Work::import(&place, &users.csv, ImportMode::AllOrNothing);
    work.start_to_be_killed("seal:after-commit").wait().assert_killed();
    let hashes = stored_hashes(&place);
    load(&place.store(), r#"{"users": [{"login": "user70"}]}"#);
    assert!(parts(&place, &hashes).iter().all(|parts| *parts >= PARTS), "they were on disk");
    assert_eq!(next_start(&place)[0].status, ImportStatus::Failed);
    assert_eq!(parts(&place, &hashes), [0; 140]);
}

#[test]
fn hashes_of_an_import_that_is_stopped_are_erased() {
    let (place, users) = (Place::loaded(), Users::new(140, 10));
    let store = place.store();
    let plan = plan(&store, &users.csv, ImportMode::PartialSuccess);
    let mut hashes = Vec::new();
    let record = run_import(&Quick::new(&store), &plan, UPLOADER, &mut |_| {
        hashes = stored_hashes(&place);
        assert!(parts(&place, &hashes).iter().all(|parts| *parts >= PARTS), "they are on disk");
        if hashes.len() > 100 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(record.unwrap().status, ImportStatus::Interrupted);
    assert_eq!(parts(&place, &hashes), [0; 128]);
    drop(store);
    check(&place);
}

#[test]
fn hashes_of_users_who_were_created_are_theirs_alone() {
    let (place, users) = (Place::loaded(), Users::new(140, 10));
    let work = Work::import(&place, &users.csv, ImportMode::PartialSuccess);
    work.start_to_be_killed("seal:after-commit").wait().assert_killed();
    let hashes = stored_hashes(&place);
    assert!(parts(&place, &hashes).iter().all(|parts| *parts >= PARTS), "they were on disk");
    assert_eq!(next_start(&place)[0].created, 140);
    assert_eq!(parts(&place, &hashes), [PARTS; 140], "each is with its user, and nowhere else");
}
