//! `serve --demo`: a sample directory with some imports, in a database that is deleted at the end.

use std::ops::ControlFlow;
use std::path::PathBuf;

use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload::import::{ImportMode, run_import};
use bulk_user_upload::{Password, Template, Upload, validate};
use bulk_user_upload_sqlite::SqliteStore;
use tempfile::TempDir;

use crate::error::Error;

// The files of `docs/sample`. `cargo xtask docs` copies them, because a package contains only files of its
// own folder.
const DIRECTORY: &str = include_str!("sample/directory.json");
const USERS: &str = include_str!("sample/users.csv");

/// An upload without errors.
const NEW_HIRES: &str = "\
First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,Primary team*,Capacity plan,Active*
Noor,Aziz,noor.aziz,Lantern-Harbour-3,Agent,TRUE,0201,Sales,Standard,TRUE
Piotr,Nowak,piotr.nowak,Orchard-Meadow-8,Agent,TRUE,0202,Support,Chat and mail,TRUE
Yuki,Tanaka,yuki.tanaka,Compass-Falls-6,Agent,FALSE,,Support,,TRUE
";

/// Letters that are easy to read aloud and to type: no two of them look alike. There are 32 of them, so each
/// is equally likely for a random byte.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyzACDEFHJKM";

/// A database that is deleted when this is dropped.
pub(crate) struct Demo {
    folder: TempDir,
    password: String,
}

impl Demo {
    /// The login of the user who can sign in.
    pub(crate) const LOGIN: &str = "alice";

    /// Makes the database.
    pub(crate) fn make(template: &Template) -> Result<Self, Error> {
        let failed = |error: std::io::Error| Error::Demo(error.to_string());
        let folder = tempfile::Builder::new().prefix("bulk-user-upload-demo-").tempdir().map_err(failed)?;
        let demo = Self { folder, password: random_password()? };
        let store = SqliteStore::open(demo.database())?;
        let directory =
            DirectoryData::from_json(DIRECTORY).map_err(|error| Error::Demo(error.to_string()))?;
        store.load(&directory)?;
        store.set_password(Self::LOGIN, Password::new(&demo.password))?;
        for (name, csv) in [("new-hires.csv", NEW_HIRES), ("users.csv", USERS)] {
            let report = validate(template, Upload::new(name, csv), &store.as_uploader(Self::LOGIN)?)?;
            let plan = report.into_plan(ImportMode::PartialSuccess).unwrap();
            run_import(&store, &plan, Self::LOGIN, &mut |_| ControlFlow::Continue(()))?;
        }
        Ok(demo)
    }

    /// The database.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("users.db")
    }

    /// The folder of the database: code that ends the process without dropping this deletes it.
    pub(crate) fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The password of [`Demo::LOGIN`], which is new for each demo.
    pub(crate) fn password(&self) -> &str {
        &self.password
    }
}

/// Eighty random bits, in four groups.
fn random_password() -> Result<String, Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Error::Demo(error.to_string()))?;
    let letters = bytes.map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    Ok(letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-"))
}
