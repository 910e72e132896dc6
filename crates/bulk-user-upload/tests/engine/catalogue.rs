//! Every code has a case, a message of its own, and an entry in the error reference.

use std::collections::BTreeSet;
use std::fs;

use bulk_user_upload::Code;
use bulk_user_upload::policy::{Denylist, PolicyRules, Rule};
use bulk_user_upload::problem::NoticeCode;
use serde_json::Value;
use testdata::Case;

/// Codes and numbers never change. This list may grow, but its lines must stay as they are (SPEC section 7).
const STABLE: [(u16, &str); 26] = [
    (101, "file-type-invalid"),
    (102, "file-size-exceeds-limit"),
    (103, "no-entries"),
    (104, "encoding-mixed"),
    (201, "data-type-mismatch"),
    (202, "field-empty"),
    (203, "field-length"),
    (204, "text-garbled"),
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
    (904, "template-delimiter"),
    (905, "template-no-header"),
    (911, "row-field-count"),
    (912, "row-quoting"),
    (913, "row-not-a-user"),
    (921, "creation-failed"),
];

#[test]
fn codes_and_numbers_never_change() {
    let codes: Vec<_> = Code::ALL.iter().map(|code| (code.number(), code.as_str())).collect();
    assert_eq!(codes, STABLE);
    assert!(codes.is_sorted(), "by number");
    for code in Code::ALL {
        assert_eq!(code.as_str().parse::<Code>().unwrap(), *code);
    }
}

/// The texts at a JSON pointer in the errors or notices of the expected reports.
fn seen_in_cases(list: &str, texts: impl Fn(&Value) -> Vec<&str>) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for report in testdata::cases().iter().filter_map(Case::expected_report) {
        seen.extend(report[list].as_array().unwrap().iter().flat_map(&texts).map(str::to_owned));
    }
    seen
}

fn code_of(problem: &Value) -> Vec<&str> {
    problem["code"].as_str().into_iter().collect()
}

#[test]
fn every_code_has_a_case() {
    let seen = seen_in_cases("errors", code_of);
    // A check creates no users, so no case of a check has this code.
    let without_case = |code: &&Code| **code != Code::CreationFailed && !seen.contains(code.as_str());
    assert_eq!(Code::ALL.iter().find(without_case), None);
}

#[test]
fn every_notice_has_a_case() {
    let seen = seen_in_cases("notices", code_of);
    assert_eq!(NoticeCode::ALL.iter().find(|code| !seen.contains(code.as_str())), None);
}

#[test]
fn every_rule_of_the_password_policy_has_a_case() {
    // The rules are listed in full, so that a new rule does not compile until it is added here.
    let rules = PolicyRules {
        length: 1,
        max_length: Some(1),
        digits: 1,
        lower_case: 1,
        upper_case: 1,
        special_chars: 1,
        min_character_classes: 1,
        max_repeated: 1,
        not_username: true,
        not_contains_username: true,
        not_contains_name: true,
        denylist: Denylist::Common(true),
        regex_patterns: vec!["a".to_owned()],
    };
    let rules = serde_json::to_value(rules).unwrap();
    let seen = seen_in_cases("errors", |error| {
        let unmet = error["params"]["unmet"].as_array().into_iter().flatten();
        unmet.filter_map(|unmet| unmet["rule"].as_str()).collect()
    });
    let keys: Vec<_> = rules.as_object().unwrap().keys().map(String::as_str).collect();
    let mut names: Vec<_> = Rule::ALL.iter().map(|rule| serde_json::to_value(rule).unwrap()).collect();
    names.sort_by_key(ToString::to_string);
    assert_eq!(names, keys, "a rule goes by the name of its key");
    assert_eq!(keys.iter().find(|rule| !seen.contains(**rule)), None);
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
    for code in NoticeCode::ALL {
        assert!(reference.contains(&format!("| `{code}` | {} |", code.description())), "{code} is missing");
    }
}

#[test]
fn titles_and_descriptions_are_distinct() {
    let titles: BTreeSet<_> = Code::ALL.iter().map(|code| code.title()).collect();
    let descriptions: BTreeSet<_> = Code::ALL.iter().map(|code| code.description()).collect();
    assert_eq!((titles.len(), descriptions.len()), (Code::ALL.len(), Code::ALL.len()));
}
