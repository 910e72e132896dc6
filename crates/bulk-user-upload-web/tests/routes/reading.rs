//! How a file is read: the encoding and the mapping that the uploader states.

use axum::http::StatusCode;
use serde_json::json;

use super::common::{Site, csv, good, upload};

/// A file in Windows-1250, in which `£` is `Ł`.
fn central_european(login: &str) -> Vec<u8> {
    let file = csv(&[good(login)]).replace("Ann,Lee", "@ukasz,Dvo#$k");
    file.bytes()
        .map(|byte| match byte {
            b'@' => 0xA3,
            b'#' => 0xF8,
            b'$' => 0xE1,
            byte => byte,
        })
        .collect()
}

#[tokio::test]
async fn nobody_is_created_before_the_encoding_is_chosen() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let file = central_european("lukasz");

    let answer = client.send(upload("/api/v1/imports", "users.csv", &file).body()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refusal = answer.json();
    assert_eq!(refusal["type"], "urn:bulk-user-upload:problem:encoding-not-stated");
    assert_eq!(refusal["cells"], json!(["A2", "B2"]));
    let readings = refusal["readings"].as_array().unwrap();
    let right = readings.iter().find(|reading| reading["samples"] == json!(["Łukasz", "Dvořák"])).unwrap();
    assert_eq!(right["encoding"], "windows-1250");
    assert_eq!(client.get("/api/v1/imports").await.json()["imports"], json!([]), "nothing is stored");
    let page = client.send(upload("/imports", "users.csv", &file).body()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);

    let check = client.send(upload("/checks", "users.csv", &file).body()).await;
    assert!(check.text().contains("data-can-upload=\"false\""));
    assert!(check.text().contains("Łukasz") && check.text().contains("value=\"windows-1250\""));
    let stated = || upload("/checks", "users.csv", &file).field("encoding", "windows-1250");
    let check = client.send(stated().body()).await;
    assert!(
        check.text().contains("data-can-upload=\"true\"") && check.text().contains("Read as windows-1250.")
    );

    let import = upload("/api/v1/imports", "users.csv", &file).field("encoding", "cp1250");
    assert_eq!(client.send(import.body()).await.status, StatusCode::ACCEPTED);
    client.ended(1).await;
    assert_eq!(client.get("/api/v1/imports/1").await.json()["file"]["encoding"], "windows-1250");
}

#[tokio::test]
async fn an_encoding_that_does_not_fit_or_exist_is_said() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let file = central_european("lukasz");
    let report =
        client.send(upload("/api/v1/checks", "users.csv", &file).field("encoding", "utf-8").body()).await;
    assert_eq!(report.json()["errors"][0]["params"]["line"], 2);
    for path in ["/checks", "/api/v1/checks", "/api/v1/imports"] {
        let unknown = client.send(upload(path, "users.csv", &file).field("encoding", "utf-9").body()).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unknown.text().contains("windows-1250"), "it lists what there is");
        let twice = upload(path, "users.csv", &file).field("encoding", "utf-8").field("encoding", "utf-8");
        assert_eq!(client.send(twice.body()).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn a_header_is_mapped_to_a_column() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let file = csv(&[good("new1")]).replacen("Login", "E-mail", 1);
    let send = |map: &[&str]| {
        let form = upload("/api/v1/checks", "users.csv", &file);
        map.iter().fold(form, |form, pair| form.field("map", pair)).body()
    };
    assert_eq!(client.send(send(&[])).await.json()["valid"], 0);
    assert_eq!(client.send(send(&["E-mail=Login"])).await.json()["valid"], 1);
    for (map, part) in [
        (&["E-mail"][..], "E-mail=Login"),
        (&["E-mail=Mail"], "which the template does not have"),
        (&["Mail=Login"], "“E-mail*”"),
        (&["E-mail=Login", "Mail=Login"], "both mapped to the column"),
    ] {
        let answer = client.send(send(map)).await;
        answer.assert_problem(StatusCode::UNPROCESSABLE_ENTITY, "mapping-does-not-fit");
        assert!(answer.json()["detail"].as_str().unwrap().contains(part), "{}", answer.text());
    }
}

#[tokio::test]
async fn the_same_key_with_another_encoding_or_mapping_is_another_upload() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let file = central_european("lukasz");
    let send = |encoding: &str| {
        let form = upload("/api/v1/imports", "users.csv", &file).header("idempotency-key", "k");
        form.field("encoding", encoding)
    };
    assert_eq!(client.send(send("windows-1250").body()).await.status, StatusCode::ACCEPTED);
    assert_eq!(client.send(send("cp1250").body()).await.status, StatusCode::ACCEPTED, "the same encoding");
    client
        .send(send("windows-1252").body())
        .await
        .assert_problem(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key-reused");
}
