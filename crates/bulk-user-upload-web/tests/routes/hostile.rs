//! Hostile input: large and slow bodies, odd forms, names and cells that are scripts, and what every answer says to browsers.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};

use tokio::time::timeout;

use super::common::{PASSWORD, Site, csv, good, upload};

const ROUTES: [&str; 4] = ["/checks", "/imports", "/api/v1/checks", "/api/v1/imports"];

/// A body without end or length that counts what is taken of it, and waits before each piece.
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
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, Infallible>>> {
        if let Some(head) = self.head.take() {
            return Poll::Ready(Some(Ok(hyper::body::Frame::data(head))));
        }
        if self.is_slow {
            // Whoever waits for it waits for ever.
            let _ = context;
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
        assert!(taken.load(Ordering::Relaxed) < 200_000, "{path}: no more is taken than the limit");
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
async fn a_slow_body_is_not_waited_for() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    for path in ROUTES {
        // The clock of this test runs ahead when there is nothing else to do: an hour takes no time.
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
async fn nobody_reads_the_body_of_somebody_who_is_not_signed_in() {
    let site = Site::new();
    for path in ROUTES {
        let (request, taken) = endless(path, false);
        assert!(site.stranger().send(request).await.status.as_u16() < 402);
        assert_eq!(taken.load(Ordering::Relaxed), 0, "{path}");
    }
}

#[tokio::test]
async fn an_upload_is_one_file_and_nothing_else() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let file = csv(&[good("new1")]);
    let odd = [
        upload("/api/v1/imports", "users.csv", &file).file("more.csv", &file),
        upload("/api/v1/imports", "users.csv", &file).field("extra", "1"),
        upload("/api/v1/imports", "users.csv", &file).field("mode", "whatever"),
        upload("/api/v1/imports", "users.csv", &file)
            .field("mode", "partial-success")
            .field("mode", "all-or-nothing"),
        upload("/api/v1/imports", "", ""),
    ];
    for odd in odd {
        client.send(odd.body()).await.assert_problem(StatusCode::BAD_REQUEST, "bad-request");
    }
    let many =
        (0..5_000).fold(upload("/api/v1/imports", "users.csv", &file), |form, _| form.field("mode", ""));
    assert!(client.send(many.body()).await.status.is_client_error());
    for (content_type, body) in [
        ("multipart/form-data; boundary=xyz", "--xyz\r\nnonsense"),
        ("multipart/form-data; boundary=xyz", ""),
    ] {
        let request =
            Request::post("/api/v1/imports").header("content-type", content_type).body(body.into()).unwrap();
        client.send(request).await.assert_problem(StatusCode::BAD_REQUEST, "bad-request");
    }
    let request = Request::post("/api/v1/imports")
        .header("content-type", "multipart/form-data")
        .body("".into())
        .unwrap();
    assert!(client.send(request).await.status.is_client_error(), "no boundary");
    let request =
        Request::post("/api/v1/imports").header("content-type", "multipart/form-data; boundary=xyz");
    client
        .send(request.body(Body::new(Broken)).unwrap())
        .await
        .assert_problem(StatusCode::BAD_REQUEST, "bad-request");
    assert_eq!(
        client.get("/api/v1/imports").await.json()["imports"].as_array().unwrap().len(),
        0,
        "none was imported"
    );
}

/// A client that breaks off.
struct Broken;

impl axum::body::HttpBody for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<hyper::body::Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}

#[tokio::test]
async fn scripts_and_formulas_are_text_everywhere() {
    let site = Site::new();
    let evil = "<script>alert(1)</script>";
    site.load(&format!(
        r#"{{"users": [{{"login": "{evil}", "permission_group": "Middle", "teams": ["Sales"]}}]}}"#
    ));
    site.store().set_password(evil, bulk_user_upload::Password::new(PASSWORD)).unwrap();
    let client = site.signed_in("%3Cscript%3Ealert(1)%3C/script%3E").await;
    let row =
        |login: &str, team: &str| format!("{evil},=1+1,{login},Passw0rd-of-Ann,Agent,{evil},,{team},,TRUE\n");
    let file = csv(&[
        row("=cmd|'/c calc'!A1", evil),
        row("\"\"\"><img src=x onerror=alert(1)>\"", "Sales"),
        good("<b>ann</b>"),
    ]);
    let name = "../<img src=x onerror=alert(1)>.csv";
    for path in ["/checks", "/imports"] {
        client.send(upload(path, name, &file).body()).await;
    }
    client.ended(1).await;
    let check = client.send(upload("/checks", name, &file).body()).await;
    let pages = [
        "/",
        "/?uploaded_by=%22%3E%3Cscript%3E",
        "/imports/1",
        "/imports/1/row",
        "/imports/1/undo",
        "/upload",
    ];
    let mut texts = vec![check.text().to_owned()];
    for path in pages {
        texts.push(client.get(path).await.text().to_owned());
    }
    texts.push(client.form("/sign-in", "login=%22%3E%3Cscript%3E&password=x").await.text().to_owned());
    texts.push(client.get("/sign-in?next=%22%3E%3Cscript%3E").await.text().to_owned());
    texts.push(client.get("/%3Cscript%3E").await.text().to_owned());
    texts.push(client.get("/?status=%3Cscript%3E").await.text().to_owned());
    for text in &texts {
        for markup in ["<script>", "<img", "onerror=alert(1)>", "<b>"] {
            assert!(!text.contains(markup), "{markup} in {text}");
        }
        assert!(!text.contains("style=\"") && !text.contains("onclick"), "nothing stands inline");
        assert_eq!(text.matches("<script").count(), text.matches("<script src=\"/assets/").count());
    }
    assert!(
        texts[0].contains("&#60;img src=x onerror=alert(1)&#62;.csv"),
        "the name is the name alone, as text"
    );
    assert!(!texts[0].contains("../"));
    let errors = client.get("/imports/1/errors.csv").await;
    assert!(
        errors.text().contains("'=cmd|") && errors.text().contains("'=1+1"),
        "no formula for a spreadsheet: {}",
        errors.text()
    );
    assert_eq!(errors.header("content-type"), "text/csv; charset=utf-8");
}

#[tokio::test]
async fn characters_that_nobody_can_see_are_shown() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let check = client.send(upload("/checks", "users\u{202E}vsc.csv", csv(&[good("x")])).body()).await;
    assert!(check.text().contains("users&#60;U+202E&#62;vsc.csv is valid"), "{}", check.text());
}

#[tokio::test]
async fn passwords_are_on_no_page() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let canary = "canary7";
    let rows = [
        format!("Ann,Lee,ann,{canary},Agent,TRUE,,Sales,,TRUE\n"),
        format!("Ann,Lee,{canary}x,{canary}Xx9,Agent,WAHR,,Sales,,TRUE\n")
            .replace(&format!("{canary}x,"), "ben2,"),
        format!("Ann,Lee, Jr,cara,{canary}Xx9,Agent,TRUE,,Sales,,TRUE\n"),
        format!("Ann,\"Lee,dan,{canary}Xx9,Agent,TRUE,,Sales,,TRUE\n"),
        format!("Ann,Lee,eve,Xx9-{canary},Agent,TRUE,,Sales,,TRUE\n"),
    ];
    let file = csv(&rows);
    let check = client.upload("/checks", &file).await;
    let report = client.upload("/api/v1/checks", &file).await;
    client.import(&file).await;
    let mut texts = vec![check.text().to_owned(), report.text().to_owned()];
    for path in ["/", "/imports/1", "/imports/1/row", "/imports/1/undo", "/imports/1/errors.csv"] {
        texts.push(client.get(path).await.text().to_owned());
        texts.push(client.get(&format!("/api/v1{path}")).await.text().to_owned());
    }
    texts.push(client.get("/api/v1/imports/1/rows").await.text().to_owned());
    for text in texts {
        assert!(!text.contains(canary), "{text}");
    }
}

#[tokio::test]
async fn every_answer_says_the_same_to_browsers() {
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
                "what is kept is nobody's own"
            );
            assert!(!answer.header("x-request-id").is_empty());
        }
    }
    assert_eq!(client.get(&style).await.header("content-type"), "text/css; charset=utf-8");
}

#[tokio::test]
async fn the_number_of_a_request_is_its_senders_where_that_is_plain() {
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
