//! What the history stores of an upload: everything except its passwords.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::problem::{Code, Level, Notice, Problem};
use crate::report::{Report, StoredRow};
use crate::rows_with_errors_file::LeftOut;

/// What the history stores of an uploaded file, apart from its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes; `None` if it is over the size limit and was not read to its end.
    pub size: Option<u64>,
    /// The SHA-256 of its bytes in lower-case hexadecimal digits; `None` if it was not read to its end.
    pub sha256: Option<String>,
    /// Its encoding, as the report names it; `None` if the file is not text, or was not decoded.
    pub encoding: Option<String>,
    /// Its delimiter; `None` if the file is not text, or was not decoded.
    pub delimiter: Option<String>,
    /// Its columns that the template has, in their order, as the header names them; empty if the file or
    /// its header has an error.
    pub columns: Vec<String>,
    /// Which of these columns hold texts, by their indexes from 0: all but the password, and those of TRUE and
    /// FALSE. The rows-with-errors file protects their cells against spreadsheets.
    #[serde(default)]
    pub text_columns: Vec<usize>,
    /// The size limit of its template, in bytes: the rows-with-errors file stays within it.
    pub max_bytes: u64,
}

/// A notice, as the history stores it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredNotice {
    /// Its code, as in the report: `column-ignored`.
    pub code: String,
    /// The row that a spreadsheet shows, from 1; `None` for a notice of the file.
    #[serde(default)]
    pub row: Option<u32>,
    /// The physical line of the file, from 1.
    #[serde(default)]
    pub line: Option<u32>,
    /// The column, under the template's name.
    #[serde(default)]
    pub column: Option<String>,
    /// The cell as a spreadsheet names it: `C7`.
    #[serde(default)]
    pub cell: Option<String>,
    /// The normalized text of the cell; `None` for a password.
    #[serde(default)]
    pub value: Option<String>,
    /// What the cell should probably hold instead.
    #[serde(default)]
    pub suggestion: Option<String>,
    /// The particulars, as in the report.
    pub params: serde_json::Value,
    /// The notice in a sentence.
    pub message: String,
}

impl From<&Notice<'_>> for StoredNotice {
    fn from(notice: &Notice<'_>) -> Self {
        Self {
            code: notice.code().as_str().to_owned(),
            row: notice.row(),
            line: notice.line(),
            column: notice.column().map(str::to_owned),
            cell: notice.cell().map(str::to_owned),
            value: notice.value().map(str::to_owned),
            suggestion: notice.suggestion().map(str::to_owned),
            params: serde_json::to_value(notice.params()).expect("params have nothing that JSON has not"),
            message: notice.message(),
        }
    }
}

/// An error, as the history stores it: an element of the report's `errors`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredProblem {
    /// What is wrong.
    pub code: Code,
    /// The number of the code.
    pub number: u16,
    /// What it is about.
    pub level: Level,
    /// The row that a spreadsheet shows, from 1.
    pub row: Option<u32>,
    /// The physical line of the file, from 1.
    pub line: Option<u32>,
    /// The column, under the template's name.
    pub column: Option<String>,
    /// The cell as a spreadsheet names it: `C7`.
    pub cell: Option<String>,
    /// The normalized text of the cell; `None` for a password.
    pub value: Option<String>,
    /// The particulars, as in the report.
    pub params: serde_json::Value,
    /// What to write in the cell instead, if the engine has a suggestion.
    pub suggestion: Option<String>,
    /// What is wrong, with what, and what to do about it.
    pub message: String,
}

impl From<&Problem<'_>> for StoredProblem {
    fn from(problem: &Problem<'_>) -> Self {
        Self {
            code: problem.code(),
            number: problem.code().number(),
            level: problem.code().level(),
            row: problem.row(),
            line: problem.line(),
            column: problem.column().map(str::to_owned),
            cell: problem.cell().map(str::to_owned),
            value: problem.value().map(str::to_owned),
            params: serde_json::to_value(problem.params()).expect("params have nothing that JSON has not"),
            suggestion: problem.suggestion().map(str::to_owned),
            message: problem.message(),
        }
    }
}

/// What became of an entry of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RowOutcome {
    /// It has no errors, and its user is yet to be created.
    Pending,
    /// Its user was created.
    Created,
    /// Its user was created, and deactivated when the import was undone.
    Undone,
    /// It has errors, and no user was created.
    WithErrors,
    /// It has no errors, and no user was created: the import was interrupted, or was all or nothing.
    NotAttempted,
}

impl RowOutcome {
    /// Every outcome.
    pub const ALL: [Self; 5] =
        [Self::Pending, Self::Created, Self::Undone, Self::WithErrors, Self::NotAttempted];

    /// `pending`, `created`, `undone`, `with-errors` or `not-attempted`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Created => "created",
            Self::Undone => "undone",
            Self::WithErrors => "with-errors",
            Self::NotAttempted => "not-attempted",
        }
    }
}

/// An entry of an upload, as the history stores it: its cells as typed, without the password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedRow {
    /// The row that a spreadsheet shows, from 1.
    pub row: u32,
    /// What became of it.
    pub outcome: RowOutcome,
    /// The login, trimmed; `None` if it is blank, or if it is unclear which cell of the row is the login.
    pub login: Option<String>,
    /// A cell for each of [`StoredFile::columns`], as typed; empty for a row whose user was created or not
    /// attempted. The password is left blank, and so is every other cell that may contain it.
    pub cells: Vec<String>,
    /// The cells beyond the last column of the header, if the template has no password.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extra: Vec<String>,
    /// What was left blank.
    pub left_out: LeftOut,
    /// What is wrong with it.
    pub errors: Vec<StoredProblem>,
}

impl ImportedRow {
    /// The row of an entry of a report, with its errors.
    pub(super) fn of(report: &Report, entry: usize, outcome: RowOutcome) -> Self {
        let StoredRow { row, login, cells, extra, left_out, errors } = report.stored_row(entry);
        let errors = errors.iter().map(StoredProblem::from).collect();
        Self { row, outcome, login, cells, extra, left_out, errors }
    }
}

/// How often an error occurs in an import: a line of Details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ErrorCount {
    /// The error.
    pub code: Code,
    /// The number of the code.
    pub number: u16,
    /// The product's name for it.
    pub title: String,
    /// How often it occurs.
    pub count: usize,
}

/// Counts errors by their code, in the order of the codes' numbers.
pub fn count_errors<'p>(errors: impl IntoIterator<Item = &'p StoredProblem>) -> Vec<ErrorCount> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for error in errors {
        *counts.entry(error.code).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(code, count)| ErrorCount {
            code,
            number: code.number(),
            title: code.title().to_owned(),
            count,
        })
        .collect()
}

impl StoredFile {
    pub(super) fn of(report: &Report) -> Self {
        let file = report.file();
        Self {
            name: file.name().to_owned(),
            size: file.size(),
            sha256: file.sha256().map(str::to_owned),
            encoding: file.encoding().map(|encoding| encoding.name().to_owned()),
            delimiter: file.delimiter().map(str::to_owned),
            columns: report.stored_columns(),
            text_columns: report.stored_text_columns(),
            max_bytes: report.template().limits().max_bytes(),
        }
    }
}
