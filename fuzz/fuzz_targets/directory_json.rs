//! An arbitrary text as a directory: if it is accepted, it can be asked.

#![no_main]

use bulk_user_upload::{InMemoryDirectory, Template, Upload, validate};
use bulk_user_upload_fuzz::json;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|text: &str| {
    let Ok(directory) = InMemoryDirectory::from_json(text) else { return };
    let template = Template::default();
    let users: Value =
        serde_json::from_str(text.strip_prefix('\u{FEFF}').unwrap_or(text)).expect("a directory is JSON");
    let logins = users["users"].as_array().into_iter().flatten().filter_map(|user| user["login"].as_str());
    for login in logins.take(8) {
        let Ok(uploader) = directory.as_uploader(login) else { continue };
        let _ = uploader.may_import();
        let report = validate(&template, Upload::new("users.csv", rows(login)), &uploader)
            .expect("a directory in memory answers what it is asked");
        json(&report);
    }
});

/// A row with names of the directory, rows with other names, and a row without names.
fn rows(login: &str) -> Vec<u8> {
    let mut csv = Template::default().csv();
    for name in [login, "Sales", "Agent Role", "Agent Rule", ""] {
        let cell = name.replace('"', "\"\"");
        let row = ["A", "B", &cell, &format!("{cell}Aa1"), &cell, "TRUE", "", &cell, &cell, "TRUE"];
        csv.push_str(&row.map(|cell| format!("\"{cell}\"")).join(","));
        csv.push('\n');
    }
    csv.into_bytes()
}
