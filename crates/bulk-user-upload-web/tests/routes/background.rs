//! Imports in the background: one after the other, never lost, ended in order.

use std::time::Duration;

use axum::http::StatusCode;
use bulk_user_upload::import::{HistoryPage, ImportFilter, ImportId, ImportMode, ImportStatus, ImportStore};
use bulk_user_upload::{NewUser, Template, Upload, validate};
use bulk_user_upload_sqlite::Hashing;
use bulk_user_upload_web::{AppState, Settings};

use super::common::{Site, csv, good, options, upload};

/// Hashing takes some time: about a second for a file of these.
fn slow() -> Hashing {
    Hashing::new(8 * 1024, 1, 1).unwrap()
}

fn many(prefix: &str, count: usize) -> String {
    csv(&(0..count).map(|number| good(&format!("{prefix}{number}"))).collect::<Vec<_>>())
}

#[tokio::test(flavor = "multi_thread")]
async fn imports_wait_for_each_other_and_when_too_many_wait_uploads_are_refused() {
    let site = Site::with(|settings| {
        settings.store.hashing = slow();
        settings.waiting_imports = 2;
    });
    let client = site.signed_in("alice").await;
    let mut accepted: u32 = 0;
    let busy = loop {
        let answer = client.upload("/api/v1/imports", &many(&format!("u{accepted}x"), 200)).await;
        if answer.status == StatusCode::ACCEPTED {
            accepted += 1;
            assert!(accepted < 100, "none is ever refused");
            continue;
        }
        break answer;
    };
    busy.assert_problem(StatusCode::SERVICE_UNAVAILABLE, "busy");
    assert!(busy.header("retry-after").parse::<u64>().is_ok());
    let page = client.upload("/imports", &many("p", 1)).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text().contains("nothing was uploaded"));
    let history = client.get("/api/v1/imports").await.json();
    assert_eq!(
        history["imports"].as_array().unwrap().len(),
        accepted as usize,
        "what was refused is not in the history"
    );
    for id in 1..=accepted.into() {
        assert_eq!(client.ended(id).await["status"], "succeeded");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_lets_imports_end() {
    let site = Site::with(|settings| settings.store.hashing = slow());
    let client = site.signed_in("alice").await;
    for number in 0..3 {
        client.upload("/imports", &many(&format!("u{number}x"), 30)).await;
    }
    site.state.stop(Duration::from_secs(60)).await;
    let history = site.store().history(&ImportFilter::default(), HistoryPage::default()).unwrap();
    assert_eq!(history.len(), 3);
    assert!(history.iter().all(|import| import.status == ImportStatus::Succeeded));
    let answer = client.upload("/imports", &many("late", 1)).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "no more is taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_time_to_end_imports_are_interrupted() {
    let site = Site::with(|settings| settings.store.hashing = slow());
    let client = site.signed_in("alice").await;
    for number in 0..3 {
        client.upload("/imports", &many(&format!("u{number}x"), 1_000)).await;
    }
    site.state.stop(Duration::ZERO).await;
    for import in site.store().history(&ImportFilter::default(), HistoryPage::default()).unwrap() {
        assert_eq!(
            (import.status, import.created, import.not_attempted),
            (ImportStatus::Interrupted, 0, 1_000)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_ends_the_imports_of_a_process_that_has_died() {
    let site = Site::new();
    let store = site.store();
    let upload = Upload::new("users.csv", csv(&[good("new1"), good("new2")]));
    let report = validate(&Template::default(), upload, &store.as_uploader("alice").unwrap()).unwrap();
    let plan = report.into_plan(ImportMode::PartialSuccess).unwrap();
    for is_sealed in [true, false] {
        let lease = store.begin(&plan, "alice").unwrap();
        if is_sealed {
            let hashes =
                options().hashing.hash(&plan.new_users().filter_map(NewUser::password).collect::<Vec<_>>());
            let mut hashes = hashes.unwrap().into_iter();
            let users = plan
                .new_users()
                .map(|user| bulk_user_upload::import::HashedUser { user, password_hash: hashes.next() });
            store.stage(&lease, &users.collect::<Vec<_>>()).unwrap();
            store.seal(&lease).unwrap();
        }
        // The process dies.
        drop(lease);
    }
    let settings = Settings { store: options(), ..Settings::default() };
    let started = AppState::open(&site.database, settings).unwrap();
    let client = site.signed_in("alice").await;
    assert_eq!(
        (client.ended(1).await["status"].clone(), client.ended(2).await["status"].clone()),
        ("succeeded".into(), "interrupted".into())
    );
    started.stop(Duration::from_secs(60)).await;
    assert!(store.details(ImportId(1)).unwrap().is_some_and(|import| import.record.created == 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_users_to_create_does_not_wait() {
    let site = Site::with(|settings| settings.store.hashing = slow());
    let client = site.signed_in("alice").await;
    client.upload("/imports", &many("u", 500)).await;
    let answer = client.send(upload("/api/v1/imports", "users.csv", "no header at all").body()).await;
    assert_eq!(answer.json()["status"], "failed", "it has ended already");
    let first = client.get("/api/v1/imports/1").await.json();
    assert_eq!(first["status"], "in-progress");
    let row = client.get("/imports/1/row").await;
    assert!(row.text().contains("<progress max=\"500\""), "{}", row.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_uploads_of_one_login_have_one_winner() {
    let site = Site::new();
    let (alice, ben) = (site.signed_in("alice").await, site.signed_in("ben").await);
    let file = csv(&[good("wanted")]);
    let (first, second) = tokio::join!(alice.import(&file), ben.import(&file));
    let created = [&first, &second].map(|import| import["created"].as_i64().unwrap());
    assert_eq!(created.iter().sum::<i64>(), 1, "{first} {second}");
}
