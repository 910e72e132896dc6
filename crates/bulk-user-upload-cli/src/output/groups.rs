//! Errors that are the same problem, gathered: they differ in their row, and in the value that stands there.

use std::collections::HashMap;

use bulk_user_upload::{Code, Params, Problem, Report, fold, quoted};

/// What stands for the value in a sentence about several.
const ANY_VALUE: &str = "“…”";

/// More spellings of one login than this are not shown.
const MOST_SPELLINGS: usize = 3;

/// One problem, on the rows that have it.
pub(super) struct Group<'r> {
    /// The first error of it.
    pub(super) first: Problem<'r>,
    /// What is wrong, in a sentence that holds for every row.
    pub(super) what: String,
    /// What to do about it, where that is the same for every row; else the values say it.
    pub(super) help: Option<String>,
    /// The rows, in ascending order; none for the file as such.
    pub(super) rows: Vec<u32>,
    /// The cells, where they are not all of one column.
    pub(super) cells: Vec<String>,
    /// The distinct values, in the order of the file; none for a password, a blank cell, a row, or the file.
    pub(super) values: Vec<Value>,
    /// The place of each value in `values`.
    places: HashMap<String, usize>,
    /// What is wrong, in a sentence without the value.
    general: String,
}

/// A value that has the problem.
pub(super) struct Value {
    /// As the file has it, made visible and shortened; a login in more than one spelling.
    pub(super) spellings: Vec<String>,
    /// Where it stands.
    pub(super) rows: Vec<u32>,
    /// What to do about it.
    pub(super) help: String,
    /// Its length, where that is the problem.
    pub(super) length: Option<usize>,
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

/// The problems of a report, each once, in the order in which they first appear. Time is linear in the errors.
pub(super) fn groups(report: &Report) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places = HashMap::new();
    for problem in report.errors() {
        let general = general(&problem);
        let key = Key {
            code: problem.code(),
            column: problem.column(),
            general: general.clone(),
            help: match problem.suggestion() {
                Some(_) if problem.value().is_some() => Help::Suggestion,
                _ => Help::Standing(problem.help()),
            },
        };
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Group::new(problem, general));
        } else {
            groups[place].add(&problem);
        }
    }
    groups
}

impl<'r> Group<'r> {
    fn new(first: Problem<'r>, general: String) -> Self {
        let mut group = Self {
            what: first.what(),
            help: Some(first.help()),
            rows: Vec::new(),
            cells: Vec::new(),
            values: Vec::new(),
            places: HashMap::new(),
            general,
            first,
        };
        let first = group.first.clone();
        group.place(&first);
        group
    }

    fn add(&mut self, problem: &Problem<'_>) {
        if self.what != self.general && self.what != problem.what() {
            self.what.clone_from(&self.general);
        }
        if self.help.as_ref().is_some_and(|help| *help != problem.help()) {
            self.help = None;
        }
        self.place(problem);
    }

    fn place(&mut self, problem: &Problem<'_>) {
        self.rows.extend(problem.row());
        if let Params::Quoting { cell, .. } = problem.params() {
            self.cells.push(cell.clone());
        }
        let Some(value) = problem.value().filter(|value| !value.is_empty()) else { return };
        let key = match problem.code() {
            // What is the same login is the same value, however it is written.
            Code::LoginDuplicateInFile => fold(value).into_owned(),
            _ => value.to_owned(),
        };
        let place = *self.places.entry(key).or_insert(self.values.len());
        if place == self.values.len() {
            self.values.push(Value::new(problem));
        }
        self.values[place].rows.extend(problem.row());
        self.values[place].spell(value);
    }
}

impl Value {
    fn new(problem: &Problem<'_>) -> Self {
        let length = match problem.params() {
            Params::Length { actual, .. } => Some(*actual),
            _ => None,
        };
        Self { spellings: Vec::new(), rows: Vec::new(), help: problem.help(), length }
    }

    fn spell(&mut self, value: &str) {
        let quoted = quoted(value);
        let spelling = quoted.strip_prefix('“').and_then(|rest| rest.strip_suffix('”')).unwrap_or(&quoted);
        if self.spellings.len() < MOST_SPELLINGS && !self.spellings.iter().any(|known| known == spelling) {
            self.spellings.push(spelling.to_owned());
        }
    }
}

/// What is wrong, in a sentence that leaves out what differs from row to row.
fn general(problem: &Problem<'_>) -> String {
    let what = problem.what();
    match problem.params() {
        // Each row names the others: together they name all.
        Params::OtherRows { .. } => problem.code().description().to_owned(),
        Params::Quoting { cell, .. } => what.replacen(cell, "a cell", 1),
        Params::Length { actual, .. } => {
            let characters = if *actual == 1 { "character" } else { "characters" };
            what.replacen(&format!(": it has {actual} {characters}, and may"), ": it may", 1)
        }
        _ => match problem.value() {
            Some(value) => what.replacen(&quoted(value), ANY_VALUE, 1),
            None => what,
        },
    }
}
