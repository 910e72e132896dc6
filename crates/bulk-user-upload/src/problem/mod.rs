//! Problems: a code, a place and typed params. Messages are rendered from those, never stored.

mod code;
mod format;
mod message;
mod notice;
mod params;
mod position;

use std::borrow::Cow;
use std::num::NonZeroU16;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

pub use self::code::{Code, Level, UnknownCode};
pub use self::format::{format_cells, format_rows};
pub use self::message::quoted;
pub use self::notice::Notice;
pub use self::params::{Expected, FileType, Params, QuotingReason, SpreadsheetHint};
pub use self::position::{CellName, ProblemPosition};
pub(crate) use self::position::{MAX_NAMED, cell_reference};

/// A problem of a row or a cell as it is kept: everything else about it is worked out from the row when it is read.
///
/// Its order is the report's: by entry, then by column of the template (a problem of the row before all of them), then by
/// number. It takes eight bytes, for there may be many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RowProblem {
    entry: u32,
    /// The column's place in the template, from 1.
    column: Option<NonZeroU16>,
    code: Code,
}

impl RowProblem {
    pub(crate) fn of_row(entry: usize, code: Code) -> Self {
        Self { entry: entry as u32, column: None, code }
    }

    /// `column` is its place in the template, from 0.
    pub(crate) fn of_cell(entry: usize, column: usize, code: Code) -> Self {
        Self { entry: entry as u32, column: NonZeroU16::new(column as u16 + 1), code }
    }

    /// Which entry, from 0.
    pub(crate) fn entry(self) -> usize {
        self.entry as usize
    }

    pub(crate) fn column(self) -> Option<usize> {
        self.column.map(|column| usize::from(column.get()) - 1)
    }

    pub(crate) fn code(self) -> Code {
        self.code
    }
}

/// A problem of the file or its header, kept whole: there are few.
#[derive(Debug, Clone)]
pub(crate) struct FileProblem {
    pub(crate) code: Code,
    pub(crate) row: Option<u32>,
    pub(crate) line: Option<u32>,
    pub(crate) params: Params,
    pub(crate) suggestion: Option<String>,
}

impl FileProblem {
    pub(crate) fn new(code: Code, params: Params) -> Self {
        Self { code, row: None, line: None, params, suggestion: None }
    }

    pub(crate) fn suggesting(mut self, suggestion: &str) -> Self {
        self.suggestion = Some(suggestion.to_owned());
        self
    }

    pub(crate) fn position(&self) -> ProblemPosition<'_> {
        let &Self { code, row, line, .. } = self;
        ProblemPosition { code, row, line, column: None, cell: None, value: None }
    }

    pub(crate) fn at(mut self, row: u32, line: u32) -> Self {
        (self.row, self.line) = (Some(row), Some(line));
        self
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
        if let Params::Characters { characters, .. } = self.params.to_mut() {
            characters.clear();
        }
    }

    /// Its code and its place.
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

    /// The physical line of the file, from 1, on which the row begins; for `row-quoting` that of the quote at fault.
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

    /// The text of the cell as it was judged (trimmed); `None` for a password, a row, a header or a file.
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
        message::what(self)
    }

    /// What to do about it, in a sentence.
    pub fn help(&self) -> String {
        message::help(self)
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

impl Serialize for Problem<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Problem", 11)?;
        fields.serialize_field("code", &self.code())?;
        fields.serialize_field("number", &self.code().number())?;
        fields.serialize_field("level", &self.code().level())?;
        fields.serialize_field("row", &self.row())?;
        fields.serialize_field("line", &self.line())?;
        fields.serialize_field("column", &self.column())?;
        fields.serialize_field("cell", &self.cell())?;
        fields.serialize_field("value", &self.value())?;
        fields.serialize_field("params", &*self.params)?;
        fields.serialize_field("suggestion", &self.suggestion)?;
        fields.serialize_field("message", &self.message())?;
        fields.end()
    }
}
