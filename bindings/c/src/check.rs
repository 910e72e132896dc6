//! `buu_check`: a file is checked, its directory asked, and the report made, in one call.

use crate::directory::buu_directory;
use crate::error::buu_error;
use crate::file::{buu_file, checked};
use crate::guard::{guard, required};
use crate::out::Out;
use crate::report::buu_report;
use crate::result::buu_result;
use crate::str::buu_str;
use crate::template::buu_template;

/// Checks a file against a directory, as `uploader` (a login) sees it, and finds all its errors at once.
/// `template` may be NULL. The uploader needs no right for this, only for an import.
///
/// Writes `*report`, which the caller frees with `buu_report_free`. Errors of the file are in the report;
/// the result is `BUU_OK` all the same. Fails with `BUU_FILE_ERROR` where the file cannot be read,
/// `BUU_UNKNOWN_ENCODING`, `BUU_INVALID_MAPPING`, `BUU_UNKNOWN_UPLOADER`, `BUU_CALLBACK_FAILED`,
/// `BUU_MISSING_ANSWERS`, `BUU_INVALID_ARGUMENT`; the directory of a store also with `BUU_STORE_…`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_check(
    template: *const buu_template,
    file: *const buu_file,
    directory: *const buu_directory,
    uploader: buu_str,
    report: *mut *mut buu_report,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(report, "report")?;
            let directory = required(directory, "directory")?;
            let uploader = uploader.text("uploader")?;
            let checked = checked(template, file)?;
            let answers = directory.ask(&checked, uploader)?;
            out.hand_over(buu_report(checked.resolve(answers)?));
            Ok(())
        })
    }
}
