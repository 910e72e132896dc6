//! Problems and notices: each is declared once, as a type with its params, and rendered in one place.
//!
//! [`Code`] is the catalogue of problems and [`NoticeCode`] that of notices; [`Params`] and [`NoticeParams`]
//! have a type of particulars for each code. [`Problem`] is one error of a report, [`Notice`] one notice.
// How it is made: a declaration (`ProblemKind`, `NoticeKind`) has the number, the code, the title, the level,
// the message with its holes, what to do about it, and what it means: one type a problem, in a file by
// subject. The catalogue below lists the types; the codes and the params are derived from it. `render.rs`
// makes text of them.

mod assignment;
mod catalogue;
mod cell;
mod code;
mod creation;
mod file;
mod format;
mod garbled;
mod json;
mod login;
mod name;
mod notice;
mod notice_of_file;
mod notice_of_row;
mod password;
mod position;
mod render;
mod row;
mod row_notice;
mod sentence;
mod template;

use std::borrow::Cow;
use std::num::NonZeroU16;

use serde::Serialize;

pub use crate::encoding::UnknownEncoding;

pub use self::assignment::{
    CapacityPlanDoesNotExist, PermissionGroupDoesNotExist, PermissionGroupInsufficientAccess,
    PrimaryTeamDoesNotExist, PrimaryTeamNotAMember,
};
pub use self::catalogue::Level;
use self::catalogue::{CellProblemKind, ProblemKind, SUGGESTION_HELP, problems};
pub use self::cell::{DataTypeHint, DataTypeMismatch, Expected, FieldEmpty, FieldLength};
pub use self::code::UnknownCode;
use self::code::by_number;
pub use self::creation::CreationFailed;
pub use self::file::{EncodingMixed, FileSizeExceedsLimit, FileTypeInvalid, NoEntries};
pub(crate) use self::format::visible;
pub use self::format::{format_cells, format_rows, quoted};
pub use self::garbled::TextGarbled;
pub use self::login::{LoginAlreadyExists, LoginDuplicateInFile};
pub use self::name::NameInvalidCharacters;
pub(crate) use self::notice::{CellNotice, FileNotice};
pub use self::notice::{Notice, NoticeCode, NoticeParams};
pub use self::notice_of_file::{
    ColumnIgnored, EncodingAssumed, EncodingMarked, EncodingReading, RowsAboveHeader,
};
pub use self::notice_of_row::{
    Converted, HeaderRepeated, PasswordOuterSpace, ValueLooksConverted, ValueLooksLost,
};
pub use self::password::PasswordPolicyComplexityNotMet;
pub use self::position::{CellName, NoticePosition, ProblemPosition};
pub(crate) use self::position::{MAX_NAMED, cell_reference};
pub use self::row::{FieldCountHint, QuotingReason, RowFieldCount, RowNotAUser, RowQuoting};
pub(crate) use self::row_notice::RowNotice;
use self::sentence::Sentence;
pub use self::template::{
    TemplateDelimiter, TemplateDuplicateColumn, TemplateMissingColumn, TemplateNoHeader,
    TemplateUnknownColumn,
};

problems! {
    file {
        FileTypeInvalid, FileSizeExceedsLimit, NoEntries, EncodingMixed,
        TemplateMissingColumn, TemplateUnknownColumn, TemplateDuplicateColumn,
        TemplateDelimiter, TemplateNoHeader,
    }
    row { RowFieldCount, RowQuoting, RowNotAUser }
    cell {
        DataTypeMismatch, FieldEmpty, FieldLength, TextGarbled,
        NameInvalidCharacters,
        LoginDuplicateInFile, LoginAlreadyExists,
        PermissionGroupDoesNotExist, PermissionGroupInsufficientAccess,
        PasswordPolicyComplexityNotMet,
        PrimaryTeamDoesNotExist, PrimaryTeamNotAMember,
        CapacityPlanDoesNotExist,
    }
    creation { CreationFailed }
}

/// A problem of a row or a cell as a report holds it: everything else about it is worked out from the row
/// when it is read.
///
/// Its order is the report's: by entry, then what was found in the whole row, then by column of the template
/// and by number. It takes eight bytes, for there may be many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowProblem {
    entry: u32,
    found: Found,
}

/// What was found in an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Found {
    InRow(RowCode),
    InCell(TemplateIndex, CellCode),
}

/// The index of a column in the template, plus 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TemplateIndex(NonZeroU16);

const _: () = assert!(size_of::<RowProblem>() == 8);

impl TemplateIndex {
    pub(crate) fn new(column: usize) -> Self {
        Self(NonZeroU16::new(column as u16 + 1).expect("a template has at most 16,384 columns"))
    }

    pub(crate) fn get(self) -> usize {
        usize::from(self.0.get()) - 1
    }
}

impl RowProblem {
    pub(crate) fn of_row(entry: usize, code: RowCode) -> Self {
        Self { entry: entry as u32, found: Found::InRow(code) }
    }

    /// `column` is its index in the template.
    pub(crate) fn of_cell(entry: usize, column: usize, code: CellCode) -> Self {
        Self { entry: entry as u32, found: Found::InCell(TemplateIndex::new(column), code) }
    }

    /// Which entry, from 0.
    pub(crate) fn entry(self) -> usize {
        self.entry as usize
    }

    pub(crate) fn found(self) -> Found {
        self.found
    }

    pub(crate) fn code(self) -> Code {
        match self.found {
            Found::InRow(code) => code.into(),
            Found::InCell(_, code) => code.into(),
        }
    }
}

/// A problem of the file or its header, held whole: there are few.
#[derive(Debug, Clone)]
pub(crate) struct FileProblem {
    params: Params,
    row: Option<u32>,
    line: Option<u32>,
    suggestion: Option<String>,
}

impl FileProblem {
    pub(crate) fn new(params: impl Into<Params>) -> Self {
        Self { params: params.into(), row: None, line: None, suggestion: None }
    }

    pub(crate) fn suggesting(mut self, suggestion: &str) -> Self {
        self.suggestion = Some(suggestion.to_owned());
        self
    }

    pub(crate) fn at(mut self, row: u32, line: u32) -> Self {
        (self.row, self.line) = (Some(row), Some(line));
        self
    }

    pub(crate) fn position(&self) -> ProblemPosition<'_> {
        let &Self { row, line, .. } = self;
        ProblemPosition { row, line, ..ProblemPosition::of_file(self.params.code()) }
    }
}

/// One error of a report: what is wrong, where, and what to do about it (SPEC section 7).
///
/// It serialises to an element of the report's `errors`. Passwords are never in it.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{InMemoryDirectory, Template, Upload, validate};
///
/// let directory = InMemoryDirectory::from_json(r#"{"users": [{"login": "alice"}]}"#)?;
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let upload = Upload::new("users.csv", "Login\nbob\nAlice\n");
/// let report = validate(&template, upload, &directory.as_uploader("alice")?)?;
///
/// let problem = report.errors().next().unwrap();
/// assert_eq!(problem.code().as_str(), "login-already-exists");
/// assert_eq!((problem.row(), problem.cell()), (Some(3), Some("A3")));
/// assert_eq!(problem.value(), Some("Alice"));
/// assert!(problem.message().starts_with("The login “Alice” already exists."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Problem<'r> {
    pub(crate) position: ProblemPosition<'r>,
    pub(crate) params: Cow<'r, Params>,
    pub(crate) suggestion: Option<Cow<'r, str>>,
}

impl<'r> Problem<'r> {
    /// Shows nothing of the cell: it may be the password.
    pub(crate) fn hide_value(&mut self) {
        (self.position.value, self.suggestion) = (None, None);
        self.params.to_mut().hide_value();
    }

    /// Its code, and where it is.
    pub fn position(&self) -> ProblemPosition<'r> {
        self.position
    }

    /// What is wrong.
    pub fn code(&self) -> Code {
        self.position.code
    }

    /// The row that a spreadsheet shows, from 1.
    pub fn row(&self) -> Option<u32> {
        self.position.row
    }

    /// The physical line of the file, from 1, on which the row begins; for `row-quoting` that of the quote at
    /// fault.
    pub fn line(&self) -> Option<u32> {
        self.position.line
    }

    /// The column, under the template's name.
    pub fn column(&self) -> Option<&'r str> {
        self.position.column
    }

    /// The cell as a spreadsheet names it, in the file's own order of columns: `C7`.
    pub fn cell(&self) -> Option<&str> {
        self.position.cell.as_ref().map(CellName::as_str)
    }

    /// The normalized text of the cell (trimmed); `None` for a password, a row, a header or a file.
    pub fn value(&self) -> Option<&'r str> {
        self.position.value
    }

    /// The particulars.
    pub fn params(&self) -> &Params {
        &self.params
    }

    /// What to write in the cell instead, where that can be told.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// What is wrong and with what, in a sentence.
    pub fn what(&self) -> String {
        render::sentence(&self.params.what(), &self.position, None)
    }

    /// What is wrong with several rows, in a sentence without what differs from row to row.
    pub(crate) fn what_of_group(&self) -> String {
        render::sentence_of_group(&self.params.what(), &self.position, None)
    }

    /// What to do about it, in a sentence.
    pub fn help(&self) -> String {
        let help = match self.suggestion() {
            Some(_) => Sentence::new(self.params.suggestion_help()),
            None => self.params.help(),
        };
        render::sentence(&help, &self.position, self.suggestion())
    }

    /// What several problems of a group are listed by: the text of the cell, or what stands in the header.
    pub(crate) fn subject(&self) -> Option<Cow<'_, str>> {
        self.value().map(Cow::Borrowed).or_else(|| self.params.subject().map(Cow::Owned))
    }

    /// What to do about one value of a group.
    pub(crate) fn help_of_value(&self) -> String {
        match self.suggestion() {
            Some(_) => render::sentence(&Sentence::new(SUGGESTION_HELP), &self.position, self.suggestion()),
            None => self.help(),
        }
    }

    /// What is wrong, with what, and what to do about it.
    pub fn message(&self) -> String {
        format!("{} {}", self.what(), self.help())
    }
}

impl<'r> From<&'r FileProblem> for Problem<'r> {
    fn from(problem: &'r FileProblem) -> Self {
        Self {
            position: problem.position(),
            params: Cow::Borrowed(&problem.params),
            suggestion: problem.suggestion.as_deref().map(Cow::Borrowed),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::problem::{Code, DataTypeMismatch, Expected, FieldLength, Params};

    fn problem<'p>(column: &'p str, value: &'p str, params: impl Into<Params>) -> Problem<'p> {
        let params = params.into();
        let position = ProblemPosition {
            code: params.code(),
            row: Some(2),
            line: Some(2),
            column: Some(column),
            cell: None,
            value: Some(value),
        };
        Problem { position, params: Cow::Owned(params), suggestion: None }
    }

    #[test]
    fn content_is_never_taken_for_a_hole() {
        let problem = problem(
            "Grade “{value}”",
            "{column} “…”",
            DataTypeMismatch { expected: Expected::Boolean, hint: None },
        );
        assert_eq!(problem.code(), Code::DataTypeMismatch);
        assert_eq!(problem.what(), "Grade “{value}” is “{column} “…””, and must be TRUE or FALSE.");
        assert_eq!(problem.what_of_group(), "Grade “{value}” is “…”, and must be TRUE or FALSE.");
    }

    #[test]
    fn what_differs_from_row_to_row_is_left_out_for_a_group() {
        let problem =
            problem("Login: it has 41 characters", "x", FieldLength { min: 1, max: 40, actual: 41 });
        assert_eq!(
            problem.what(),
            "Login: it has 41 characters is too long: it has 41 characters, and may have at most 40."
        );
        assert_eq!(
            problem.what_of_group(),
            "Login: it has 41 characters is too long: it may have at most 40."
        );
    }
}
