//! The versions of the schema: a file is migrated to the newest one when it is opened.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::error::StoreError;
use crate::failpoint::reach;

/// `BUUp`: marks a file as a database of this crate.
const APPLICATION_ID: i32 = 0x4255_5570;

/// The statements from each version to the next. A version that has been released is never changed.
const MIGRATIONS: &[&str] = &[include_str!("../migrations/1.sql"), include_str!("../migrations/2.sql")];

/// Migrates a file to the newest version. If several processes try at once, one of them does it.
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

/// The version of a file, read in one transaction, because another process may be creating the file at the
/// same time.
pub(crate) fn version_now(connection: &Connection, path: &Path) -> Result<usize, StoreError> {
    let transaction = connection.unchecked_transaction().map_err(|error| StoreError::of(path, error))?;
    version(&transaction, path)
}

/// The version of a file; 0 if it is empty. A file of another program, or of a newer version, is an error.
fn version(connection: &Connection, path: &Path) -> Result<usize, StoreError> {
    let number = |pragma: &str| -> Result<i32, StoreError> {
        connection
            .pragma_query_value(None, pragma, |row| row.get(0))
            .map_err(|error| StoreError::of(path, error))
    };
    let (id, found, schema) = (number("application_id")?, number("user_version")?, number("schema_version")?);
    // A file without any schema counts as new.
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
