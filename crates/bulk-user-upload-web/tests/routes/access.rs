//! Access: every route, without signing in, without the right, and for an import that the user may not see.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::common::{Answer, Client, Site, bad, csv, good, upload};

/// Who may use a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Everyone.
    Open,
    /// Users with the right.
    Guarded,
    /// Users with the right who may see the import.
    OfImport,
}

/// Every route of `app.rs` and `api/mod.rs`, as a test makes sure.
const ROUTES: [(&str, &str, Kind); 25] = [
    ("GET", "/", Kind::Guarded),
    ("GET", "/sign-in", Kind::Open),
    ("POST", "/sign-in", Kind::Open),
    ("POST", "/sign-out", Kind::Open),
    ("GET", "/template", Kind::Guarded),
    ("GET", "/upload", Kind::Guarded),
    ("POST", "/checks", Kind::Guarded),
    ("POST", "/imports", Kind::Guarded),
    ("GET", "/imports/{id}", Kind::OfImport),
    ("GET", "/imports/{id}/row", Kind::OfImport),
    ("GET", "/imports/{id}/errors.csv", Kind::OfImport),
    ("GET", "/imports/{id}/undo", Kind::OfImport),
    ("POST", "/imports/{id}/undo", Kind::OfImport),
    ("GET", "/assets/{file}", Kind::Open),
    ("GET", "/healthz", Kind::Open),
    ("GET", "/readyz", Kind::Open),
    ("GET", "/api/v1/openapi.json", Kind::Open),
    ("GET", "/api/v1/template", Kind::Guarded),
    ("POST", "/api/v1/checks", Kind::Guarded),
    ("GET", "/api/v1/imports", Kind::Guarded),
    ("POST", "/api/v1/imports", Kind::Guarded),
    ("GET", "/api/v1/imports/{id}", Kind::OfImport),
    ("GET", "/api/v1/imports/{id}/rows", Kind::OfImport),
    ("GET", "/api/v1/imports/{id}/errors.csv", Kind::OfImport),
    ("GET", "/api/v1/imports/{id}/undo", Kind::OfImport),
];

/// This one comes last, because it changes what the others read.
const LAST: (&str, &str, Kind) = ("POST", "/api/v1/imports/{id}/undo", Kind::OfImport);

fn routes() -> impl Iterator<Item = (&'static str, &'static str, Kind)> {
    ROUTES.into_iter().chain([LAST])
}

async fn ask(client: &Client<'_>, method: &str, path: &str, id: i64) -> Answer {
    let path = path.replace("{id}", &id.to_string());
    if method == "POST" && (path.ends_with("/checks") || path.ends_with("/imports")) {
        return client.send(upload(&path, "users.csv", csv(&[good("ask")])).body()).await;
    }
    client.send(Request::builder().method(method).uri(path).body(Body::empty()).unwrap()).await
}

#[test]
fn no_route_is_forgotten_here() {
    let tables = [("", include_str!("../../src/app.rs")), ("/api/v1", include_str!("../../src/api/mod.rs"))];
    let mut built = BTreeSet::new();
    for (prefix, table) in tables {
        for line in table.lines().filter_map(|line| line.trim().strip_prefix(".route(\"")) {
            let (path, handlers) = line.split_once('"').unwrap();
            for (method, call) in [("GET", "get("), ("POST", "post(")] {
                if handlers.contains(call) {
                    built.insert((method, format!("{prefix}{path}")));
                }
            }
        }
    }
    let tested: BTreeSet<_> = routes().map(|(method, path, _)| (method, path.to_owned())).collect();
    assert_eq!(built, tested);
}

#[tokio::test]
async fn no_route_is_open_without_signing_in() {
    let site = Site::new();
    site.signed_in("alice").await.import(&csv(&[good("new1"), bad("new2")])).await;
    let stranger = site.stranger();
    for (method, path, kind) in routes().filter(|(.., kind)| *kind != Kind::Open) {
        let answer = ask(&stranger, method, path, 1).await;
        if path.starts_with("/api/") {
            answer.assert_problem(StatusCode::UNAUTHORIZED, "not-signed-in");
            assert!(answer.header("www-authenticate").starts_with("Basic "), "{path}");
        } else {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{method} {path} {kind:?}");
            assert!(answer.location().starts_with("/sign-in?next="), "{path}");
            assert!(answer.body.is_empty());
        }
    }
}

#[tokio::test]
async fn no_route_is_open_without_the_right() {
    let site = Site::new();
    site.signed_in("alice").await.import(&csv(&[good("new1"), bad("new2")])).await;
    let ben = site.signed_in("ben").await;
    site.load(r#"{"users": [{"login": "ben", "permission_group": "Agent"}]}"#);
    for (method, path, _) in routes().filter(|(.., kind)| *kind != Kind::Open) {
        let answer = ask(&ben, method, path, 1).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}");
        if path.starts_with("/api/") {
            answer.assert_problem(StatusCode::FORBIDDEN, "may-not-import");
        } else {
            assert!(answer.text().contains("No right to upload users"));
            assert!(
                answer.text().contains("Signed in as <strong>ben</strong>")
                    && answer.text().contains("Sign out")
            );
        }
    }
}

#[tokio::test]
async fn the_imports_of_users_above_are_not_found() {
    let site = Site::new();
    let root = site.signed_in("root").await;
    root.import(&csv(&[good("new1"), bad("new2")])).await;
    let alice = site.signed_in("alice").await;
    let ben = site.signed_in("ben").await;
    ben.import(&csv(&[good("new3"), bad("new4")])).await;
    for (method, path, _) in routes().filter(|(.., kind)| *kind == Kind::OfImport) {
        for missing in [1, 77] {
            let answer = ask(&alice, method, path, missing).await;
            if path.starts_with("/api/") {
                answer.assert_problem(StatusCode::NOT_FOUND, "not-found");
            } else {
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {path}");
            }
        }
        let (others, unknown) = (ask(&alice, method, path, 1).await, ask(&alice, method, path, 77).await);
        assert_eq!(others.text(), unknown.text(), "{path}: the two are not told apart");
        if method == "GET" {
            assert_eq!(ask(&alice, method, path, 2).await.status, StatusCode::OK, "{path} of ben");
            assert_eq!(ask(&root, method, path, 1).await.status, StatusCode::OK, "{path} of root");
        }
    }
    for nothing in ["/imports/1", "/nothing"] {
        let page = alice.get(nothing).await;
        assert!(
            page.text().contains("<strong>alice</strong>") && page.text().contains("Sign out"),
            "{nothing}"
        );
    }
    let page = alice.get("/").await;
    assert!(page.text().contains("id=\"import-2\"") && !page.text().contains("id=\"import-1\""));
    let all = root.get("/api/v1/imports").await.json();
    assert_eq!(all["imports"].as_array().unwrap().len(), 2);
    assert!(site.store().as_uploader("new1").is_ok(), "no undo was done");
}

#[tokio::test]
async fn an_upload_of_the_same_file_is_named_only_to_users_who_may_see_it() {
    let site = Site::new();
    let file = csv(&[bad("new1")]);
    let (root, alice) = (site.signed_in("root").await, site.signed_in("alice").await);
    root.import(&file).await;
    assert_eq!(alice.import(&file).await["same_file_as"], serde_json::Value::Null);
    assert!(!alice.get("/imports/2").await.text().contains("uploaded before"), "nothing hints at it");
    assert_eq!(
        alice.get("/api/v1/imports").await.json()["imports"][0]["same_file_as"],
        serde_json::Value::Null
    );
    assert_eq!(root.get("/api/v1/imports/2").await.json()["same_file_as"], 1);
    assert!(root.get("/imports/2").await.text().contains("uploaded before, as upload 1"));
    root.import(&file).await;
    assert_eq!(
        alice.import(&file).await["same_file_as"],
        2,
        "an invisible upload does not hide a visible one"
    );
    assert!(alice.get("/imports/4").await.text().contains("uploaded before, as upload 2"));
    assert_eq!(root.get("/api/v1/imports").await.json()["imports"][0]["same_file_as"], 3);
}

#[tokio::test]
async fn a_user_who_loses_the_right_or_is_deactivated_is_out_at_once() {
    let site = Site::new();
    let (alice, ben) = (site.signed_in("alice").await, site.signed_in("ben").await);
    assert_eq!(alice.get("/").await.status, StatusCode::OK);
    site.load(
        r#"{"users": [{"login": "alice", "permission_group": "Agent"}, {"login": "ben", "active": false}]}"#,
    );
    assert_eq!(alice.get("/").await.status, StatusCode::FORBIDDEN);
    assert_eq!(ben.get("/").await.location(), "/sign-in?next=%2F");
    ben.get("/api/v1/imports").await.assert_problem(StatusCode::UNAUTHORIZED, "not-signed-in");
}
