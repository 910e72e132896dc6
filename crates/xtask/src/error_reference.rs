//! `docs/errors.md`: the catalogue, with an example of each code from the cases of `testdata/`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use bulk_user_upload::problem::NoticeCode;
use bulk_user_upload::{Code, InMemoryDirectory, Template, Upload, validate};
use serde_json::Value;
use testdata::Case;

use crate::run::root;

const HEAD: &str = "\
# Errors

<!-- Written by `cargo xtask docs` from the catalogue and the cases of `testdata/`: change those, not this file. -->

An error is a code, a place and typed `params`; the message is rendered from those. Codes and numbers are stable for ever.
";

/// The path of the page.
pub(crate) fn path() -> PathBuf {
    root().join("docs/errors.md")
}

/// The page, from the catalogue.
pub(crate) fn page() -> String {
    let examples = examples();
    let mut page = String::from(HEAD);
    page.push_str("\n| number | code | the product's name | level |\n|---|---|---|---|\n");
    for code in Code::ALL {
        let (number, level) = (code.number(), code.level().as_str());
        let _ = writeln!(page, "| {number} | [`{code}`](#{number}-{code}) | {} | {level} |", code.title());
    }
    for code in Code::ALL {
        let _ =
            write!(page, "\n## {} `{code}`\n\n**{}.** {}\n", code.number(), code.title(), code.description());
        if let Some((case, error)) = examples.get(code.as_str()) {
            let message = error["message"].as_str().unwrap_or_default();
            let _ = write!(page, "\n> {message}\n\n`params`: `{}`", error["params"]);
            if let Some(suggestion) = error["suggestion"].as_str() {
                let _ = write!(page, " · `suggestion`: `{suggestion}`");
            }
            let _ = writeln!(page, " (case `{case}`)");
        }
    }
    page.push_str("\n## Notices\n\nA notice never stops anything.\n\n| code | what it means |\n|---|---|\n");
    for code in NoticeCode::ALL {
        let _ = writeln!(page, "| `{code}` | {} |", code.description());
    }
    page
}

/// An example of each code, with its case: the first one with a suggestion, or else the first one.
fn examples() -> BTreeMap<String, (String, Value)> {
    let mut examples: BTreeMap<String, (String, Value)> = BTreeMap::new();
    for case in testdata::cases() {
        let Some(report) = report(&case) else { continue };
        for error in report["errors"].as_array().into_iter().flatten() {
            let code = error["code"].as_str().unwrap_or_default();
            let is_better = examples
                .get(code)
                .is_none_or(|(_, known)| known["suggestion"].is_null() && !error["suggestion"].is_null());
            if is_better {
                examples.insert(code.to_owned(), (case.title(), error.clone()));
            }
        }
    }
    examples
}

/// The report on a case with the product's own template.
fn report(case: &Case) -> Option<Value> {
    if case.template_path().is_some() {
        return None;
    }
    let directory = InMemoryDirectory::from_json(&case.directory_json()).ok()?;
    let uploader = directory.as_uploader(&case.uploader).ok()?;
    let report =
        validate(&Template::default(), Upload::new(case.upload_name(), case.bytes()), &uploader).ok()?;
    serde_json::to_value(&report).ok()
}
