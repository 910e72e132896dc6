//! The errors one by one. Each is computed from the row that it is about.

use std::borrow::Cow;

use super::{Report, Resolved};
use crate::directory::{CapacityPlan, Login, PermissionGroup, PrimaryTeam};
use crate::problem::{
    CapacityPlanDoesNotExist, CellCode, CellName, FieldEmpty, Found, LoginAlreadyExists,
    LoginDuplicateInFile, Params, PasswordPolicyComplexityNotMet, PermissionGroupDoesNotExist,
    PermissionGroupInsufficientAccess, PrimaryTeamDoesNotExist, PrimaryTeamNotAMember, Problem,
    ProblemPosition, RowCode, RowNotAUser, RowProblem, TextGarbled,
};
use crate::secret::Password;
use crate::several_names;
use crate::sheet::{Entry, Sheet, quoting_params};

impl Report {
    /// The errors: first those of the file and its header, then those of rows by row, by column of the
    /// template (with errors of the whole row first), and by number.
    pub fn errors(&self) -> impl ExactSizeIterator<Item = Problem<'_>> + Clone {
        (0..self.error_count()).map(|index| self.error(index).expect("there are that many"))
    }

    /// The number of errors.
    pub fn error_count(&self) -> usize {
        self.problems.len() + self.row_problems.len()
    }

    /// The error at this index in the order of [`Report::errors`].
    pub fn error(&self, index: usize) -> Option<Problem<'_>> {
        if let Some(problem) = self.problems.get(index) {
            return Some(problem.into());
        }
        let row_problem = self.row_problems.get(index - self.problems.len())?;
        Some(self.problem(*row_problem))
    }

    /// The code and the position of that error. They cost almost no time, unlike the rest.
    pub fn error_position(&self, index: usize) -> Option<ProblemPosition<'_>> {
        if let Some(problem) = self.problems.get(index) {
            return Some(problem.position());
        }
        let row_problem = *self.row_problems.get(index - self.problems.len())?;
        let (resolved, entry) = (self.resolved(), row_problem.entry());
        Some(match row_problem.found() {
            Found::InRow(code) => resolved.row_problem(entry, code).position,
            Found::InCell(column, code) => self.cell_position(resolved, entry, column.get(), code.into()),
        })
    }

    /// The entries with errors, each once, in the order of the file.
    pub(crate) fn entries_with_errors(&self) -> impl Iterator<Item = usize> {
        self.row_problems.chunk_by(|a, b| a.entry() == b.entry()).map(|row_problems| row_problems[0].entry())
    }

    pub(super) fn problem(&self, row_problem: RowProblem) -> Problem<'_> {
        let (resolved, entry) = (self.resolved(), row_problem.entry());
        match row_problem.found() {
            Found::InRow(code) => resolved.row_problem(entry, code),
            Found::InCell(column, code) => self.cell_problem(resolved, entry, column.get(), code),
        }
    }

    pub(super) fn resolved(&self) -> &Resolved {
        self.resolved.as_ref().expect("there are rows with problems in a sheet only")
    }

    fn cell_problem<'r>(
        &'r self,
        resolved: &'r Resolved,
        entry: usize,
        column: usize,
        code: CellCode,
    ) -> Problem<'r> {
        let (params, suggestion) = self.explain(resolved, entry, column, code);
        let position = self.cell_position(resolved, entry, column, code.into());
        let mut problem = Problem { position, params: Cow::Owned(params), suggestion };
        if position.value.is_none() && !self.template.columns()[column].is_password() {
            problem.hide_value();
        }
        problem
    }

    pub(super) fn normalized<'r>(&'r self, resolved: &'r Resolved, entry: usize, column: usize) -> &'r str {
        self.template.columns()[column].normalized(resolved.sheet().cell(entry, column))
    }

    pub(super) fn cell_position<'r, C>(
        &'r self,
        resolved: &'r Resolved,
        entry: usize,
        column: usize,
        code: C,
    ) -> ProblemPosition<'r, C> {
        let Entry { row, position, .. } = resolved.sheet().entries[entry];
        let is_password = self.template.columns()[column].is_password();
        let is_hidden = is_password || resolved.may_be_password(entry, column);
        let file_index = resolved.sheet().header.file_indexes[column];
        ProblemPosition {
            code,
            row: Some(row),
            line: Some(position.line),
            column: Some(self.template.columns()[column].name()),
            cell: file_index.map(|file_index| CellName::new(file_index, row)),
            value: (!is_hidden).then(|| self.normalized(resolved, entry, column)),
        }
    }

    /// The details of an error of a cell, and a suggestion of what to write instead.
    fn explain<'r>(
        &'r self,
        resolved: &'r Resolved,
        entry: usize,
        index: usize,
        code: CellCode,
    ) -> (Params, Option<Cow<'r, str>>) {
        let Entry { row, names, .. } = &resolved.sheet().entries[entry];
        let column = &self.template.columns()[index];
        let text = self.normalized(resolved, entry, index);
        let plain = |params: Params| (params, None);
        let suggesting =
            |params: Params, suggestion: Option<&'r str>| (params, suggestion.map(Cow::Borrowed));
        match code {
            CellCode::DataTypeMismatch => {
                let (params, suggestion) = column.explain_mismatch(text);
                (params.into(), suggestion.map(Cow::Owned))
            }
            CellCode::NameInvalidCharacters => {
                let (params, suggestion) = column.explain_name(text);
                (params.into(), suggestion.map(Cow::Owned))
            }
            CellCode::TextGarbled => (TextGarbled {}.into(), column.repaired(text).map(Cow::Owned)),
            CellCode::FieldEmpty => plain(FieldEmpty {}.into()),
            CellCode::FieldLength => plain(column.explain_length(text).into()),
            CellCode::LoginDuplicateInFile => {
                let (rows, count) = resolved.checked.duplicates.others(names.login, *row);
                plain(LoginDuplicateInFile { rows, count }.into())
            }
            CellCode::LoginAlreadyExists => plain(self.explain_login(resolved, entry).into()),
            CellCode::PermissionGroupDoesNotExist => {
                let suggestion = resolved.group(names).and_then(PermissionGroup::suggestion);
                suggesting(PermissionGroupDoesNotExist {}.into(), suggestion)
            }
            CellCode::PermissionGroupInsufficientAccess => plain(PermissionGroupInsufficientAccess {}.into()),
            CellCode::PasswordPolicyComplexityNotMet => {
                let owner = resolved.owner(&self.template, entry);
                let unmet = resolved.policy(names).unmet(Password::new(text), &owner);
                plain(PasswordPolicyComplexityNotMet { unmet }.into())
            }
            CellCode::PrimaryTeamDoesNotExist => {
                let several = resolved.are_teams(text);
                let suggestion = resolved.team(names).and_then(PrimaryTeam::suggestion);
                suggesting(PrimaryTeamDoesNotExist { several }.into(), suggestion.filter(|_| !several))
            }
            CellCode::PrimaryTeamNotAMember => plain(PrimaryTeamNotAMember {}.into()),
            CellCode::CapacityPlanDoesNotExist => {
                let several = resolved.are_plans(text);
                let suggestion = resolved.plan(names).and_then(CapacityPlan::suggestion);
                suggesting(CapacityPlanDoesNotExist { several }.into(), suggestion.filter(|_| !several))
            }
        }
    }
}

impl Report {
    /// What the directory tells of the user who has the login of an entry.
    fn explain_login(&self, resolved: &Resolved, entry: usize) -> LoginAlreadyExists {
        let Some(Login::Exists(user)) = resolved.login(&resolved.sheet().entries[entry].names) else {
            return LoginAlreadyExists { inactive: false, same_name: false };
        };
        let names = &self.template.roles().names;
        // A cell that may be the password is not compared with anything.
        let is_known = !names.iter().any(|&column| resolved.may_be_password(entry, column));
        let name = |&column: &usize| {
            (self.template.columns()[column].name(), self.normalized(resolved, entry, column))
        };
        let same_name = is_known && user.has_names(names.iter().map(name));
        LoginAlreadyExists { inactive: user.inactive, same_name }
    }
}

impl Resolved {
    /// Whether a text is several teams that the uploader may assign.
    fn are_teams(&self, text: &str) -> bool {
        several_names::are_assignable(text, |name| {
            let number = self.checked.lookups.primary_teams.find(name);
            number.is_some_and(|number| self.answers.primary_teams[number] == PrimaryTeam::Member)
        })
    }

    /// Whether a text is several capacity plans that exist.
    fn are_plans(&self, text: &str) -> bool {
        several_names::are_assignable(text, |name| {
            let number = self.checked.lookups.capacity_plans.find(name);
            number.is_some_and(|number| self.answers.capacity_plans[number] == CapacityPlan::Exists)
        })
    }

    /// Whether a cell may be the password, though its column is another: a row with more cells than the
    /// header, or fewer, is validated where the extra ones are blank and the missing ones not required, and
    /// its password may have slipped.
    pub(super) fn may_be_password(&self, entry: usize, column: usize) -> bool {
        let Sheet { header, shape, entries, .. } = self.sheet();
        let Some(file_index) = header.file_indexes[column] else { return false };
        shape.may_be_password(entries[entry].slip).is_some_and(|slipped| slipped.contains(&file_index))
    }

    /// An error of a whole row. The row is read again.
    fn row_problem(&self, entry: usize, code: RowCode) -> Problem<'_> {
        let reread = self.sheet().reread(entry);
        let Entry { row, position, .. } = self.sheet().entries[entry];
        let mut line = position.line;
        let sheet = self.sheet();
        let params: Params = match (code, reread.raw.damage) {
            (RowCode::RowQuoting, damage) => {
                let damage = damage.expect("the row is damaged");
                line = damage.line;
                quoting_params(damage, reread.row.len(), row).into()
            }
            (RowCode::RowFieldCount, _) => {
                let rest = &sheet.text.as_str()[position.offset as usize..];
                sheet.shape.explain(&reread.cells, &reread.row, rest, sheet.delimiter).into()
            }
            (RowCode::RowNotAUser, _) => RowNotAUser {}.into(),
        };
        let position =
            ProblemPosition { row: Some(row), line: Some(line), ..ProblemPosition::of_file(code.into()) };
        Problem { position, params: Cow::Owned(params), suggestion: None }
    }
}
