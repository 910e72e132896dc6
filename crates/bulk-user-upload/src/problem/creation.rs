//! Problems that show at creation alone.

use serde::Serialize;

use super::catalogue::{Level, ProblemKind};
use super::sentence::Sentence;

/// 921: the directory refused to create the user of a valid row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CreationFailed {
    /// What the directory said.
    pub reason: String,
}

impl ProblemKind for CreationFailed {
    const NUMBER: u16 = 921;
    const CODE: &'static str = "creation-failed";
    const TITLE: &'static str = "Creation: refused by the directory";
    const LEVEL: Level = Level::Row;
    const DESCRIPTION: &'static str =
        "The directory refused to create the user of a row that had been found valid.";
    const HELP: &'static str = "Mend what it names, and upload the row again.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The directory refused to create the user: {reason}.").text("reason", &self.reason)
    }
}
