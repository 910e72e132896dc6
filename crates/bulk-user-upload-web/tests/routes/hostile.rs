//! Hostile input: odd forms, scripts in names and cells, passwords in unexpected columns.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};

use super::common::{PASSWORD, Site, csv, good, upload};

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
        "the name is shown as text, without its folders"
    );
    assert!(!texts[0].contains("../"));
    let errors = client.get("/imports/1/errors.csv").await;
    assert!(
        errors.text().contains("'=cmd|") && errors.text().contains("'=1+1"),
        "a spreadsheet finds no formula: {}",
        errors.text()
    );
    assert_eq!(errors.header("content-type"), "text/csv; charset=utf-8");
}

#[tokio::test]
async fn invisible_characters_are_shown() {
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
async fn a_password_that_slipped_is_on_no_page() {
    let site = Site::new();
    let office = testdata::folder().join("directories/office.json");
    site.load(&std::fs::read_to_string(office).unwrap());
    let client = site.signed_in("alice").await;
    for (number, (file, bytes)) in (1..).zip(testdata::slipped()) {
        let mut answers = Vec::new();
        for path in ["/checks", "/api/v1/checks", "/api/v1/imports"] {
            answers.push(client.send(upload(path, "users.csv", &bytes).body()).await);
        }
        client.ended(number).await;
        let import = format!("/imports/{number}");
        for rest in ["", "?after=50", "/row", "/undo", "/errors.csv", "/rows"] {
            answers.push(client.get(&format!("{import}{rest}")).await);
            answers.push(client.get(&format!("/api/v1{import}{rest}")).await);
        }
        answers.push(client.get("/").await);
        assert!(answers[0].text().contains("rows with errors"), "{}", answers[0].text());
        for answer in answers {
            let (file, text) = (file.display(), answer.text());
            assert!(!text.contains(testdata::SLIPPED_PASSWORD), "{file}: {text}");
        }
    }
}
