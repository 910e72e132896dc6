//! The headers of every answer, and the numbers of requests.

use axum::body::Body;
use axum::http::Request;

use super::common::Site;

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let style = client
        .get("/")
        .await
        .text()
        .split_once("href=\"/assets/")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let style = format!("/assets/{style}");
    for path in [
        "/",
        "/sign-in",
        "/nothing",
        "/template",
        "/healthz",
        "/api/v1/imports",
        "/api/v1/nothing",
        &style,
        "/assets/page.css",
    ] {
        for client in [&client, &site.stranger()] {
            let answer = client.get(path).await;
            let policy = answer.header("content-security-policy");
            assert!(policy.starts_with("default-src 'none';") && !policy.contains("unsafe"), "{path}");
            for part in
                ["script-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
            {
                assert!(policy.contains(part), "{path}: {part}");
            }
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("referrer-policy", "no-referrer"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
            ] {
                assert_eq!(answer.header(name), value, "{path}: {name}");
            }
            let cached = if path == style { "public, max-age=31536000, immutable" } else { "no-store" };
            assert_eq!(answer.header("cache-control"), cached, "{path}");
            assert!(
                path != style || !answer.headers.contains_key("set-cookie"),
                "what browsers cache belongs to no user"
            );
            assert!(!answer.header("x-request-id").is_empty());
        }
    }
    assert_eq!(client.get(&style).await.header("content-type"), "text/css; charset=utf-8");
}

#[tokio::test]
async fn the_sender_may_choose_a_plain_number_for_a_request() {
    let site = Site::new();
    let ask = async |id: &str| {
        let request = Request::get("/healthz").header("x-request-id", id).body(Body::empty()).unwrap();
        site.stranger().send(request).await.header("x-request-id").to_owned()
    };
    assert_eq!(ask("from-the-proxy.7").await, "from-the-proxy.7");
    for odd in ["a b", "<script>", &"x".repeat(65), ""] {
        assert_eq!(ask(odd).await.len(), 36, "{odd}");
    }
}
