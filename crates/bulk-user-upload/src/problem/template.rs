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
    const HELP: &'static str = "Add what is missing, or start from the import template.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The header has no column {missing}, which is required.")
            .of_group("The header lacks columns that are required.")
            .quoted("missing", &self.column)
    }

    fn subject(&self) -> Option<String> {
        Some(self.column.clone())
    }
}

/// 902: a column that may be one of the template's under another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TemplateUnknownColumn {
    /// The column as the header has it, trimmed; `None` where the row is hardly a header: it may be a user,
    /// with a password.
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
        "The header has a column that is probably one of the template's under another name.";
    const HELP: &'static str = "Correct its name.";
    const SUGGESTION_HELP: &'static str =
        "If it is the column {suggestion}, give it that name; if it is not, remove it from the file.";

    fn what(&self) -> Sentence<'_> {
        let sentence = match &self.column {
            None => Sentence::new(
                "The template has no column of the name that stands in {cell}, but may have it under another name.",
            ),
            Some(column) => Sentence::new(
                "The template has no column {unknown} ({cell}), but may have it under another name.",
            )
            .quoted("unknown", column),
        };
        sentence
            .of_group(
                "The header has columns that the template may have under other names. If so, give each that name; if not, \
                 remove it from the file.",
            )
            .text("cell", &self.cell)
    }

    fn subject(&self) -> Option<String> {
        Some(format!("{} ({})", self.column.as_ref()?, self.cell))
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

/// 904: the header is a single cell, because another delimiter stands between its names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TemplateDelimiter {
    /// What stands between the names.
    pub delimiter: char,
    /// The row stands in quotes as a whole.
    pub quoted: bool,
}

impl ProblemKind for TemplateDelimiter {
    const NUMBER: u16 = 904;
    const CODE: &'static str = "template-delimiter";
    const TITLE: &'static str = "Template: cannot be split into columns";
    const LEVEL: Level = Level::File;
    const DESCRIPTION: &'static str = "The header cannot be split into columns: it stands in quotes as a whole, \
                                       or another delimiter stands between its names.";
    const HELP: &'static str =
        "Save the file as CSV with a comma, a semicolon, a tab or a pipe between the cells.";

    fn what(&self) -> Sentence<'_> {
        let sentence = if self.quoted {
            Sentence::new(
                "The whole header stands in double quotes, so it is a single cell, with {delimiter} between the names.",
            )
        } else if self.is_of_uploads() {
            Sentence::new(
                "The header is a single cell: {delimiter} stands between the names, but the line “sep=” above the \
                 header sets another delimiter.",
            )
        } else {
            Sentence::new(
                "The header is a single cell: {delimiter} stands between the names, which is no delimiter of an \
                 upload.",
            )
        };
        match self.delimiter {
            ',' => sentence.text("delimiter", "a comma"),
            ';' => sentence.text("delimiter", "a semicolon"),
            '\t' => sentence.text("delimiter", "a tab"),
            '|' => sentence.text("delimiter", "a pipe"),
            other => sentence.quoted("delimiter", other.to_string()),
        }
    }

    fn help(&self) -> Sentence<'_> {
        match (self.quoted, self.is_of_uploads()) {
            (true, true) => Sentence::new(
                "Remove the quotes at both ends of each row, or save the file again with a cell for each column.",
            ),
            (true, false) => Sentence::new(
                "Save the file again with a cell for each column, and a comma, a semicolon, a tab or a pipe between \
                 the cells.",
            ),
            (false, true) => Sentence::new("Delete the line “sep=”, or correct it."),
            (false, false) => Sentence::new(Self::HELP),
        }
    }
}

impl TemplateDelimiter {
    /// Whether an upload may have this delimiter.
    fn is_of_uploads(&self) -> bool {
        matches!(self.delimiter, ',' | ';' | '\t' | '|')
    }
}

/// 905: no cell of the header names a column of the template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TemplateNoHeader {}

impl ProblemKind for TemplateNoHeader {
    const NUMBER: u16 = 905;
    const CODE: &'static str = "template-no-header";
    const TITLE: &'static str = "Template: no header";
    const LEVEL: Level = Level::File;
    const DESCRIPTION: &'static str =
        "The file has no header: its first row names no column of the template.";
    const HELP: &'static str =
        "Put a row with the names of the columns above the users, as in the import template.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(
            "The first row names no column of the template. Probably it is a user, and the header is missing.",
        )
    }
}
