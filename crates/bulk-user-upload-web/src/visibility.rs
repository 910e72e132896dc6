//! Which imports a user may see. An import that they may not see is answered like one that does not exist.

use bulk_user_upload::import::{ImportDetails, ImportId, ImportRecord, ImportStore};
use bulk_user_upload_sqlite::{SqliteStore, StoreError};

use crate::refusal::Refusal;

/// The import that a part of an address names.
pub(crate) fn import_id(text: &str) -> Result<ImportId, Refusal> {
    text.parse().map(ImportId).map_err(|_| Refusal::NotFound)
}

/// Refuses an import that the user may not see.
pub(crate) fn require_visible(store: &SqliteStore, login: &str, id: ImportId) -> Result<(), Refusal> {
    if store.sees(login, id)? { Ok(()) } else { Err(Refusal::NotFound) }
}

/// The details of an import, as the user may see them.
pub(crate) fn visible_details(
    store: &SqliteStore,
    login: &str,
    id: ImportId,
) -> Result<ImportDetails, Refusal> {
    require_visible(store, login, id)?;
    let mut details = store.details(id)?.ok_or(StoreError::UnknownImport(id))?;
    details.record = visible_record(store, login, details.record)?;
    Ok(details)
}

/// The record with `same_file_as` as the user may see it: it names the last upload of the same file that is
/// visible to them.
pub(crate) fn visible_record(
    store: &SqliteStore,
    login: &str,
    mut record: ImportRecord,
) -> Result<ImportRecord, Refusal> {
    if record.same_file_as.is_some() {
        record.same_file_as = store.same_file_visible_to(login, record.id)?;
    }
    Ok(record)
}
