//! The questions that a directory is asked, and its answers.

use bulk_user_upload::directory::Name;
use bulk_user_upload::{Answers, Questions};
use pyo3::prelude::*;

use crate::guard::guard;
use crate::login::PyLogin;
use crate::policy::PyPasswordPolicy;
use crate::verdict::{PyCapacityPlan, PyPermissionGroup, PyPrimaryTeam};

/// A login, or the name of a group, team or plan, from a file, with the key by which it compares.
#[pyclass(frozen, eq, hash, from_py_object, name = "Name", module = "bulk_user_upload")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PyName {
    /// The name as the file first has it, trimmed.
    #[pyo3(get)]
    pub(crate) value: String,
    /// The name folded: names with the same key are the same name.
    #[pyo3(get)]
    pub(crate) key: String,
}

#[pymethods]
impl PyName {
    #[new]
    fn new(value: String) -> PyResult<Self> {
        let key = guard(|| bulk_user_upload::fold(&value).into_owned())?;
        Ok(Self { value, key })
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

/// The questions of a check: four lists of distinct names, each in the order in which the file first has
/// them.
#[pyclass(frozen, eq, get_all, name = "Questions", module = "bulk_user_upload")]
#[derive(PartialEq)]
pub(crate) struct PyQuestions {
    /// Logins: which of them exist?
    logins: Vec<PyName>,
    /// Permission groups: what are they to the uploader?
    permission_groups: Vec<PyName>,
    /// Teams: what are they to the uploader?
    primary_teams: Vec<PyName>,
    /// Capacity plans: which of them exist?
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

/// The answers to the questions of a check, each list in the order of its questions.
#[pyclass(frozen, name = "Answers", module = "bulk_user_upload")]
pub(crate) struct PyAnswers(pub(crate) Answers);

#[pymethods]
impl PyAnswers {
    #[new]
    #[pyo3(signature = (*, logins=Vec::new(), permission_groups=Vec::new(), primary_teams=Vec::new(),
        capacity_plans=Vec::new(), default_password_policy=None))]
    fn new(
        logins: Vec<PyLogin>,
        permission_groups: Vec<PyPermissionGroup>,
        primary_teams: Vec<PyPrimaryTeam>,
        capacity_plans: Vec<PyCapacityPlan>,
        default_password_policy: Option<PyPasswordPolicy>,
    ) -> Self {
        Self(
            Answers::default()
                .logins(logins)
                .permission_groups(permission_groups.into_iter().map(Into::into).collect())
                .primary_teams(primary_teams.into_iter().map(Into::into).collect())
                .capacity_plans(capacity_plans.into_iter().map(Into::into).collect())
                .default_password_policy(default_password_policy.map(Into::into)),
        )
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
