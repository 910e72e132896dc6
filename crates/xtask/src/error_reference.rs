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

const NOTICES: &str = "
## Notices

A notice never stops anything. It has a code, a position and `params` as an error has, but no number and no level.
`row`, `line`, `column`, `cell`, `value` and `suggestion` are null in a notice of the file itself.

| code | what it means |
|---|---|
";

/// The path of the page.
pub(crate) fn path() -> PathBuf {
    root().join("docs/errors.md")
}

/// The page, from the catalogue.
pub(crate) fn page() -> String {
    let reports = reports();
    let errors = examples(&reports, "errors");
    let mut page = String::from(HEAD);
    page.push_str("\n| number | code | the product's name | level |\n|---|---|---|---|\n");
    for code in Code::ALL {
        let (number, level) = (code.number(), code.level().as_str());
        let _ = writeln!(page, "| {number} | [`{code}`](#{number}-{code}) | {} | {level} |", code.title());
    }
    for code in Code::ALL {
        let _ =
            write!(page, "\n## {} `{code}`\n\n**{}.** {}\n", code.number(), code.title(), code.description());
        push_example(&mut page, errors.get(code.as_str()));
    }
    let notices = examples(&reports, "notices");
    page.push_str(NOTICES);
    for code in NoticeCode::ALL {
        let _ = writeln!(page, "| `{code}` | {} |", code.description());
    }
    for code in NoticeCode::ALL {
        let _ = write!(page, "\n### `{code}`\n\n{}\n", code.description());
        push_example(&mut page, notices.get(code.as_str()));
    }
    page
}

/// A case, and an error or a notice of its report.
type Example = (String, Value);

fn push_example(page: &mut String, example: Option<&Example>) {
    let Some((case, example)) = example else { return };
    let message = example["message"].as_str().unwrap_or_default();
    let _ = write!(page, "\n> {message}\n\n`params`: `{}`", example["params"]);
    if let Some(suggestion) = example["suggestion"].as_str() {
        let _ = write!(page, " · `suggestion`: `{suggestion}`");
    }
    let _ = writeln!(page, " (case `{case}`)");
}

/// An example of each code: the first one with a suggestion, or else the first one. `list` is `errors` or
/// `notices`.
fn examples(reports: &[(String, Value)], list: &str) -> BTreeMap<String, Example> {
    let mut examples: BTreeMap<String, Example> = BTreeMap::new();
    for (case, report) in reports {
        for element in report[list].as_array().into_iter().flatten() {
            let code = element["code"].as_str().unwrap_or_default();
            let is_better = examples
                .get(code)
                .is_none_or(|(_, known)| known["suggestion"].is_null() && !element["suggestion"].is_null());
            if is_better {
                examples.insert(code.to_owned(), (case.clone(), element.clone()));
            }
        }
    }
    examples
}

/// The reports on all cases that have one, with their titles.
fn reports() -> Vec<(String, Value)> {
    testdata::cases().iter().filter_map(|case| Some((case.title(), report(case)?))).collect()
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
