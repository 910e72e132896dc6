//! Every code has all that a code needs: a case, a message of its own, a place in the error reference.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use bulk_user_upload::Code;

/// Codes and numbers are stable for ever: this list may grow, and nothing in it may change (SPEC section 7).
const STABLE: [(u16, &str); 21] = [
    (101, "file-type-invalid"),
    (102, "file-size-exceeds-limit"),
    (103, "no-entries"),
    (201, "data-type-mismatch"),
    (202, "field-empty"),
    (203, "field-length"),
    (301, "name-invalid-characters"),
    (401, "login-duplicate-in-file"),
    (402, "login-already-exists"),
    (501, "permission-group-does-not-exist"),
    (502, "permission-group-insufficient-access"),
    (601, "password-policy-complexity-not-met"),
    (701, "primary-team-does-not-exist"),
    (702, "primary-team-not-a-member"),
    (801, "capacity-plan-does-not-exist"),
    (901, "template-missing-column"),
    (902, "template-unknown-column"),
    (903, "template-duplicate-column"),
    (911, "row-field-count"),
    (912, "row-quoting"),
    (921, "creation-failed"),
];

#[test]
fn codes_and_numbers_never_change() {
    let codes: Vec<_> = Code::ALL.iter().map(|code| (code.number(), code.as_str())).collect();
    assert_eq!(codes, STABLE);
    for code in Code::ALL {
        assert_eq!(code.as_str().parse::<Code>().unwrap(), *code);
    }
}

#[test]
fn every_code_has_a_case() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for case in testdata::cases() {
        let Some(report) = case.expected_report() else { continue };
        for error in report["errors"].as_array().unwrap() {
            *seen.entry(error["code"].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    // A check creates nobody, so the directory can refuse nobody.
    let without_case = |code: &&Code| **code != Code::CreationFailed && !seen.contains_key(code.as_str());
    assert_eq!(Code::ALL.iter().filter(without_case).collect::<Vec<_>>(), Vec::<&Code>::new());
}

#[test]
fn every_code_is_in_the_error_reference() {
    let reference = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/errors.md");
    let reference = fs::read_to_string(reference).unwrap();
    for code in Code::ALL {
        let heading = format!("## {} `{}`", code.number(), code.as_str());
        assert!(reference.contains(&heading), "{heading} is missing: run `cargo xtask docs`");
        assert!(reference.contains(code.title()) && reference.contains(code.description()));
    }
}

#[test]
fn titles_and_descriptions_are_distinct() {
    let titles: BTreeSet<_> = Code::ALL.iter().map(|code| code.title()).collect();
    let descriptions: BTreeSet<_> = Code::ALL.iter().map(|code| code.description()).collect();
    assert_eq!((titles.len(), descriptions.len()), (21, 21));
}
