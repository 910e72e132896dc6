//! The report: what is wrong, what is worth knowing, and the users that may be created.

mod export;
mod groups;
mod json;
mod notices;
mod problems;
#[cfg(feature = "import")]
mod stored;
mod users;

use std::fmt;
use std::sync::{Arc, OnceLock};

pub use self::groups::{ProblemGroup, ProblemValue};
pub use self::notices::{NoticeGroup, NoticeValue};
#[cfg(feature = "import")]
pub(crate) use self::stored::StoredRow;
pub use self::users::NewUser;
use crate::check::{Checked, CheckedSheet};
use crate::directory::{Answers, AnswersError, CapacityPlan, Login, PermissionGroup, PrimaryTeam};
pub use crate::export_options::{ExportOptions, Passwords, TextCells};
use crate::file_info::FileInfo;
use crate::policy::{PasswordOwner, PasswordPolicy};
use crate::problem::{CellCode, FileNotice, FileProblem, RowNotice, RowProblem};
use crate::resolve_error::ResolveError;
pub use crate::rows_with_errors_file::LeftOut;
use crate::secret::Password;
use crate::sheet::{Entry, EntryNames, Sheet};
use crate::template::Template;

/// The result of a check. The same bytes, template and directory always give the same report, byte for byte.
///
/// It holds the text of the file and computes errors and exports from it when they are asked for. When it is
/// dropped, the text, with the passwords in it, is overwritten in memory. It serializes to the report JSON
/// (SPEC section 7).
///
/// # Example
///
/// ```
/// use bulk_user_upload::{InMemoryDirectory, Template, Upload, validate};
///
/// let directory = InMemoryDirectory::from_json(r#"{"users": [{"login": "alice"}]}"#)?;
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let upload = Upload::new("users.csv", "Login\nann\nbob\nANN\n");
/// let report = validate(&template, upload, &directory.as_uploader("alice")?)?;
///
/// assert_eq!((report.users(), report.valid(), report.rows_with_errors()), (3, 1, 2));
/// let rows: Vec<_> = report.errors().map(|problem| problem.row().unwrap()).collect();
/// assert_eq!(rows, [2, 4]);
/// let logins: Vec<_> = report.new_users().map(|user| user.login()).collect();
/// assert_eq!(logins, ["bob"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Report {
    template: Template,
    file: FileInfo,
    users: u32,
    rows_with_errors: u32,
    /// The errors of the file and its header.
    problems: Vec<FileProblem>,
    /// The errors of rows and cells, in the order of the report.
    row_problems: Vec<RowProblem>,
    /// The notices of the file and its header.
    notices: Vec<FileNotice>,
    /// The notices of rows and cells, in the order of the report.
    row_notices: Vec<RowNotice>,
    resolved: Option<Resolved>,
    /// The entries without errors, listed at the first call that needs them.
    new_users: OnceLock<Box<[u32]>>,
}

/// The entries, and what the directory said about them.
struct Resolved {
    checked: CheckedSheet,
    answers: Answers,
    default_policy: Arc<PasswordPolicy>,
}

impl Checked {
    /// Takes the answers of the directory and makes the report.
    ///
    /// # Errors
    ///
    /// [`ResolveError`] if there are more or fewer answers than questions, or if there is a
    /// [`Checked::mapping_error`].
    pub fn resolve(mut self, mut answers: Answers) -> Result<Report, ResolveError> {
        if let Some(error) = self.mapping_error {
            return Err(error.into());
        }
        let mut row_problems = Vec::new();
        let mut resolved = None;
        let sheet = self.sheet.take();
        check_answers(sheet.as_ref(), &answers)?;
        if let Some(mut checked) = sheet {
            row_problems = std::mem::take(&mut checked.row_problems);
            let template_policy = self.template.password_policy();
            answers.logins = logins(&checked.lookups.is_login_looked_up, answers.logins);
            let default_policy = answers.default_password_policy.as_ref().unwrap_or(template_policy).clone();
            let resolution = Resolved { checked, answers, default_policy };
            resolution.find(&self.template, &mut row_problems);
            row_problems.sort();
            resolved = Some(resolution);
        }
        let rows_with_errors = row_problems.chunk_by(|a, b| a.entry() == b.entry()).count() as u32;
        Ok(Report {
            template: self.template,
            file: self.file,
            users: self.users,
            rows_with_errors,
            problems: self.problems,
            row_problems,
            notices: self.notices,
            row_notices: self.row_notices,
            resolved,
            new_users: OnceLock::new(),
        })
    }
}

fn check_answers(sheet: Option<&CheckedSheet>, answers: &Answers) -> Result<(), AnswersError> {
    let lookups = sheet.map(|sheet| &sheet.lookups);
    let logins = lookups
        .map_or(0, |lookups| lookups.is_login_looked_up.iter().filter(|&&is_looked_up| is_looked_up).count());
    AnswersError::check("logins", logins, answers.logins.len())?;
    let groups = lookups.map_or(0, |lookups| lookups.permission_groups.len());
    AnswersError::check("permission groups", groups, answers.permission_groups.len())?;
    let teams = lookups.map_or(0, |lookups| lookups.primary_teams.len());
    AnswersError::check("teams", teams, answers.primary_teams.len())?;
    let plans = lookups.map_or(0, |lookups| lookups.capacity_plans.len());
    AnswersError::check("capacity plans", plans, answers.capacity_plans.len())
}

/// The answer for every distinct login, those that were not looked up included.
fn logins(is_looked_up: &[bool], answers: Vec<Login>) -> Vec<Login> {
    if answers.len() == is_looked_up.len() {
        return answers;
    }
    let mut answers = answers.into_iter();
    let answer = |&is_looked_up: &bool| is_looked_up.then(|| answers.next()).flatten().unwrap_or_default();
    is_looked_up.iter().map(answer).collect()
}

impl Resolved {
    fn sheet(&self) -> &Sheet {
        &self.checked.sheet
    }

    fn group(&self, names: &EntryNames) -> Option<&PermissionGroup> {
        self.answers.permission_groups.get(names.permission_group as usize)
    }

    fn team(&self, names: &EntryNames) -> Option<&PrimaryTeam> {
        self.answers.primary_teams.get(names.primary_team as usize)
    }

    fn plan(&self, names: &EntryNames) -> Option<&CapacityPlan> {
        self.answers.capacity_plans.get(names.capacity_plan as usize)
    }

    fn login(&self, names: &EntryNames) -> Option<&Login> {
        self.answers.logins.get(names.login as usize).filter(|_| names.login_looked_up)
    }

    /// The policy of the permission group of an entry, or the default policy.
    fn policy(&self, names: &EntryNames) -> &PasswordPolicy {
        match self.group(names) {
            Some(PermissionGroup::Assignable { password_policy: Some(policy) }) => policy,
            _ => &self.default_policy,
        }
    }

    /// The names with which a policy may compare the password of an entry.
    fn owner(&self, template: &Template, entry: usize) -> PasswordOwner<'_> {
        let roles = template.roles();
        PasswordOwner {
            login: self.sheet().cell(entry, roles.login),
            names: roles.names.iter().map(|&column| self.sheet().cell(entry, column)).collect(),
        }
    }

    /// Adds the errors that the answers of the directory show.
    fn find(&self, template: &Template, row_problems: &mut Vec<RowProblem>) {
        let roles = template.roles();
        for (index, entry) in self.sheet().entries.iter().enumerate().filter(|(_, entry)| entry.is_intact) {
            let mut add = |column: Option<usize>, code| {
                row_problems.extend(column.map(|column| RowProblem::of_cell(index, column, code)));
            };
            let names = &entry.names;
            if self.login(names).is_some_and(Login::exists) {
                add(Some(roles.login), CellCode::LoginAlreadyExists);
            }
            match self.group(names) {
                Some(PermissionGroup::DoesNotExist { .. }) => {
                    add(roles.permission_group, CellCode::PermissionGroupDoesNotExist);
                }
                Some(PermissionGroup::InsufficientAccess) => {
                    add(roles.permission_group, CellCode::PermissionGroupInsufficientAccess);
                }
                Some(PermissionGroup::Assignable { .. }) | None => {}
            }
            if !self.password_is_met(template, index, entry) {
                add(roles.password, CellCode::PasswordPolicyComplexityNotMet);
            }
            match self.team(names) {
                Some(PrimaryTeam::DoesNotExist { .. }) => {
                    add(roles.primary_team, CellCode::PrimaryTeamDoesNotExist);
                }
                Some(PrimaryTeam::NotAMember) => add(roles.primary_team, CellCode::PrimaryTeamNotAMember),
                Some(PrimaryTeam::Member) | None => {}
            }
            if let Some(CapacityPlan::DoesNotExist { .. }) = self.plan(names) {
                add(roles.capacity_plan, CellCode::CapacityPlanDoesNotExist);
            }
        }
    }

    fn password_is_met(&self, template: &Template, index: usize, entry: &Entry) -> bool {
        let Some(column) = template.roles().password else { return true };
        let password = template.columns()[column].normalized(self.sheet().cell(index, column));
        if crate::characters::is_blank(password) {
            return true;
        }
        let policy = self.policy(&entry.names);
        let owner =
            if policy.compares_with_names() { self.owner(template, index) } else { PasswordOwner::default() };
        policy.is_met(Password::new(password), &owner)
    }
}

impl Report {
    /// What is known of the file itself.
    pub fn file(&self) -> &FileInfo {
        &self.file
    }

    /// The template that the file was checked against.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// The number of entries: rows that are not blank. If the file itself has an error, the number of entries
    /// that could be counted.
    pub fn users(&self) -> u32 {
        self.users
    }

    /// The number of entries that can be created. 0 if the file itself has an error.
    pub fn valid(&self) -> u32 {
        if self.problems.is_empty() { self.users - self.rows_with_errors } else { 0 }
    }

    /// The number of entries that have errors.
    pub fn rows_with_errors(&self) -> u32 {
        self.rows_with_errors
    }

    /// Whether there are no errors.
    pub fn is_ok(&self) -> bool {
        self.problems.is_empty() && self.row_problems.is_empty()
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report")
            .field("file", &self.file)
            .field("users", &self.users)
            .field("valid", &self.valid())
            .field("rows_with_errors", &self.rows_with_errors)
            .field("errors", &self.error_count())
            .field("notices", &self.notice_count())
            .finish_non_exhaustive()
    }
}
