//! `buu_report`: the verdict.

use bulk_user_upload::{Encoding, Report};
use std::mem::offset_of;

use crate::error::buu_error;
use crate::guard::{free, guard, or, required};
use crate::options::{self, Versioned};
use crate::result::buu_result;
use crate::str::buu_str;
use crate::text::{buu_text, json_of};

/// What a check found: the same for the same bytes, template and directory. It never changes, and any number of threads may read it at
/// once. It holds the file, with the passwords in it, until it is freed.
pub struct buu_report(pub(crate) Report);

/// What is known of a file as such. Begin with `buu_file_info_init()`.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_file_info {
    /// `sizeof(buu_file_info)`.
    pub size: usize,
    /// The file's name.
    pub name: buu_str,
    /// Its size in bytes; `UINT64_MAX` where it is over the limit and was not read to its end.
    pub file_size: u64,
    /// The SHA-256 of its bytes in lower-case hexadecimal digits; absent where it was not read to its end.
    pub sha256: buu_str,
    /// `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`; absent where it is no text, or was not looked at.
    pub encoding: buu_str,
    /// Its delimiter; absent where it is no text, or was not looked at.
    pub delimiter: buu_str,
}

unsafe impl Versioned for buu_file_info {
    const NAME: &'static str = "buu_file_info";
    const FIRST_SIZE: usize = offset_of!(Self, delimiter) + size_of::<buu_str>();
}

/// How many entries the file has: rows that are not blank. After an error of the file, what could be counted. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_users(report: *const buu_report) -> u32 {
    or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.0.users()))
}

/// How many entries can be created: `buu_report_new_user` has them. 0 after an error of the file. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_valid(report: *const buu_report) -> u32 {
    or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.0.valid()))
}

/// How many entries have errors. NULL: 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_rows_with_errors(report: *const buu_report) -> u32 {
    or(0, || unsafe { report.as_ref() }.map_or(0, |report| report.0.rows_with_errors()))
}

/// Whether there is no error at all. NULL: false, for nothing was checked.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_is_ok(report: *const buu_report) -> bool {
    or(false, || unsafe { report.as_ref() }.is_some_and(|report| report.0.is_ok()))
}

/// What is known of the file as such. The SHA-256 is worked out at the first call.
///
/// Fills `*info`, whose texts live as long as the report. Fails with `BUU_INVALID_ARGUMENT`.
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

/// The report as JSON, on one line: the same from every door of the engine, byte for byte.
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

/// Frees a report, and wipes the file and its passwords from memory: what points into it is gone. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_report_free(report: *mut buu_report) {
    unsafe { free(report) }
}
