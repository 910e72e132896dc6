//! Rust's errors as the package's exceptions.

use std::io;
use std::path::Path;

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use bulk_user_upload::directory::DirectoryError;
use bulk_user_upload::policy::PolicyError;
use bulk_user_upload::problem::UnknownEncoding;
use bulk_user_upload::template::TemplateError;
use bulk_user_upload::{MappingError, ResolveError};
use bulk_user_upload_sqlite::StoreError;

/// An exception of the package, by its name in `bulk_user_upload._errors`.
pub(crate) fn exception(
    py: Python<'_>,
    name: &str,
    args: impl for<'py> pyo3::call::PyCallArgs<'py>,
) -> PyErr {
    let made = py.import("bulk_user_upload._errors").and_then(|module| module.getattr(name)?.call1(args));
    match made {
        Ok(value) => PyErr::from_value(value),
        // The installed package is damaged. This exception says at least what went wrong.
        Err(error) => PyRuntimeError::new_err(format!("{name}: {error}")),
    }
}

/// For a panic of the engine.
pub(crate) fn internal(py: Python<'_>) -> PyErr {
    let message =
        "bulk_user_upload has a bug and could not do this: please report it, with the line on standard error";
    exception(py, "InternalError", (message,))
}

pub(crate) fn template(py: Python<'_>, error: &TemplateError) -> PyErr {
    exception(py, "TemplateError", (error.to_string(),))
}

pub(crate) fn policy(py: Python<'_>, error: &PolicyError) -> PyErr {
    exception(py, "PolicyError", (error.to_string(),))
}

pub(crate) fn directory(py: Python<'_>, error: &DirectoryError) -> PyErr {
    let name = match error {
        DirectoryError::UnknownUploader(_) | DirectoryError::InactiveUploader(_) => "UploaderError",
        _ => "DirectoryError",
    };
    exception(py, name, (error.to_string(),))
}

pub(crate) fn resolve(py: Python<'_>, error: &ResolveError) -> PyErr {
    match error {
        ResolveError::Mapping(error) => mapping(py, error),
        error => exception(py, "AnswersError", (error.to_string(),)),
    }
}

pub(crate) fn encoding(py: Python<'_>, error: &UnknownEncoding) -> PyErr {
    exception(py, "EncodingError", (error.to_string(),))
}

pub(crate) fn mapping(py: Python<'_>, error: &MappingError) -> PyErr {
    exception(py, "MappingError", (error.to_string(),))
}

pub(crate) fn store(py: Python<'_>, error: StoreError) -> PyErr {
    let name = match error {
        StoreError::Directory(error) => return directory(py, &error),
        StoreError::MayNotImport(_) => "MayNotImportError",
        StoreError::UnknownImport(_) => "UnknownImportError",
        StoreError::InProgress(_) => "ImportInProgressError",
        StoreError::Busy(_) => "StoreBusyError",
        _ => "StoreError",
    };
    exception(py, name, (error.to_string(),))
}

/// With errno and file name, so that a missing file is a `FileNotFoundError`.
pub(crate) fn file(py: Python<'_>, path: &Path, error: &io::Error) -> PyErr {
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or_default().to_owned();
    match error.raw_os_error() {
        Some(number) => exception(py, "file_error", (number, reason, path.as_os_str())),
        None => exception(py, "FileError", (reason,)),
    }
}
