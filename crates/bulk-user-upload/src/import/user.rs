//! A user to be created, as a store holds it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::stored::{ImportedRow, RowOutcome, StoredProblem};
use crate::fold::{fold, header_key};
use crate::problem::{CreationFailed, Params, Problem, ProblemPosition};
use crate::report::NewUser;

/// The column whose TRUE or FALSE says whether a user is active on creation.
const ACTIVE: &str = "active";

/// A user to be created, as data: everything except the password.
///
/// A store holds it until the user is created, so that an import can continue after the process that began
/// it has died.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlannedUser {
    /// The row that a spreadsheet shows, from 1.
    pub row: u32,
    /// The physical line of the file, from 1, on which the row begins.
    pub line: u32,
    /// The login.
    pub login: PlannedCell,
    /// The permission group; `None` if the cell is blank, or the template lacks the column; likewise the
    /// next two.
    pub permission_group: Option<PlannedCell>,
    /// The primary team.
    pub primary_team: Option<PlannedCell>,
    /// The capacity plan.
    pub capacity_plan: Option<PlannedCell>,
    /// Whether the user is active on creation: the template's boolean column `Active`; `true` if it has none.
    pub active: bool,
    /// The other cells that are not blank, by the template's name of their column: TRUE and FALSE as
    /// booleans, the rest as trimmed text.
    pub attributes: Map<String, Value>,
    /// The columns that hold the names of the user. Empty if the password may have slipped into one of them:
    /// it is compared with nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub name_columns: Vec<String>,
}

/// A cell of a [`PlannedUser`], with its position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlannedCell {
    /// The column, under the template's name.
    pub column: String,
    /// The cell as a spreadsheet names it: `C7`; `None` if the file lacks the column.
    pub cell: Option<String>,
    /// The text, trimmed.
    pub value: String,
    /// The row has other cells than the header, so the password may have slipped into this one: no error
    /// shows its text.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub may_be_password: bool,
}

impl PlannedCell {
    /// The key by which names compare ([`fold`](crate::fold)).
    pub fn key(&self) -> Cow<'_, str> {
        fold(&self.value)
    }
}

impl NewUser<'_> {
    /// The user as data, without the password.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::directory::PrimaryTeam;
    /// use bulk_user_upload::{Answers, Template, Upload, check};
    ///
    /// let template = Template::from_toml("
    ///     [[columns]]
    ///     name = 'Login'
    ///     kind = 'login'
    ///     [[columns]]
    ///     name = 'Active'
    ///     kind = 'boolean'
    ///     [[columns]]
    ///     name = 'Desk'
    ///     kind = 'text'
    /// ")?;
    /// let checked = check(&template, Upload::new("users.csv", "Login,Active,Desk\nann,false,12 b\n"));
    /// let report = checked.resolve(Answers::default().logins(vec![false]))?;
    /// let user = report.new_users().next().unwrap().planned();
    /// assert_eq!((user.login.value.as_str(), user.active), ("ann", false));
    /// assert_eq!(user.attributes["Desk"], "12 b");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn planned(self) -> PlannedUser {
        let template = self.report().template();
        let roles = template.roles();
        let cell = |column: usize| PlannedCell {
            column: template.columns()[column].name().to_owned(),
            cell: self.cell(column),
            value: self.text(column).to_owned(),
            may_be_password: self.may_be_password(column),
        };
        let filled = |column: Option<usize>| column.map(cell).filter(|cell| !cell.value.is_empty());
        let mut active = true;
        let mut attributes = Map::new();
        let named = [Some(roles.login), roles.password, roles.permission_group, roles.primary_team];
        for (index, column) in template.columns().iter().enumerate() {
            let text = self.text(index);
            if named.contains(&Some(index)) || roles.capacity_plan == Some(index) || text.is_empty() {
                continue;
            }
            let value = column.kind().value(text);
            match value.as_bool() {
                Some(value) if header_key(column.name()) == ACTIVE => active = value,
                _ => drop(attributes.insert(column.name().to_owned(), value)),
            }
        }
        PlannedUser {
            row: self.row(),
            line: self.line(),
            login: cell(roles.login),
            permission_group: filled(roles.permission_group),
            primary_team: filled(roles.primary_team),
            capacity_plan: filled(roles.capacity_plan),
            active,
            attributes,
            name_columns: self.name_columns(),
        }
    }

    /// The columns that hold the names of the user, unless one of them may hold the password.
    fn name_columns(self) -> Vec<String> {
        let template = self.report().template();
        let names = &template.roles().names;
        if names.iter().any(|&column| self.may_be_password(column)) {
            return Vec::new();
        }
        names.iter().map(|&column| template.columns()[column].name().to_owned()).collect()
    }

    /// The row, as the history stores it.
    pub fn to_stored_row(self) -> ImportedRow {
        ImportedRow::of(self.report(), self.entry(), RowOutcome::Pending)
    }
}

impl PlannedUser {
    /// The error of a row whose user the directory refuses for a reason that has no code of its own.
    /// `reason` is the end of a sentence: `the uploader may no longer import users`.
    pub fn refused(&self, reason: impl Into<String>) -> StoredProblem {
        self.problem(None, CreationFailed { reason: reason.into() }, None)
    }

    /// The names of the user, each with its column.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        let name = |column: &str| self.attributes.get(column).and_then(Value::as_str).unwrap_or_default();
        self.name_columns.iter().map(move |column| (column.as_str(), name(column)))
    }

    pub(super) fn problem(
        &self,
        cell: Option<&PlannedCell>,
        params: impl Into<Params>,
        suggestion: Option<&str>,
    ) -> StoredProblem {
        let params = params.into();
        let position = ProblemPosition {
            code: params.code(),
            row: Some(self.row),
            line: Some(self.line),
            column: cell.map(|cell| cell.column.as_str()),
            cell: None,
            value: cell.map(|cell| cell.value.as_str()),
        };
        let suggestion = suggestion.map(Cow::Borrowed);
        let mut problem = Problem { position, params: Cow::Owned(params), suggestion };
        if cell.is_some_and(|cell| cell.may_be_password) {
            problem.hide_value();
        }
        let stored = StoredProblem::from(&problem);
        StoredProblem { cell: cell.and_then(|cell| cell.cell.clone()), ..stored }
    }
}
