use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload::import::{
    HistoryPage, ImportFilter, ImportId, ImportMode, ImportPlan, ImportStatus, ImportStore,
};
use bulk_user_upload::{Template, Upload, validate};
use bulk_user_upload_sqlite::{Hashing, SqliteStore, StoreOptions};
use rusqlite::Connection;
use tempfile::TempDir;

use super::Imports;
use super::queue::Job;
use super::shared::Shared;
use super::worker::spawn;
use crate::settings::Settings;

const DIRECTORY: &str = r#"{
    "users": [{"login": "alice", "permission_group": "Middle"}],
    "permission_groups": [{"name": "Middle", "level": 50, "bulk_user_upload": true}]
}"#;

/// The shared state without its threads: a test takes their turns itself.
struct Site {
    shared: Arc<Shared>,
    store: Arc<SqliteStore>,
    database: PathBuf,
    _folder: TempDir,
}

fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("users.db");
    let store = StoreOptions { hashing: Hashing::new(8, 1, 1).unwrap(), ..StoreOptions::default() };
    let settings = Settings { store: store.clone(), hashing_threads: 1, ..Settings::default() };
    let store = Arc::new(store.open(&database).unwrap());
    store.load(&DirectoryData::from_json(DIRECTORY).unwrap()).unwrap();
    Site { shared: Arc::new(Shared::new(&database, &settings).unwrap()), store, database, _folder: folder }
}

impl Site {
    fn job(&self, login: &str) -> Job {
        let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'").unwrap();
        let upload = Upload::new("users.csv", format!("Login\n{login}\n"));
        let report = validate(&template, upload, &self.store.as_uploader("alice").unwrap()).unwrap();
        let plan: ImportPlan = report.into_plan(ImportMode::PartialSuccess).unwrap();
        let lease = self.store.begin(&plan, "alice").unwrap();
        Job { id: self.store.import_id(&lease), plan, lease }
    }

    fn wait(&self, job: Job) {
        self.shared.queue().waiting.push_back(job);
    }

    fn status(&self, id: ImportId) -> ImportStatus {
        self.store.details(id).unwrap().unwrap().record.status
    }

    fn imports(&self) -> Imports {
        Imports { writer: Arc::clone(&self.store), shared: Arc::clone(&self.shared) }
    }
}

#[test]
fn abandoned_imports_are_looked_for_in_time_though_others_wait() {
    let site = site();
    assert!(site.shared.work().is_continue(), "the first turn looks for abandoned imports");
    let abandoned = site.job("abandoned").id;
    site.wait(site.job("new1"));
    site.wait(site.job("new2"));
    assert!(site.shared.work().is_continue());
    assert_eq!(site.status(abandoned), ImportStatus::InProgress, "it is not time yet");
    site.shared.look_now();
    assert!(site.shared.work().is_continue());
    assert_eq!(site.status(abandoned), ImportStatus::Interrupted);
    assert_eq!(site.shared.queue().waiting.len(), 1);
}

#[test]
fn imports_that_wait_do_not_look_abandoned_to_their_own_process() {
    let site = site();
    let job = site.job("new1");
    let id = job.id;
    site.wait(job);
    // As though the database had been locked for longer than a lease.
    let sql = Connection::open(&site.database).unwrap();
    sql.execute("UPDATE imports SET lease_until = 0", []).unwrap();
    assert!(site.shared.work().is_continue(), "the first turn looks for abandoned imports");
    assert!(site.shared.work().is_continue());
    assert_eq!(site.status(id), ImportStatus::Succeeded);
}

#[test]
fn the_queue_is_not_locked_while_leases_are_renewed() {
    let site = site();
    site.wait(site.job("new1"));
    let sql = Connection::open(&site.database).unwrap();
    sql.execute_batch("BEGIN IMMEDIATE").unwrap();
    let keeper = thread::spawn({
        let shared = Arc::clone(&site.shared);
        move || shared.renew_waiting()
    });
    // By now it waits for the lock of the database, and will wait for longer than this test takes.
    thread::sleep(Duration::from_millis(100));
    let is_free = site.shared.queue.try_lock().is_ok();
    sql.execute_batch("ROLLBACK").unwrap();
    keeper.join().unwrap();
    assert!(is_free, "uploads would wait for the lock of the database");
}

#[test]
fn a_turn_that_panics_is_followed_by_the_next() {
    fn panic_first(shared: &Shared) -> ControlFlow<()> {
        let mut queue = shared.queue();
        queue.reserved += 1;
        assert!(queue.reserved > 1, "the first turn panics while it locks the queue");
        ControlFlow::Break(())
    }
    let site = site();
    spawn(&site.shared, "panicking", panic_first);
    let queue = site.shared.queue();
    drop(site.shared.changed.wait_while(queue, |queue| queue.threads > 0));
    let queue = site.shared.queue();
    assert_eq!((queue.reserved, queue.threads), (2, 0));
}

#[test]
fn without_its_threads_the_service_takes_no_imports_and_is_not_ready() {
    let site = site();
    let imports = site.imports();
    assert!(imports.is_running());
    spawn(&site.shared, "ended", |_| ControlFlow::Break(()));
    let queue = site.shared.queue();
    drop(site.shared.changed.wait_while(queue, |queue| queue.threads > 0));
    assert!(!imports.is_running());
    let job = site.job("new1");
    drop(job.lease);
    assert!(imports.accept(&site.store, job.plan, "alice", None).is_err());
    assert_eq!(site.store.history(&ImportFilter::default(), HistoryPage::default()).unwrap().len(), 1);
}
