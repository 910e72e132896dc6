//! An arbitrary text as a template: if it is accepted, it can be used.

#![no_main]

use bulk_user_upload::problem::Level;
use bulk_user_upload::{Passwords, Problem, Template};
use bulk_user_upload_fuzz::{export, json, report, some_rows};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(template) = Template::from_json(text) else { return };
    let written = serde_json::to_string(&template).expect("a template is JSON");
    assert_eq!(Template::from_json(&written).as_ref(), Ok(&template), "{written}");

    let name = format!("users.{}", template.limits().extensions()[0]);
    let untouched = template.csv();
    if untouched.len() as u64 <= template.limits().max_bytes() {
        let report = report(&template, &name, untouched.as_bytes());
        let codes: Vec<_> = report.errors().map(|error| error.code().as_str()).collect();
        assert_eq!(codes, ["no-entries"], "{untouched:?}");
        assert_eq!(report.notice_count(), 0, "{untouched:?}");
    }
    let rows = some_rows(&template);
    let report = report(&template, &name, &rows);
    if rows.len() as u64 <= template.limits().max_bytes() {
        let is_of_file = |error: Problem<'_>| error.code().level() == Level::File;
        assert!(!report.errors().any(is_of_file), "the template's own header is valid: {}", report.to_json());
    }
    json(&report);
    export(&report, Passwords::Blank);
});
