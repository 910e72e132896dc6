//! What a caller may give for a file: a path, bytes, or a binary file.

use std::fs::File;
use std::path::PathBuf;

use bulk_user_upload::{Template, Upload};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::failure;

/// Makes an upload of a path, bytes or a binary file. A file is read to one byte beyond the template's
/// limit at most.
pub(crate) fn upload(
    py: Python<'_>,
    file: &Bound<'_, PyAny>,
    name: Option<String>,
    template: &Template,
) -> PyResult<Upload> {
    if let Ok(bytes) = file.cast::<PyBytes>() {
        return Ok(Upload::new(name.unwrap_or_else(default_name), bytes.as_bytes()));
    }
    if file.is_instance_of::<PyString>() || file.hasattr("__fspath__")? {
        let path: PathBuf = file.extract()?;
        return from_path(py, path, name, template);
    }
    if file.hasattr("read")? {
        let limit = template.limits().max_bytes() + 1;
        let read = py.import("bulk_user_upload._files")?.call_method1("_read", (file, limit))?;
        let (bytes, size): (Bound<'_, PyBytes>, Option<u64>) = read.extract()?;
        let name = match name {
            Some(name) => name,
            None => py.import("bulk_user_upload._files")?.call_method1("_name", (file,))?.extract()?,
        };
        return Ok(Upload::read(name, bytes.as_bytes(), template)?.with_size(size));
    }
    // Any other object must have the buffer protocol: `_bytes` raises a `TypeError` if it does not.
    let bytes = py.import("bulk_user_upload._files")?.call_method1("_bytes", (file,))?;
    Ok(Upload::new(name.unwrap_or_else(default_name), bytes.cast::<PyBytes>()?.as_bytes()))
}

fn default_name() -> String {
    "upload.csv".to_owned()
}

fn from_path(py: Python<'_>, path: PathBuf, name: Option<String>, template: &Template) -> PyResult<Upload> {
    let name = name.unwrap_or_else(|| path.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let read = py.detach(|| {
        let file = File::open(&path)?;
        let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|file| file.len());
        Ok(Upload::read(name, file, template)?.with_size(size))
    });
    read.map_err(|error| failure::file(py, &path, &error))
}
