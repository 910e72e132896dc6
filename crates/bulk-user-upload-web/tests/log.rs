//! The log says who asked for what and with which outcome. It never has a password, a query, a cell or the
//! name of a file.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use bulk_user_upload::Password;
use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload_sqlite::{Hashing, StoreOptions};
use bulk_user_upload_web::{AppState, Settings, app};
use tower::ServiceExt;

const CANARY: &str = "Kanarienvogel7";

/// The log, in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()).unwrap()
    }
}

fn form(path: &str, fields: String) -> Request<Body> {
    let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    request.body(fields.into()).unwrap()
}

/// It is the only test in this file, because a process has one log.
#[tokio::test(flavor = "multi_thread")]
async fn the_log_has_what_it_should_and_no_secrets() {
    let log = Log::default();
    let writer = log.clone();
    // Everything that this crate and its dependencies log.
    tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .init();

    let folder = tempfile::tempdir().unwrap();
    let store = StoreOptions { hashing: Hashing::new(8, 1, 1).unwrap(), ..StoreOptions::default() };
    let database = folder.path().join("users.db");
    let directory = store.clone().open(&database).unwrap();
    let data = r#"{"users": [{"login": "alice", "permission_group": "Middle", "teams": ["Sales"]}], "teams": [{"name": "Sales"}],
        "permission_groups": [{"name": "Middle", "level": 50, "bulk_user_upload": true}]}"#;
    directory.load(&DirectoryData::from_json(data).unwrap()).unwrap();
    directory.set_password("alice", Password::new(CANARY)).unwrap();
    let state = AppState::open(&database, Settings { store, ..Settings::default() }).unwrap();
    let send = async |request: Request<Body>| app(state.clone()).oneshot(request).await.unwrap();

    // A password in the field of the login, a wrong one, the right one.
    send(form("/sign-in", format!("login={CANARY}&password=x"))).await;
    send(form("/sign-in", format!("login=alice&password={CANARY}x"))).await;
    send(form("/sign-in", format!("login=alice&password={CANARY}&next=/?{CANARY}"))).await;
    send(form("/sign-in", format!("login=alice&{CANARY}"))).await;
    let basic = "Basic YWxpY2U6S2FuYXJpZW52b2dlbDc="; // alice:Kanarienvogel7
    let header = "First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,Capacity plan,Active*";
    let upload = format!(
        "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{CANARY}.csv\"\r\n\r\n{header}\n\
         {CANARY},Lee,ann,{CANARY},Middle,TRUE,,Sales,,TRUE\n{CANARY},Lee,ben,{CANARY},Middle,{CANARY},,Sales,,TRUE\n\r\n--xyz--\r\n"
    );
    for path in ["/api/v1/checks", "/api/v1/imports"] {
        let request = Request::post(path).header("authorization", basic).header("x-request-id", "number-7");
        let request =
            request.header("content-type", "multipart/form-data; boundary=xyz").body(upload.clone().into());
        assert!(send(request.unwrap()).await.status().is_success());
    }
    for (_, bytes) in testdata::slipped() {
        let head = b"--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"users.csv\"\r\n\r\n";
        let body = [&head[..], &bytes, b"\r\n--xyz--\r\n"].concat();
        for path in ["/api/v1/checks", "/api/v1/imports"] {
            let request = Request::post(path).header("authorization", basic);
            let request = request.header("content-type", "multipart/form-data; boundary=xyz");
            assert!(send(request.body(body.clone().into()).unwrap()).await.status().is_success());
        }
    }
    let get = |path: String| Request::get(path).header("authorization", basic).body(Body::empty()).unwrap();
    assert_eq!(send(get(format!("/api/v1/imports?uploaded_by={CANARY}"))).await.status(), StatusCode::OK);
    send(get(format!("/api/v1/imports?{CANARY}={CANARY}"))).await;
    send(get(format!("/nothing?{CANARY}"))).await;
    state.stop(Duration::from_secs(60)).await;

    let log = log.text();
    let is_secret = |line: &&str| line.contains(CANARY) || line.contains(testdata::SLIPPED_PASSWORD);
    let line = log.lines().find(is_secret);
    assert_eq!(line, None, "the log has what it must not have");
    for part in [
        r#""id":"number-7""#,
        r#""user":"alice""#,
        r#""route":"/api/v1/imports""#,
        "sign-in refused",
        "signed in",
        "import accepted",
        "import ended",
        "finished processing request",
    ] {
        assert!(log.contains(part), "{part} is missing in {log}");
    }
}
