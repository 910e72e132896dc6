//! `NewUser`, and the `Secret` that its password is.

use std::collections::BTreeMap;

use bulk_user_upload::NewUser;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use zeroize::Zeroizing;

/// A password. Only `expose` gives its text.
#[pyclass(frozen, name = "Secret", module = "bulk_user_upload")]
pub(crate) struct PySecret(Zeroizing<String>);

#[pymethods]
impl PySecret {
    /// The password itself, exactly as typed. Hash it, and do not store it.
    fn expose(&self) -> &str {
        &self.0
    }

    #[allow(clippy::unused_self)]
    fn __repr__(&self) -> &'static str {
        "Secret(…)"
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    #[allow(clippy::unused_self)]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a Secret is not pickled: the pickle would show the password"))
    }
}

/// A user that may be created: an entry of a file without errors.
#[pyclass(frozen, name = "NewUser", module = "bulk_user_upload")]
pub(crate) struct PyNewUser {
    /// The row, as a spreadsheet counts, from 1.
    #[pyo3(get)]
    row: u32,
    /// The login as typed, trimmed.
    #[pyo3(get)]
    login: String,
    /// The password; `None` if the template has none, or the cell is blank.
    #[pyo3(get)]
    password: Option<Py<PySecret>>,
    /// The text of each cell but the password's, as typed, trimmed. The keys are the template's names of
    /// the columns.
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

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    #[allow(clippy::unused_self)]
    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a NewUser is not pickled: the pickle would show the password"))
    }
}
