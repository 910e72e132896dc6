//! What every test here begins with: a directory, uploads, and files of a database in a folder of their own.

use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Duration;

use bulk_user_upload::directory::DirectoryData;
use bulk_user_upload::import::{
    ImportMode, ImportPlan, ImportRecord, ImportStore, resume_imports, run_import,
};
use bulk_user_upload::{Template, Upload, validate};
use bulk_user_upload_sqlite::{Hashing, SqliteStore, StoreOptions};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::quick::Quick;

/// The login of the user who uploads.
pub(crate) const UPLOADER: &str = "alice";

/// The users before anything is imported. None of them has a password, so a user with a password was imported.
pub(crate) const DIRECTORY: &str = r#"{
    "users": [
        {"login": "alice", "permission_group": "Sys Admin", "teams": ["Sales", "Support"]},
        {"login": "Taken", "permission_group": "Agent"}
    ],
    "permission_groups": [
        {"name": "Sys Admin", "level": 100, "bulk_user_upload": true},
        {"name": "Leader", "level": 50},
        {"name": "Agent", "level": 10}
    ],
    "teams": [{"name": "Sales"}, {"name": "Support"}],
    "capacity_plans": [{"name": "Standard"}, {"name": "Premium"}]
}"#;

/// The header of the product's template.
pub(crate) const HEADER: &str = "First name*,Last name*,Login*,Password*,Permission group*,Web RTC*,Extension,\
                                 Primary team*,Capacity plan,Active*\n";

/// How a store is opened here: as always, but with hashes that cost little, and with patience for a slow
/// machine.
pub(crate) fn options() -> StoreOptions {
    let hashing = Hashing::new(8, 1, 1).unwrap();
    StoreOptions { hashing, patience: Duration::from_secs(60), ..StoreOptions::default() }
}

/// A row without errors.
pub(crate) fn row(login: &str) -> String {
    format!("Ann,Lee,{login},{},Agent,TRUE,0101,Sales,Standard,TRUE\n", password(login))
}

/// The password of a row.
pub(crate) fn password(login: &str) -> String {
    format!("Passw0rd-{login}")
}

/// An upload, and which of its users may be created.
#[derive(Clone)]
pub(crate) struct Users {
    pub(crate) csv: String,
    pub(crate) valid: Vec<String>,
    pub(crate) wrong: usize,
}

impl fmt::Debug for Users {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} valid, {} wrong", self.valid.len(), self.wrong)
    }
}

impl Users {
    /// Rows without errors, and rows with errors evenly among them.
    pub(crate) fn new(valid: usize, wrong: usize) -> Self {
        let total = valid + wrong;
        let mut users = Self { csv: HEADER.to_owned(), valid: Vec::new(), wrong };
        for number in 0..total {
            let wrong_ones = number * wrong / total;
            let is_wrong = (number + 1) * wrong / total > wrong_ones;
            let login = format!("user{number}");
            if is_wrong {
                users.csv.push_str(&wrong_row(&login, wrong_ones));
            } else {
                users.csv.push_str(&row(&login));
                users.valid.push(login);
            }
        }
        users
    }

    /// What most tests upload: in three batches of hashes.
    pub(crate) fn usual(mode: ImportMode) -> Self {
        match mode {
            ImportMode::PartialSuccess => Self::new(140, 10),
            ImportMode::AllOrNothing => Self::new(140, 0),
        }
    }

    /// Rows without errors, of these logins.
    pub(crate) fn of(logins: Vec<String>) -> Self {
        let rows: String = logins.iter().map(|login| row(login)).collect();
        Self { csv: format!("{HEADER}{rows}"), valid: logins, wrong: 0 }
    }

    /// All entries.
    pub(crate) fn total(&self) -> usize {
        self.valid.len() + self.wrong
    }
}

fn wrong_row(login: &str, kind: usize) -> String {
    match kind % 5 {
        0 => row("taken"),
        1 => row(login).replace("Agent", "Agnet"),
        2 => row(login).replace("Ann", ""),
        3 => row(login).replace("Ann", "A\"nn"),
        _ => row(login).replace("Lee", "Lee, Jr."),
    }
}

/// The verdict on an upload, as the uploader sees the directory of a store at this moment.
pub(crate) fn plan(store: &SqliteStore, csv: &str, mode: ImportMode) -> ImportPlan {
    let template = Template::default().to_builder().max_bytes(10_000_000).build().unwrap();
    let uploader = store.as_uploader(UPLOADER).unwrap();
    validate(&template, Upload::new("users.csv", csv), &uploader).unwrap().into_plan(mode).unwrap()
}

/// Carries a plan out without any trouble.
pub(crate) fn import(store: &SqliteStore, plan: &ImportPlan) -> ImportRecord {
    run_import(&Quick::new(store), plan, UPLOADER, &mut |_| ControlFlow::Continue(())).unwrap()
}

/// Brings every import to its end whose process has died; the first that cannot be brought there is an error.
pub(crate) fn resumed<S: ImportStore>(store: &S) -> Result<Vec<ImportRecord>, S::Error> {
    resume_imports(store)?.into_iter().map(|resumed| resumed.outcome).collect()
}

pub(crate) fn load(store: &SqliteStore, json: &str) {
    store.load(&DirectoryData::from_json(json).unwrap()).unwrap();
}

/// The files of a database and beside it, to be put into other folders.
pub(crate) struct Files(Vec<(OsString, Vec<u8>)>);

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, bytes)| (name, bytes.len()))).finish()
    }
}

impl Files {
    pub(crate) fn of(folder: &Path) -> Self {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
        // What is shared between processes is made anew, as it is after a crash of the machine.
        let kept = entries.filter(|entry| !entry.file_name().to_string_lossy().ends_with("-shm"));
        let mut files: Vec<_> =
            kept.map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap())).collect();
        files.sort();
        Self(files)
    }

    pub(crate) fn put(&self, folder: &Path) {
        for (name, bytes) in &self.0 {
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
}

/// A database with [`DIRECTORY`] and no history.
pub(crate) static LOADED: LazyLock<Files> = LazyLock::new(|| {
    let place = Place::empty();
    load(&place.store(), DIRECTORY);
    Files::of(&place.data())
});

/// A folder for one run of a test: the database and what is beside it, an upload, and temporary files.
#[derive(Debug)]
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    /// Without a database.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["data", "tmp"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder }
    }

    /// With a database that has these files.
    pub(crate) fn with(files: &Files) -> Self {
        let place = Self::empty();
        files.put(&place.data());
        place
    }

    /// With a database that has [`DIRECTORY`] and no history.
    pub(crate) fn loaded() -> Self {
        Self::with(&LOADED)
    }

    /// Writes an upload to disk, away from the database.
    pub(crate) fn upload(&self, csv: &str) -> PathBuf {
        let path = self.folder.path().join("users.csv");
        fs::write(&path, csv).unwrap();
        path
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the database, with nothing else in it.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.data().join("users.db")
    }

    /// The folder of temporary files.
    pub(crate) fn tmp(&self) -> PathBuf {
        self.folder.path().join("tmp")
    }

    pub(crate) fn store(&self) -> SqliteStore {
        options().open(self.database()).unwrap()
    }

    /// A connection that knows nothing of the store.
    pub(crate) fn sql(&self) -> Connection {
        connect(&self.database())
    }
}

/// Opens a database as it is.
pub(crate) fn connect(database: &Path) -> Connection {
    let connection = Connection::open(database).unwrap();
    connection.busy_timeout(Duration::from_secs(60)).unwrap();
    connection
}
