//! What goes between JSON and Python's own values.

use pyo3::prelude::*;
use pyo3::types::PyString;
use serde::Serialize;

use crate::guard::guard;

/// A value as Python has it after `json.loads`.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &impl Serialize) -> PyResult<Bound<'py, PyAny>> {
    let json = guard(|| {
        serde_json::to_string(value).expect("what is given to Python has nothing that JSON cannot say")
    })?;
    py.import("json")?.call_method1("loads", (json,))
}

/// Text of Python's that is JSON already, or what `json.dumps` makes of any other value.
pub(crate) fn to_json(value: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = value.cast::<PyString>() {
        return text.extract();
    }
    value.py().import("json")?.call_method1("dumps", (value,))?.extract()
}

/// What a handler of `logging` raised, if it did: it comes out, as it would in Python.
pub(crate) fn after_logging(py: Python<'_>) -> PyResult<()> {
    PyErr::take(py).map_or(Ok(()), Err)
}

/// A class of the package's Python part, made of the keys of a JSON object.
pub(crate) fn record<'py>(
    py: Python<'py>,
    class: &str,
    value: &impl Serialize,
) -> PyResult<Bound<'py, PyAny>> {
    let fields = to_python(py, value)?;
    py.import("bulk_user_upload._records")?.getattr(class)?.call_method1("_of", (fields,))
}
