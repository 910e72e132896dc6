//! Every filter of the history has a case for each language and interface.

use std::fs;
use std::path::Path;

use bulk_user_upload::import::ImportFilter;

/// A language or interface, the file with its cases, and a function that says whether a line is a case of a
/// filter.
type Door = (&'static str, &'static str, fn(&str, &str) -> bool);

const DOORS: [Door; 5] = [
    ("the command", "crates/bulk-user-upload-cli/tests/stories/clean.trycmd", |line, name| {
        let flag = format!(" --{} ", name.replace('_', "-"));
        line.starts_with("$ bulk-user-upload history") && line.contains(&flag)
    }),
    ("the page and the API", "crates/bulk-user-upload-web/tests/routes/pages.rs", |line, name| {
        [format!("(\"{name}="), format!("(\"{name}_from=")].iter().any(|case| line.starts_with(case))
    }),
    ("Python", "bindings/python/tests/test_history.py", |line, name| {
        line.starts_with(&format!("({{\"{name}\": ")) && line.ends_with("]),")
    }),
    ("C", "bindings/c/tests/c/test_store.c", |line, name| line.starts_with(&format!("filter.{name} = "))),
    ("C++", "bindings/c/tests/cpp/test_store.cpp", |line, name| {
        line.starts_with("CHECK(") && line.contains(&format!("(filter().{name}("))
    }),
];

#[test]
fn every_filter_has_a_case_at_every_door() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (door, path, has_case) in DOORS {
        let cases = fs::read_to_string(root.join(path)).unwrap();
        for name in ImportFilter::default().fields().map(|field| field.name) {
            let found = cases.lines().any(|line| has_case(line.trim(), name));
            assert!(found, "{door}: the filter `{name}` has no case in {path}");
        }
    }
}
