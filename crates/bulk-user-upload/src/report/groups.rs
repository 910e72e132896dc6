//! Errors that are the same problem, gathered for people to read: they differ in their row, and in the value that stands
//! there.

use std::collections::HashMap;

use super::Report;
use crate::fold::fold;
use crate::problem::{Code, Params, Problem, visible};

/// More spellings of one login than this are not shown.
const MAX_SPELLINGS: usize = 3;

/// One problem, on the rows that have it: an administrator reads `WAHR` on forty rows once ([`Report::problem_groups`]).
#[derive(Debug)]
pub struct ProblemGroup<'r> {
    /// The first error of it.
    pub first: Problem<'r>,
    /// What is wrong, in a sentence that holds for every row.
    pub what: String,
    /// What to do about it, where that is the same for every row; else the values say it.
    pub help: Option<String>,
    /// The rows, in ascending order; none for the file as such.
    pub rows: Vec<u32>,
    /// The cells, where they are not all of one column.
    pub cells: Vec<String>,
    /// The distinct values, in the order of the file; none for a password, a blank cell, a row, or the file.
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
    /// As the file has it, made visible and shortened; a login in more than one spelling.
    pub spellings: Vec<String>,
    /// Where it stands.
    pub rows: Vec<u32>,
    /// What to do about it.
    pub help: String,
    /// Its length, where that is the problem.
    pub length: Option<usize>,
}

/// What two errors have in common when they are the same problem.
#[derive(PartialEq, Eq, Hash)]
struct Key<'r> {
    code: Code,
    column: Option<&'r str>,
    general: String,
    help: Help,
}

/// What to do: the same for both, or something else to write for each value.
#[derive(PartialEq, Eq, Hash)]
enum Help {
    Standing(String),
    Suggestion,
}

impl Report {
    /// The errors, gathered: each problem once, in the order in which they first appear, with the rows that have it. Time is
    /// linear in the errors.
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
                    Some(_) if problem.value().is_some() => Help::Suggestion,
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
        groups
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
        self.rows.extend(problem.row());
        if let Params::RowQuoting(quoting) = problem.params() {
            self.cells.push(quoting.cell.clone());
        }
        let Some(value) = problem.value().filter(|value| !value.is_empty()) else { return };
        let key = match problem.code() {
            // What is the same login is the same value, however it is written.
            Code::LoginDuplicateInFile => fold(value).into_owned(),
            _ => value.to_owned(),
        };
        let index = *self.indexes.entry(key).or_insert(self.values.len());
        if index == self.values.len() {
            self.values.push(ProblemValue::new(problem));
        }
        self.values[index].rows.extend(problem.row());
        self.values[index].spell(value);
    }
}

impl ProblemValue {
    fn new(problem: &Problem<'_>) -> Self {
        let length = match problem.params() {
            Params::FieldLength(length) => Some(length.actual),
            _ => None,
        };
        Self { spellings: Vec::new(), rows: Vec::new(), help: problem.help(), length }
    }

    fn spell(&mut self, value: &str) {
        let spelling = visible(value);
        if self.spellings.len() < MAX_SPELLINGS && !self.spellings.contains(&spelling) {
            self.spellings.push(spelling);
        }
    }
}
