//! Importing, and what is kept of an import's rows.

use std::ffi::c_void;
use std::mem::offset_of;
use std::ops::ControlFlow;

use bulk_user_upload::{
    ImportId, ImportMode, ImportProgress, ImportStep, ImportStore, RowOutcome, check, run_import,
    write_stored_rows_with_errors,
};
use bulk_user_upload_sqlite::StoreError;

use super::buu_store;
use super::history::buu_history;
use crate::error::buu_error;
use crate::file::buu_file;
use crate::guard::{guard, required};
use crate::options::{self, Versioned};
use crate::out::Out;
use crate::result::buu_result;
use crate::rows_with_errors::{buu_write, write_to};
use crate::str::buu_str;
use crate::template::buu_template;
use crate::text::{buu_text, json_of, to_json};

/// Rows without errors are created, rows with errors are handed back: the usual way.
pub const BUU_PARTIAL_SUCCESS: u32 = 1;
/// One error, and nothing is created.
pub const BUU_ALL_OR_NOTHING: u32 = 2;

/// Passwords are hashed; nothing is created before that is done.
pub const BUU_STEP_HASHING: u32 = 1;
/// Users are created.
pub const BUU_STEP_CREATING: u32 = 2;

/// The user of the row is still to be created.
pub const BUU_OUTCOME_PENDING: u32 = 1;
/// The user of the row was created.
pub const BUU_OUTCOME_CREATED: u32 = 2;
/// The user of the row was created, and deactivated when the import was undone.
pub const BUU_OUTCOME_UNDONE: u32 = 3;
/// The row has errors, and no user was created.
pub const BUU_OUTCOME_WITH_ERRORS: u32 = 4;
/// The row has no errors, and no user was created: the import was interrupted, or was all or nothing.
pub const BUU_OUTCOME_NOT_ATTEMPTED: u32 = 5;

/// Hears how far an import has come, after each batch: `step` is `BUU_STEP_…`, and `done` of `of` users have it behind them. 0 goes on; anything
/// else ends the import: users that were created by then stay, the others are not attempted, and the record says so. It is called on the
/// thread that imports, and may neither throw a C++ exception nor `longjmp` out.
pub type buu_progress =
    Option<unsafe extern "C" fn(userdata: *mut c_void, step: u32, done: u32, of: u32) -> i32>;

/// How a file is imported. Begin with `buu_import_options_init()`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_import_options {
    /// `sizeof(buu_import_options)`.
    pub size: usize,
    /// `BUU_PARTIAL_SUCCESS`, which 0 stands for as well, or `BUU_ALL_OR_NOTHING`.
    pub mode: u32,
    /// For later versions; 0.
    pub reserved: u32,
    /// Hears of the progress; may be NULL.
    pub progress: buu_progress,
    /// Handed to `progress`.
    pub userdata: *mut c_void,
}

unsafe impl Versioned for buu_import_options {
    const NAME: &'static str = "buu_import_options";
    const FIRST_SIZE: usize = offset_of!(Self, userdata) + size_of::<*mut c_void>();
}

impl buu_import_options {
    const USUAL: Self =
        Self { size: 0, mode: 0, reserved: 0, progress: None, userdata: std::ptr::null_mut() };

    fn mode(&self) -> Result<ImportMode, buu_error> {
        match self.mode {
            0 | BUU_PARTIAL_SUCCESS => Ok(ImportMode::PartialSuccess),
            BUU_ALL_OR_NOTHING => Ok(ImportMode::AllOrNothing),
            other => Err(buu_error::argument(format_args!("the mode of the import is {other}"))),
        }
    }

    fn tell(&self, ImportProgress { step, done, of }: ImportProgress) -> ControlFlow<()> {
        let Some(progress) = self.progress else { return ControlFlow::Continue(()) };
        let step = match step {
            ImportStep::Hashing => BUU_STEP_HASHING,
            ImportStep::Creating => BUU_STEP_CREATING,
        };
        match unsafe { progress(self.userdata, step, done, of) } {
            0 => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    }
}

/// Imports a file: checks it against the store's users, as `uploader` (a login) sees them, creates a user for every row without errors, exactly
/// once, and tells the history. The permission group of the uploader must have the right to import. `template` and `options` may be NULL.
///
/// Writes `*history`: a history of this one import, which the caller frees with `buu_history_free`; also where the file, or every row of it, has
/// errors, and where `progress` ended the import. Fails with `BUU_MAY_NOT_IMPORT`, `BUU_UNKNOWN_UPLOADER`, `BUU_FILE_ERROR`,
/// `BUU_STORE_…`, `BUU_LEASE_LOST`, `BUU_INVALID_ARGUMENT`; the next `buu_store_open` brings to its end what the store had begun.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_import(
    store: *const buu_store,
    template: *const buu_template,
    file: *const buu_file,
    uploader: buu_str,
    options: *const buu_import_options,
    history: *mut *mut buu_history,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(history, "history")?;
            let store = &*required(store, "store")?.store;
            let options = options::read_if_any(options)?.unwrap_or(buu_import_options::USUAL);
            let (mode, uploader) = (options.mode()?, uploader.text("uploader")?);
            let template = buu_template::or_default(template);
            let checked = check(&template, buu_file::upload(file, &template)?);
            let answers = checked.questions().ask(&store.as_uploader(uploader)?)?;
            let plan = checked.resolve(answers)?.into_plan(mode);
            let record = run_import(store, &plan, uploader, &mut |step| options.tell(step))?;
            out.hand_over(buu_history::new(vec![record]));
            Ok(())
        })
    }
}

/// The rows of an import that were kept, with their errors, as JSON: those with one outcome (`BUU_OUTCOME_…`), or all, for 0.
///
/// Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_UNKNOWN_IMPORT`, `BUU_STORE_…`, `BUU_INVALID_ARGUMENT`.
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

/// Writes the rows with errors of an import as CSV, without passwords, as `buu_report_write_rows_with_errors` does.
///
/// Writes `*rows`, unless that is NULL, the number of rows. Fails with `BUU_UNKNOWN_IMPORT`, `BUU_CALLBACK_FAILED`, `BUU_STORE_…`,
/// `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_write_rows_with_errors(
    store: *const buu_store,
    id: i64,
    write: buu_write,
    userdata: *mut c_void,
    rows: *mut usize,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let store = &required(store, "store")?.store;
            let id = ImportId(id);
            let details = store.details(id)?.ok_or(StoreError::UnknownImport(id))?;
            let found = store.rows(id, Some(RowOutcome::WithErrors))?;
            write_to(write, userdata, rows, |out| write_stored_rows_with_errors(&details.file, &found, out))
        })
    }
}
