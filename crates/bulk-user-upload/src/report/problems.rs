//! Errors one by one, worked out from the row that they are about.

use std::borrow::Cow;

use super::{Report, Resolved};
use crate::directory::{CapacityPlan, PermissionGroup, PrimaryTeam};
use crate::fields;
use crate::problem::{CellName, Code, Params, Problem, ProblemPosition, RowProblem};
use crate::secret::Password;
use crate::sheet::quoting_params;

impl Report {
    /// The errors: those of the file and its header first, then by row, then by column of the template (errors of the
    /// row first), then by number.
    pub fn errors(&self) -> impl ExactSizeIterator<Item = Problem<'_>> + Clone {
        (0..self.error_count()).map(|index| self.error(index).expect("there are that many"))
    }

    /// How many errors there are.
    pub fn error_count(&self) -> usize {
        self.problems.len() + self.row_problems.len()
    }

    /// The error at a place in the order of [`Report::errors`].
    pub fn error(&self, index: usize) -> Option<Problem<'_>> {
        if let Some(problem) = self.problems.get(index) {
            return Some(problem.into());
        }
        let row_problem = self.row_problems.get(index - self.problems.len())?;
        Some(self.problem(*row_problem))
    }

    /// The code and the place of that error: most of it, for next to no work.
    pub fn error_position(&self, index: usize) -> Option<ProblemPosition<'_>> {
        if let Some(problem) = self.problems.get(index) {
            return Some(problem.position());
        }
        let row_problem = *self.row_problems.get(index - self.problems.len())?;
        let resolved = self.resolved.as_ref().expect("there are row_problems in entries only");
        Some(match row_problem.column() {
            None => resolved.row_problem(row_problem).position,
            Some(column) => self.cell_position(resolved, row_problem, column),
        })
    }

    /// The errors of the file and its header.
    pub(crate) fn file_errors(&self) -> impl Iterator<Item = Problem<'_>> {
        self.problems.iter().map(Problem::from)
    }

    /// The entries with errors, each once, in the order of the file.
    pub(crate) fn entries_with_errors(&self) -> impl Iterator<Item = usize> {
        self.row_problems.chunk_by(|a, b| a.entry() == b.entry()).map(|row_problems| row_problems[0].entry())
    }

    /// What was found in an entry.
    pub(super) fn row_problems_of(&self, entry: usize) -> &[RowProblem] {
        let first = self.row_problems.partition_point(|row_problem| row_problem.entry() < entry);
        let rest = &self.row_problems[first..];
        &rest[..rest.iter().take_while(|row_problem| row_problem.entry() == entry).count()]
    }

    pub(super) fn problem(&self, row_problem: RowProblem) -> Problem<'_> {
        let resolved = self.resolved.as_ref().expect("there are row_problems in entries only");
        match row_problem.column() {
            None => resolved.row_problem(row_problem),
            Some(column) => self.cell_problem(resolved, row_problem, column),
        }
    }

    fn cell_problem<'r>(
        &'r self,
        resolved: &'r Resolved,
        row_problem: RowProblem,
        index: usize,
    ) -> Problem<'r> {
        let value = self.normalized(resolved, row_problem, index);
        let (params, suggestion) = self.particulars(resolved, row_problem, index, value);
        let position = self.cell_position(resolved, row_problem, index);
        let mut problem = Problem { position, params: Cow::Owned(params), suggestion };
        if position.value.is_none() && !self.template.columns()[index].is_password() {
            problem.hide_value();
        }
        problem
    }

    fn normalized<'r>(&'r self, resolved: &'r Resolved, row_problem: RowProblem, index: usize) -> &'r str {
        fields::normalized(&self.template.columns()[index], resolved.sheet().cell(row_problem.entry(), index))
    }

    fn cell_position<'r>(
        &'r self,
        resolved: &'r Resolved,
        row_problem: RowProblem,
        index: usize,
    ) -> ProblemPosition<'r> {
        let sheet = resolved.sheet();
        let column = &self.template.columns()[index];
        let entry = &sheet.entries[row_problem.entry()];
        let is_hidden = column.is_password() || self.may_be_password(resolved, row_problem.entry(), index);
        ProblemPosition {
            code: row_problem.code(),
            row: Some(entry.row),
            line: Some(entry.position.line),
            column: Some(column.name()),
            cell: sheet.header.file_indexes[index].map(|file_index| CellName::new(file_index, entry.row)),
            value: (!is_hidden).then(|| self.normalized(resolved, row_problem, index)),
        }
    }

    /// Whether a cell may be the password, though its column is another: a row with more cells than the header has, all of
    /// them blank, is judged as it stands, and it may be so because a delimiter before the password is not quoted.
    fn may_be_password(&self, resolved: &Resolved, entry: usize, column: usize) -> bool {
        let sheet = resolved.sheet();
        let Some(file_index) = sheet.header.file_indexes[column] else { return false };
        sheet.may_be_password(entry, self.template.roles().password).contains(&file_index)
    }

    fn particulars<'r>(
        &'r self,
        resolved: &'r Resolved,
        row_problem: RowProblem,
        index: usize,
        value: &str,
    ) -> (Params, Option<Cow<'r, str>>) {
        let entry = row_problem.entry();
        let names = &resolved.sheet().entries[entry].names;
        match row_problem.code() {
            Code::LoginDuplicateInFile => {
                let row = resolved.sheet().entries[entry].row;
                let (rows, count) = resolved.checked.duplicates.others(names.login, row);
                (Params::OtherRows { rows, count }, None)
            }
            Code::PasswordPolicyComplexityNotMet => {
                let owner = resolved.owner(&self.template, entry);
                let unmet = resolved.policy(names).unmet(Password::new(value), &owner);
                (Params::Unmet { unmet }, None)
            }
            Code::PermissionGroupDoesNotExist
            | Code::PrimaryTeamDoesNotExist
            | Code::CapacityPlanDoesNotExist => {
                (Params::None {}, resolved.suggestion(row_problem).map(Cow::Borrowed))
            }
            code => {
                let (params, suggestion) = fields::explain(&self.template.columns()[index], value, code);
                (params, suggestion.map(Cow::Owned))
            }
        }
    }
}

impl Resolved {
    /// What the directory suggests in place of an unknown name.
    fn suggestion(&self, row_problem: RowProblem) -> Option<&str> {
        let names = &self.sheet().entries[row_problem.entry()].names;
        match row_problem.code() {
            Code::PermissionGroupDoesNotExist => match self.group(names)? {
                PermissionGroup::DoesNotExist { suggestion } => suggestion.as_deref(),
                _ => None,
            },
            Code::PrimaryTeamDoesNotExist => match self.team(names)? {
                PrimaryTeam::DoesNotExist { suggestion } => suggestion.as_deref(),
                _ => None,
            },
            Code::CapacityPlanDoesNotExist => match self.plan(names)? {
                CapacityPlan::DoesNotExist { suggestion } => suggestion.as_deref(),
                CapacityPlan::Exists => None,
            },
            _ => None,
        }
    }

    fn row_problem(&self, row_problem: RowProblem) -> Problem<'_> {
        let entry = &self.sheet().entries[row_problem.entry()];
        let row = self.sheet().reread(row_problem.entry());
        let (line, params) = if let Some(damage) = row.raw.damage {
            (damage.line, quoting_params(damage, row.row.len(), entry.row))
        } else {
            let expected = self.sheet().header.width();
            (entry.position.line, Params::FieldCount { expected, actual: row.length() })
        };
        let position = ProblemPosition {
            code: row_problem.code(),
            row: Some(entry.row),
            line: Some(line),
            column: None,
            cell: None,
            value: None,
        };
        Problem { position, params: Cow::Owned(params), suggestion: None }
    }
}
