//! The API: what it takes and gives, and that its description says the same.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use super::common::{Site, bad, csv, good, upload};

#[tokio::test]
async fn a_check_gives_the_report_and_keeps_nothing() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let report = client.upload("/api/v1/checks", &csv(&[good("new1"), bad("new2")])).await.json();
    assert_eq!(
        (&report["users"], &report["valid"], &report["rows_with_errors"]),
        (&json!(2), &json!(1), &json!(1))
    );
    assert_eq!(
        (&report["errors"][0]["code"], &report["errors"][0]["cell"]),
        (&json!("data-type-mismatch"), &json!("F3"))
    );
    assert_eq!(client.get("/api/v1/imports").await.json(), json!({"imports": [], "next_before": null}));
}

#[tokio::test]
async fn an_import_is_in_the_history_when_the_answer_comes() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let answer = client.upload("/api/v1/imports", &csv(&[good("new1"), bad("new2")])).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::ACCEPTED, "/api/v1/imports/1"));
    assert_eq!(client.get("/api/v1/imports").await.json()["imports"][0]["id"], 1);
    let import = client.ended(1).await;
    assert_eq!(import["status"], "failed");
    assert_eq!(
        import["error_counts"],
        json!([{"code": "data-type-mismatch", "number": 201, "title": "Data type mismatch", "count": 1}])
    );
    let rows = client.get("/api/v1/imports/1/rows").await.json();
    assert_eq!((&rows["rows"][0]["outcome"], &rows["rows"][0]["login"]), (&json!("created"), &json!("new1")));
    assert_eq!(rows["next_after"], Value::Null);
    let rows = client.get("/api/v1/imports/1/rows?outcome=with-errors").await.json();
    assert_eq!(rows["rows"].as_array().unwrap().len(), 1);
    assert_eq!(rows["rows"][0]["cells"][3], "", "no password");
    let rows = client.get("/api/v1/imports/1/rows?limit=1").await.json();
    assert_eq!(rows["next_after"], 2);
    assert_eq!(client.get("/api/v1/imports/1/rows?limit=1&after=2").await.json()["rows"][0]["row"], 3);
    for query in ["limit=0", "limit=1001", "outcome=x", "after=-1", "colour=red"] {
        let answer = client.get(&format!("/api/v1/imports/1/rows?{query}")).await;
        answer.assert_problem(StatusCode::BAD_REQUEST, "bad-request");
    }
    assert!(client.get("/api/v1/imports/1/errors.csv").await.text().contains("new2"));
    assert!(client.get("/api/v1/template").await.text().contains("First name*"));
}

#[tokio::test]
async fn the_history_has_the_filters_of_the_page() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    for number in 0..52 {
        client.import(&csv(&[if number == 3 { bad("x") } else { good(&format!("new{number}")) }])).await;
    }
    let all = client.get("/api/v1/imports").await.json();
    assert_eq!((all["imports"].as_array().unwrap().len(), &all["next_before"]), (50, &json!(3)));
    assert_eq!(client.get("/api/v1/imports?before=3").await.json()["imports"].as_array().unwrap().len(), 2);
    let failed =
        client.get("/api/v1/imports?status=failed&rows_with_errors_from=1&uploaded_by=alice").await.json();
    assert_eq!(failed["imports"].as_array().unwrap().len(), 1);
    client.get("/api/v1/imports?status=done").await.assert_problem(StatusCode::BAD_REQUEST, "bad-request");
}

#[tokio::test]
async fn an_undo_is_previewed_and_done_once() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    client.import(&csv(&[good("new1"), good("new2")])).await;
    site.load(r#"{"users": [{"login": "new2", "permission_group": "Agent", "active": true}]}"#);
    let preview = client.get("/api/v1/imports/1/undo").await.json();
    let expected = json!({
        "done": false, "id": 1, "deactivated": [{"row": 2, "login": "new1"}],
        "skipped": [{"row": 3, "login": "new2", "reason": "changed"}]
    });
    assert_eq!(preview, expected);
    let undo = client.post("/api/v1/imports/1/undo").await.json();
    assert_eq!((&undo["done"], &undo["deactivated"]), (&json!(true), &expected["deactivated"]));
    assert_eq!(client.get("/api/v1/imports/1").await.json()["undone"]["by"], "alice");
    client.post("/api/v1/imports/1/undo").await.assert_problem(StatusCode::CONFLICT, "nothing-to-undo");
}

#[tokio::test]
async fn an_upload_under_the_same_key_is_imported_once() {
    let site = Site::new();
    let (alice, ben) = (site.signed_in("alice").await, site.signed_in("ben").await);
    let file = csv(&[good("new1")]);
    let send = |file: &str| {
        upload("/api/v1/imports", "users.csv", file).header("idempotency-key", "monday-1").body()
    };
    let first = alice.send(send(&file)).await;
    let again = alice.send(send(&file)).await;
    assert_eq!((first.status, again.status), (StatusCode::ACCEPTED, StatusCode::ACCEPTED));
    assert_eq!((first.location(), first.header("idempotency-replayed")), (again.location(), ""));
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.json()["id"], again.json()["id"]);
    alice.ended(1).await;

    let other = alice.send(send(&csv(&[good("new2")]))).await;
    other.assert_problem(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key-reused");
    let renamed = upload("/api/v1/imports", "other.csv", &file).header("idempotency-key", "monday-1");
    assert_eq!(alice.send(renamed.body()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mode = upload("/api/v1/imports", "users.csv", &file).field("mode", "all-or-nothing");
    let mode = mode.header("idempotency-key", "monday-1");
    assert_eq!(alice.send(mode.body()).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        ben.send(send(&csv(&[good("new3")]))).await.status,
        StatusCode::ACCEPTED,
        "keys are each one's own"
    );
    assert_eq!(alice.get("/api/v1/imports").await.json()["imports"].as_array().unwrap().len(), 2);

    for nonsense in ["", "with space", &"x".repeat(256)] {
        let request = upload("/api/v1/imports", "users.csv", &file).header("idempotency-key", nonsense);
        alice.send(request.body()).await.assert_problem(StatusCode::BAD_REQUEST, "bad-request");
    }
    let twice = upload("/api/v1/imports", "users.csv", &file)
        .header("idempotency-key", "a")
        .header("idempotency-key", "b");
    alice.send(twice.body()).await.assert_problem(StatusCode::BAD_REQUEST, "bad-request");
}

#[tokio::test]
async fn the_key_is_remembered_after_a_restart_and_by_many_at_once() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let send = || {
        client.send(
            upload("/api/v1/imports", "users.csv", csv(&[good("new1")]))
                .header("idempotency-key", "k")
                .body(),
        )
    };
    let answers = tokio::join!(send(), send(), send(), send(), send(), send());
    let answers = [answers.0, answers.1, answers.2, answers.3, answers.4, answers.5];
    assert!(answers.iter().all(|answer| answer.json()["id"] == 1), "one import came of all");
    assert_eq!(answers.iter().filter(|answer| answer.header("idempotency-replayed").is_empty()).count(), 1);
}

#[tokio::test]
async fn what_the_api_does_not_know_it_says_in_problem_details() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    client.get("/api/v1/nothing").await.assert_problem(StatusCode::NOT_FOUND, "not-found");
    for id in ["0", "x", "99999999999999999999", "%F0%9F%A6%80"] {
        let answer = client.get(&format!("/api/v1/imports/{id}")).await;
        answer.assert_problem(StatusCode::NOT_FOUND, "not-found");
    }
    let request = Request::delete("/api/v1/imports").body(Body::empty()).unwrap();
    let answer = client.send(request).await;
    answer.assert_problem(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed");
    assert!(answer.header("allow").contains("GET"));
    let request = Request::post("/api/v1/imports")
        .header("content-type", "application/json")
        .body("{}".into())
        .unwrap();
    client.send(request).await.assert_problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-type");
}

/// Whether a value is what a schema says, as far as these schemas go.
fn conforms(value: &Value, schema: &Value, all: &Value, place: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return conforms(value, &all["components"]["schemas"][name], all, place);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().for_each(|part| conforms(value, part, all, place));
    }
    if let Some(either) = schema["oneOf"].as_array() {
        let fits = |one: &&Value| one["type"] != "null";
        return match value {
            Value::Null => assert!(either.iter().any(|one| one["type"] == "null"), "{place} is null"),
            value => conforms(value, either.iter().find(fits).unwrap(), all, place),
        };
    }
    let types: Vec<_> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(types.contains(&found), "{place} is {found}, and not {types:?}");
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{place}: {value}");
    }
    for (index, value) in value.as_array().into_iter().flatten().enumerate() {
        conforms(value, &schema["items"], all, &format!("{place}[{index}]"));
    }
    if let (Some(properties), Some(object)) = (schema["properties"].as_object(), value.as_object()) {
        for required in schema["required"].as_array().into_iter().flatten() {
            assert!(object.contains_key(required.as_str().unwrap()), "{place} lacks {required}");
        }
        for (name, value) in object.iter().filter(|(name, _)| properties.contains_key(*name)) {
            conforms(value, &properties[name], all, &format!("{place}.{name}"));
        }
    }
}

/// Every name of a value's own stands in the schema.
fn names_are_described(value: &Value, schema: &Value, all: &Value, place: &str) {
    let described = described(schema, all);
    for (name, value) in value.as_object().into_iter().flatten() {
        let schema = described.get(name).unwrap_or_else(|| panic!("{place}.{name} is not described"));
        names_are_described(value, schema, all, &format!("{place}.{name}"));
    }
    let items = schema["items"].clone();
    for value in value.as_array().into_iter().flatten() {
        names_are_described(value, &items, all, place);
    }
}

fn described(schema: &Value, all: &Value) -> serde_json::Map<String, Value> {
    if let Some(reference) = schema["$ref"].as_str() {
        return described(&all["components"]["schemas"][reference.rsplit('/').next().unwrap()], all);
    }
    let parts = ["allOf", "oneOf"].into_iter().filter_map(|name| schema[name].as_array()).flatten();
    let mut names: serde_json::Map<_, _> = parts.flat_map(|part| described(part, all)).collect();
    names.extend(schema["properties"].as_object().cloned().unwrap_or_default());
    names
}

#[tokio::test]
async fn the_description_describes_what_is_given() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let all = site.stranger().get("/api/v1/openapi.json").await.json();
    assert!(all["openapi"].as_str().unwrap().starts_with("3.1"), "{}", all["openapi"]);
    let file =
        csv(&[good("new1"), bad("new2"), "Ann,Lee,x,Passw0rd,Agent,TRUE,,Sales,,TRUE,more\n".to_owned()]);
    client.import(&file).await;
    client.import(&file).await;
    client.send(upload("/api/v1/imports", "users.pdf", "%PDF-").body()).await;
    let check = client.upload("/api/v1/checks", "Login;Fırst name\nb\u{e9};c\n").await.json();
    let semicolons = upload("/api/v1/checks", "users.csv", b"Login;Colour\n\xA3;c\n").body();
    let mut answers =
        vec![("/checks", "post", check), ("/checks", "post", client.send(semicolons).await.json())];
    for (path, shown) in [
        ("/imports", "/imports"),
        ("/imports/1", "/imports/{id}"),
        ("/imports/2", "/imports/{id}"),
        ("/imports/3", "/imports/{id}"),
        ("/imports/1/rows", "/imports/{id}/rows"),
        ("/imports/1/undo", "/imports/{id}/undo"),
    ] {
        answers.push((shown, "get", client.get(&format!("/api/v1{path}")).await.json()));
    }
    answers.push(("/imports/{id}/undo", "post", client.post("/api/v1/imports/1/undo").await.json()));
    answers.push(("/imports/{id}", "get", client.get("/api/v1/imports/1").await.json()));
    for (path, method, answer) in answers {
        let schema = &all["paths"][path][method]["responses"]["200"]["content"]["application/json"]["schema"];
        assert!(!schema.is_null(), "{method} {path} is not described");
        conforms(&answer, schema, &all, path);
        if !path.ends_with("undo") {
            let mut answer = answer;
            // Params differ from error to error.
            strip_params(&mut answer);
            names_are_described(&answer, schema, &all, path);
        }
    }
    assert_eq!(all["paths"].as_object().unwrap().len(), 7);
}

#[tokio::test]
async fn the_description_says_how_one_signs_in_here() {
    let schemes = async |site: &Site| {
        let all = site.stranger().get("/api/v1/openapi.json").await.json();
        (all["components"]["securitySchemes"].clone(), all["security"].clone())
    };
    let (plain, _) = schemes(&Site::new()).await;
    assert_eq!(plain["session"]["name"], "session");
    let (secure, _) = schemes(&Site::with(|settings| settings.secure_cookies = true)).await;
    assert_eq!(secure["session"]["name"], "__Host-session");
    let proxy = Site::with(|settings| {
        let user_header = Some(axum::http::HeaderName::from_static("x-remote-user"));
        settings.proxy = Some(bulk_user_upload_web::TrustedProxy { addresses: Vec::new(), user_header });
    });
    assert_eq!(schemes(&proxy).await, (Value::Null, Value::Null), "neither Basic nor a cookie");
}

fn strip_params(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.remove("params");
            object.values_mut().for_each(strip_params);
        }
        Value::Array(values) => values.iter_mut().for_each(strip_params),
        _ => {}
    }
}
