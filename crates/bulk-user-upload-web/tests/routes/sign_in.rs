//! Signing in: sessions, cookies, attempts.

use std::time::Duration;

use axum::http::header::SET_COOKIE;
use axum::http::{Request, StatusCode};

use super::common::{PASSWORD, Site, basic, csv, good, upload};

#[tokio::test]
async fn signing_in_leads_back_to_what_was_asked_for() {
    let site = Site::new();
    let mut client = site.stranger();
    let answer = client.get("/?status=failed&uploaded_by=J%26x").await;
    assert_eq!(answer.location(), "/sign-in?next=%2F%3Fstatus%3Dfailed%26uploaded_by%3DJ%2526x");
    let form = client.get(answer.location()).await;
    assert!(
        form.text().contains(r#"name="next" value="/?status=failed&#38;uploaded_by=J%26x""#),
        "{}",
        form.text()
    );
    let fields = format!("login=alice&password={PASSWORD}&next=%2F%3Fstatus%3Dfailed");
    assert_eq!(client.form("/sign-in", &fields).await.location(), "/?status=failed");
    let fields = format!("login=alice&password={PASSWORD}&next=https%3A%2F%2Fevil.example");
    assert_eq!(client.form("/sign-in", &fields).await.location(), "/", "nowhere else");
    assert_eq!(
        client.sign_in(" ALICE ", PASSWORD).await.status,
        StatusCode::SEE_OTHER,
        "logins compare as names do"
    );
    assert!(client.get("/").await.text().contains("Signed in as <strong>alice</strong>"));
}

#[tokio::test]
async fn the_cookie_is_for_this_site_and_no_script() {
    let site = Site::new();
    let answer = site.stranger().sign_in("alice", PASSWORD).await;
    let cookie = answer.header(SET_COOKIE.as_str()).to_owned();
    assert!(cookie.starts_with("session="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=1800"] {
        assert!(cookie.contains(attribute), "{attribute}: {cookie}");
    }
    let site = Site::with(|settings| settings.secure_cookies = true);
    let answer = site.stranger().sign_in("alice", PASSWORD).await;
    let cookie = answer.header(SET_COOKIE.as_str());
    assert!(cookie.starts_with("__Host-session=") && cookie.contains("Secure"), "{cookie}");
}

#[tokio::test]
async fn signing_in_changes_the_session() {
    let site = Site::new();
    let mut client = site.signed_in("alice").await;
    let before = client.clone();
    client.sign_in("ben", PASSWORD).await;
    assert_ne!(client.cookie, before.cookie);
    assert_eq!(before.get("/").await.status, StatusCode::SEE_OTHER, "the old session is worth nothing");
    assert!(client.get("/").await.text().contains("<strong>ben</strong>"));
}

#[tokio::test]
async fn after_signing_out_the_session_is_gone() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    assert_eq!(client.post("/sign-out").await.location(), "/sign-in");
    assert_eq!(client.get("/").await.status, StatusCode::SEE_OTHER, "the cookie alone does not help");
}

#[tokio::test]
async fn a_user_without_the_right_is_told_so_and_gets_no_session() {
    let site = Site::new();
    let mut agent = site.stranger();
    let answer = agent.sign_in("agent", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("No right to upload users"));
    assert!(agent.cookie.is_none());
}

#[tokio::test]
async fn a_user_may_have_so_many_sessions_and_then_loses_the_one_unused_for_longest() {
    let site = Site::new();
    let (ben, first) = (site.signed_in("ben").await, site.signed_in("alice").await);
    let second = site.signed_in("alice").await;
    first.get("/").await;
    let mut others = Vec::new();
    for _ in 0..19 {
        others.push(site.signed_in("alice").await);
    }
    assert_eq!(second.get("/").await.status, StatusCode::SEE_OTHER, "it was unused for the longest time");
    for still in others.iter().chain([&first, &ben]) {
        assert_eq!(still.get("/").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_session_ends_when_it_is_unused_and_in_any_case() {
    let site = Site::with(|settings| settings.max_idle = Duration::ZERO);
    assert_eq!(site.signed_in("alice").await.get("/").await.status, StatusCode::SEE_OTHER);
    let site = Site::with(|settings| settings.max_session_age = Duration::ZERO);
    let client = site.signed_in("alice").await;
    assert_eq!(client.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_login_look_the_same() {
    let site = Site::new();
    let mut client = site.stranger();
    let mut pages = Vec::new();
    for (login, password) in [("alice", "wrong"), ("ghost", PASSWORD), ("gone", PASSWORD), ("alice", "")] {
        let answer = client.sign_in(login, password).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(client.cookie.is_none());
        let page = answer.text().replace(&format!("value=\"{login}\""), "value=\"…\"");
        assert!(!page.contains(PASSWORD) && !page.contains("wrong\""), "the password is not shown again");
        pages.push(page);
    }
    pages.dedup();
    assert_eq!(pages.len(), 1);
    let answer = client.form("/sign-in", "login=alice").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn attempts_are_limited_on_the_page_and_in_the_api() {
    let site = Site::new();
    let mut client = site.stranger();
    for _ in 0..5 {
        client.sign_in("alice", "wrong").await;
    }
    let answer = client.sign_in("alice", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
    assert!(answer.text().contains("Try again in"));
    client.address = [198, 51, 100, 1].into();
    assert_eq!(
        client.sign_in("alice", PASSWORD).await.status,
        StatusCode::TOO_MANY_REQUESTS,
        "from elsewhere, too"
    );
    let answer = client.send(basic("/api/v1/imports", "alice", PASSWORD)).await;
    answer.assert_problem(StatusCode::TOO_MANY_REQUESTS, "too-many-attempts");
    assert!(!answer.header("retry-after").is_empty());
    assert_eq!(client.sign_in("ben", PASSWORD).await.status, StatusCode::SEE_OTHER, "others may");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_requests_at_once_with_the_right_password_are_not_limited() {
    let site = Site::with(|settings| settings.hashing_threads = 16);
    let client = site.stranger();
    let ask = || client.send(basic("/api/v1/imports", "alice", PASSWORD));
    let eight = async || tokio::join!(ask(), ask(), ask(), ask(), ask(), ask(), ask(), ask());
    let answers = tokio::join!(eight(), eight());
    let statuses = format!("{answers:?}").matches("status: 200").count();
    assert_eq!(statuses, 16);
}

#[tokio::test]
async fn the_api_takes_a_login_and_a_password() {
    let site = Site::new();
    let client = site.stranger();
    let answer = client.send(basic("/api/v1/imports", "alice", PASSWORD)).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.headers.contains_key(SET_COOKIE), "no session is opened");
    client
        .send(basic("/api/v1/imports", "alice", "wrong"))
        .await
        .assert_problem(StatusCode::UNAUTHORIZED, "wrong-password");
    client
        .send(basic("/api/v1/imports", "agent", PASSWORD))
        .await
        .assert_problem(StatusCode::FORBIDDEN, "may-not-import");
    assert_eq!(
        client.send(basic("/", "alice", PASSWORD)).await.status,
        StatusCode::SEE_OTHER,
        "pages do not take them"
    );
    for nonsense in ["Basic", "Basic %%%", "Basic YWxpY2U=", "Bearer YWxpY2U6eA=="] {
        let request = Request::get("/api/v1/imports").header("authorization", nonsense);
        let answer = client.send(request.body(axum::body::Body::empty()).unwrap()).await;
        answer.assert_problem(StatusCode::UNAUTHORIZED, "not-signed-in");
    }
}

#[tokio::test]
async fn what_another_site_sends_is_refused() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let from_elsewhere: [(&str, &str); 3] = [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ];
    for (name, value) in from_elsewhere {
        for path in ["/imports", "/checks", "/api/v1/imports", "/imports/1/undo", "/sign-out", "/sign-in"] {
            let request = upload(path, "users.csv", csv(&[good("new1")]))
                .header("host", "bulk.example")
                .header(name, value);
            let answer = client.send(request.body()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {name}");
            if path.starts_with("/api/") {
                answer.assert_problem(StatusCode::FORBIDDEN, "cross-site");
            } else {
                assert!(answer.text().contains("another site"));
            }
        }
    }
    let from_here = [("sec-fetch-site", "same-origin"), ("origin", "https://bulk.example")];
    for (number, (name, value)) in from_here.into_iter().enumerate() {
        let file = csv(&[good(&format!("new{number}"))]);
        let request =
            upload("/imports", "users.csv", file).header("host", "bulk.example").header(name, value);
        assert_eq!(client.send(request.body()).await.status, StatusCode::SEE_OTHER, "{name}");
    }
}
