//! Notices: what an administrator should know, though it is not an error.

use std::borrow::Cow;

use serde::Serialize;

use super::catalogue::{NoticeKind, SUGGESTION_HELP, notices};
use super::notice_of_file::{ColumnIgnored, EncodingAssumed, EncodingMarked, RowsAboveHeader};
use super::notice_of_row::{HeaderRepeated, PasswordOuterSpace, ValueLooksConverted, ValueLooksLost};
use super::position::{CellName, NoticePosition};
use super::render;
use super::sentence::Sentence;

notices! {
    file { EncodingAssumed, EncodingMarked, RowsAboveHeader, ColumnIgnored }
    row { HeaderRepeated }
    cell { ValueLooksConverted, ValueLooksLost, PasswordOuterSpace }
}

/// Something that was decided about a file, or seen in it, and is worth a look (SPEC section 7).
///
/// # Example
///
/// ```
/// use bulk_user_upload::problem::NoticeCode;
/// use bulk_user_upload::{Answers, Template, Upload, check};
///
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let checked = check(&template, Upload::new("users.csv", "Login,Notes\nann,new\n"));
/// let report = checked.resolve(Answers::default().logins(vec![false]))?;
/// let notice = report.notice(0).unwrap();
/// assert_eq!(notice.code(), NoticeCode::ColumnIgnored);
/// assert_eq!(notice.message(), "The column “Notes” (B1) is not in the template and was ignored.");
/// assert_eq!((report.notices().len(), notice.row()), (1, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Notice<'r> {
    pub(crate) position: NoticePosition<'r>,
    pub(crate) params: Cow<'r, NoticeParams>,
    pub(crate) suggestion: Option<Cow<'r, str>>,
}

impl<'r> Notice<'r> {
    /// A notice of a row without more to say.
    pub(crate) fn of_row(row: u32, line: u32, params: impl Into<NoticeParams>) -> Self {
        let params = params.into();
        let position =
            NoticePosition { row: Some(row), line: Some(line), ..NoticePosition::of_file(params.code()) };
        Self { position, params: Cow::Owned(params), suggestion: None }
    }

    /// Shows nothing of the cell: it may be the password.
    pub(crate) fn hide_value(&mut self) {
        (self.position.value, self.suggestion) = (None, None);
    }

    /// Its code, and where it is.
    pub fn position(&self) -> NoticePosition<'r> {
        self.position
    }

    /// What was noticed.
    pub fn code(&self) -> NoticeCode {
        self.position.code
    }

    /// The row that a spreadsheet shows, from 1; `None` for a notice of the file.
    pub fn row(&self) -> Option<u32> {
        self.position.row
    }

    /// The physical line of the file, from 1, on which the row begins.
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

    /// The normalized text of the cell (trimmed); `None` for a password, a row or a file.
    pub fn value(&self) -> Option<&'r str> {
        self.position.value
    }

    /// The particulars.
    pub fn params(&self) -> &NoticeParams {
        &self.params
    }

    /// What the cell should probably hold instead, where that can be told.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }

    /// The notice in a sentence or two.
    pub fn message(&self) -> String {
        let message = render::sentence(&self.params.what(), &self.position, None);
        if self.suggestion.is_none() {
            return message;
        }
        let suggestion = Sentence::new(SUGGESTION_HELP);
        format!("{message} {}", render::sentence(&suggestion, &self.position, self.suggestion()))
    }

    /// The notice about several rows, without what differs from row to row.
    pub(crate) fn message_of_group(&self) -> String {
        render::sentence_of_group(&self.params.what(), &self.position, None)
    }
}

/// A notice of the file or its header, held whole.
#[derive(Debug, Clone)]
pub(crate) struct FileNotice(NoticeParams);

impl FileNotice {
    pub(crate) fn new(params: impl Into<NoticeParams>) -> Self {
        Self(params.into())
    }

    pub(crate) fn params(&self) -> &NoticeParams {
        &self.0
    }
}

impl<'r> From<&'r FileNotice> for Notice<'r> {
    fn from(FileNotice(params): &'r FileNotice) -> Self {
        let position = NoticePosition::of_file(params.code());
        Self { position, params: Cow::Borrowed(params), suggestion: None }
    }
}

impl EncodingAssumed {
    /// The notice in a few sentences.
    pub fn message(&self) -> String {
        Notice::from(&FileNotice::new(self.clone())).message()
    }
}
