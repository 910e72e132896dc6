//! Problems of the header: it does not have the template's columns (SPEC section 3).

use serde::Serialize;

use super::catalogue::{Level, ProblemKind};
use super::sentence::{Hole, Sentence};

/// 901: a required column is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TemplateMissingColumn {
    /// The template's column.
    pub column: String,
}

impl ProblemKind for TemplateMissingColumn {
    const NUMBER: u16 = 901;
    const CODE: &'static str = "template-missing-column";
    const TITLE: &'static str = "Template: missing column";
    const LEVEL: Level = Level::File;
    const DESCRIPTION: &'static str = "The header lacks a required column.";
    const HELP: &'static str = "Add it, or start from the import template.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The header has no column {missing}, which is required.")
            .quoted("missing", &self.column)
    }
}

/// 902: a column that may be one of the template's under another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TemplateUnknownColumn {
    /// The column as the header has it, trimmed; `None` where the row is hardly a header: it may be a user, with a
    /// password.
    pub column: Option<String>,
    /// Its header cell.
    pub cell: String,
}

impl ProblemKind for TemplateUnknownColumn {
    const NUMBER: u16 = 902;
    const CODE: &'static str = "template-unknown-column";
    const TITLE: &'static str = "Template: unknown column";
    const LEVEL: Level = Level::File;
    const DESCRIPTION: &'static str =
        "The header has a column that is nearly, but not quite, one of the template's.";
    const HELP: &'static str = "Correct its name.";
    const SUGGESTION_HELP: &'static str = "Name the column {suggestion}.";

    fn what(&self) -> Sentence<'_> {
        let sentence = match &self.column {
            None => Sentence::new("The column under {cell} is none of the template's, but is nearly one."),
            Some(column) => {
                Sentence::new("The column {unknown} ({cell}) is none of the template's, but is nearly one.")
                    .quoted("unknown", column)
            }
        };
        sentence.text("cell", &self.cell)
    }
}

/// 903: a column of the template more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TemplateDuplicateColumn {
    /// The template's column.
    pub column: String,
    /// Its header cells, the first ten of them.
    pub cells: Vec<String>,
    /// How many header cells it has.
    pub count: usize,
}

impl ProblemKind for TemplateDuplicateColumn {
    const NUMBER: u16 = 903;
    const CODE: &'static str = "template-duplicate-column";
    const TITLE: &'static str = "Template: duplicate column";
    const LEVEL: Level = Level::File;
    const DESCRIPTION: &'static str = "The header has a column twice.";
    const HELP: &'static str = "Keep one of them.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The header has the column {duplicate} {count} times: {cells}.")
            .quoted("duplicate", &self.column)
            .text("count", self.count.to_string())
            .fill("cells", Hole::Cells(&self.cells, self.count))
    }
}
