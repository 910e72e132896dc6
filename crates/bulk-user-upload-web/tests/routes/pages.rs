//! The pages, without the script: what they show.

use axum::http::StatusCode;

use super::common::{Site, bad, csv, good, upload};

#[tokio::test]
async fn an_empty_history_says_what_to_do_first() {
    let site = Site::new();
    let page = site.signed_in("alice").await.get("/").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.text().contains("No uploads yet") && page.text().contains("Download the import template."));
    assert!(!page.text().contains("<table"));
}

#[tokio::test]
async fn the_history_has_the_columns_and_options_of_the_product() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    client.import(&csv(&[good("new1"), bad("new2")])).await;
    client.import(&csv(&[good("new3")])).await;
    let page = client.get("/").await;
    let page = page.text();
    let columns = [
        "Upload status",
        "Users",
        "Created",
        "Rows with errors",
        "Uploaded by",
        "Upload start",
        "Upload end",
        "Details",
    ];
    let mut rest = page.split_once("<thead").unwrap().1;
    for column in columns {
        let heading = format!(">{column}</th>");
        rest = rest.split_once(&heading).unwrap_or_else(|| panic!("{column} is missing, or out of order")).1;
    }
    for option in ["Refresh data", "Download import template", "Filter", "Upload file"] {
        assert!(page.contains(&format!("</svg>{option}</")), "{option}");
    }
    assert!(page.find("import-2").unwrap() < page.find("import-1").unwrap(), "newest first");
    let first = page.split_once("id=\"import-1\"").unwrap().1;
    assert!(first.contains("#icon-cross\"/></svg><span>Failed</span>"));
    assert!(first.contains("href=\"/imports/1/errors.csv\"") && first.contains("href=\"/imports/1\""));
    assert!(first.contains("Download the rows with errors of upload 1"));
    let second = page.split_once("id=\"import-2\"").unwrap().1.split_once("</tr>").unwrap().0;
    assert!(second.contains("#icon-tick\"/></svg><span>Succeeded</span>"));
    assert!(!second.contains("errors.csv"), "there is nothing to download");
    assert!(second.contains("<time datetime=\"2") && second.contains(" UTC</time>"));
}

#[tokio::test]
async fn the_history_is_filtered_and_read_by_pages() {
    let site = Site::new();
    let (alice, ben) = (site.signed_in("alice").await, site.signed_in("ben").await);
    for number in 0..60 {
        let row = if number % 2 == 0 { good(&format!("new{number}")) } else { bad("x") };
        let client = if number % 3 == 0 { &ben } else { &alice };
        client.import(&csv(&[row])).await;
    }
    let rows = |page: &str| page.matches("<tr role=\"row\" id=\"import-").count();
    let page = alice.get("/").await;
    assert_eq!(rows(page.text()), 50);
    assert!(page.text().contains("href=\"/?before=11\""));
    let older = alice.get("/?before=11").await;
    assert_eq!(rows(older.text()), 10);
    assert!(!older.text().contains("rel=\"next\"") && older.text().contains("href=\"/\" rel=\"prev\""));
    for (query, count) in [
        ("status=failed", 30),
        ("status=failed&status=succeeded", 50),
        ("created_from=1&created_to=1", 30),
        ("rows_with_errors_from=1", 30),
        ("users_from=2", 0),
        ("uploaded_by=BEN", 20),
        ("file_name=SERS.", 50),
        ("file_name=march", 0),
        ("uploaded_by=ben&status=failed&users_to=1", 10),
    ] {
        let page = alice.get(&format!("/?{query}")).await;
        assert_eq!(rows(page.text()), count, "{query}");
        assert!(page.text().contains("Clear filter"), "{query}");
        let answer = alice.get(&format!("/api/v1/imports?{query}")).await.json();
        assert_eq!(answer["imports"].as_array().unwrap().len(), count, "the API: {query}");
    }
    let page = alice.get("/?uploaded_by=ben&status=failed").await;
    assert!(
        page.text().contains("href=\"/?status=failed&#38;uploaded_by=ben\""),
        "Refresh data keeps the filter"
    );
    assert!(page.text().contains("value=\"failed\" checked") && page.text().contains("value=\"ben\""));
    let page = alice.get("/?file_name=%3Cb%3E").await;
    let input = "<label for=\"filter-file-name\">File name</label>\n<input type=\"text\" id=\"filter-file-name\" \
                 name=\"file_name\" autocomplete=\"off\" spellcheck=\"false\" value=\"&#60;b&#62;\">";
    assert!(page.text().contains(input), "{}", page.text());
    assert!(page.text().contains("<span class=\"chip\">File name: &#60;b&#62;</span>"));
    let next = alice.get("/?status=failed&status=succeeded").await;
    assert!(
        next.text().contains("status=failed&#38;status=succeeded&#38;before=11"),
        "and so does the next page"
    );
    assert!(alice.get("/?users_from=5").await.text().contains("No uploads match the filter."));
    let upside_down = alice.get("/?users_from=10&users_to=2").await;
    assert!(upside_down.text().contains("Swap “From” and “To”."), "{}", upside_down.text());
    let oldest = alice.get("/?before=1").await;
    assert!(oldest.text().contains("There are no older uploads.") && !oldest.text().contains("No uploads"));
    assert_eq!(alice.get("/?status=nonsense").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_story_from_the_template_to_the_corrected_file() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let template = client.get("/template").await;
    assert_eq!(
        template.header("content-disposition"),
        "attachment; filename=\"bulk-user-upload-template.csv\""
    );
    assert!(template.text().starts_with("\u{FEFF}First name*,"));
    let file = csv(&[good("new1"), bad("new2")]);

    let check = client.upload("/checks", &file).await;
    assert!(check.text().contains("users.csv has errors"));
    assert!(check.text().contains("Of 2 users, 1 user will be created. 1 row has errors (1 error)."));
    assert!(check.text().contains("Data type mismatch") && check.text().contains("Row 3, cell F3 (Web RTC)"));
    assert!(check.text().contains("data-can-upload=\"true\""));
    assert!(client.get("/").await.text().contains("No uploads yet"), "a check keeps nothing");

    let answer = client.upload("/imports", &file).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/#import-1"));
    client.ended(1).await;
    let details = client.get("/imports/1").await;
    for part in [
        "Upload 1",
        "users.csv",
        "Errors by kind",
        "Row 3 · new2",
        "F3 · Web RTC",
        "Did you mean “TRUE”?",
        "new1",
    ] {
        assert!(details.text().contains(part), "{part}");
    }

    let errors = client.get("/imports/1/errors.csv").await;
    assert_eq!(errors.header("content-disposition"), "attachment; filename=\"rows-with-errors-1.csv\"");
    assert!(errors.text().contains("new2") && !errors.text().contains("new1"));
    let corrected = errors.text().replace("WAHR", "TRUE").replace("new2,,", "new2,Passw0rd-of-Ann,");
    let check = client.upload("/checks", &corrected).await;
    assert!(check.text().contains("users.csv is valid") && check.text().contains("1 user will be created."));
    assert!(check.text().contains("Agent: 1") && check.text().contains("Sales: 1"));
    client.upload("/imports", &corrected).await;
    assert_eq!(client.ended(2).await["status"], "succeeded");

    let preview = client.get("/imports/2/undo").await;
    assert!(preview.text().contains("Deactivate 1 user<") && preview.text().contains("new2"));
    assert_eq!(client.post("/imports/2/undo").await.location(), "/imports/2");
    let undone = client.get("/imports/2").await;
    assert!(undone.text().contains("1 user deactivated by alice"));
    assert!(!undone.text().contains("id=\"undo\""), "there is nothing left to undo");
    assert_eq!(client.post("/imports/2/undo").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn an_undo_says_how_many_users_it_deactivated_and_skipped() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let inactive = good("new4").replace(",TRUE\n", ",FALSE\n");
    client.import(&csv(&[good("new1"), good("new2"), good("new3"), inactive.clone()])).await;
    site.load(r#"{"users": [{"login": "new1", "permission_group": "Agent", "teams": ["Support"]}]}"#);
    assert!(client.get("/imports/1").await.text().contains("id=\"undo\""));
    client.post("/imports/1/undo").await;
    let undone = client.get("/imports/1").await;
    let sentence = "Of the 4 users that this upload created, 2 were deactivated and 2 were skipped.";
    assert!(undone.text().contains(sentence), "{}", undone.text());
    assert!(undone.text().contains("2 users deactivated by alice"));
    assert!(!undone.text().contains("id=\"undo\""), "there are no users left to deactivate");

    client.import(&csv(&[inactive.replace("new4", "new5")])).await;
    assert!(!client.get("/imports/2").await.text().contains("id=\"undo\""), "there never was");

    client.import(&csv(&[good("new6")])).await;
    client.post("/imports/3/undo").await;
    let undone = client.get("/imports/3").await;
    assert!(undone.text().contains("The user that this upload created was deactivated."));
}

#[tokio::test]
async fn all_or_nothing_is_a_choice_of_the_form() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let file = csv(&[good("new1"), bad("new2")]);
    let check = upload("/checks", "users.csv", &file).field("mode", "all-or-nothing");
    let check = client.send(check.body()).await;
    assert!(check.text().contains("Of 2 users, none can be created."));
    client.send(upload("/imports", "users.csv", &file).field("mode", "all-or-nothing").body()).await;
    let import = client.ended(1).await;
    assert_eq!((&import["mode"], &import["created"]), (&"all-or-nothing".into(), &0.into()));
    assert!(client.get("/imports/1").await.text().contains("There were errors, so no users were created."));
}

#[tokio::test]
async fn a_file_of_the_wrong_type_is_in_the_history_with_the_reason() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let check = client.send(upload("/checks", "users.xlsx", "PK").body()).await;
    assert!(
        check.text().contains("File type: invalid type")
            && check.text().contains("data-can-upload=\"false\"")
    );
    client.send(upload("/imports", "users.xlsx", "PK").body()).await;
    let details = client.get("/imports/1").await;
    assert!(details.text().contains("File errors") && details.text().contains("users.xlsx"));
    assert!(details.text().contains("The file itself has errors, so no users were created."));
    assert!(!client.get("/").await.text().contains("errors.csv"));
    assert_eq!(client.get("/imports/1/errors.csv").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn many_rows_are_read_by_pages() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let rows: Vec<_> = (0..450)
        .map(|number| if number % 2 == 0 { bad(&format!("new{number}")) } else { bad("same") })
        .collect();
    client.import(&csv(&rows)).await;
    let mut path = "/imports/1".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = client.get(&path).await;
        seen.push(page.text().matches("row-with-errors\"").count());
        assert!(page.text().contains("<nav class=\"pages\" aria-label=\"Pages of the rows\">"));
        let Some((_, next)) = page.text().split_once("href=\"/imports/1?after=") else { break };
        path = format!("/imports/1?after={}", next.split('"').next().unwrap());
    }
    assert_eq!(seen, [200, 200, 50]);
}

#[tokio::test]
async fn the_row_of_an_import_in_progress_shows_its_progress() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    client.import(&csv(&[good("new1")])).await;
    let row = client.get("/imports/1/row").await;
    assert!(row.text().trim().starts_with("<tr role=\"row\" id=\"import-1\""));
    assert!(!row.text().contains("data-in-progress"), "it has ended");
    // As if another process carried the import out.
    let sql = "UPDATE imports SET status = 'in-progress', ended_at = NULL, lease_until = 9e15";
    rusqlite::Connection::open(&site.database)
        .unwrap()
        .execute(&sql.replace("9e15", "9000000000000000"), [])
        .unwrap();
    let row = client.get("/imports/1/row").await;
    assert!(
        row.text().contains("data-in-progress=\"/imports/1/row\"") && row.text().contains("#icon-spinner")
    );
    let details = client.get("/imports/1").await;
    assert!(details.text().contains("Refresh data") && details.text().contains("Not yet"));
    assert!(row.text().contains("<progress max=\"1\" value=\"0\"") && row.text().contains("Pending"));
    assert_eq!(client.get("/imports/1/undo").await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_service_says_whether_it_is_alive_and_ready() {
    let site = Site::new();
    let client = site.stranger();
    assert_eq!(
        (client.get("/healthz").await.text(), client.get("/readyz").await.text()),
        ("alive\n", "ready\n")
    );
    site.state.stop(std::time::Duration::ZERO).await;
    assert_eq!(client.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(client.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_notice_of_several_rows_is_shown_once_after_the_errors() {
    let site = Site::new();
    let client = site.signed_in("alice").await;
    let with_outer_space = |login| good(login).replace("Passw0rd-of-Ann", "Passw0rd-of-Ann ");
    let file = csv(&[with_outer_space("new1"), bad("new2"), with_outer_space("new3")]);
    let file = file.replacen("Active*\n", "Active*,Notes\n", 1);
    client.import(&file).await;
    for page in [client.upload("/checks", &file).await, client.get("/imports/1").await] {
        let page = page.text();
        let [of_file, error, of_rows] = [
            "The column “Notes”",
            "must be TRUE or FALSE",
            "Rows 2 and 4, column D (Password):</span> The password begins",
        ]
        .map(|text| page.find(text).unwrap_or_else(|| panic!("{text} is missing: {page}")));
        assert!(of_file < error && error < of_rows, "{page}");
        assert_eq!(page.matches("The password begins").count(), 1, "{page}");
    }
    let notices = client.upload("/api/v1/checks", &file).await.json()["notices"].clone();
    let cells: Vec<_> = notices.as_array().unwrap().iter().map(|notice| notice["cell"].as_str()).collect();
    assert_eq!(cells, [None, Some("D2"), Some("D4")]);
}
