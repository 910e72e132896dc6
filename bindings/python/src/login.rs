//! What a directory says of a login.

use std::collections::BTreeMap;

use bulk_user_upload::directory::{ExistingUser, Login};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// A user who has a login. `active` is false if the user is known to be inactive. `names` has the names of
/// the user by their columns, if the uploader may see this user.
#[pyclass(frozen, eq, hash, get_all, from_py_object, name = "ExistingUser", module = "bulk_user_upload")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PyExistingUser {
    /// Whether the user is active, as far as that is known.
    active: bool,
    /// The names that are known, by the template's names of their columns.
    names: BTreeMap<String, String>,
}

#[pymethods]
impl PyExistingUser {
    #[new]
    #[pyo3(signature = (active=true, names=BTreeMap::new()))]
    fn new(active: bool, names: BTreeMap<String, String>) -> Self {
        Self { active, names }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let active = slf.getattr("active")?.repr()?;
        Ok(format!("ExistingUser(active={active}, names={})", slf.getattr("names")?.repr()?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let arguments = (slf.getattr("active")?, slf.getattr("names")?).into_pyobject(slf.py())?;
        Ok((slf.get_type().into_any(), arguments))
    }
}

/// What a directory says of a login: whether it exists, or who has it.
#[derive(FromPyObject, IntoPyObject)]
pub(crate) enum PyLogin {
    Exists(bool),
    User(PyExistingUser),
}

impl From<PyLogin> for Login {
    fn from(login: PyLogin) -> Self {
        match login {
            PyLogin::Exists(exists) => exists.into(),
            PyLogin::User(PyExistingUser { active, names }) => {
                let user = ExistingUser::new().names(names);
                if active { user.into() } else { user.inactive().into() }
            }
        }
    }
}

impl From<Login> for PyLogin {
    fn from(login: Login) -> Self {
        match login {
            Login::Exists(user) if user != ExistingUser::new() => {
                Self::User(PyExistingUser { active: !user.inactive, names: user.names })
            }
            login => Self::Exists(login.exists()),
        }
    }
}
