//! The second check of users, in the transaction that creates them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::stored::StoredProblem;
use super::user::{PlannedCell, PlannedUser};
use crate::characters::trim;
use crate::directory::{
    Answers, AnswersError, CapacityPlan, Login, Name, PermissionGroup, PrimaryTeam, Questions, UserDirectory,
};
use crate::fold::fold;
use crate::problem::{
    CapacityPlanDoesNotExist, LoginAlreadyExists, Params, PermissionGroupDoesNotExist,
    PermissionGroupInsufficientAccess, PrimaryTeamDoesNotExist, PrimaryTeamNotAMember,
};
use crate::several_names;

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

/// The check at creation: whether each user's login is taken by now, and whether the uploader may still
/// assign their permission group, team and capacity plan.
///
/// A store asks its directory inside the transaction that creates (SPEC section 9). Passwords are not
/// validated again, because they are hashed by then.
struct Recheck<'u> {
    users: &'u [PlannedUser],
    lookups: Vec<Lookups>,
    logins: Names<'u>,
    groups: Names<'u>,
    teams: Names<'u>,
    plans: Names<'u>,
}

/// The numbers of a user's names among those that were asked about.
struct Lookups {
    login: usize,
    group: Option<usize>,
    team: Option<usize>,
    plan: Option<usize>,
}

impl<'u> Recheck<'u> {
    /// Takes the users that are to be created.
    fn new(users: &'u [PlannedUser]) -> Self {
        let [mut logins, mut groups, mut teams, mut plans]: [Names<'u>; 4] = Default::default();
        let lookups = users.iter().map(|user| Lookups {
            login: logins.add(&user.login.value),
            group: user.permission_group.as_ref().map(|cell| groups.add(&cell.value)),
            team: user.primary_team.as_ref().map(|cell| teams.add_with_parts(&cell.value)),
            plan: user.capacity_plan.as_ref().map(|cell| plans.add_with_parts(&cell.value)),
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
            .map(|(user, lookups)| self.errors(user, lookups, answers))
            .collect())
    }

    /// What the answers show to be wrong with a user, in the order of a report.
    fn errors(&self, user: &PlannedUser, lookups: &Lookups, answers: &Answers) -> Vec<StoredProblem> {
        let mut errors = Vec::new();
        let mut add = |cell: Option<&PlannedCell>, params: Params, suggestion: Option<&String>| {
            errors.push(user.problem(cell, params, suggestion.map(String::as_str)));
        };
        if let Login::Exists(existing) = &answers.logins[lookups.login] {
            let (inactive, same_name) = (existing.inactive, existing.has_names(user.names()));
            add(Some(&user.login), LoginAlreadyExists { inactive, same_name }.into(), None);
        }
        let group = user.permission_group.as_ref();
        match lookups.group.map(|number| &answers.permission_groups[number]) {
            Some(PermissionGroup::DoesNotExist { suggestion }) => {
                add(group, PermissionGroupDoesNotExist {}.into(), suggestion.as_ref());
            }
            Some(PermissionGroup::InsufficientAccess) => {
                add(group, PermissionGroupInsufficientAccess {}.into(), None);
            }
            Some(PermissionGroup::Assignable { .. }) | None => {}
        }
        let team = user.primary_team.as_ref();
        match lookups.team.map(|number| &answers.primary_teams[number]) {
            Some(PrimaryTeam::DoesNotExist { suggestion }) => {
                let is_member = |number: usize| answers.primary_teams[number] == PrimaryTeam::Member;
                let several = team.is_some_and(|cell| self.teams.are_several(&cell.value, is_member));
                let suggestion = suggestion.as_ref().filter(|_| !several);
                add(team, PrimaryTeamDoesNotExist { several }.into(), suggestion);
            }
            Some(PrimaryTeam::NotAMember) => add(team, PrimaryTeamNotAMember {}.into(), None),
            Some(PrimaryTeam::Member) | None => {}
        }
        let plan = user.capacity_plan.as_ref();
        if let Some(CapacityPlan::DoesNotExist { suggestion }) =
            lookups.plan.map(|number| &answers.capacity_plans[number])
        {
            let exists = |number: usize| answers.capacity_plans[number] == CapacityPlan::Exists;
            let several = plan.is_some_and(|cell| self.plans.are_several(&cell.value, exists));
            let suggestion = suggestion.as_ref().filter(|_| !several);
            add(plan, CapacityPlanDoesNotExist { several }.into(), suggestion);
        }
        errors
    }
}

/// The distinct names of a batch, with their keys.
#[derive(Default)]
struct Names<'u> {
    numbers: HashMap<Cow<'u, str>, usize>,
    names: Vec<(&'u str, Cow<'u, str>)>,
}

impl<'u> Names<'u> {
    fn add(&mut self, name: &'u str) -> usize {
        let names = &mut self.names;
        *self.numbers.entry(fold(name)).or_insert_with_key(|key| {
            names.push((trim(name), key.clone()));
            names.len() - 1
        })
    }

    /// Adds a name and, where it may be several, each of them.
    fn add_with_parts(&mut self, name: &'u str) -> usize {
        let number = self.add(name);
        for part in several_names::parts(name) {
            self.add(&name[part]);
        }
        number
    }

    /// Whether a name is several, all of which may be assigned.
    fn are_several(&self, name: &str, is_assignable: impl Fn(usize) -> bool) -> bool {
        several_names::are_assignable(name, |part| {
            self.numbers.get(&fold(part)).is_some_and(|&number| is_assignable(number))
        })
    }

    fn len(&self) -> usize {
        self.names.len()
    }

    fn questions(&self) -> Vec<Name<'_>> {
        self.names.iter().map(|(name, key)| Name::new(name, key)).collect()
    }
}
