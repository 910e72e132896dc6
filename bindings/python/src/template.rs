//! `Template`.

use bulk_user_upload::Template;
use bulk_user_upload::template::TemplateError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::failure;
use crate::guard::guard;
use crate::python::to_json;

/// What an upload must look like: its columns, its limits and its password policy. Without arguments,
/// the product's own; keyword arguments are the keys of a template's JSON.
#[pyclass(frozen, eq, name = "Template", module = "bulk_user_upload")]
#[derive(PartialEq)]
pub(crate) struct PyTemplate {
    pub(crate) template: Template,
}

impl PyTemplate {
    fn read(
        py: Python<'_>,
        read: impl FnOnce(&str) -> Result<Template, TemplateError>,
        text: &str,
    ) -> PyResult<Self> {
        let template = guard(|| read(text))?.map_err(|error| failure::template(py, &error))?;
        Ok(Self { template })
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
            None => Ok(Self { template: guard(Template::default)? }),
            Some(keys) => Self::read(py, Template::from_json, &to_json(keys.as_any())?),
        }
    }

    /// A template from JSON: text, or what `json.loads` makes of it.
    #[staticmethod]
    fn from_json(py: Python<'_>, json: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::read(py, Template::from_json, &to_json(json)?)
    }

    /// A template from the text of a TOML file.
    #[staticmethod]
    fn from_toml(py: Python<'_>, toml: &str) -> PyResult<Self> {
        Self::read(py, Template::from_toml, toml)
    }

    /// The template as JSON, with all that it says. `from_json` reads it back.
    fn to_json(&self) -> PyResult<String> {
        guard(|| self.template.to_json())
    }

    /// The template as TOML, with all that it says. `from_toml` reads it back.
    fn to_toml(&self) -> PyResult<String> {
        guard(|| self.template.to_toml())
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

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("from_json")?, (slf.get().to_json()?,)))
    }
}
