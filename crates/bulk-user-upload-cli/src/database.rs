//! The database that the flags stand for.

use std::path::{Path, PathBuf};

use bulk_user_upload::{ImportStatus, Resumed, resume_imports};
use bulk_user_upload_sqlite::{SqliteStore, StoreError};
use etcetera::BaseStrategy;

use crate::args::DatabaseArgs;
use crate::error::Error;
use crate::output::counted;
use crate::terminal::tell;

/// Names the database where `--db` does not.
const VARIABLE: &str = "BULK_USER_UPLOAD_DB";

/// Opens the database, which must be there: a mistyped name must not become an empty one. Imports whose process has died are
/// brought to their end first, and that is said.
pub(crate) fn open(args: &DatabaseArgs) -> Result<SqliteStore, Error> {
    let path = path(args)?;
    if !path.exists() {
        return Err(Error::NoDatabase(path.display().to_string()));
    }
    let store = SqliteStore::open(path)?;
    match resume_imports(&store) {
        Ok(all) => all.iter().for_each(|one| tell(&format!("note: {}", resumed(one)))),
        // Whatever keeps an old import from its end is no reason not to do what was asked for.
        Err(error) => tell(&format!("note: imports whose process has died were not looked for: {error}")),
    }
    Ok(store)
}

/// Opens the database, and makes it where there is none.
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

/// In the data folder of the platform, where that says which it is.
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

/// What became of an import whose process had died.
fn resumed(Resumed { id, outcome }: &Resumed<StoreError>) -> String {
    let record = match outcome {
        Ok(record) => record,
        Err(error) => {
            return format!(
                "import {id} had been interrupted, and cannot be carried to its end yet: {error}"
            );
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
        _ => format!("import {id} had been interrupted, and was now carried to its end: {created}."),
    }
}
