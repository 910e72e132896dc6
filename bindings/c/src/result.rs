//! What a call comes to.

use std::ffi::{CStr, c_char};

/// What a call comes to: `BUU_OK`, or why it could not be done. Numbers are never given another meaning; later versions may add
/// some, so take any other than `BUU_OK` for a failure.
///
/// What is wrong with an uploaded file is no such result: it is in the report.
pub type buu_result = u32;

/// The call has been done, and its outputs are written.
pub const BUU_OK: buu_result = 0;
/// An argument is NULL that must not be, is not UTF-8, or is a struct, a number or an index that this library does not know.
pub const BUU_INVALID_ARGUMENT: buu_result = 1;
/// The library has a bug; it has changed nothing that it had not said. The handles of the call may be freed, and no more.
pub const BUU_PANIC: buu_result = 2;
/// A template that cannot be read, or contradicts itself.
pub const BUU_INVALID_TEMPLATE: buu_result = 3;
/// A password policy that cannot be read, that no password could meet, or a name that is no preset's.
pub const BUU_INVALID_POLICY: buu_result = 4;
/// A directory that cannot be read, or contradicts itself.
pub const BUU_INVALID_DIRECTORY: buu_result = 5;
/// The uploader is not in the directory, or not active.
pub const BUU_UNKNOWN_UPLOADER: buu_result = 6;
/// A callback of the caller's returned something else than 0: `buu_error_callback_result` gives it.
pub const BUU_CALLBACK_FAILED: buu_result = 7;
/// The directory left a question without an answer.
pub const BUU_MISSING_ANSWERS: buu_result = 8;
/// The check was resolved already, or the answers were used already.
pub const BUU_SPENT: buu_result = 9;
/// A file cannot be read: `buu_error_system_error` gives the system's number for it.
pub const BUU_FILE_ERROR: buu_result = 10;
/// The store cannot do its work, for a reason that has no number of its own.
pub const BUU_STORE_ERROR: buu_result = 11;
/// Another process keeps the database locked.
pub const BUU_STORE_BUSY: buu_result = 12;
/// The database, or its folder, cannot be written.
pub const BUU_STORE_READ_ONLY: buu_result = 13;
/// The disk of the database is full.
pub const BUU_STORE_DISK_FULL: buu_result = 14;
/// The database is damaged.
pub const BUU_STORE_DAMAGED: buu_result = 15;
/// The file is no database of this library's.
pub const BUU_STORE_FOREIGN: buu_result = 16;
/// The database was written by a newer version.
pub const BUU_STORE_NEWER: buu_result = 17;
/// The permission group of the uploader lacks the right to import users.
pub const BUU_MAY_NOT_IMPORT: buu_result = 18;
/// There is no such import.
pub const BUU_UNKNOWN_IMPORT: buu_result = 19;
/// The import is in progress.
pub const BUU_IMPORT_IN_PROGRESS: buu_result = 20;
/// Another process has taken the import over.
pub const BUU_LEASE_LOST: buu_result = 21;
/// Another call is resolving the check.
pub const BUU_IN_USE: buu_result = 22;

/// Every result with its name.
const NAMES: [(buu_result, &CStr); 23] = [
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
];

/// The name of a result, for logs: `"BUU_STORE_BUSY"`; `"?"` for a number that this version has not.
///
/// The text ends in a NUL byte and lives for ever. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn buu_result_name(result: buu_result) -> *const c_char {
    NAMES.iter().find(|(known, _)| *known == result).map_or(c"?", |(_, name)| name).as_ptr()
}
