//! What the tests share: a site with users of several levels, and clients that sign in to it.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bulk_user_upload::Password;
use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload_sqlite::{Hashing, SqliteStore, StoreOptions};
use bulk_user_upload_web::{AppState, Settings, app};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

/// The password of every user.
pub(crate) const PASSWORD: &str = "Harbour-Light-7";

const DIRECTORY: &str = r#"{
    "users": [
        {"login": "root", "permission_group": "High", "teams": ["Sales"]},
        {"login": "alice", "permission_group": "Middle", "teams": ["Sales", "Support"]},
        {"login": "ben", "permission_group": "Middle", "teams": ["Sales"]},
        {"login": "agent", "permission_group": "Agent", "teams": ["Sales"]},
        {"login": "gone", "permission_group": "Middle", "active": false}
    ],
    "permission_groups": [
        {"name": "High", "level": 100, "bulk_user_upload": true},
        {"name": "Middle", "level": 50, "bulk_user_upload": true},
        {"name": "Agent", "level": 10}
    ],
    "teams": [{"name": "Sales"}, {"name": "Support"}]
}"#;

const HEADER: &str = "First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,Capacity plan,Active*\n";

/// A row without errors.
pub(crate) fn good(login: &str) -> String {
    format!("Ann,Lee,{login},Passw0rd-of-Ann,Agent,TRUE,,Sales,,TRUE\n")
}

/// A row with an error.
pub(crate) fn bad(login: &str) -> String {
    format!("Ann,Lee,{login},Passw0rd-of-Ann,Agent,WAHR,,Sales,,TRUE\n")
}

/// A file of rows.
pub(crate) fn csv(rows: &[String]) -> String {
    format!("{HEADER}{}", rows.concat())
}

/// A database, and the page on it.
pub(crate) struct Site {
    pub(crate) state: AppState,
    pub(crate) database: PathBuf,
    router: Router,
    _folder: TempDir,
}

/// Options with weak hashes, which are quick.
pub(crate) fn options() -> StoreOptions {
    StoreOptions { hashing: Hashing::new(8, 1, 1).unwrap(), ..StoreOptions::default() }
}

impl Site {
    pub(crate) fn new() -> Self {
        Self::with(|_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("users.db");
        let store = options().open(&database).unwrap();
        store.load(&DirectoryData::from_json(DIRECTORY).unwrap()).unwrap();
        for login in ["root", "alice", "ben", "agent", "gone"] {
            store.set_password(login, Password::new(PASSWORD)).unwrap();
        }
        let mut settings = Settings { store: options(), hashing_threads: 1, ..Settings::default() };
        change(&mut settings);
        let state = AppState::open(&database, settings).unwrap();
        Self { router: app(state.clone()), state, database, _folder: folder }
    }

    /// The database, opened beside the page.
    pub(crate) fn store(&self) -> SqliteStore {
        options().open(&self.database).unwrap()
    }

    /// Loads more into the directory.
    pub(crate) fn load(&self, json: &str) {
        self.store().load(&DirectoryData::from_json(json).unwrap()).unwrap();
    }

    /// A client that has not signed in.
    pub(crate) fn stranger(&self) -> Client<'_> {
        Client { site: self, cookie: None, address: [192, 0, 2, 7].into() }
    }

    /// A client that has signed in.
    pub(crate) async fn signed_in(&self, login: &str) -> Client<'_> {
        let mut client = self.stranger();
        let answer = client.sign_in(login, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{login}: {}", answer.text());
        client
    }
}

/// A browser, or a program.
#[derive(Clone)]
pub(crate) struct Client<'s> {
    site: &'s Site,
    pub(crate) cookie: Option<String>,
    pub(crate) address: IpAddr,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Client<'_> {
    pub(crate) fn at(self, address: [u8; 4]) -> Self {
        Self { address: address.into(), ..self }
    }

    pub(crate) async fn send(&self, mut request: Request<Body>) -> Answer {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
        }
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.address, 4711)));
        let response = self.site.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str) -> Answer {
        self.send(Request::post(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn form(&self, path: &str, fields: &str) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(fields.to_owned().into()).unwrap()).await
    }

    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        let answer = self.form("/sign-in", &format!("login={login}&password={password}")).await;
        if let Some(cookie) = answer.headers.get(SET_COOKIE) {
            self.cookie = Some(cookie.to_str().unwrap().split(';').next().unwrap().to_owned());
        }
        answer
    }

    pub(crate) async fn upload(&self, path: &str, csv: &str) -> Answer {
        self.send(upload(path, "users.csv", csv).body()).await
    }

    /// Imports a file through the API, and waits until the import has ended.
    pub(crate) async fn import(&self, csv: &str) -> Value {
        let answer = self.upload("/api/v1/imports", csv).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{}", answer.text());
        self.ended(answer.json()["id"].as_i64().unwrap()).await
    }

    /// Waits until an import has ended.
    pub(crate) async fn ended(&self, id: i64) -> Value {
        for _ in 0..3_000 {
            let import = self.get(&format!("/api/v1/imports/{id}")).await.json();
            if import["status"] != "in-progress" {
                return import;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("import {id} has not ended");
    }
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// Asserts that the answer is problem details of this kind (RFC 9457).
    pub(crate) fn assert_problem(&self, status: StatusCode, kind: &str) {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["type"], format!("urn:bulk-user-upload:problem:{kind}"));
        assert_eq!(problem["status"], status.as_u16());
        assert!(problem["title"].is_string() && problem["detail"].is_string());
        assert_eq!(problem.as_object().unwrap().len(), 4, "and nothing from inside: {problem}");
    }
}

/// A request with a login and a password in its header.
pub(crate) fn basic(path: &str, login: &str, password: &str) -> Request<Body> {
    let credentials = STANDARD.encode(format!("{login}:{password}"));
    Request::get(path).header("authorization", format!("Basic {credentials}")).body(Body::empty()).unwrap()
}

/// A multipart form, part by part.
pub(crate) struct Upload {
    path: String,
    body: Vec<u8>,
    headers: Vec<(&'static str, String)>,
}

/// An upload of one file.
pub(crate) fn upload(path: &str, name: &str, bytes: impl AsRef<[u8]>) -> Upload {
    Upload { path: path.to_owned(), body: Vec::new(), headers: Vec::new() }.file(name, bytes)
}

impl Upload {
    pub(crate) fn file(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let name = name.replace('"', "%22");
        self.body.extend_from_slice(
            format!("--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n")
                .as_bytes(),
        );
        self.body.extend_from_slice(bytes.as_ref());
        self.body.extend_from_slice(b"\r\n");
        self
    }

    pub(crate) fn field(mut self, name: &str, value: &str) -> Self {
        self.body.extend_from_slice(
            format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
        );
        self
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn body(mut self) -> Request<Body> {
        self.body.extend_from_slice(b"--xyz--\r\n");
        let mut request = Request::post(self.path).header(CONTENT_TYPE, "multipart/form-data; boundary=xyz");
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        request.body(self.body.into()).unwrap()
    }
}
