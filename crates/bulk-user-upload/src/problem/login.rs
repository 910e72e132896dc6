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
pub struct LoginAlreadyExists {
    /// The directory tells that the user is inactive.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub inactive: bool,
    /// The directory tells the names of the user, and they are those of the row.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub same_name: bool,
}

impl ProblemKind for LoginAlreadyExists {
    const NUMBER: u16 = 402;
    const CODE: &'static str = "login-already-exists";
    const TITLE: &'static str = "Login: already exists";
    const LEVEL: Level = Level::Field;
    const DESCRIPTION: &'static str = "The login already exists in the system.";
    const HELP: &'static str = "Choose another login, or delete the row if the user is there already.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(match (self.inactive, self.same_name) {
            (false, false) => "The login {value} already exists.",
            (true, false) => "The login {value} already exists: it belongs to an inactive user.",
            (false, true) => {
                "The login {value} already exists: it belongs to a user with the same first and last name."
            }
            (true, true) => {
                "The login {value} already exists: it belongs to an inactive user with the same first and last name."
            }
        })
    }

    fn help(&self) -> Sentence<'_> {
        Sentence::new(match (self.inactive, self.same_name) {
            (false, false) => Self::HELP,
            (true, false) => {
                "If it is the same person, ask for the user to be reactivated and delete the row; otherwise choose \
                 another login."
            }
            (false, true) => "Delete the row, or choose another login if it is another person.",
            (true, true) => {
                "Ask for the user to be reactivated and delete the row, or choose another login if it is another \
                 person."
            }
        })
    }
}

impl CellProblemKind for LoginAlreadyExists {
    fn hide_value(&mut self) {
        self.same_name = false;
    }
}
