//! The database that the flags name.

use std::path::{Path, PathBuf};

use bulk_user_upload::import::{ImportStatus, Resumed, resume_imports};
use bulk_user_upload_sqlite::{SqliteStore, StoreError};
use etcetera::BaseStrategy;

use crate::args::DatabaseArgs;
use crate::error::Error;
use crate::output::counted;
use crate::terminal::tell;

/// The environment variable that names the database if `--db` does not.
const VARIABLE: &str = "BULK_USER_UPLOAD_DB";

/// Opens the database, which must exist: a mistyped name must not become an empty database. First, imports
/// whose process has died are finished, and a note says so.
pub(crate) fn open(args: &DatabaseArgs) -> Result<SqliteStore, Error> {
    let path = path(args)?;
    if !path.exists() {
        return Err(Error::NoDatabase(path.display().to_string()));
    }
    let store = SqliteStore::open(path)?;
    match resume_imports(&store) {
        Ok(all) => all.iter().for_each(|one| tell(&format!("note: {}", resumed(one)))),
        // If an old import cannot be finished, the command still does what was asked for.
        Err(error) => tell(&format!("note: imports whose process has died were not looked for: {error}")),
    }
    Ok(store)
}

/// Opens the database, or creates it.
pub(crate) fn create(args: &DatabaseArgs) -> Result<SqliteStore, Error> {
    let path = path(args)?;
    if default_path().as_ref() == Some(&path) {
        make_folder(&path)?;
    }
    Ok(SqliteStore::open(path)?)
}

fn path(args: &DatabaseArgs) -> Result<PathBuf, Error> {
    let named = || std::env::var_os(VARIABLE).filter(|name| !name.is_empty()).map(PathBuf::from);
    if let Some(path) = args.db.clone().or_else(named) {
        return Ok(path);
    }
    default_path().ok_or(Error::NoDataFolder)
}

/// The path in the data folder of the platform, if it has one.
fn default_path() -> Option<PathBuf> {
    let folders = etcetera::base_strategy::choose_native_strategy().ok()?;
    Some(folders.data_dir().join("bulk-user-upload").join("users.db"))
}

/// The folder of the default database is its owner's alone.
fn make_folder(path: &Path) -> Result<(), Error> {
    let Some(folder) = path.parent() else { return Ok(()) };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| Error::write(folder, error))
}

/// What happened to an import whose process had died.
fn resumed(Resumed { id, outcome, .. }: &Resumed<StoreError>) -> String {
    let record = match outcome {
        Ok(record) => record,
        Err(error) => {
            return format!("import {id} had been interrupted, and cannot be finished yet: {error}");
        }
    };
    let users = counted(record.created as usize, "user", "users");
    let created = match record.created {
        0 => "nothing was created".to_owned(),
        1 => format!("{users} was created"),
        _ => format!("{users} were created"),
    };
    match record.status {
        ImportStatus::Interrupted => {
            format!("import {id} had been interrupted: {created}. Upload the file again.")
        }
        _ => format!("import {id} had been interrupted, and is now finished: {created}."),
    }
}
