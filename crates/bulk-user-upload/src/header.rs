//! The header: which column of the file is which column of the template (SPEC section 3).

use std::collections::HashMap;

use zeroize::Zeroizing;

use crate::cells::{Cell, Cells};
use crate::characters::{is_blank, trim};
use crate::csv_cell::is_escaped;
use crate::fold::header_key;
use crate::problem::{
    FileProblem, MAX_NAMED, TemplateDuplicateColumn, TemplateMissingColumn, TemplateUnknownColumn,
    cell_reference,
};
use crate::suggest::NearMisses;
use crate::template::{Column, ERRORS_KEY, Template};

/// What a column of the file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A column of the template, by its place there.
    Template(usize),
    /// The same column of the template once more.
    Duplicate(usize),
    /// A near miss of a column that the file lacks.
    NearMiss,
    /// `Errors`, the export's own.
    Errors,
    /// A column that the template does not know.
    Ignored,
    /// A header cell without a name, over nothing.
    Blank,
    /// A header cell without a name, over cells with text; known once the rows were read.
    Nameless,
}

/// Matches header names with the template's columns; made once, asked for every candidate delimiter.
pub(crate) struct Matcher<'t> {
    template: &'t Template,
    columns: HashMap<String, usize>,
}

impl<'t> Matcher<'t> {
    pub(crate) fn new(template: &'t Template) -> Self {
        let columns = template
            .columns()
            .iter()
            .enumerate()
            .flat_map(|(template_index, column)| {
                column.names().map(move |name| (header_key(name), template_index))
            })
            .collect();
        Self { template, columns }
    }

    /// How many distinct columns of the template a header row names.
    pub(crate) fn count(&self, row: &HeaderRow) -> usize {
        let mut found = vec![false; self.template.columns().len()];
        for template_index in row.keys.iter().filter_map(|key| self.columns.get(&**key)) {
            found[*template_index] = true;
        }
        found.into_iter().filter(|&found| found).count()
    }

    /// Takes a header row for what it is.
    pub(crate) fn read(&self, row: HeaderRow, number: u32) -> Header {
        let HeaderRow { names, keys, is_export } = row;
        let mut file_indexes = vec![None; self.template.columns().len()];
        let mut unknown = Vec::new();
        let mut role = |(index, (name, key)): (usize, (&Zeroizing<String>, Zeroizing<String>))| {
            if is_blank(name) {
                return Role::Blank;
            }
            match self.columns.get(&*key) {
                Some(&template_index) if file_indexes[template_index].is_some() => {
                    Role::Duplicate(template_index)
                }
                Some(&template_index) => {
                    file_indexes[template_index] = Some(index);
                    Role::Template(template_index)
                }
                None if *key == ERRORS_KEY => Role::Errors,
                None => {
                    unknown.push((index, key));
                    Role::Ignored
                }
            }
        };
        let mut roles: Vec<_> = names.iter().zip(keys).enumerate().map(&mut role).collect();
        let near = NearColumns::find(self.template, &file_indexes, &unknown);
        for near_miss in &near.misses {
            roles[near_miss.index] = Role::NearMiss;
        }
        let used_width = file_indexes.iter().flatten().max().map_or(0, |last| last + 1);
        let mut header =
            Header { number, names, roles, file_indexes, used_width, is_export, problems: Vec::new() };
        header.problems = header.find_problems(self.template, &near);
        header
    }
}

/// A row that may be the header.
pub(crate) struct HeaderRow {
    /// The names as typed. Where the file has no header they are a user, with a password, so they are zeroized.
    names: Vec<Zeroizing<String>>,
    /// What they compare by.
    keys: Vec<Zeroizing<String>>,
    /// One of them is `Errors`: then the file is an export, and each of its cells may have a `'` that the export put there.
    is_export: bool,
}

impl HeaderRow {
    pub(crate) fn new(cells: &Cells<'_>, row: &[Cell]) -> Self {
        let mut names: Vec<_> = row.iter().map(|&cell| Zeroizing::new(cells.get(cell).to_owned())).collect();
        let mut keys: Vec<_> = names.iter().map(|name| Zeroizing::new(header_key(name))).collect();
        let is_export = keys.iter().any(|key| **key == ERRORS_KEY);
        if is_export {
            for (name, key) in names.iter_mut().zip(&mut keys).filter(|(name, _)| is_escaped(name)) {
                name.remove(0);
                *key = Zeroizing::new(header_key(name));
            }
        }
        Self { names, keys, is_export }
    }

    pub(crate) fn width(&self) -> usize {
        self.names.len()
    }
}

/// Unknown columns that are near misses of columns that the file lacks.
struct NearColumns {
    misses: Vec<NearMiss>,
    /// The columns of the template that some header cell is near to.
    excused: Vec<bool>,
}

struct NearMiss {
    /// The column of the file.
    index: usize,
    /// The column of the template that it is nearest to.
    template_index: usize,
}

impl NearColumns {
    fn find(
        template: &Template,
        file_indexes: &[Option<usize>],
        unknown: &[(usize, Zeroizing<String>)],
    ) -> Self {
        let columns = template.columns();
        let mut near = Self { misses: Vec::new(), excused: vec![false; columns.len()] };
        let absent: Vec<_> = (0..columns.len())
            .filter(|&template_index| file_indexes[template_index].is_none())
            .map(|template_index| {
                let names = columns[template_index].names();
                (template_index, NearMisses::with_keys(names.map(|name| (name, header_key(name)))))
            })
            .collect();
        for (index, key) in unknown {
            let mut nearest: Option<(usize, usize)> = None;
            for (template_index, names) in &absent {
                let Some(distance) = names.near(key).map(|(distance, _)| distance).min() else { continue };
                near.excused[*template_index] = true;
                if nearest.is_none_or(|(min, _)| distance < min) {
                    nearest = Some((distance, *template_index));
                }
            }
            if let Some((_, template_index)) = nearest {
                near.misses.push(NearMiss { index: *index, template_index });
            }
        }
        near
    }
}

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
    /// Up to how many cells of a row the template's columns reach.
    pub(crate) used_width: usize,
    /// The file has a column `Errors`.
    pub(crate) is_export: bool,
    /// What is wrong with it, in the report's order.
    pub(crate) problems: Vec<FileProblem>,
}

impl Header {
    /// How many cells it has.
    pub(crate) fn width(&self) -> usize {
        self.roles.len()
    }

    /// Whether the row is hardly a header: it lacks a required column, and less than a quarter of its cells name a column of the
    /// template. It may be a user, with a password, one of whose cells happens to be such a name.
    pub(crate) fn may_be_a_user(&self, template: &Template) -> bool {
        let is_missing =
            |(file_index, column): (&Option<usize>, &Column)| file_index.is_none() && column.is_required();
        let named = self.roles.iter().filter(|role| matches!(role, Role::Template(_))).count();
        let with_name =
            self.roles.iter().filter(|role| !matches!(role, Role::Blank | Role::Nameless)).count();
        4 * named < with_name && self.file_indexes.iter().zip(template.columns()).any(is_missing)
    }

    /// The problems in the order of their numbers, then of the template's columns, then of the file's.
    fn find_problems(&self, template: &Template, near: &NearColumns) -> Vec<FileProblem> {
        let mut problems = Vec::new();
        for (template_index, column) in template.columns().iter().enumerate() {
            if column.is_required()
                && self.file_indexes[template_index].is_none()
                && !near.excused[template_index]
            {
                let column = column.name().to_owned();
                problems.push(FileProblem::new(TemplateMissingColumn { column }));
            }
        }
        let mut misses: Vec<_> = near.misses.iter().collect();
        misses.sort_by_key(|miss| (miss.template_index, miss.index));
        let hide_names = self.may_be_a_user(template);
        for miss in misses {
            let column = (!hide_names).then(|| trim(&self.names[miss.index]).to_owned());
            let cell = cell_reference(miss.index, self.number);
            problems.push(
                FileProblem::new(TemplateUnknownColumn { column, cell })
                    .suggesting(template.columns()[miss.template_index].name()),
            );
        }
        problems.extend(self.duplicates(template));
        problems
    }

    fn duplicates(&self, template: &Template) -> Vec<FileProblem> {
        let mut cells: Vec<Vec<usize>> = vec![Vec::new(); template.columns().len()];
        for (index, role) in self.roles.iter().enumerate() {
            if let Role::Template(template_index) | Role::Duplicate(template_index) = role {
                cells[*template_index].push(index);
            }
        }
        cells
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
