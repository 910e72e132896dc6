//! The API: what it takes and gives, and whether its description says the same.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use super::common::{Site, bad, csv, good, upload};

#[tokio::test]
async fn a_check_gives_the_report_and_stores_nothing() {
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
        "each user has keys of their own"
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
async fn many_requests_at_once_under_the_same_key_make_one_import() {
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
async fn refusals_are_problem_details() {
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

/// The description of the API.
struct Description(Value);

impl Description {
    /// The schema itself, where another refers to it, combines it, or allows null beside it.
    fn resolved(&self, schema: &Value) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            return self.resolved(&self.0["components"]["schemas"][reference.rsplit('/').next().unwrap()]);
        }
        if let Some(either) = schema["oneOf"].as_array() {
            let mut schema = self.resolved(either.iter().find(|one| one["type"] != "null").unwrap());
            schema["type"] = json!([schema["type"], "null"]);
            return schema;
        }
        let Some(parts) = schema["allOf"].as_array() else { return schema.clone() };
        let mut whole = json!({"type": "object", "properties": {}, "required": []});
        for part in parts.iter().map(|part| self.resolved(part)) {
            let properties = part["properties"].as_object().unwrap().clone();
            whole["properties"].as_object_mut().unwrap().extend(properties);
            whole["required"].as_array_mut().unwrap().extend(part["required"].as_array().cloned().unwrap());
        }
        whole
    }

    /// Asserts that a value has the type and the fields of its schema, and no others.
    fn assert_describes(&self, value: &Value, schema: &Value, position: &str) {
        let schema = self.resolved(schema);
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
        assert!(types.contains(&found), "{position} is {found}, and not {types:?}");
        if let (Some(words), false) = (schema["enum"].as_array(), value.is_null()) {
            assert!(words.contains(value), "{position}: {value}");
        }
        for (index, value) in value.as_array().into_iter().flatten().enumerate() {
            self.assert_describes(value, &schema["items"], &format!("{position}[{index}]"));
        }
        // Params have no properties in their schema: they differ from error to error.
        let (Some(properties), Some(object)) = (schema["properties"].as_object(), value.as_object()) else {
            return;
        };
        for required in schema["required"].as_array().into_iter().flatten() {
            assert!(object.contains_key(required.as_str().unwrap()), "{position} lacks {required}");
        }
        for (name, value) in object {
            let schema = properties.get(name).unwrap_or_else(|| panic!("{position}.{name} is not described"));
            self.assert_describes(value, schema, &format!("{position}.{name}"));
        }
    }
}

#[tokio::test]
async fn the_description_describes_what_is_given() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let description = Description(site.stranger().get("/api/v1/openapi.json").await.json());
    let all = &description.0;
    assert!(all["openapi"].as_str().unwrap().starts_with("3.1"), "{}", all["openapi"]);
    let file =
        csv(&[good("new1"), bad("new2"), "Ann,Lee,x,Passw0rd,Agent,TRUE,,Sales,,TRUE,more\n".to_owned()]);
    client.import(&file).await;
    client.import(&file).await;
    client.send(upload("/api/v1/imports", "users.pdf", "%PDF-").body()).await;
    let mut answers = Vec::new();
    // Of a file over the limit, the size is not known.
    let over_limit = vec![b'x'; 102_401];
    for bytes in [&b"Login;First name\nb\xE9;c\n"[..], b"Login;Colour\n\xA3;c\n", &over_limit] {
        let answer = client.send(upload("/api/v1/checks", "users.csv", bytes).body()).await;
        answers.push(("/checks", "post", answer.json()));
    }
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
        description.assert_describes(&answer, schema, path);
    }
    assert_eq!(all["paths"].as_object().unwrap().len(), 7);
}

#[tokio::test]
async fn the_description_says_how_to_sign_in() {
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
