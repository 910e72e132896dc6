//! `buu_report`: what a check found.

use std::mem::offset_of;

use bulk_user_upload::{Encoding, Report};

use crate::error::buu_error;
use crate::guard::{free, guard, or, required};
use crate::options::{self, Versioned};
use crate::result::buu_result;
use crate::str::buu_str;
use crate::text::{buu_text, json_of};

/// What a check found; the same file, template and directory give the same report. It never changes. Any
/// number of threads may read it at once. It holds the file, including its passwords, until it is freed.
pub struct buu_report(pub(crate) Report);

/// The facts about a file as a whole. Begin with `buu_file_info_init()`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_file_info {
    /// `sizeof(buu_file_info)`.
    pub size: usize,
    /// The file's name.
    pub name: buu_str,
    /// Its size in bytes; `UINT64_MAX` where it is unknown, as the file is over the limit and was not read
    /// to its end.
    pub file_size: u64,
    /// The SHA-256 of its bytes in lower-case hexadecimal digits; absent where it was not read to its end.
    pub sha256: buu_str,
    /// Its encoding, by one of the names of `buu_encoding_name`; absent where it is not text, or was not
    /// examined.
    pub encoding: buu_str,
    /// Its delimiter; absent where it is not text, or was not examined.
    pub delimiter: buu_str,
}

unsafe impl Versioned for buu_file_info {
    const NAME: &'static str = "buu_file_info";
    const FIRST_SIZE: usize = offset_of!(Self, delimiter) + size_of::<buu_str>();
}

/// The number of entries: rows that are not blank. Where the file itself has an error, those that could be
/// counted. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_users(report: *const buu_report) -> u32 {
    or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.0.users()))
}

/// The number of users that can be created: `buu_report_new_user` gives them. 0 where the file itself has
/// an error. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_valid(report: *const buu_report) -> u32 {
    or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.0.valid()))
}

/// The number of entries with errors. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_rows_with_errors(report: *const buu_report) -> u32 {
    or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.0.rows_with_errors()))
}

/// Whether there are no errors. NULL: false.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_is_ok(report: *const buu_report) -> bool {
    or(false, || unsafe { report.as_ref() }.is_some_and(|report| report.0.is_ok()))
}

/// The facts about the file as a whole. The first call computes the SHA-256.
///
/// Fills `*info`, whose texts are valid as long as the report. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_file(report: *const buu_report, info: *mut buu_file_info) -> buu_result {
    unsafe {
        guard(std::ptr::null_mut(), || {
            let file = required(report, "report")?.0.file();
            let found = buu_file_info {
                size: 0,
                name: buu_str::of(file.name()),
                file_size: file.size().unwrap_or(u64::MAX),
                sha256: buu_str::of_option(file.sha256()),
                encoding: buu_str::of_option(file.encoding().map(Encoding::name)),
                delimiter: buu_str::of_option(file.delimiter()),
            };
            options::write(info, &found)
        })
    }
}

/// The report as JSON, on one line: byte for byte the same as from Rust, Python and the command.
///
/// Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_json(
    report: *const buu_report,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { json_of(report, "report", json, error, |report| Ok(report.0.to_json())) }
}

/// Frees a report, and overwrites the memory of the file and its passwords. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_free(report: *mut buu_report) {
    unsafe { free(report) }
}
