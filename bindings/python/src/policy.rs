//! `PasswordPolicy`, and `fold`.

use std::sync::Arc;

use bulk_user_upload::policy::{PasswordOwner, PolicyError, PolicyRules};
use bulk_user_upload::{Password, PasswordPolicy};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::failure;
use crate::guard::guard;
use crate::python::{to_json, to_python};

/// The rules that a password must meet. Each keyword argument is a rule: length, maxLength, digits and
/// so on. A rule that is left out asks for nothing.
#[pyclass(frozen, eq, from_py_object, name = "PasswordPolicy", module = "bulk_user_upload")]
#[derive(Clone, PartialEq)]
pub(crate) struct PyPasswordPolicy {
    policy: Arc<PasswordPolicy>,
}

impl From<Arc<PasswordPolicy>> for PyPasswordPolicy {
    fn from(policy: Arc<PasswordPolicy>) -> Self {
        Self { policy }
    }
}

impl From<PyPasswordPolicy> for Arc<PasswordPolicy> {
    fn from(policy: PyPasswordPolicy) -> Self {
        policy.policy
    }
}

#[pymethods]
impl PyPasswordPolicy {
    #[new]
    #[pyo3(signature = (**rules))]
    fn new(py: Python<'_>, rules: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        guard(|| {
            let rules = match rules {
                None => PolicyRules::default(),
                Some(rules) => serde_json::from_str(&to_json(rules.as_any())?)
                    .map_err(|error| failure::exception(py, "PolicyError", (error.to_string(),)))?,
            };
            let policy = PasswordPolicy::new(rules).map_err(|error| failure::policy(py, &error))?;
            Ok(Self { policy: Arc::new(policy) })
        })?
    }

    /// A policy that comes with the engine: `default`, `nist` or `active-directory`.
    #[staticmethod]
    fn preset(py: Python<'_>, name: &str) -> PyResult<Self> {
        let policy = guard(|| PasswordPolicy::preset(name))?
            .ok_or_else(|| failure::policy(py, &PolicyError::UnknownPreset(name.to_owned())))?;
        Ok(Self { policy: Arc::new(policy) })
    }

    /// The rules that a password does not meet, as in the report's params; none if it meets them all.
    #[pyo3(signature = (password, *, login="", names=Vec::new()))]
    fn unmet<'py>(
        &self,
        py: Python<'py>,
        password: &str,
        login: &str,
        names: Vec<String>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let owner = PasswordOwner::new(login, names.iter().map(String::as_str).collect());
        guard(|| to_python(py, &self.policy.unmet(Password::new(password), &owner)))?
    }

    /// The rules that ask for something, as keyword arguments of the class.
    #[getter]
    fn rules<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        guard(|| to_python(py, self.policy.rules()))?
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let rules = self.rules(py)?.cast_into::<PyDict>()?;
        let rule = |(name, value): (Bound<'_, PyAny>, Bound<'_, PyAny>)| -> PyResult<String> {
            Ok(format!("{name}={}", value.repr()?))
        };
        let rules: Vec<_> = rules.iter().map(rule).collect::<PyResult<_>>()?;
        Ok(format!("PasswordPolicy({})", rules.join(", ")))
    }

    fn __hash__(&self) -> u64 {
        let rules = self.policy.rules();
        (rules.length as u64) << 32 | rules.digits as u64
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyAny>,))> {
        let py = slf.py();
        let make = py.import("bulk_user_upload._records")?.getattr("_policy")?;
        Ok((make, (slf.get().rules(py)?,)))
    }
}

/// The key by which names compare: NFKC(full case fold(NFKC(trimmed text))).
#[pyfunction]
pub(crate) fn fold(name: &str) -> PyResult<String> {
    guard(|| bulk_user_upload::fold(name).into_owned())
}
