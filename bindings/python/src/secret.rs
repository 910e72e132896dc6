//! `NewUser`, and the `Secret` that its password is.

use std::collections::BTreeMap;

use bulk_user_upload::NewUser;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use zeroize::Zeroizing;

/// A password. Its text comes out through `expose` alone.
#[pyclass(frozen, name = "Secret", module = "bulk_user_upload")]
pub(crate) struct PySecret(Zeroizing<String>);

#[pymethods]
impl PySecret {
    fn expose(&self) -> &str {
        &self.0
    }

    #[allow(clippy::unused_self)]
    fn __repr__(&self) -> &'static str {
        "Secret(…)"
    }

    #[allow(clippy::unused_self)]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a Secret is not pickled: its text would lie about"))
    }
}

/// A user that may be created.
#[pyclass(frozen, name = "NewUser", module = "bulk_user_upload")]
pub(crate) struct PyNewUser {
    #[pyo3(get)]
    row: u32,
    #[pyo3(get)]
    login: String,
    #[pyo3(get)]
    password: Option<Py<PySecret>>,
    #[pyo3(get)]
    values: BTreeMap<String, String>,
}

impl PyNewUser {
    pub(crate) fn of(py: Python<'_>, user: NewUser<'_>, columns: &[String]) -> PyResult<Self> {
        let secret = |text: &str| Py::new(py, PySecret(Zeroizing::new(text.to_owned())));
        let password = user.password().map(|password| secret(password.expose())).transpose()?;
        let value = |column: &String| Some((column.clone(), user.get(column)?.to_owned()));
        let values = columns.iter().filter_map(value).collect();
        Ok(Self { row: user.row(), login: user.login().to_owned(), password, values })
    }
}

#[pymethods]
impl PyNewUser {
    fn __repr__(&self) -> String {
        format!("<NewUser: row {}, {}>", self.row, self.login)
    }

    #[allow(clippy::unused_self)]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a NewUser is not pickled: its password would lie about"))
    }
}
