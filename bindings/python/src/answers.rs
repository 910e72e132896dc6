//! What a directory is asked, and what it answers.

use bulk_user_upload::{Answers, CapacityPlan, Name, PermissionGroup, PrimaryTeam, Questions};
use pyo3::prelude::*;

use crate::policy::PyPasswordPolicy;

/// A name that stands in a file, with the key by which it compares.
#[pyclass(frozen, eq, hash, from_py_object, name = "Name", module = "bulk_user_upload")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PyName {
    #[pyo3(get)]
    pub(crate) value: String,
    #[pyo3(get)]
    pub(crate) key: String,
}

#[pymethods]
impl PyName {
    #[new]
    fn new(value: String) -> Self {
        Self { key: bulk_user_upload::fold(&value).into_owned(), value }
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        Ok(format!("Name({})", slf.getattr("value")?.repr()?))
    }

    fn __str__(&self) -> &str {
        &self.value
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> (Bound<'py, PyAny>, (String,)) {
        (slf.get_type().into_any(), (slf.get().value.clone(),))
    }
}

impl From<&Name<'_>> for PyName {
    fn from(name: &Name<'_>) -> Self {
        Self { value: name.value().to_owned(), key: name.key().to_owned() }
    }
}

impl PyName {
    pub(crate) fn all(names: &[Name<'_>]) -> Vec<Self> {
        names.iter().map(Self::from).collect()
    }

    pub(crate) fn as_name(&self) -> Name<'_> {
        Name::new(&self.value, &self.key)
    }
}

/// The questions of a check.
#[pyclass(frozen, get_all, name = "Questions", module = "bulk_user_upload")]
pub(crate) struct PyQuestions {
    logins: Vec<PyName>,
    permission_groups: Vec<PyName>,
    primary_teams: Vec<PyName>,
    capacity_plans: Vec<PyName>,
}

impl From<&Questions<'_>> for PyQuestions {
    fn from(questions: &Questions<'_>) -> Self {
        Self {
            logins: PyName::all(questions.logins()),
            permission_groups: PyName::all(questions.permission_groups()),
            primary_teams: PyName::all(questions.primary_teams()),
            capacity_plans: PyName::all(questions.capacity_plans()),
        }
    }
}

#[pymethods]
impl PyQuestions {
    fn __repr__(&self) -> String {
        format!(
            "<Questions: {} logins, {} permission groups, {} teams, {} capacity plans>",
            self.logins.len(),
            self.permission_groups.len(),
            self.primary_teams.len(),
            self.capacity_plans.len()
        )
    }
}

/// `repr` of a call with a suggestion.
fn with_suggestion(call: &str, suggestion: Option<&String>) -> String {
    suggestion.map_or_else(|| format!("{call}()"), |name| format!("{call}({name:?})"))
}

/// What a permission group is to the uploader.
#[pyclass(frozen, eq, from_py_object, name = "PermissionGroup", module = "bulk_user_upload")]
#[derive(Clone, PartialEq)]
pub(crate) struct PyPermissionGroup(PermissionGroup);

#[pymethods]
impl PyPermissionGroup {
    #[staticmethod]
    #[pyo3(signature = (suggestion=None))]
    fn does_not_exist(suggestion: Option<String>) -> Self {
        Self(PermissionGroup::DoesNotExist { suggestion })
    }

    #[staticmethod]
    fn insufficient_access() -> Self {
        Self(PermissionGroup::InsufficientAccess)
    }

    #[staticmethod]
    #[pyo3(signature = (password_policy=None))]
    fn assignable(password_policy: Option<PyPasswordPolicy>) -> Self {
        Self(PermissionGroup::Assignable { password_policy: password_policy.map(|policy| policy.policy) })
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(match &self.0 {
            PermissionGroup::DoesNotExist { suggestion } => {
                with_suggestion("PermissionGroup.does_not_exist", suggestion.as_ref())
            }
            PermissionGroup::InsufficientAccess => "PermissionGroup.insufficient_access()".to_owned(),
            PermissionGroup::Assignable { password_policy: None } => {
                "PermissionGroup.assignable()".to_owned()
            }
            PermissionGroup::Assignable { password_policy: Some(policy) } => {
                let policy = Py::new(py, PyPasswordPolicy { policy: policy.clone() })?;
                format!("PermissionGroup.assignable({})", policy.bind(py).repr()?)
            }
        })
    }
}

/// What a team is to the uploader.
#[pyclass(frozen, eq, from_py_object, name = "PrimaryTeam", module = "bulk_user_upload")]
#[derive(Clone, PartialEq)]
pub(crate) struct PyPrimaryTeam(PrimaryTeam);

#[pymethods]
impl PyPrimaryTeam {
    #[staticmethod]
    #[pyo3(signature = (suggestion=None))]
    fn does_not_exist(suggestion: Option<String>) -> Self {
        Self(PrimaryTeam::DoesNotExist { suggestion })
    }

    #[staticmethod]
    fn not_a_member() -> Self {
        Self(PrimaryTeam::NotAMember)
    }

    #[staticmethod]
    fn member() -> Self {
        Self(PrimaryTeam::Member)
    }

    fn __repr__(&self) -> String {
        match &self.0 {
            PrimaryTeam::DoesNotExist { suggestion } => {
                with_suggestion("PrimaryTeam.does_not_exist", suggestion.as_ref())
            }
            PrimaryTeam::NotAMember => "PrimaryTeam.not_a_member()".to_owned(),
            PrimaryTeam::Member => "PrimaryTeam.member()".to_owned(),
        }
    }
}

/// Whether there is a capacity plan.
#[pyclass(frozen, eq, from_py_object, name = "CapacityPlan", module = "bulk_user_upload")]
#[derive(Clone, PartialEq)]
pub(crate) struct PyCapacityPlan(CapacityPlan);

#[pymethods]
impl PyCapacityPlan {
    #[staticmethod]
    #[pyo3(signature = (suggestion=None))]
    fn does_not_exist(suggestion: Option<String>) -> Self {
        Self(CapacityPlan::DoesNotExist { suggestion })
    }

    #[staticmethod]
    fn exists() -> Self {
        Self(CapacityPlan::Exists)
    }

    fn __repr__(&self) -> String {
        match &self.0 {
            CapacityPlan::DoesNotExist { suggestion } => {
                with_suggestion("CapacityPlan.does_not_exist", suggestion.as_ref())
            }
            CapacityPlan::Exists => "CapacityPlan.exists()".to_owned(),
        }
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

/// The answers to the questions of a check.
#[pyclass(frozen, name = "Answers", module = "bulk_user_upload")]
pub(crate) struct PyAnswers(pub(crate) Answers);

#[pymethods]
impl PyAnswers {
    #[new]
    #[pyo3(signature = (*, logins=Vec::new(), permission_groups=Vec::new(), primary_teams=Vec::new(),
        capacity_plans=Vec::new(), default_password_policy=None))]
    fn new(
        logins: Vec<bool>,
        permission_groups: Vec<PyPermissionGroup>,
        primary_teams: Vec<PyPrimaryTeam>,
        capacity_plans: Vec<PyCapacityPlan>,
        default_password_policy: Option<PyPasswordPolicy>,
    ) -> Self {
        Self(Answers {
            logins,
            permission_groups: permission_groups.into_iter().map(Into::into).collect(),
            primary_teams: primary_teams.into_iter().map(Into::into).collect(),
            capacity_plans: capacity_plans.into_iter().map(Into::into).collect(),
            default_password_policy: default_password_policy.map(|policy| policy.policy),
        })
    }

    fn __repr__(&self) -> String {
        let Answers { logins, permission_groups, primary_teams, capacity_plans, .. } = &self.0;
        format!(
            "<Answers: {} logins, {} permission groups, {} teams, {} capacity plans>",
            logins.len(),
            permission_groups.len(),
            primary_teams.len(),
            capacity_plans.len()
        )
    }
}
