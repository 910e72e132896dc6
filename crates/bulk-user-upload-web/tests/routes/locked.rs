//! A database that another program locks, or that fails: accepted imports are not lost, and reads go on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use bulk_user_upload_sqlite::Hashing;
use rusqlite::Connection;

use super::common::{Site, bad, csv, good, upload};

/// How long a request waits for a locked database. The tests lock it for much longer.
const PATIENCE: Duration = Duration::from_millis(20);

/// The database, opened beside the page.
fn sql(site: &Site) -> Connection {
    Connection::open(&site.database).unwrap()
}

fn lock(sql: &Connection) {
    sql.execute_batch("BEGIN IMMEDIATE").unwrap();
}

fn unlock(sql: &Connection) {
    sql.execute_batch("ROLLBACK").unwrap();
}

/// A file whose import takes a few seconds.
fn many() -> String {
    csv(&(0..200).map(|number| good(&format!("new{number}"))).collect::<Vec<_>>())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_import_outlasts_a_lock() {
    let site = Site::with(|settings| {
        settings.store.hashing = Hashing::new(8 * 1024, 1, 1).unwrap();
        settings.store.patience = PATIENCE;
    });
    let client = site.signed_in("alice").await;
    let accepted = client.upload("/api/v1/imports", &many()).await;
    assert_eq!(accepted.status, StatusCode::ACCEPTED, "{}", accepted.text());
    let sql = sql(&site);
    lock(&sql);
    // Long enough for the import to reach its next step, which cannot be written.
    tokio::time::sleep(100 * PATIENCE).await;
    unlock(&sql);
    let ended = client.ended(1).await;
    assert_eq!((&ended["status"], &ended["created"]), (&"succeeded".into(), &200.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_database_is_locked_a_request_is_told_to_try_again() {
    let site = Site::with(|settings| settings.store.patience = PATIENCE);
    let client = site.signed_in("alice").await;
    client.import(&csv(&[good("new1")])).await;
    let sql = sql(&site);
    lock(&sql);
    let file = csv(&[good("new2")]);
    for answer in [client.upload("/api/v1/imports", &file).await, client.post("/api/v1/imports/1/undo").await]
    {
        answer.assert_problem(StatusCode::SERVICE_UNAVAILABLE, "database-locked");
        assert!(answer.header("retry-after").parse::<u64>().is_ok());
    }
    let page = client.upload("/imports", &file).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text().contains("nothing was changed"), "{}", page.text());
    assert_eq!(client.get("/readyz").await.status, StatusCode::OK, "it can be read");
    unlock(&sql);
    assert_eq!(client.import(&file).await["status"], "succeeded");
    assert_eq!(client.post("/api/v1/imports/1/undo").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_do_not_wait_for_writes() {
    let site = Site::new();
    let (client, other) = (site.signed_in("alice").await, site.signed_in("ben").await);
    client.import(&csv(&[good("new1")])).await;
    let (sql, written) = (sql(&site), AtomicUsize::new(0));
    lock(&sql);
    let write = async || {
        let status = client.post("/api/v1/imports/1/undo").await.status;
        written.fetch_add(1, Ordering::SeqCst);
        status
    };
    let upload = async {
        let status = other.upload("/api/v1/imports", &csv(&[good("new2")])).await.status;
        written.fetch_add(1, Ordering::SeqCst);
        status
    };
    let reads = async {
        // Until all of those have come to the lock.
        tokio::time::sleep(Duration::from_millis(500)).await;
        for _ in 0..8 {
            for path in ["/", "/imports/1", "/api/v1/imports", "/readyz"] {
                assert_eq!(client.get(path).await.status, StatusCode::OK);
            }
        }
        let check = client.upload("/api/v1/checks", &csv(&[good("new3")])).await;
        assert_eq!(check.status, StatusCode::OK);
        assert_eq!(written.load(Ordering::SeqCst), 0, "the reads have waited for a writer");
        unlock(&sql);
    };
    let (first, second, third, fourth, uploaded, ()) =
        tokio::join!(write(), write(), write(), write(), upload, reads);
    let done = [first, second, third, fourth];
    assert_eq!(done.iter().filter(|&&status| status == StatusCode::OK).count(), 1, "{done:?}");
    assert_eq!(uploaded, StatusCode::ACCEPTED);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_in_the_history_is_accepted_whatever_fails_afterwards() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let sql = sql(&site);
    sql.execute_batch(
        "CREATE TRIGGER failing BEFORE UPDATE OF sealed ON imports BEGIN SELECT RAISE(ABORT, 'failing'); END",
    )
    .unwrap();
    // There are no users to create, so the import would be ended at once.
    let answer = client.upload("/api/v1/imports", &csv(&[bad("new1")])).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
    assert_eq!(answer.location(), "/api/v1/imports/1");
    assert_eq!(client.ended(1).await["status"], "failed");
    let answer = client.upload("/imports", &csv(&[bad("new1")])).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(client.ended(2).await["status"], "failed");
    // Those that wait for their turn are not carried out either, and do not wait for the next start.
    let answer = client.upload("/api/v1/imports", &csv(&[good("new2")])).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
    assert_eq!(client.ended(3).await["status"], "interrupted");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_is_accepted_even_if_its_user_is_deactivated_meanwhile() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    sql(&site)
        .execute_batch(
            "CREATE TRIGGER deactivating AFTER INSERT ON imports BEGIN
                 UPDATE users SET active = 0 WHERE id = NEW.uploaded_by; END",
        )
        .unwrap();
    let answer = client.upload("/api/v1/imports", &csv(&[good("new1"), bad("new2")])).await;
    assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
    let record = answer.json();
    assert_eq!(
        (&record["id"], &record["status"], &record["users"], &record["rows_with_errors"]),
        (&1.into(), &"in-progress".into(), &2.into(), &1.into())
    );
    let other = site.signed_in("root").await;
    assert_eq!(other.ended(1).await["rows_with_errors"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_was_sent_before_needs_no_slot_in_the_queue() {
    let site = Site::with(|settings| {
        settings.store.hashing = Hashing::new(8 * 1024, 1, 1).unwrap();
        settings.waiting_imports = 1;
    });
    let client = site.signed_in("alice").await;
    let file = many();
    let send = async |key: &str| {
        client.send(upload("/api/v1/imports", "users.csv", &file).header("idempotency-key", key).body()).await
    };
    assert_eq!(send("first").await.status, StatusCode::ACCEPTED);
    for number in 0.. {
        assert!(number < 100, "none is ever refused");
        if send(&format!("k{number}")).await.status == StatusCode::SERVICE_UNAVAILABLE {
            break;
        }
    }
    let again = send("first").await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (StatusCode::ACCEPTED, "true"));
    assert_eq!(again.json()["id"], 1);
}
