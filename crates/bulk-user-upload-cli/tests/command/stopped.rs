//! `serve`, stopped in order or killed during imports: whatever was accepted is finished, or is finished or
//! ended by the next start.

use std::fmt::Write as _;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::common::{command, run_with_stdin, sample};
use crate::serve::{PASSWORD, SIGNED_IN, Service};

/// A database in which alice may upload.
struct Database(TempDir);

impl Database {
    fn new() -> Self {
        let database = Self(tempfile::tempdir().unwrap());
        let load =
            database.command(&["directory", "load", sample("directory.json").to_str().unwrap()]).output();
        assert!(load.unwrap().status.success());
        let mut set = database.command(&["directory", "set-password", "alice"]);
        assert!(run_with_stdin(&mut set, PASSWORD.as_bytes()).status.success());
        database
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = command();
        command.args(words).arg("--db").arg(self.0.path().join("users.db"));
        command
    }

    fn serve(&self, grace: &str) -> Service {
        Service::start(&mut self.command(&["serve", "--addr", "127.0.0.1:0", "--grace", grace]))
    }
}

/// The JSON of an answer that has the expected status.
fn json(answer: &str, status: &str) -> Value {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with(status), "{answer}");
    serde_json::from_str(body).unwrap()
}

/// Uploads a file with this number of users, and returns the number of the import.
fn upload(service: &Service, name: &str, users: usize) -> u64 {
    let mut csv = "First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,Capacity plan,\
                   Active*\r\n"
        .to_owned();
    for user in 0..users {
        writeln!(csv, "Ann,Lee,{name}.{user},Quiet-Meadow-31,Agent,TRUE,,Sales,,TRUE\r").unwrap();
    }
    json(&service.upload("", &format!("{name}.csv"), &csv), "HTTP/1.1 202")["id"].as_u64().unwrap()
}

fn record(service: &Service, id: u64) -> Value {
    json(&service.send(&format!("GET /api/v1/imports/{id}"), SIGNED_IN, ""), "HTTP/1.1 200")
}

/// The line of the history, after the import has ended.
fn ended(service: &Service, id: u64) -> Value {
    // This waits for minutes at most, and usually for seconds.
    for _ in 0..3_000 {
        let record = record(service, id);
        if record["status"] != "in-progress" {
            return record;
        }
        sleep(Duration::from_millis(50));
    }
    panic!("import {id} never ends");
}

fn count(record: &Value, name: &str) -> u64 {
    record[name].as_u64().unwrap()
}

#[test]
fn a_stop_in_order_lets_imports_come_to_their_end() {
    let database = Database::new();
    let service = database.serve("600");
    let imports = [("first", 30), ("second", 10)].map(|(name, users)| (upload(&service, name, users), users));
    assert_eq!(record(&service, imports[1].0)["status"], "in-progress");
    let (log, status) = service.stop();
    assert_eq!(status, Some(0), "{log}");
    // This service is started only to read the history: there is no import left to finish.
    let service = database.serve("0");
    for (id, users) in imports {
        let record = record(&service, id);
        assert_eq!(
            (&record["status"], count(&record, "created")),
            (&"succeeded".into(), users as u64),
            "{record}"
        );
    }
    assert!(!service.stop().0.contains("import resumed"));
}

#[test]
fn what_is_not_done_within_the_grace_is_ended_and_said_to_be() {
    let database = Database::new();
    let service = database.serve("0");
    // Hashing so many passwords takes longer than the service may take to stop.
    let imports = [upload(&service, "first", 900), upload(&service, "second", 900)];
    let (log, status) = service.stop();
    assert_eq!(status, Some(0), "{log}");
    let service = database.serve("0");
    for id in imports {
        let record = record(&service, id);
        assert_eq!(record["status"], "interrupted", "{record}");
        assert_eq!([count(&record, "created"), count(&record, "not_attempted")], [0, 900], "{record}");
    }
    // The logins are free again, so the same file can be uploaded again.
    let again = upload(&service, "first", 3);
    assert_eq!(count(&ended(&service, again), "created"), 3);
}

#[test]
fn what_was_accepted_before_a_kill_is_brought_to_its_end_by_the_next_start() {
    let database = Database::new();
    let mut service = database.serve("30");
    let (done, running, waiting) =
        (upload(&service, "done", 2), upload(&service, "running", 40), upload(&service, "waiting", 900));
    assert_eq!(ended(&service, done)["status"], "succeeded");
    service.process.kill().unwrap();
    service.process.wait().unwrap();

    let service = database.serve("30");
    assert_eq!(record(&service, done)["status"], "succeeded");
    for (id, users) in [(running, 40), (waiting, 900)] {
        let record = ended(&service, id);
        let (created, left) = (count(&record, "created"), count(&record, "not_attempted"));
        assert_eq!(created + left, users, "{record}");
        // Either all users were created, or none.
        let expected = if created == users { "succeeded" } else { "interrupted" };
        assert!(created == users || created == 0, "{record}");
        assert_eq!(record["status"], expected, "{record}");
    }
    let next = upload(&service, "next", 2);
    assert_eq!(count(&ended(&service, next), "created"), 2);
    assert_eq!(service.stop().1, Some(0));
}
