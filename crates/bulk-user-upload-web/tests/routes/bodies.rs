//! Large and slow bodies: the service does not read more than an upload may have, does not wait for ever,
//! and does not give one user all slots.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use tokio::time::timeout;

use super::common::{Site, csv, good, upload};

const ROUTES: [&str; 4] = ["/checks", "/imports", "/api/v1/checks", "/api/v1/imports"];

/// A body without an end and a length, which counts how much of it is read. A slow one stops after its head.
struct Endless {
    taken: Arc<AtomicUsize>,
    head: Option<Bytes>,
    is_slow: bool,
}

impl axum::body::HttpBody for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Infallible>>> {
        if let Some(head) = self.head.take() {
            self.taken.fetch_add(head.len(), Ordering::Relaxed);
            return Poll::Ready(Some(Ok(hyper::body::Frame::data(head))));
        }
        if self.is_slow {
            // The next piece never comes.
            return Poll::Pending;
        }
        self.taken.fetch_add(1024, Ordering::Relaxed);
        Poll::Ready(Some(Ok(hyper::body::Frame::data(Bytes::from_static(&[b'x'; 1024])))))
    }
}

fn endless(path: &str, is_slow: bool) -> (Request<Body>, Arc<AtomicUsize>) {
    let head =
        "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"users.csv\"\r\n\r\nLogin\r\n";
    let taken = Arc::new(AtomicUsize::new(0));
    let body =
        Endless { taken: Arc::clone(&taken), head: Some(Bytes::from_static(head.as_bytes())), is_slow };
    let request = Request::post(path).header("content-type", "multipart/form-data; boundary=xyz");
    (request.body(Body::new(body)).unwrap(), taken)
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_before_it_is_read() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    for path in ROUTES {
        let large = upload(path, "users.csv", "x".repeat(200_000)).header("content-length", "200200");
        let answer = client.send(large.body()).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        let (request, taken) = endless(path, false);
        let answer = client.send(request).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert!(taken.load(Ordering::Relaxed) < 200_000, "{path}: no more is read than the limit");
        if path.starts_with("/api/") {
            answer.assert_problem(StatusCode::PAYLOAD_TOO_LARGE, "too-large");
        } else {
            assert!(answer.text().contains("File size: exceeds limit"));
        }
    }
    let form = format!("login=alice&password={}", "x".repeat(200_000));
    assert_eq!(site.stranger().form("/sign-in", &form).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_file_just_over_the_limit_gets_the_verdict_that_the_product_names() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let report = client.upload("/api/v1/checks", &"x".repeat(102_401)).await.json();
    assert_eq!(report["errors"][0]["code"], "file-size-exceeds-limit");
    let report = client.upload("/api/v1/checks", &"x".repeat(102_400)).await.json();
    assert_ne!(report["errors"][0]["code"], "file-size-exceeds-limit");
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_is_refused_in_time() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    for path in ROUTES {
        // In this test, time passes at once when there is nothing else to do: an hour takes no time.
        let answer = timeout(Duration::from_secs(3600), client.send(endless(path, true).0)).await;
        assert_eq!(answer.unwrap().status, StatusCode::REQUEST_TIMEOUT, "{path}");
    }
    let (body, _) = endless("/sign-in", true);
    let (mut parts, body) = body.into_parts();
    parts.headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    let answer = site.stranger().send(Request::from_parts(parts, body)).await;
    assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT);
}

#[tokio::test]
async fn without_signing_in_no_body_is_read() {
    let site = Site::new();
    for path in ROUTES {
        let (request, taken) = endless(path, false);
        assert!(site.stranger().send(request).await.status.as_u16() < 402);
        assert_eq!(taken.load(Ordering::Relaxed), 0, "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_who_sends_many_uploads_at_once_makes_only_themselves_wait() {
    let site = Site::with(|settings| settings.uploads_at_once = 2);
    let (alice, ben) = (site.signed_in("alice").await, site.signed_in("ben").await);
    let bodies = ["/checks", "/imports", "/api/v1/checks"].map(|path| endless(path, true));
    let taken = bodies.each_ref().map(|(_, taken)| Arc::clone(taken));
    let [first, second, third] = bodies.map(|(request, _)| alice.send(request));
    let slow = async { tokio::join!(first, second, third) };
    let quick = async {
        // Any of the three may be the one whose turn it is.
        while taken.iter().all(|taken| taken.load(Ordering::Relaxed) == 0) {
            tokio::task::yield_now().await;
        }
        ben.upload("/api/v1/checks", &csv(&[good("new1")])).await
    };
    tokio::select! {
        biased;
        _ = slow => panic!("the slow bodies never end"),
        answer = quick => assert_eq!(answer.status, StatusCode::OK, "{}", answer.text()),
    }
}
