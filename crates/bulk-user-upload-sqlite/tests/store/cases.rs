//! Every door gives the same verdict: the cases of the test data, with their directories in the file.

use std::collections::HashMap;

use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload::{Encoding, Template, Upload, validate};
use bulk_user_upload_sqlite::SqliteStore;
use testdata::{Case, cases, without_messages};

fn template(case: &Case) -> Template {
    let Some(path) = case.template_path() else { return Template::default() };
    let text = std::fs::read_to_string(&path).unwrap();
    let is_toml = path.extension().is_some_and(|extension| extension == "toml");
    if is_toml { Template::from_toml(&text) } else { Template::from_json(&text) }.unwrap()
}

#[test]
fn every_case_gives_its_report() {
    let folder = tempfile::tempdir().unwrap();
    let mut stores: HashMap<_, SqliteStore> = HashMap::new();
    let mut checked = 0;
    for case in cases() {
        let Some(expected) = case.expected_report() else { continue };
        let number = stores.len();
        let store = stores.entry(case.directory_path()).or_insert_with(|| {
            let store = SqliteStore::open(folder.path().join(format!("{number}.db"))).unwrap();
            store.load(&DirectoryData::from_json(&case.directory_json()).unwrap()).unwrap();
            store
        });
        let uploader = store.as_uploader(&case.uploader).unwrap();
        let encoding = case.encoding.as_deref().map(|label| Encoding::from_label(label).unwrap());
        let upload = Upload::new(case.upload_name(), case.bytes())
            .with_encoding(encoding)
            .with_mapping(case.mapping.iter().collect());
        let report = validate(&template(&case), upload, &uploader).unwrap();
        assert_eq!(without_messages(serde_json::to_value(&report).unwrap()), expected, "{}", case.title());
        checked += 1;
    }
    assert!(checked > 400, "{checked} cases were found");
}
