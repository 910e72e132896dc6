//! `buu_result`: whether a call succeeded, and why not.

use std::ffi::{CStr, c_char};

/// `BUU_OK`, or why a call failed. A number never changes its meaning. Later versions may add some, so
/// treat every other number than `BUU_OK` as a failure.
///
/// Errors of an uploaded file are not failures: they are in the report.
pub type buu_result = u32;

/// The call succeeded, and its outputs are written.
pub const BUU_OK: buu_result = 0;
/// An argument is NULL where it must not be, or not UTF-8, or is a struct, number or index that this
/// library does not know.
pub const BUU_INVALID_ARGUMENT: buu_result = 1;
/// The call met a bug of the library. Nothing may be done with its handles but free them.
pub const BUU_PANIC: buu_result = 2;
/// The template cannot be read, or contradicts itself.
pub const BUU_INVALID_TEMPLATE: buu_result = 3;
/// The password policy cannot be read, no password could meet it, or no preset has the name.
pub const BUU_INVALID_POLICY: buu_result = 4;
/// The directory cannot be read, or contradicts itself.
pub const BUU_INVALID_DIRECTORY: buu_result = 5;
/// The uploader is not in the directory, or not active.
pub const BUU_UNKNOWN_UPLOADER: buu_result = 6;
/// A callback returned another number than 0: `buu_error_callback_result` gives it.
pub const BUU_CALLBACK_FAILED: buu_result = 7;
/// The directory did not answer every name.
pub const BUU_MISSING_ANSWERS: buu_result = 8;
/// The check was resolved already, or the answers were used already.
pub const BUU_SPENT: buu_result = 9;
/// A file cannot be read: `buu_error_system_error` gives the system's number for it.
pub const BUU_FILE_ERROR: buu_result = 10;
/// The store failed, for a reason that has no number of its own.
pub const BUU_STORE_ERROR: buu_result = 11;
/// Another process keeps the database locked.
pub const BUU_STORE_BUSY: buu_result = 12;
/// The database, or its folder, cannot be written.
pub const BUU_STORE_READ_ONLY: buu_result = 13;
/// The disk of the database is full.
pub const BUU_STORE_DISK_FULL: buu_result = 14;
/// The database is damaged.
pub const BUU_STORE_DAMAGED: buu_result = 15;
/// The file is not a database of this library.
pub const BUU_STORE_FOREIGN: buu_result = 16;
/// The database was written by a newer version.
pub const BUU_STORE_NEWER: buu_result = 17;
/// The permission group of the uploader lacks the right to import users.
pub const BUU_MAY_NOT_IMPORT: buu_result = 18;
/// The history does not have the import.
pub const BUU_UNKNOWN_IMPORT: buu_result = 19;
/// The import is in progress.
pub const BUU_IMPORT_IN_PROGRESS: buu_result = 20;
/// Another process has taken over the import.
pub const BUU_LEASE_LOST: buu_result = 21;
/// Another call is resolving the check.
pub const BUU_IN_USE: buu_result = 22;
/// The label that a file states is not one of an encoding: `buu_encoding_name` gives those that there are.
pub const BUU_UNKNOWN_ENCODING: buu_result = 23;
/// The mapping of a file does not fit the file or the template.
pub const BUU_INVALID_MAPPING: buu_result = 24;
/// The encoding of the file was assumed, and its users depend on it. A person must choose one of the readings
/// (`buu_report_reading_count`), and the file must state its encoding.
pub const BUU_ENCODING_NOT_STATED: buu_result = 25;

/// Every result with its name.
const NAMES: [(buu_result, &CStr); 26] = [
    (BUU_OK, c"BUU_OK"),
    (BUU_INVALID_ARGUMENT, c"BUU_INVALID_ARGUMENT"),
    (BUU_PANIC, c"BUU_PANIC"),
    (BUU_INVALID_TEMPLATE, c"BUU_INVALID_TEMPLATE"),
    (BUU_INVALID_POLICY, c"BUU_INVALID_POLICY"),
    (BUU_INVALID_DIRECTORY, c"BUU_INVALID_DIRECTORY"),
    (BUU_UNKNOWN_UPLOADER, c"BUU_UNKNOWN_UPLOADER"),
    (BUU_CALLBACK_FAILED, c"BUU_CALLBACK_FAILED"),
    (BUU_MISSING_ANSWERS, c"BUU_MISSING_ANSWERS"),
    (BUU_SPENT, c"BUU_SPENT"),
    (BUU_FILE_ERROR, c"BUU_FILE_ERROR"),
    (BUU_STORE_ERROR, c"BUU_STORE_ERROR"),
    (BUU_STORE_BUSY, c"BUU_STORE_BUSY"),
    (BUU_STORE_READ_ONLY, c"BUU_STORE_READ_ONLY"),
    (BUU_STORE_DISK_FULL, c"BUU_STORE_DISK_FULL"),
    (BUU_STORE_DAMAGED, c"BUU_STORE_DAMAGED"),
    (BUU_STORE_FOREIGN, c"BUU_STORE_FOREIGN"),
    (BUU_STORE_NEWER, c"BUU_STORE_NEWER"),
    (BUU_MAY_NOT_IMPORT, c"BUU_MAY_NOT_IMPORT"),
    (BUU_UNKNOWN_IMPORT, c"BUU_UNKNOWN_IMPORT"),
    (BUU_IMPORT_IN_PROGRESS, c"BUU_IMPORT_IN_PROGRESS"),
    (BUU_LEASE_LOST, c"BUU_LEASE_LOST"),
    (BUU_IN_USE, c"BUU_IN_USE"),
    (BUU_UNKNOWN_ENCODING, c"BUU_UNKNOWN_ENCODING"),
    (BUU_INVALID_MAPPING, c"BUU_INVALID_MAPPING"),
    (BUU_ENCODING_NOT_STATED, c"BUU_ENCODING_NOT_STATED"),
];

/// The name of a result, for logs: `"BUU_STORE_BUSY"`; `"?"` for an unknown number.
///
/// The text ends in a NUL byte and is never freed. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn buu_result_name(result: buu_result) -> *const c_char {
    NAMES.iter().find(|(known, _)| *known == result).map_or(c"?", |(_, name)| name).as_ptr()
}
