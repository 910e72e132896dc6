//! Conversions between JSON and Python's own values.

use pyo3::prelude::*;
use pyo3::types::PyString;
use serde::Serialize;

use crate::guard::guard;

/// What `json.loads` makes of a value's JSON.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let json = guard(|| {
        serde_json::to_string(value).expect("what is given to Python has nothing that JSON cannot say")
    })?;
    py.import("json")?.call_method1("loads", (json,))
}

/// A `str` is taken for JSON as it is; of any other value, this gives what `json.dumps` makes.
pub(crate) fn to_json(value: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = value.cast::<PyString>() {
        return text.extract();
    }
    value.py().import("json")?.call_method1("dumps", (value,))?.extract()
}

/// Raises what a handler of `logging` raised, if one did, as a call of the logger in Python would.
pub(crate) fn after_logging(py: Python<'_>) -> PyResult<()> {
    PyErr::take(py).map_or(Ok(()), Err)
}

/// An instance of a class in `_records.py`, made from a value's JSON.
pub(crate) fn record<'py>(
    py: Python<'py>,
    class: &str,
    value: &impl Serialize,
) -> PyResult<Bound<'py, PyAny>> {
    let fields = to_python(py, value)?;
    py.import("bulk_user_upload._records")?.getattr(class)?.call_method1("_of", (fields,))
}
