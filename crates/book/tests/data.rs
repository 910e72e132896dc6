//! The TOML and JSON of the book is what the engine reads and writes.

use book::{Block, blocks, root};
use bulk_user_upload::{InMemoryDirectory, Template, Upload, validate};
use serde_json::Value;

/// The blocks of a page in one language, of which there are so many.
fn code(page: &str, language: &str, count: usize) -> Vec<Block> {
    let blocks: Vec<_> = blocks(page).into_iter().filter(|block| block.language == language).collect();
    assert_eq!(blocks.len(), count, "{page}: {language}");
    blocks
}

#[test]
fn templates_are_templates() {
    let toml = &code("templates.md", "toml", 1)[0];
    let template = Template::from_toml(&toml.code).unwrap();
    let defaults =
        "[[columns]]\nname = \"Login\"\nkind = \"login\"\n\n[[columns]]\nname = \"N\"\nkind = \"name\"\n";
    let defaults = Template::from_toml(defaults).unwrap();
    assert_eq!(defaults.limits().max_bytes(), 102_400, "the comment on `max_bytes`");
    assert_eq!(template.limits().extensions(), defaults.limits().extensions(), "the comment on `extensions`");
    assert_eq!(template.columns()[1].kind(), defaults.columns()[1].kind(), "the comment on `spaces`");

    let json = &code("templates.md", "json", 1)[0];
    let json = Template::from_json(&json.code).unwrap();
    assert_eq!(json.columns()[1], template.columns()[3]);
}

#[test]
fn the_directory_is_a_directory() {
    let json = &code("directory.md", "json", 1)[0];
    let directory = InMemoryDirectory::from_json(&json.code).unwrap();
    assert!(directory.as_uploader("alice").is_ok());
}

/// The keys of an object, and of the objects in it.
fn keys(value: &Value) -> Vec<String> {
    let Value::Object(object) = value else { return Vec::new() };
    let below = |(key, value): (&String, &Value)| -> Vec<String> {
        // The params of the example are those of its code, and other codes have others.
        let below = if key == "params" { Vec::new() } else { keys(value) };
        std::iter::once(key.clone()).chain(below.into_iter().map(|inner| format!("{key}.{inner}"))).collect()
    };
    object.iter().flat_map(below).collect()
}

/// The example is a report by its keys; the values are shortened.
#[test]
fn the_report_has_the_keys_of_a_report() {
    let shown: Value = serde_json::from_str(&code("report.md", "json", 1)[0].code).unwrap();
    let json = std::fs::read_to_string(root().join("docs/sample/directory.json")).unwrap();
    let directory = InMemoryDirectory::from_json(&json).unwrap();
    // `é` in Windows-1252: an error, and a notice about the encoding.
    let upload = Upload::new("users.csv", b"Login\nRen\xE9\n".to_vec());
    let report = validate(&Template::default(), upload, &directory.as_uploader("alice").unwrap()).unwrap();
    let report = serde_json::to_value(&report).unwrap();
    assert_eq!(keys(&shown), keys(&report));
    for list in ["errors", "notices"] {
        assert_eq!(keys(&shown[list][0]), keys(&report[list][0]), "{list}");
    }
    let (shown, params) = (&shown["notices"][0]["params"], &report["notices"][0]["params"]);
    assert_eq!((&shown["encoding"], &shown["cells"]), (&params["encoding"], &params["cells"]));
    assert_eq!(shown["readings"][0], params["readings"][0], "of the readings the first is shown");
}

/// The dependency is a package of this repository, in the folder that the path ends in.
#[test]
fn the_dependency_is_the_engine() {
    let manifest: toml::Table = toml::from_str(&code("rust.md", "toml", 1)[0].code).unwrap();
    let (name, dependency) = manifest["dependencies"].as_table().unwrap().iter().next().unwrap();
    let path = dependency["path"].as_str().unwrap().strip_prefix("../bulk-user-upload/").unwrap();
    let manifest = std::fs::read_to_string(root().join(path).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = toml::from_str(&manifest).unwrap();
    assert_eq!(manifest["package"]["name"].as_str(), Some(name.as_str()));
}
