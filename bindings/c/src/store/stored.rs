//! What the history stores of an import besides its record: the file, its errors, its rows.

use std::ffi::c_void;

use bulk_user_upload::import::{ImportId, ImportStore, RowOutcome, write_stored_rows_with_errors_as};
use bulk_user_upload_sqlite::StoreError;

use super::open::buu_store;
use crate::error::buu_error;
use crate::guard::{guard, required};
use crate::result::buu_result;
use crate::rows_with_errors::{BUU_TEXT_CELLS_PROTECTED, buu_write, text_cells_of, write_to};
use crate::text::{buu_text, json_of, to_json};

/// The user of the row is yet to be created.
pub const BUU_OUTCOME_PENDING: u32 = 1;
/// The user of the row was created.
pub const BUU_OUTCOME_CREATED: u32 = 2;
/// The user of the row was created, and later deactivated when the import was undone.
pub const BUU_OUTCOME_UNDONE: u32 = 3;
/// The row has errors, and no user was created.
pub const BUU_OUTCOME_WITH_ERRORS: u32 = 4;
/// The row has no errors, and no user was created: the import was interrupted, or was all or nothing.
pub const BUU_OUTCOME_NOT_ATTEMPTED: u32 = 5;

/// The details of an import as JSON, without its rows: its record, its file, the errors of the file, the
/// notices, and the number of errors with each code.
///
/// Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_UNKNOWN_IMPORT`,
/// `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_details_json(
    store: *const buu_store,
    id: i64,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    let id = ImportId(id);
    let details =
        |store: &buu_store| Ok(to_json(&store.store.details(id)?.ok_or(StoreError::UnknownImport(id))?));
    unsafe { json_of(store, "store", json, error, details) }
}

/// The stored rows of an import, with their errors, as JSON: those with one outcome, `BUU_OUTCOME_…`, or
/// with any, for 0.
///
/// Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_UNKNOWN_IMPORT`,
/// `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_rows_json(
    store: *const buu_store,
    id: i64,
    outcome: u32,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    let rows = |store: &buu_store| {
        let outcome = match outcome {
            0 => None,
            BUU_OUTCOME_PENDING => Some(RowOutcome::Pending),
            BUU_OUTCOME_CREATED => Some(RowOutcome::Created),
            BUU_OUTCOME_UNDONE => Some(RowOutcome::Undone),
            BUU_OUTCOME_WITH_ERRORS => Some(RowOutcome::WithErrors),
            BUU_OUTCOME_NOT_ATTEMPTED => Some(RowOutcome::NotAttempted),
            other => return Err(buu_error::argument(format_args!("the outcome is {other}"))),
        };
        let rows = store.store.rows(ImportId(id), outcome)?;
        if rows.is_empty() && store.store.details(ImportId(id))?.is_none() {
            return Err(StoreError::UnknownImport(ImportId(id)).into());
        }
        Ok(to_json(&rows))
    };
    unsafe { json_of(store, "store", json, error, rows) }
}

/// Writes the rows with errors of an import as CSV, without passwords, as
/// `buu_report_write_rows_with_errors` does.
///
/// Writes `*rows`, unless that is NULL, the number of rows. Fails with `BUU_UNKNOWN_IMPORT`,
/// `BUU_CALLBACK_FAILED`, `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_write_rows_with_errors(
    store: *const buu_store,
    id: i64,
    write: buu_write,
    userdata: *mut c_void,
    rows: *mut usize,
    error: *mut *mut buu_error,
) -> buu_result {
    let protected = BUU_TEXT_CELLS_PROTECTED;
    unsafe { buu_store_write_rows_with_errors_as(store, id, protected, write, userdata, rows, error) }
}

/// Does what `buu_store_write_rows_with_errors` does, and lets the caller choose how texts are written that a
/// spreadsheet might change: `text_cells` is `BUU_TEXT_CELLS_PROTECTED` or `BUU_TEXT_CELLS_PLAIN`; 0 stands for
/// the first.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_write_rows_with_errors_as(
    store: *const buu_store,
    id: i64,
    text_cells: u32,
    write: buu_write,
    userdata: *mut c_void,
    rows: *mut usize,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let store = &required(store, "store")?.store;
            let text_cells = text_cells_of(text_cells)?;
            let id = ImportId(id);
            let details = store.details(id)?.ok_or(StoreError::UnknownImport(id))?;
            let found = store.rows(id, Some(RowOutcome::WithErrors))?;
            write_to(write, userdata, rows, |out| {
                write_stored_rows_with_errors_as(&details.file, &found, text_cells, out)
            })
        })
    }
}
