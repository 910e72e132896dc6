//! `buu_error`: why a call failed.

use std::fmt::Display;
use std::io;

use bulk_user_upload::directory::DirectoryError;
use bulk_user_upload::import::EncodingNotStated;
use bulk_user_upload::policy::PolicyError;
use bulk_user_upload::problem::UnknownEncoding;
use bulk_user_upload::template::TemplateError;
use bulk_user_upload::{MappingError, ResolveError};
use bulk_user_upload_sqlite::StoreError;

use crate::panic::{free, or};
#[allow(clippy::wildcard_imports)] // Nearly every result is used here.
use crate::result::*;
use crate::str::buu_str;

/// Why a call failed: its result, and a sentence for a log or an administrator. It never contains a password.
///
/// A call that fails writes one to `*error`, unless that is NULL; free it with `buu_error_free`.
#[derive(Debug)]
pub struct buu_error {
    result: buu_result,
    message: String,
    callback_result: i32,
    system_error: i32,
}

impl buu_error {
    pub(crate) fn new(result: buu_result, message: impl Display) -> Self {
        Self { result, message: message.to_string(), callback_result: 0, system_error: 0 }
    }

    pub(crate) fn argument(message: impl Display) -> Self {
        Self::new(BUU_INVALID_ARGUMENT, message)
    }

    /// An index that is out of range.
    pub(crate) fn index() -> Self {
        Self::argument("the index is out of range")
    }

    /// A callback returned another number than 0.
    pub(crate) fn callback(name: &str, callback_result: i32) -> Self {
        let message = format!("the callback {name} returned {callback_result}");
        Self { callback_result, ..Self::new(BUU_CALLBACK_FAILED, message) }
    }

    pub(crate) fn file(path: impl Display, error: &io::Error) -> Self {
        let system_error = error.raw_os_error().unwrap_or_default();
        Self { system_error, ..Self::new(BUU_FILE_ERROR, format!("cannot read {path}: {error}")) }
    }

    pub(crate) fn result(&self) -> buu_result {
        self.result
    }
}

impl From<TemplateError> for buu_error {
    fn from(error: TemplateError) -> Self {
        Self::new(BUU_INVALID_TEMPLATE, error)
    }
}

impl From<PolicyError> for buu_error {
    fn from(error: PolicyError) -> Self {
        Self::new(BUU_INVALID_POLICY, error)
    }
}

impl From<DirectoryError> for buu_error {
    fn from(error: DirectoryError) -> Self {
        let result = match error {
            DirectoryError::UnknownUploader(_) | DirectoryError::InactiveUploader(_) => BUU_UNKNOWN_UPLOADER,
            _ => BUU_INVALID_DIRECTORY,
        };
        Self::new(result, error)
    }
}

impl From<UnknownEncoding> for buu_error {
    fn from(error: UnknownEncoding) -> Self {
        Self::new(BUU_UNKNOWN_ENCODING, error)
    }
}

impl From<MappingError> for buu_error {
    fn from(error: MappingError) -> Self {
        Self::new(BUU_INVALID_MAPPING, error)
    }
}

impl From<ResolveError> for buu_error {
    fn from(error: ResolveError) -> Self {
        match error {
            ResolveError::Mapping(error) => error.into(),
            _ => Self::new(BUU_MISSING_ANSWERS, error),
        }
    }
}

impl From<EncodingNotStated> for buu_error {
    fn from(error: EncodingNotStated) -> Self {
        Self::new(BUU_ENCODING_NOT_STATED, error)
    }
}

impl From<StoreError> for buu_error {
    fn from(error: StoreError) -> Self {
        let result = match error {
            StoreError::Directory(error) => return error.into(),
            StoreError::Busy(_) => BUU_STORE_BUSY,
            StoreError::ReadOnly(_) => BUU_STORE_READ_ONLY,
            StoreError::DiskFull(_) => BUU_STORE_DISK_FULL,
            StoreError::Damaged(_) => BUU_STORE_DAMAGED,
            StoreError::Foreign(_) => BUU_STORE_FOREIGN,
            StoreError::Newer { .. } => BUU_STORE_NEWER,
            StoreError::MayNotImport(_) => BUU_MAY_NOT_IMPORT,
            StoreError::UnknownImport(_) => BUU_UNKNOWN_IMPORT,
            StoreError::InProgress(_) => BUU_IMPORT_IN_PROGRESS,
            StoreError::LeaseLost(_) => BUU_LEASE_LOST,
            _ => BUU_STORE_ERROR,
        };
        Self::new(result, error)
    }
}

/// The result of the call that failed. NULL: `BUU_OK`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_error_result(error: *const buu_error) -> buu_result {
    or(BUU_PANIC, || unsafe { error.as_ref() }.map_or(BUU_OK, |error| error.result))
}

/// What went wrong, and with what, in a sentence. It is valid as long as the error. NULL: absent.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_error_message(error: *const buu_error) -> buu_str {
    or(buu_str::ABSENT, || {
        unsafe { error.as_ref() }.map_or(buu_str::ABSENT, |error| buu_str::of(&error.message))
    })
}

/// For `BUU_CALLBACK_FAILED`: the number that the callback returned; otherwise, and for NULL, 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_error_callback_result(error: *const buu_error) -> i32 {
    or(0, || unsafe { error.as_ref() }.map_or(0, |error| error.callback_result))
}

/// For `BUU_FILE_ERROR`: the system's number of the error (`errno`, or Windows' error code); otherwise, and
/// for NULL, 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_error_system_error(error: *const buu_error) -> i32 {
    or(0, || unsafe { error.as_ref() }.map_or(0, |error| error.system_error))
}

/// Frees an error. NULL: nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_error_free(error: *mut buu_error) {
    unsafe { free(error) }
}
