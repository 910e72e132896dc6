//! Errors one by one, worked out from the row that they are about.

use std::borrow::Cow;

use super::{Report, Resolved};
use crate::directory::{CapacityPlan, PermissionGroup, PrimaryTeam};
use crate::fields;
use crate::problem::{CellName, Code, Finding, Params, Problem, ProblemPlace};
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
        self.problems.len() + self.findings.len()
    }

    /// The error at a place in the order of [`Report::errors`].
    pub fn error(&self, index: usize) -> Option<Problem<'_>> {
        if let Some(problem) = self.problems.get(index) {
            return Some(problem.into());
        }
        let finding = self.findings.get(index - self.problems.len())?;
        Some(self.problem(*finding))
    }

    /// The code and the place of that error: most of it, for next to no work.
    pub fn error_place(&self, index: usize) -> Option<ProblemPlace<'_>> {
        if let Some(problem) = self.problems.get(index) {
            return Some(problem.place());
        }
        let finding = *self.findings.get(index - self.problems.len())?;
        let resolved = self.resolved.as_ref().expect("there are findings in entries only");
        Some(match finding.column() {
            None => resolved.row_problem(finding).place,
            Some(column) => self.cell_place(resolved, finding, column),
        })
    }

    /// The errors of the file and its header.
    pub(crate) fn file_errors(&self) -> impl Iterator<Item = Problem<'_>> {
        self.problems.iter().map(Problem::from)
    }

    /// The entries with errors, each once, in the order of the file.
    pub(crate) fn entries_with_errors(&self) -> impl Iterator<Item = usize> {
        self.findings.chunk_by(|a, b| a.entry() == b.entry()).map(|findings| findings[0].entry())
    }

    /// What was found in an entry.
    pub(super) fn findings_of(&self, entry: usize) -> &[Finding] {
        let first = self.findings.partition_point(|finding| finding.entry() < entry);
        let rest = &self.findings[first..];
        &rest[..rest.iter().take_while(|finding| finding.entry() == entry).count()]
    }

    pub(super) fn problem(&self, finding: Finding) -> Problem<'_> {
        let resolved = self.resolved.as_ref().expect("there are findings in entries only");
        match finding.column() {
            None => resolved.row_problem(finding),
            Some(column) => self.cell_problem(resolved, finding, column),
        }
    }

    fn cell_problem<'r>(&'r self, resolved: &'r Resolved, finding: Finding, index: usize) -> Problem<'r> {
        let value = self.judged(resolved, finding, index);
        let (params, suggestion) = self.particulars(resolved, finding, index, value);
        let place = self.cell_place(resolved, finding, index);
        let mut problem = Problem { place, params: Cow::Owned(params), suggestion };
        if place.value.is_none() && !self.template.columns()[index].is_password() {
            problem.hide_value();
        }
        problem
    }

    fn judged<'r>(&'r self, resolved: &'r Resolved, finding: Finding, index: usize) -> &'r str {
        fields::judged(&self.template.columns()[index], resolved.sheet().cell(finding.entry(), index))
    }

    fn cell_place<'r>(&'r self, resolved: &'r Resolved, finding: Finding, index: usize) -> ProblemPlace<'r> {
        let sheet = resolved.sheet();
        let column = &self.template.columns()[index];
        let entry = &sheet.entries[finding.entry()];
        let is_hidden = column.is_password() || self.may_be_password(resolved, finding.entry(), index);
        ProblemPlace {
            code: finding.code(),
            row: Some(entry.row),
            line: Some(entry.place.line),
            column: Some(column.name()),
            cell: sheet.header.places[index].map(|place| CellName::new(place, entry.row)),
            value: (!is_hidden).then(|| self.judged(resolved, finding, index)),
        }
    }

    /// Whether a cell may be the password, though its column is another: a row with more cells than the header has, all of
    /// them blank, is judged as it stands, and it may be so because a delimiter before the password is not quoted.
    fn may_be_password(&self, resolved: &Resolved, entry: usize, column: usize) -> bool {
        let sheet = resolved.sheet();
        let Some(place) = sheet.header.places[column] else { return false };
        sheet.may_be_password(entry, self.template.roles().password).contains(&place)
    }

    fn particulars<'r>(
        &'r self,
        resolved: &'r Resolved,
        finding: Finding,
        index: usize,
        value: &str,
    ) -> (Params, Option<Cow<'r, str>>) {
        let entry = finding.entry();
        let names = &resolved.sheet().entries[entry].names;
        match finding.code() {
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
                (Params::None {}, resolved.suggestion(finding).map(Cow::Borrowed))
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
    fn suggestion(&self, finding: Finding) -> Option<&str> {
        let names = &self.sheet().entries[finding.entry()].names;
        match finding.code() {
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

    fn row_problem(&self, finding: Finding) -> Problem<'_> {
        let entry = &self.sheet().entries[finding.entry()];
        let row = self.sheet().reread(finding.entry());
        let (line, params) = if let Some(damage) = row.raw.damage {
            (damage.line, quoting_params(damage, row.row.len(), entry.row))
        } else {
            let expected = self.sheet().header.width();
            (entry.place.line, Params::FieldCount { expected, actual: row.length() })
        };
        let place = ProblemPlace {
            code: finding.code(),
            row: Some(entry.row),
            line: Some(line),
            column: None,
            cell: None,
            value: None,
        };
        Problem { place, params: Cow::Owned(params), suggestion: None }
    }
}
