//! Groups of errors that are the same problem, for people to read. The errors of a group differ only in their
//! rows and values.

use std::collections::HashMap;

use super::Report;
use crate::fold::fold;
use crate::problem::{Code, Params, Problem, visible};

/// The maximum number of spellings of a login that are shown.
const MAX_SPELLINGS: usize = 3;

/// One problem and the rows that have it. An administrator reads about `WAHR` on forty rows only once
/// ([`Report::problem_groups`]).
#[derive(Debug)]
pub struct ProblemGroup<'r> {
    /// The first error of the group.
    pub first: Problem<'r>,
    /// What is wrong, in a sentence that is true of every row.
    pub what: String,
    /// What to do about it, if that is the same for every row. Otherwise each value has its own help.
    pub help: Option<String>,
    /// The rows in ascending order. Empty if the error is one of the file itself.
    pub rows: Vec<u32>,
    /// The cells, if they are not all in one column.
    pub cells: Vec<String>,
    /// The distinct values in the order of the file. Empty for a password, a blank cell, a row, or the file
    /// itself.
    pub values: Vec<ProblemValue>,
    /// The index of each value in `values`.
    indexes: HashMap<String, usize>,
    /// What is wrong, in a sentence without the value.
    general: String,
}

/// A value that has a problem.
#[derive(Debug)]
#[non_exhaustive]
pub struct ProblemValue {
    /// The value as the file has it, made visible and shortened. A login may have several spellings.
    pub spellings: Vec<String>,
    /// The rows that have the value.
    pub rows: Vec<u32>,
    /// What to do about it.
    pub help: String,
    /// The length of the value, if that is the problem.
    pub length: Option<usize>,
}

/// Two errors with the same key are the same problem.
#[derive(PartialEq, Eq, Hash)]
struct Key<'r> {
    code: Code,
    column: Option<&'r str>,
    general: String,
    help: Help,
}

/// What to do: one sentence for the whole group, or a suggestion for each value.
#[derive(PartialEq, Eq, Hash)]
enum Help {
    Standing(String),
    Suggestion,
}

impl Report {
    /// Groups the errors: each problem once, in the order in which the problems first appear, with the rows
    /// that have it. The time is linear in the number of errors.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::{Answers, Template, Upload, check};
    ///
    /// let template = Template::from_toml("
    ///     [[columns]]
    ///     name = 'Login'
    ///     kind = 'login'
    ///     [[columns]]
    ///     name = 'Active'
    ///     kind = 'boolean'
    /// ")?;
    /// let checked = check(&template, Upload::new("users.csv", "Login,Active\nann,WAHR\nbob,WAHR\n"));
    /// let report = checked.resolve(Answers::default().logins(vec![false; 2]))?;
    /// let [group] = &report.problem_groups()[..] else { panic!("it is the same problem") };
    /// assert_eq!((&group.rows[..], &group.values[0].spellings[..]), (&[2, 3][..], &["WAHR".to_owned()][..]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn problem_groups(&self) -> Vec<ProblemGroup<'_>> {
        let mut groups: Vec<ProblemGroup<'_>> = Vec::new();
        let mut indexes = HashMap::new();
        for problem in self.errors() {
            let general = problem.what_of_group();
            let key = Key {
                code: problem.code(),
                column: problem.column(),
                general: general.clone(),
                help: match problem.suggestion() {
                    Some(_) if problem.subject().is_some() => Help::Suggestion,
                    _ => Help::Standing(problem.help()),
                },
            };
            let index = *indexes.entry(key).or_insert(groups.len());
            if index == groups.len() {
                groups.push(ProblemGroup::new(problem, general));
            } else {
                groups[index].add(&problem);
            }
        }
        groups.into_iter().map(ProblemGroup::finish).collect()
    }
}

impl<'r> ProblemGroup<'r> {
    fn new(first: Problem<'r>, general: String) -> Self {
        let mut group = Self {
            what: first.what(),
            help: Some(first.help()),
            rows: Vec::new(),
            cells: Vec::new(),
            values: Vec::new(),
            indexes: HashMap::new(),
            general,
            first,
        };
        let first = group.first.clone();
        group.add_position(&first);
        group
    }

    /// The only problem of the header says in its own sentence what it is about.
    fn finish(mut self) -> Self {
        if self.first.value().is_none() && self.values.len() == 1 {
            self.values.clear();
        }
        self
    }

    fn add(&mut self, problem: &Problem<'_>) {
        if self.what != self.general && self.what != problem.what() {
            self.what.clone_from(&self.general);
        }
        if self.help.as_ref().is_some_and(|help| *help != problem.help()) {
            self.help = None;
        }
        self.add_position(problem);
    }

    fn add_position(&mut self, problem: &Problem<'_>) {
        // Several problems of the header are in one row.
        self.rows.extend(problem.row().filter(|row| self.rows.last() != Some(row)));
        if let Params::RowQuoting(quoting) = problem.params() {
            self.cells.push(quoting.cell.clone());
        }
        let Some(value) = problem.subject().filter(|value| !value.is_empty()) else { return };
        let key = match problem.code() {
            // The spellings of a login are one value.
            Code::LoginDuplicateInFile => fold(&value).into_owned(),
            _ => value.clone().into_owned(),
        };
        let index = *self.indexes.entry(key).or_insert(self.values.len());
        if index == self.values.len() {
            self.values.push(ProblemValue::new(problem));
        }
        self.values[index].rows.extend(problem.row());
        self.values[index].spell(&value);
    }
}

impl ProblemValue {
    fn new(problem: &Problem<'_>) -> Self {
        let length = match problem.params() {
            Params::FieldLength(length) => Some(length.actual),
            _ => None,
        };
        Self { spellings: Vec::new(), rows: Vec::new(), help: problem.help_of_value(), length }
    }

    fn spell(&mut self, value: &str) {
        let spelling = visible(value);
        if self.spellings.len() < MAX_SPELLINGS && !self.spellings.contains(&spelling) {
            self.spellings.push(spelling);
        }
    }
}
