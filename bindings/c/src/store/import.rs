//! Importing a file.

use std::ffi::c_void;
use std::mem::offset_of;
use std::ops::ControlFlow;

use bulk_user_upload::import::{ImportProgress, ImportStep, run_import};

use super::history::buu_history;
use super::mode::mode_of;
use super::open::buu_store;
use crate::error::buu_error;
use crate::file::{buu_file, checked};
use crate::guard::{guard, required};
use crate::options::{self, Versioned};
use crate::out::Out;
use crate::result::buu_result;
use crate::str::buu_str;
use crate::template::buu_template;

/// Passwords are being hashed. No user is created before all are.
pub const BUU_STEP_HASHING: u32 = 1;
/// Users are being created.
pub const BUU_STEP_CREATING: u32 = 2;

/// Is called after each batch of an import: `done` of `of` users have passed the step `BUU_STEP_…`. Return
/// 0 to go on. Any other number ends the import: users that were created stay, the others are not
/// attempted, and the record says so. It is called on the thread that imports. It must neither throw a C++
/// exception nor `longjmp` out.
pub type buu_progress =
    Option<unsafe extern "C" fn(userdata: *mut c_void, step: u32, done: u32, of: u32) -> i32>;

/// How a file is imported. Begin with `buu_import_options_init()`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_import_options {
    /// `sizeof(buu_import_options)`.
    pub size: usize,
    /// `BUU_PARTIAL_SUCCESS` or `BUU_ALL_OR_NOTHING`; 0 stands for the first.
    pub mode: u32,
    /// For later versions; must be 0.
    pub reserved: u32,
    /// Called after each batch; may be NULL.
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

    fn tell(&self, ImportProgress { step, done, of, .. }: ImportProgress) -> ControlFlow<()> {
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

/// Imports a file: checks it against the users of the store, as `uploader` (a login) sees them, creates a
/// user for every row without errors, exactly once, and records the import in the history. The permission
/// group of the uploader must have the right to import. `template` and `options` may be NULL.
///
/// Writes `*history`, a history of this import alone, which the caller frees with `buu_history_free`: also
/// where the file or every row has errors, and where `progress` ended the import. Fails with
/// `BUU_MAY_NOT_IMPORT`, `BUU_UNKNOWN_UPLOADER`, `BUU_FILE_ERROR`, `BUU_UNKNOWN_ENCODING`,
/// `BUU_INVALID_MAPPING`, `BUU_STORE_…`, `BUU_LEASE_LOST`, `BUU_INVALID_ARGUMENT`. An import that had begun by
/// then is ended by the next `buu_store_open`.
///
/// Fails with `BUU_ENCODING_NOT_STATED` where the encoding of the file was assumed and its users depend on it;
/// then nothing is stored. Check the file against `buu_directory_from_store`: `buu_report_reading_count` and its
/// neighbours show what it may say. Import it again with `buu_file.encoding` set to what a person has chosen.
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
            let (mode, uploader) = (mode_of(options.mode)?, uploader.text("uploader")?);
            let checked = checked(template, file)?;
            let answers = checked.questions().ask(&store.as_uploader(uploader)?)?;
            let plan = checked.resolve(answers)?.into_plan(mode)?;
            let record = run_import(store, &plan, uploader, &mut |step| options.tell(step))?;
            out.hand_over(buu_history::new(vec![record]));
            Ok(())
        })
    }
}
