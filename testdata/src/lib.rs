//! Reads the cases of this folder. `README.md` beside this crate says what a case is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// A case: a file, a directory, an uploader, and the expected report.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its folder.
    #[serde(skip)]
    pub folder: PathBuf,
    /// The sentence of the specification that the case covers.
    pub spec: String,
    /// The uploaded file in the folder of the case.
    file: String,
    /// The name under which the file is uploaded, if it has another one.
    name: Option<String>,
    directory: String,
    /// The login of the uploader.
    pub uploader: String,
    template: Option<String>,
    /// The label of the encoding that the caller states.
    pub encoding: Option<String>,
    /// Which header is which column of the template, as the caller states it.
    #[serde(default)]
    pub mapping: BTreeMap<String, String>,
    expected: Option<Value>,
    /// What the caller stated wrongly, if the check cannot run because of it: `encoding` or `mapping`.
    pub fails: Option<String>,
    /// A part of the error message, if the check cannot run.
    pub cannot_run: Option<String>,
    /// The expected rows-with-errors file in the folder of the case.
    export: Option<String>,
    /// Whether that file contains the passwords: `keep` or `blank`.
    pub passwords: Option<String>,
}

/// The folder of the test data.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All cases, by the names of their folders.
///
/// # Panics
///
/// If a case cannot be read, because the test data are broken.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    collect(&folder().join("cases"), &mut cases);
    cases
}

fn collect(folder: &Path, cases: &mut Vec<Case>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries.into_iter().filter(|path| path.is_dir()) {
        if path.join("case.json").is_file() {
            cases.push(Case::read(path));
        } else {
            collect(&path, cases);
        }
    }
}

impl Case {
    fn read(folder: PathBuf) -> Self {
        let text = read_text(&folder.join("case.json"));
        let mut case: Self =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        assert!(!case.spec.is_empty(), "{} covers no sentence", folder.display());
        assert!(
            matches!(case.fails.as_deref(), None | Some("encoding" | "mapping")),
            "{}: fails is `encoding` or `mapping`",
            folder.display()
        );
        case.folder = folder;
        case
    }

    /// Chapter and name: `5-cells/login-of-40-characters`.
    pub fn title(&self) -> String {
        let below = self.folder.strip_prefix(folder().join("cases")).unwrap_or(&self.folder);
        below.display().to_string()
    }

    /// The name under which the file is uploaded.
    pub fn upload_name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.file)
    }

    /// The path of the file that is uploaded.
    pub fn upload_path(&self) -> PathBuf {
        self.folder.join(&self.file)
    }

    /// The bytes that are uploaded.
    ///
    /// # Panics
    ///
    /// If the file cannot be read.
    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.upload_path()).unwrap_or_else(|error| panic!("{}: {error}", self.title()))
    }

    /// The path of the directory JSON.
    pub fn directory_path(&self) -> PathBuf {
        folder().join("directories").join(&self.directory)
    }

    /// The directory JSON.
    pub fn directory_json(&self) -> String {
        read_text(&self.directory_path())
    }

    /// The path of the template, if it is not the product's.
    pub fn template_path(&self) -> Option<PathBuf> {
        self.template.as_ref().map(|name| folder().join("templates").join(name))
    }

    /// The expected report without messages. `None` if the check cannot run. Size and hash are computed from
    /// the bytes.
    pub fn expected_report(&self) -> Option<Value> {
        let mut expected = self.expected.clone()?;
        let bytes = self.bytes();
        let mut sha256 = String::new();
        Sha256::digest(&bytes).iter().for_each(|byte| {
            let _ = write!(sha256, "{byte:02x}");
        });
        expected["file"]["size"] = json!(bytes.len());
        expected["file"]["sha256"] = json!(sha256);
        Some(expected)
    }

    /// The expected rows-with-errors file.
    ///
    /// # Panics
    ///
    /// If the file cannot be read.
    pub fn expected_export(&self) -> Option<Vec<u8>> {
        self.export.as_ref().map(|name| fs::read(self.folder.join(name)).unwrap())
    }
}

/// The password in the files of [`slipped`]. No word of a template, directory or message has a part of it.
pub const SLIPPED_PASSWORD: &str = "Zq7Wx9Kv3J";

/// Files in which passwords are in the wrong places, with their paths. Their directory is `office.json`.
///
/// # Panics
///
/// If a file cannot be read.
pub fn slipped() -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths: Vec<_> =
        fs::read_dir(folder().join("slipped")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "there are no files of slipped passwords");
    paths.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// A report without its messages, after checking that each error and notice has one.
///
/// # Panics
///
/// If a message is missing, or is not a sentence.
pub fn without_messages(mut report: Value) -> Value {
    for list in ["errors", "notices"] {
        for element in report[list].as_array_mut().unwrap() {
            let message = element.as_object_mut().unwrap().remove("message").expect("there is a message");
            assert!(message.as_str().is_some_and(|message| message.len() > 10), "{message}");
        }
    }
    report
}

fn read_text(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
