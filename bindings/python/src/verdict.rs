//! What a directory says of a name: of a permission group, a team and a capacity plan.

use bulk_user_upload::{CapacityPlan, PermissionGroup, PrimaryTeam};
use pyo3::PyClass;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::policy::PyPasswordPolicy;

/// A value that is what a static method of its class gives: so it is shown, hashed and pickled.
trait Called: PyClass {
    /// The name of the method, and its arguments.
    fn call<'py>(&self, py: Python<'py>) -> PyResult<(&'static str, Bound<'py, PyTuple>)>;
}

fn shown<T: Called>(value: &Bound<'_, T>) -> PyResult<String> {
    let (method, arguments) = value.borrow().call(value.py())?;
    let arguments: Vec<_> =
        arguments.iter().map(|argument| Ok(argument.repr()?.to_string())).collect::<PyResult<_>>()?;
    Ok(format!("{}.{method}({})", value.as_any().get_type().name()?, arguments.join(", ")))
}

fn hashed<T: Called>(value: &Bound<'_, T>) -> PyResult<isize> {
    value.borrow().call(value.py())?.into_pyobject(value.py())?.hash()
}

type Reduced<'py> = PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)>;

fn reduced<'py, T: Called>(value: &Bound<'py, T>) -> Reduced<'py> {
    let (method, arguments) = value.borrow().call(value.py())?;
    Ok((value.as_any().get_type().getattr(method)?, arguments))
}

/// What a permission group is to the uploader: unknown, above their level, or theirs to assign.
#[pyclass(frozen, eq, from_py_object, name = "PermissionGroup", module = "bulk_user_upload")]
#[derive(Clone, PartialEq)]
pub(crate) struct PyPermissionGroup(PermissionGroup);

#[pymethods]
impl PyPermissionGroup {
    /// There is no such active group; or there is one that was probably meant.
    #[staticmethod]
    #[pyo3(signature = (suggestion=None))]
    fn does_not_exist(suggestion: Option<String>) -> Self {
        Self(PermissionGroup::DoesNotExist { suggestion })
    }

    /// The group is above the uploader's level.
    #[staticmethod]
    fn insufficient_access() -> Self {
        Self(PermissionGroup::InsufficientAccess)
    }

    /// The group is at or below the uploader's level; its members' passwords are judged by this policy, or the default one.
    #[staticmethod]
    #[pyo3(signature = (password_policy=None))]
    fn assignable(password_policy: Option<PyPasswordPolicy>) -> Self {
        Self(PermissionGroup::Assignable { password_policy: password_policy.map(|policy| policy.policy) })
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf)
    }

    fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
        hashed(slf)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> Reduced<'py> {
        reduced(slf)
    }
}

impl Called for PyPermissionGroup {
    fn call<'py>(&self, py: Python<'py>) -> PyResult<(&'static str, Bound<'py, PyTuple>)> {
        Ok(match &self.0 {
            PermissionGroup::DoesNotExist { suggestion } => ("does_not_exist", PyTuple::new(py, suggestion)?),
            PermissionGroup::InsufficientAccess => ("insufficient_access", PyTuple::empty(py)),
            PermissionGroup::Assignable { password_policy } => {
                let policy =
                    password_policy.as_ref().map(|policy| PyPasswordPolicy { policy: policy.clone() });
                ("assignable", PyTuple::new(py, policy)?)
            }
        })
    }
}

/// What a team is to the uploader: unknown, not one of theirs, or one of theirs.
#[pyclass(frozen, eq, from_py_object, name = "PrimaryTeam", module = "bulk_user_upload")]
#[derive(Clone, PartialEq)]
pub(crate) struct PyPrimaryTeam(PrimaryTeam);

#[pymethods]
impl PyPrimaryTeam {
    /// There is no such active team, or none that the uploader is to know of; or there is one that was probably meant.
    #[staticmethod]
    #[pyo3(signature = (suggestion=None))]
    fn does_not_exist(suggestion: Option<String>) -> Self {
        Self(PrimaryTeam::DoesNotExist { suggestion })
    }

    /// The uploader is not a member of the team.
    #[staticmethod]
    fn not_a_member() -> Self {
        Self(PrimaryTeam::NotAMember)
    }

    /// The uploader is a member of the team.
    #[staticmethod]
    fn member() -> Self {
        Self(PrimaryTeam::Member)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf)
    }

    fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
        hashed(slf)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> Reduced<'py> {
        reduced(slf)
    }
}

impl Called for PyPrimaryTeam {
    fn call<'py>(&self, py: Python<'py>) -> PyResult<(&'static str, Bound<'py, PyTuple>)> {
        Ok(match &self.0 {
            PrimaryTeam::DoesNotExist { suggestion } => ("does_not_exist", PyTuple::new(py, suggestion)?),
            PrimaryTeam::NotAMember => ("not_a_member", PyTuple::empty(py)),
            PrimaryTeam::Member => ("member", PyTuple::empty(py)),
        })
    }
}

/// Whether there is a capacity plan.
#[pyclass(frozen, eq, from_py_object, name = "CapacityPlan", module = "bulk_user_upload")]
#[derive(Clone, PartialEq)]
pub(crate) struct PyCapacityPlan(CapacityPlan);

#[pymethods]
impl PyCapacityPlan {
    /// There is no such active plan; or there is one that was probably meant.
    #[staticmethod]
    #[pyo3(signature = (suggestion=None))]
    fn does_not_exist(suggestion: Option<String>) -> Self {
        Self(CapacityPlan::DoesNotExist { suggestion })
    }

    /// There is such a plan.
    #[staticmethod]
    fn exists() -> Self {
        Self(CapacityPlan::Exists)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        shown(slf)
    }

    fn __hash__(slf: &Bound<'_, Self>) -> PyResult<isize> {
        hashed(slf)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> Reduced<'py> {
        reduced(slf)
    }
}

impl Called for PyCapacityPlan {
    fn call<'py>(&self, py: Python<'py>) -> PyResult<(&'static str, Bound<'py, PyTuple>)> {
        Ok(match &self.0 {
            CapacityPlan::DoesNotExist { suggestion } => ("does_not_exist", PyTuple::new(py, suggestion)?),
            CapacityPlan::Exists => ("exists", PyTuple::empty(py)),
        })
    }
}

impl From<PyPermissionGroup> for PermissionGroup {
    fn from(group: PyPermissionGroup) -> Self {
        group.0
    }
}

impl From<PermissionGroup> for PyPermissionGroup {
    fn from(group: PermissionGroup) -> Self {
        Self(group)
    }
}

impl From<PyPrimaryTeam> for PrimaryTeam {
    fn from(team: PyPrimaryTeam) -> Self {
        team.0
    }
}

impl From<PrimaryTeam> for PyPrimaryTeam {
    fn from(team: PrimaryTeam) -> Self {
        Self(team)
    }
}

impl From<PyCapacityPlan> for CapacityPlan {
    fn from(plan: PyCapacityPlan) -> Self {
        plan.0
    }
}

impl From<CapacityPlan> for PyCapacityPlan {
    fn from(plan: CapacityPlan) -> Self {
        Self(plan)
    }
}
