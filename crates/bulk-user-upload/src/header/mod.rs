//! The header: which column of the file is which column of the template (SPEC section 3).

mod delimiter;
mod found;
mod likely;
mod mapped;
mod mapping_fit;
mod matcher;
mod repeated;
mod role;
mod row;

use zeroize::Zeroizing;

pub(crate) use self::found::{FoundHeader, is_blank_under};
use self::likely::{LikelyColumns, Likeness};
pub(crate) use self::mapped::MappedHeaders;
pub(crate) use self::matcher::Matcher;
use self::repeated::RepeatedHeader;
pub(crate) use self::role::Role;
pub(crate) use self::row::HeaderRow;
use crate::cells::{Cell, Cells};
use crate::characters::{is_blank, trim};
use crate::fold::ERRORS_KEY;
use crate::mapping::MappingError;
use crate::problem::{
    FileProblem, MAX_NAMED, TemplateDuplicateColumn, TemplateMissingColumn, TemplateNoHeader,
    TemplateUnknownColumn, cell_reference,
};
use crate::template::{Column, Template};

/// The header of a file.
pub(crate) struct Header {
    /// Its row.
    pub(crate) number: u32,
    /// The names as typed.
    pub(crate) names: Vec<Zeroizing<String>>,
    /// What each column of the file is.
    pub(crate) roles: Vec<Role>,
    /// Where each column of the template stands in the file.
    pub(crate) file_indexes: Vec<Option<usize>>,
    /// Where the password stands in the file.
    pub(crate) password: Option<usize>,
    /// Up to how many cells of a row the template's columns reach.
    pub(crate) used_width: usize,
    /// The file has a column `Errors`.
    pub(crate) is_export: bool,
    /// What is wrong with it, in the report's order.
    pub(crate) problems: Vec<FileProblem>,
    /// Why the caller's mapping does not fit it. If it does not, no column can be judged, so there are no
    /// problems.
    pub(crate) mapping_error: Option<MappingError>,
    /// What tells a row that repeats it; `None` if it names too few columns for that.
    pub(crate) repeated: Option<RepeatedHeader>,
    /// The row is a header of this template, well or badly; where it is none, nothing is said of its columns.
    pub(crate) is_recognized: bool,
    /// The row may still be a user, with a password, so that its cells are not shown.
    pub(crate) may_be_a_user: bool,
}

/// What the cells of a header are by name, alias and mapping.
struct Named<'k> {
    roles: Vec<Role>,
    /// Where each column of the template stands in the file.
    file_indexes: Vec<Option<usize>>,
    /// The other cells that are not blank, with their keys.
    unknown: Vec<(usize, &'k str)>,
}

impl<'k> Named<'k> {
    fn find(matcher: &Matcher<'_>, names: &[Zeroizing<String>], keys: &'k [Zeroizing<String>]) -> Self {
        let mut file_indexes = vec![None; matcher.template().columns().len()];
        let mut unknown = Vec::new();
        let mut role = |(index, (name, key)): (usize, (&Zeroizing<String>, &'k Zeroizing<String>))| {
            if is_blank(name) {
                return Role::Blank;
            }
            match matcher.named(key) {
                Some(template_index) if file_indexes[template_index].is_some() => {
                    Role::Duplicate(template_index)
                }
                Some(template_index) => {
                    file_indexes[template_index] = Some(index);
                    Role::Template(template_index)
                }
                None if **key == ERRORS_KEY => Role::Errors,
                None => {
                    unknown.push((index, key.as_str()));
                    Role::Ignored
                }
            }
        };
        let roles = names.iter().zip(keys).enumerate().map(&mut role).collect();
        Self { roles, file_indexes, unknown }
    }
}

impl Header {
    /// Takes a header row for what it is.
    pub(crate) fn read(matcher: &Matcher<'_>, row: HeaderRow, number: u32) -> Self {
        let template = matcher.template();
        let delimiter = delimiter::find(matcher, &row);
        let is_named = matcher.count(&row) > 0;
        let HeaderRow { names, keys, is_export, .. } = row;
        let Named { mut roles, file_indexes, unknown } = Named::find(matcher, &names, &keys);
        let likely = LikelyColumns::find(matcher, &file_indexes, &unknown);
        for column in &likely.found {
            roles[column.index] = Role::Unknown;
        }
        let used_width = file_indexes.iter().flatten().max().map_or(0, |last| last + 1);
        let password = template.roles().password.and_then(|column| file_indexes[column]);
        let mut header = Self {
            number,
            names,
            roles,
            file_indexes,
            password,
            used_width,
            is_export,
            problems: Vec::new(),
            mapping_error: None,
            repeated: None,
            is_recognized: false,
            may_be_a_user: false,
        };
        if let Some(delimiter) = delimiter {
            header.problems.push(FileProblem::new(delimiter));
        } else if !is_named && template.columns().len() >= 2 && likely.found.len() <= 1 {
            header.problems.push(FileProblem::new(TemplateNoHeader {}));
        } else {
            header.is_recognized = true;
            header.may_be_a_user = header.is_hardly_one(template, &likely);
            header.mapping_error = matcher.mapped().find_error(template, &header, &keys);
            if header.mapping_error.is_none() {
                header.problems = header.find_problems(template, &likely);
            }
        }
        if header.file_indexes.iter().flatten().count() >= matcher.min_columns() {
            header.repeated = Some(RepeatedHeader::new(&header.roles, keys));
        }
        header
    }

    /// Whether a row repeats it, as where two files were joined.
    pub(crate) fn is_repeated_in(&self, cells: &Cells<'_>, row: &[Cell]) -> bool {
        self.repeated.as_ref().is_some_and(|repeated| repeated.is_row(cells, row))
    }

    /// The column whose cells are taken as typed, even if they are `="…"`. In an export, its cells that begin
    /// like a formula have an escape instead.
    pub(crate) fn literal_column(&self) -> Option<usize> {
        self.password.filter(|_| !self.is_export)
    }

    /// How many cells it has.
    pub(crate) fn width(&self) -> usize {
        self.roles.len()
    }

    /// Whether the row is hardly a header: it lacks a required column, and less than a quarter of its cells
    /// name a column of the template. It may be a user, with a password, one of whose cells happens to be
    /// such a name. One near miss does not count: the password may be that (`Passw0rd`).
    fn is_hardly_one(&self, template: &Template, likely: &LikelyColumns) -> bool {
        let is_missing =
            |(file_index, column): (&Option<usize>, &Column)| file_index.is_none() && column.is_required();
        let is_template = |role: &&Role| matches!(role, Role::Template(_));
        let hints = likely.count(|likeness| likeness == Likeness::Hint);
        let near_misses = (likely.found.len() - hints).saturating_sub(1);
        let named = self.roles.iter().filter(is_template).count() + hints + near_misses;
        let with_name = self.roles.iter().filter(|&&role| role != Role::Blank).count();
        4 * named < with_name && self.file_indexes.iter().zip(template.columns()).any(is_missing)
    }

    /// The problems in the order of their numbers, then of the template's columns, then of the file's.
    fn find_problems(&self, template: &Template, likely: &LikelyColumns) -> Vec<FileProblem> {
        let mut problems = Vec::new();
        for (template_index, column) in template.columns().iter().enumerate() {
            if column.is_required()
                && self.file_indexes[template_index].is_none()
                && !likely.excused[template_index]
            {
                let column = column.name().to_owned();
                problems.push(FileProblem::new(TemplateMissingColumn { column }));
            }
        }
        let mut unknown: Vec<_> = likely.found.iter().collect();
        unknown.sort_by_key(|unknown| unknown.template_index);
        for unknown in unknown {
            let column = (!self.may_be_a_user).then(|| trim(&self.names[unknown.index]).to_owned());
            let cell = cell_reference(unknown.index, self.number);
            problems.push(
                FileProblem::new(TemplateUnknownColumn { column, cell })
                    .suggesting(template.columns()[unknown.template_index].name()),
            );
        }
        problems.extend(self.duplicates(template));
        problems
    }

    /// The cells that are each column of the template; more than one is a mistake.
    fn cells_of_columns(&self, template: &Template) -> Vec<Vec<usize>> {
        let mut cells: Vec<Vec<usize>> = vec![Vec::new(); template.columns().len()];
        for (index, role) in self.roles.iter().enumerate() {
            if let Role::Template(template_index) | Role::Duplicate(template_index) = role {
                cells[*template_index].push(index);
            }
        }
        cells
    }

    fn duplicates(&self, template: &Template) -> Vec<FileProblem> {
        self.cells_of_columns(template)
            .into_iter()
            .enumerate()
            .filter(|(_, cells)| cells.len() > 1)
            .map(|(template_index, cells)| {
                FileProblem::new(TemplateDuplicateColumn {
                    column: template.columns()[template_index].name().to_owned(),
                    count: cells.len(),
                    cells: cells
                        .iter()
                        .take(MAX_NAMED)
                        .map(|&index| cell_reference(index, self.number))
                        .collect(),
                })
            })
            .collect()
    }
}
