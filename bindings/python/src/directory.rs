//! Directories: the one in memory, and any object with the methods of one.

use std::convert::Infallible;
use std::sync::Arc;

use bulk_user_upload::directory::{CapacityPlan, Login, Name, PermissionGroup, PrimaryTeam};
use bulk_user_upload::{InMemoryDirectory, PasswordPolicy, UserDirectory};
use pyo3::exceptions::{PyAttributeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyFrozenSet, PyMapping, PySet};

use crate::answers::PyName;
use crate::failure;
use crate::guard::guard;
use crate::login::PyLogin;
use crate::policy::PyPasswordPolicy;
use crate::python::to_json;
use crate::verdict::{PyCapacityPlan, PyPermissionGroup, PyPrimaryTeam};

/// A directory in memory: a `UserDirectory` made from directory JSON.
#[pyclass(frozen, name = "InMemoryDirectory", module = "bulk_user_upload")]
pub(crate) struct PyInMemoryDirectory {
    pub(crate) directory: InMemoryDirectory,
    json: String,
}

impl PyInMemoryDirectory {
    /// Asks the directory on behalf of one of its users.
    fn ask<T>(
        &self,
        py: Python<'_>,
        uploader: &str,
        ask: impl FnOnce(&dyn UserDirectory<Error = Infallible>) -> Result<T, Infallible>,
    ) -> PyResult<T> {
        guard(|| {
            let uploader =
                self.directory.as_uploader(uploader).map_err(|error| failure::directory(py, &error))?;
            Ok(ask(&uploader).unwrap_or_else(|error| match error {}))
        })?
    }
}

fn names(names: &[PyName]) -> Vec<Name<'_>> {
    names.iter().map(PyName::as_name).collect()
}

fn wrapped<T, P: From<T>>(answers: Vec<T>) -> Vec<P> {
    answers.into_iter().map(P::from).collect()
}

#[pymethods]
impl PyInMemoryDirectory {
    #[new]
    fn new(py: Python<'_>, directory: &Bound<'_, PyAny>) -> PyResult<Self> {
        let json = to_json(directory)?;
        let directory = guard(|| InMemoryDirectory::from_json(&json))?;
        Ok(Self { directory: directory.map_err(|error| failure::directory(py, &error))?, json })
    }

    /// Whether each login belongs to a user. An `ExistingUser` says that the user is inactive.
    fn existing_logins(&self, py: Python<'_>, logins: Vec<PyName>, uploader: &str) -> PyResult<Vec<PyLogin>> {
        self.ask(py, uploader, |directory| directory.existing_logins(&names(&logins))).map(wrapped)
    }

    /// What each permission group is to the uploader. The suggestion for an unknown name is a group that
    /// they may assign.
    fn permission_groups(
        &self,
        py: Python<'_>,
        groups: Vec<PyName>,
        uploader: &str,
    ) -> PyResult<Vec<PyPermissionGroup>> {
        self.ask(py, uploader, |directory| directory.permission_groups(&names(&groups))).map(wrapped)
    }

    /// What each team is to the uploader. The suggestion for an unknown name is one of their own teams.
    fn primary_teams(
        &self,
        py: Python<'_>,
        teams: Vec<PyName>,
        uploader: &str,
    ) -> PyResult<Vec<PyPrimaryTeam>> {
        self.ask(py, uploader, |directory| directory.primary_teams(&names(&teams))).map(wrapped)
    }

    /// Whether each capacity plan exists. An unknown name may have a suggestion.
    fn capacity_plans(
        &self,
        py: Python<'_>,
        plans: Vec<PyName>,
        uploader: &str,
    ) -> PyResult<Vec<PyCapacityPlan>> {
        self.ask(py, uploader, |directory| directory.capacity_plans(&names(&plans))).map(wrapped)
    }

    /// The directory's own policy `default`; `None` if it has none, so that the template's applies.
    fn default_password_policy(&self, py: Python<'_>, uploader: &str) -> PyResult<Option<PyPasswordPolicy>> {
        let policy = self.ask(py, uploader, |directory| directory.default_password_policy())?;
        Ok(policy.map(PyPasswordPolicy::from))
    }

    #[allow(clippy::unused_self)]
    fn __repr__(&self) -> &'static str {
        "<InMemoryDirectory>"
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyAny>, (String,)) {
        (slf.get_type().into_any(), (slf.get().json.clone(),))
    }
}

/// Any object with the methods of the `UserDirectory` protocol. An exception that it raises reaches the
/// caller unchanged.
pub(crate) struct PythonDirectory<'a, 'py> {
    pub(crate) object: &'a Bound<'py, PyAny>,
    pub(crate) uploader: &'a str,
}

impl PythonDirectory<'_, '_> {
    /// Calls a method, and takes its answers one by one: each must be of the right class.
    fn ask<A: for<'a, 'p> FromPyObject<'a, 'p>, T: From<A>>(
        &self,
        method: &str,
        class: &str,
        names: &[Name<'_>],
    ) -> PyResult<Vec<T>> {
        let py = self.object.py();
        let answers = self.object.call_method1(method, (PyName::all(names), self.uploader))?;
        let wrong =
            |what: &str, found: &Bound<'_, PyAny>| wrong_type(py, &format!("{method} {what} {class}"), found);
        if is_unordered(&answers) {
            return Err(wrong("must give a sequence of", &answers));
        }
        let no_sequence = |error: PyErr| {
            let is_other = !error.is_instance_of::<PyTypeError>(py);
            if is_other { error } else { wrong("must give a sequence of", &answers) }
        };
        // An iterator without a length may be endless, so only one answer too many is taken.
        let max = answers.len().unwrap_or(0).max(names.len() + 1);
        let mut taken = Vec::with_capacity(names.len());
        for answer in answers.try_iter().map_err(no_sequence)?.take(max) {
            let answer = answer?;
            let right =
                answer.extract::<A>().map_err(|_| wrong("must give answers of the class", &answer))?;
            taken.push(right.into());
        }
        Ok(taken)
    }
}

/// Sets and mappings have no order that would tell which answer belongs to which name.
fn is_unordered(answers: &Bound<'_, PyAny>) -> bool {
    answers.is_instance_of::<PySet>()
        || answers.is_instance_of::<PyFrozenSet>()
        || answers.is_instance_of::<PyMapping>()
}

fn wrong_type(py: Python<'_>, wanted: &str, found: &Bound<'_, PyAny>) -> PyErr {
    let found = found.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
    failure::exception(py, "AnswersTypeError", (format!("{wanted}, not {found}"),))
}

impl UserDirectory for PythonDirectory<'_, '_> {
    type Error = PyErr;

    fn existing_logins(&self, logins: &[Name<'_>]) -> PyResult<Vec<Login>> {
        self.ask::<PyLogin, _>("existing_logins", "bool or ExistingUser", logins)
    }

    fn permission_groups(&self, groups: &[Name<'_>]) -> PyResult<Vec<PermissionGroup>> {
        self.ask::<PyPermissionGroup, _>("permission_groups", "PermissionGroup", groups)
    }

    fn primary_teams(&self, teams: &[Name<'_>]) -> PyResult<Vec<PrimaryTeam>> {
        self.ask::<PyPrimaryTeam, _>("primary_teams", "PrimaryTeam", teams)
    }

    fn capacity_plans(&self, plans: &[Name<'_>]) -> PyResult<Vec<CapacityPlan>> {
        self.ask::<PyCapacityPlan, _>("capacity_plans", "CapacityPlan", plans)
    }

    /// This method is optional.
    fn default_password_policy(&self) -> PyResult<Option<Arc<PasswordPolicy>>> {
        let method = match self.object.getattr("default_password_policy") {
            Ok(method) => method,
            Err(error) if error.is_instance_of::<PyAttributeError>(self.object.py()) => return Ok(None),
            Err(error) => return Err(error),
        };
        let policy = method.call1((self.uploader,))?;
        let wanted = "default_password_policy must give a PasswordPolicy or None";
        let right: Option<PyPasswordPolicy> =
            policy.extract().map_err(|_| wrong_type(policy.py(), wanted, &policy))?;
        Ok(right.map(Arc::from))
    }
}
