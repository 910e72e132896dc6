//! `Template`.

use bulk_user_upload::Template;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::failure;
use crate::guard::guard;
use crate::python::to_json;

/// What an upload must look like: its columns, its limits and its password policy. Without arguments,
/// the product's own; keyword arguments are the keys of a template's JSON.
#[pyclass(frozen, eq, name = "Template", module = "bulk_user_upload")]
pub(crate) struct PyTemplate {
    pub(crate) template: Template,
    /// What it was made from, for pickling; `None` for the product's.
    source: Option<Source>,
}

enum Source {
    Json(String),
    Toml(String),
}

impl PartialEq for PyTemplate {
    /// Templates are compared by what they say, not by what they were made from.
    fn eq(&self, other: &Self) -> bool {
        self.template == other.template
    }
}

impl PyTemplate {
    fn of(py: Python<'_>, source: Source) -> PyResult<Self> {
        let template = guard(|| match &source {
            Source::Json(text) => Template::from_json(text),
            Source::Toml(text) => Template::from_toml(text),
        });
        let template = template?.map_err(|error| failure::template(py, &error))?;
        Ok(Self { template, source: Some(source) })
    }
}

#[pymethods]
impl PyTemplate {
    /// Keyword arguments are the keys of a template's JSON: columns, extensions, `max_bytes`,
    /// `password_policy`.
    #[new]
    #[pyo3(signature = (**keys))]
    fn new(py: Python<'_>, keys: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        match keys {
            None => Ok(Self { template: guard(Template::default)?, source: None }),
            Some(keys) => Self::of(py, Source::Json(to_json(keys.as_any())?)),
        }
    }

    /// A template from JSON: text, or what `json.loads` makes of it.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::of(py, Source::Json(to_json(json)?))
    }

    /// A template from the text of a TOML file.
    #[staticmethod]
    fn from_toml(py: Python<'_>, toml: String) -> PyResult<Self> {
        Self::of(py, Source::Toml(toml))
    }

    /// An empty file to fill in: a header row, with `*` behind the name of each required column.
    fn csv(&self) -> PyResult<String> {
        guard(|| self.template.csv())
    }

    /// The names of its columns, in their order.
    #[getter]
    fn columns(&self) -> PyResult<Vec<String>> {
        guard(|| self.template.columns().iter().map(|column| column.name().to_owned()).collect())
    }

    /// The largest size of a file, in bytes.
    #[getter]
    fn max_bytes(&self) -> PyResult<u64> {
        guard(|| self.template.limits().max_bytes())
    }

    fn __repr__(&self) -> PyResult<String> {
        Ok(format!("<Template: {}>", self.columns()?.join(", ")))
    }

    fn __hash__(&self) -> PyResult<u64> {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        self.columns()?.hash(&mut hasher);
        Ok(hasher.finish())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (py, class) = (slf.py(), slf.get_type());
        Ok(match &slf.get().source {
            None => (class.into_any(), PyTuple::empty(py)),
            Some(Source::Json(text)) => (class.getattr("from_json")?, PyTuple::new(py, [text])?),
            Some(Source::Toml(text)) => (class.getattr("from_toml")?, PyTuple::new(py, [text])?),
        })
    }
}
