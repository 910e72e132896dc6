//! Problems of logins.

use serde::Serialize;

use super::catalogue::{CellProblemKind, Level, ProblemKind};
use super::sentence::{Hole, Sentence};

/// 401: the same login in several rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LoginDuplicateInFile {
    /// The other rows with this login, the first ten of them.
    pub rows: Vec<u32>,
    /// How many other rows there are.
    pub count: u32,
}

impl ProblemKind for LoginDuplicateInFile {
    const NUMBER: u16 = 401;
    const CODE: &'static str = "login-duplicate-in-file";
    const TITLE: &'static str = "Login: duplicate in file";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "The file contains two or more rows with the same login.";
    const HELP: &'static str = "Give each user a login of their own, or delete the rows that repeat one.";

    fn what(&self) -> Sentence<'_> {
        // Each row names the others: together they name all.
        Sentence::new("The login {value} is also in {rows} of the upload.")
            .of_group(Self::DESCRIPTION)
            .fill("rows", Hole::Rows(&self.rows, self.count))
    }
}

impl CellProblemKind for LoginDuplicateInFile {
    fn hide_value(&mut self) {}
}

/// 402: a user of the directory has the login.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LoginAlreadyExists {}

impl ProblemKind for LoginAlreadyExists {
    const NUMBER: u16 = 402;
    const CODE: &'static str = "login-already-exists";
    const TITLE: &'static str = "Login: already exists";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "The login already exists in the system.";
    const HELP: &'static str = "Choose another login, or delete the row if the user is there already.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The login {value} already exists.")
    }
}

impl CellProblemKind for LoginAlreadyExists {
    fn hide_value(&mut self) {}
}
