//! A user to be created, as a store holds it, and the second check of the user in the transaction that
//! creates.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::stored::{ImportedRow, RowOutcome, StoredProblem};
use crate::directory::{
    Answers, AnswersError, CapacityPlan, Name, PermissionGroup, PrimaryTeam, Questions, UserDirectory,
};
use crate::fold::{fold, header_key};
use crate::problem::{
    CapacityPlanDoesNotExist, CreationFailed, LoginAlreadyExists, Params, PermissionGroupDoesNotExist,
    PermissionGroupInsufficientAccess, PrimaryTeamDoesNotExist, PrimaryTeamNotAMember, Problem,
    ProblemPosition,
};
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
        }
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

    fn problem(
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

/// The check at creation: whether each user's login is taken by now, and whether the uploader may still
/// assign their permission group, team and capacity plan.
///
/// A store asks its directory inside the transaction that creates (SPEC section 9). Passwords are not
/// validated again, because they are hashed by then. A store that can ask its directory in one call uses
/// [`recheck`].
struct Recheck<'u> {
    users: &'u [PlannedUser],
    lookups: Vec<Lookups>,
    logins: Names<'u>,
    groups: Names<'u>,
    teams: Names<'u>,
    plans: Names<'u>,
}

impl<'u> Recheck<'u> {
    /// Takes the users that are to be created.
    fn new(users: &'u [PlannedUser]) -> Self {
        let [mut logins, mut groups, mut teams, mut plans]: [Names<'u>; 4] = Default::default();
        let lookups = users.iter().map(|user| Lookups {
            login: logins.add(&user.login),
            group: user.permission_group.as_ref().map(|cell| groups.add(cell)),
            team: user.primary_team.as_ref().map(|cell| teams.add(cell)),
            plan: user.capacity_plan.as_ref().map(|cell| plans.add(cell)),
        });
        Self { lookups: lookups.collect(), users, logins, groups, teams, plans }
    }

    /// What the directory must be asked.
    fn questions(&self) -> Questions<'_> {
        Questions {
            logins: self.logins.questions(),
            permission_groups: self.groups.questions(),
            primary_teams: self.teams.questions(),
            capacity_plans: self.plans.questions(),
        }
    }

    /// The errors of each user; an empty list if the user may be created.
    ///
    /// # Errors
    ///
    /// [`AnswersError`] if there are more or fewer answers than questions.
    fn resolve(&self, answers: &Answers) -> Result<Vec<Vec<StoredProblem>>, AnswersError> {
        AnswersError::check("logins", self.logins.len(), answers.logins.len())?;
        AnswersError::check("permission groups", self.groups.len(), answers.permission_groups.len())?;
        AnswersError::check("teams", self.teams.len(), answers.primary_teams.len())?;
        AnswersError::check("capacity plans", self.plans.len(), answers.capacity_plans.len())?;
        Ok(self
            .users
            .iter()
            .zip(&self.lookups)
            .map(|(user, lookups)| lookups.errors(user, answers))
            .collect())
    }
}

/// Why users could not be checked again.
#[derive(Debug, thiserror::Error)]
pub enum RecheckError<E> {
    /// The directory failed.
    #[error("the directory could not be asked: {0}")]
    Directory(E),
    /// The number of answers is not that of the questions.
    #[error("the directory answered wrongly: {0}")]
    Answers(#[from] AnswersError),
}

/// Checks users again, asking a directory at once: the check at creation in one call.
///
/// # Errors
///
/// [`RecheckError`] if the directory fails, or gives more or fewer answers than it was asked for.
pub fn recheck<D: UserDirectory + ?Sized>(
    users: &[PlannedUser],
    directory: &D,
) -> Result<Vec<Vec<StoredProblem>>, RecheckError<D::Error>> {
    let recheck = Recheck::new(users);
    let answers = recheck.questions().ask(directory).map_err(RecheckError::Directory)?;
    Ok(recheck.resolve(&answers)?)
}

/// The distinct names of a batch, with their keys.
#[derive(Default)]
struct Names<'u> {
    numbers: HashMap<Cow<'u, str>, usize>,
    cells: Vec<(&'u PlannedCell, Cow<'u, str>)>,
}

impl<'u> Names<'u> {
    fn add(&mut self, cell: &'u PlannedCell) -> usize {
        let cells = &mut self.cells;
        *self.numbers.entry(cell.key()).or_insert_with_key(|key| {
            cells.push((cell, key.clone()));
            cells.len() - 1
        })
    }

    fn len(&self) -> usize {
        self.cells.len()
    }

    fn questions(&self) -> Vec<Name<'_>> {
        self.cells.iter().map(|(cell, key)| Name::new(&cell.value, key)).collect()
    }
}

/// The numbers of a user's names among those that were asked about.
struct Lookups {
    login: usize,
    group: Option<usize>,
    team: Option<usize>,
    plan: Option<usize>,
}

impl Lookups {
    /// What the answers show to be wrong, in the order of a report.
    fn errors(&self, user: &PlannedUser, answers: &Answers) -> Vec<StoredProblem> {
        let mut errors = Vec::new();
        let mut add = |cell: Option<&PlannedCell>, params: Params, suggestion: Option<&String>| {
            errors.push(user.problem(cell, params, suggestion.map(String::as_str)));
        };
        if answers.logins[self.login] {
            add(Some(&user.login), LoginAlreadyExists {}.into(), None);
        }
        let group = user.permission_group.as_ref();
        match self.group.map(|number| &answers.permission_groups[number]) {
            Some(PermissionGroup::DoesNotExist { suggestion }) => {
                add(group, PermissionGroupDoesNotExist {}.into(), suggestion.as_ref());
            }
            Some(PermissionGroup::InsufficientAccess) => {
                add(group, PermissionGroupInsufficientAccess {}.into(), None);
            }
            Some(PermissionGroup::Assignable { .. }) | None => {}
        }
        let team = user.primary_team.as_ref();
        match self.team.map(|number| &answers.primary_teams[number]) {
            Some(PrimaryTeam::DoesNotExist { suggestion }) => {
                add(team, PrimaryTeamDoesNotExist {}.into(), suggestion.as_ref());
            }
            Some(PrimaryTeam::NotAMember) => add(team, PrimaryTeamNotAMember {}.into(), None),
            Some(PrimaryTeam::Member) | None => {}
        }
        if let Some(CapacityPlan::DoesNotExist { suggestion }) =
            self.plan.map(|number| &answers.capacity_plans[number])
        {
            add(user.capacity_plan.as_ref(), CapacityPlanDoesNotExist {}.into(), suggestion.as_ref());
        }
        errors
    }
}
