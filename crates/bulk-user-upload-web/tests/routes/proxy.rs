//! A trusted proxy: off by default, and its headers count only from its own addresses.

use axum::body::Body;
use axum::http::{HeaderName, Request, StatusCode};
use bulk_user_upload_web::TrustedProxy;

use super::common::{Client, PASSWORD, Site, basic};

/// Behind a proxy that signs users in, or merely forwards.
fn site(user_header: Option<HeaderName>) -> Site {
    Site::with(|settings| {
        settings.proxy = Some(TrustedProxy { addresses: vec![[10, 0, 0, 2].into()], user_header });
    })
}

const USER: Option<HeaderName> = Some(HeaderName::from_static("x-remote-user"));

async fn ask(client: &Client<'_>, users: &[&str]) -> StatusCode {
    let mut request = Request::get("/");
    for user in users {
        request = request.header("x-remote-user", *user);
    }
    client.send(request.body(Body::empty()).unwrap()).await.status
}

#[tokio::test]
async fn the_header_counts_from_the_proxy_alone() {
    let site = site(USER);
    let (mut client, signed_out) = (site.stranger(), StatusCode::FORBIDDEN);
    assert_eq!(ask(&client, &["alice"]).await, signed_out, "anybody can send a header");
    client.address = [10, 0, 0, 2].into();
    assert_eq!(ask(&client, &["alice"]).await, StatusCode::OK);
    assert_eq!(ask(&client, &["agent"]).await, StatusCode::FORBIDDEN);
    assert_eq!(ask(&client, &["ghost"]).await, StatusCode::FORBIDDEN, "only the proxy knows this user");
    for none in [&[][..], &[""], &["alice", "root"]] {
        assert_eq!(ask(&client, none).await, signed_out, "{none:?}");
    }
    client.address = "::ffff:10.0.0.2".parse().unwrap();
    assert_eq!(ask(&client, &["alice"]).await, StatusCode::OK, "the same address, written otherwise");

    let site = Site::new();
    let mut client = site.stranger();
    client.address = [10, 0, 0, 2].into();
    assert_eq!(ask(&client, &["alice"]).await, StatusCode::SEE_OTHER, "off unless asked for");
}

#[tokio::test]
async fn where_the_proxy_signs_in_nothing_else_does() {
    let site = site(USER);
    let by_proxy = site.stranger().at([10, 0, 0, 2]);
    for client in [&site.stranger(), &by_proxy] {
        let mut client = client.clone();
        let form = client.get("/sign-in").await;
        assert_eq!(form.status, StatusCode::FORBIDDEN);
        assert!(
            !form.text().contains("type=\"password\"") && form.text().contains("Not signed in by the proxy")
        );
        assert_eq!(client.sign_in("alice", PASSWORD).await.status, StatusCode::FORBIDDEN);
        assert!(client.cookie.is_none(), "there is no session to be had");
        let answer = client.send(basic("/api/v1/imports", "alice", PASSWORD)).await;
        answer.assert_problem(StatusCode::FORBIDDEN, "proxy-signs-in");
    }
}

#[tokio::test]
async fn a_user_of_the_proxy_signs_out_there() {
    let site = site(USER);
    let client = site.stranger().at([10, 0, 0, 2]);
    for (path, status) in [("/", StatusCode::OK), ("/nothing", StatusCode::NOT_FOUND)] {
        let request = Request::get(path).header("x-remote-user", "alice").body(Body::empty()).unwrap();
        let page = client.send(request).await;
        assert_eq!(page.status, status);
        assert!(page.text().contains("Signed in as <strong>alice</strong>"), "{}", page.text());
        assert!(!page.text().contains("Sign out"));
    }
    let request = Request::post("/sign-out").header("x-remote-user", "alice").body(Body::empty()).unwrap();
    let answer = client.send(request).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("Open the page through the proxy, and sign in there."));
}

#[tokio::test]
async fn attempts_are_counted_by_the_address_that_the_proxy_forwards_for() {
    let site = site(None);
    let try_from = async |peer: [u8; 4], forwarded: &str, login: &str, password: &str| {
        let mut client = site.stranger();
        client.address = peer.into();
        let request = Request::post("/sign-in")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("x-forwarded-for", forwarded);
        client.send(request.body(format!("login={login}&password={password}").into()).unwrap()).await.status
    };
    for number in 0..20 {
        try_from([10, 0, 0, 2], "203.0.113.9, 192.0.2.1", &format!("user{number}"), "wrong").await;
    }
    let alice = async |forwarded: &str| try_from([10, 0, 0, 2], forwarded, "alice", PASSWORD).await;
    assert_eq!(alice("192.0.2.1").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        alice("192.0.2.1, 192.0.2.2").await,
        StatusCode::SEE_OTHER,
        "the last one is what the proxy saw"
    );
    let answer = try_from([192, 0, 2, 1], "198.51.100.1", "alice", PASSWORD).await;
    assert_eq!(answer, StatusCode::TOO_MANY_REQUESTS, "the header counts from the proxy only");
}
