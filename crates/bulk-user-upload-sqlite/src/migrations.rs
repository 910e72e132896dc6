//! The schema, by versions: a file is brought up to date when it is opened.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::error::StoreError;
use crate::failpoint::reach;

/// `BUUp`: how a file says that it is ours.
const APPLICATION_ID: i32 = 0x4255_5570;

/// What leads from each version to the next; a version is never changed once it is out.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/1.sql"), include_str!("../migrations/2.sql")];

/// Brings a file up to date. Of several processes that come at once, one does it.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let of = |error| StoreError::of(path, error);
    if version_now(connection, path)? == MIGRATIONS.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(of)?;
    for migration in &MIGRATIONS[version(&transaction, path)?..] {
        transaction.execute_batch(migration).map_err(of)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(of)?;
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as u32).map_err(of)?;
    reach("migrate", "before-commit");
    transaction.commit().map_err(of)
}

/// The version of a file, all that it goes by read at one moment: another process may be making the file just now.
pub(crate) fn version_now(connection: &Connection, path: &Path) -> Result<usize, StoreError> {
    let transaction = connection.unchecked_transaction().map_err(|error| StoreError::of(path, error))?;
    version(&transaction, path)
}

/// The version of a file: 0 of one that is empty. It is an error where the file is something else, or newer.
fn version(connection: &Connection, path: &Path) -> Result<usize, StoreError> {
    let number = |pragma: &str| -> Result<i32, StoreError> {
        connection
            .pragma_query_value(None, pragma, |row| row.get(0))
            .map_err(|error| StoreError::of(path, error))
    };
    let (id, found, schema) = (number("application_id")?, number("user_version")?, number("schema_version")?);
    // A file in which nothing was ever created is as good as new.
    if (id, found, schema) == (0, 0, 0) {
        return Ok(0);
    }
    if id != APPLICATION_ID {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    let known = MIGRATIONS.len();
    match usize::try_from(found) {
        Ok(version) if version <= known => Ok(version),
        _ => Err(StoreError::Newer { path: path.to_owned(), found, known }),
    }
}
