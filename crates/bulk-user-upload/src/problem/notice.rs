//! Notices: what an administrator should know, though it is not an error.

use serde::Serialize;

use super::catalogue::{NoticeKind, notices};
use super::render;
use super::sentence::Sentence;
use crate::Encoding;

notices! { EncodingAssumed, ColumnIgnored }

/// Something that was decided about a file and is worth a look (SPEC section 7).
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
/// let notice = &report.notices()[0];
/// assert_eq!(notice.code(), NoticeCode::ColumnIgnored);
/// assert_eq!(notice.message(), "The column “Notes” (B1) is not in the template and was ignored.");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub(super) params: NoticeParams,
}

impl Notice {
    pub(crate) fn new(params: impl Into<NoticeParams>) -> Self {
        Self { params: params.into() }
    }

    /// What was noticed.
    pub fn code(&self) -> NoticeCode {
        self.params.code()
    }

    /// The particulars.
    pub fn params(&self) -> &NoticeParams {
        &self.params
    }

    /// The notice in a sentence or two.
    pub fn message(&self) -> String {
        render::plain_sentence(&self.params.what())
    }
}

/// The bytes are not UTF-8, and were taken for Windows-1252.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EncodingAssumed {
    /// The encoding that was assumed.
    pub encoding: Encoding,
}

impl NoticeKind for EncodingAssumed {
    const CODE: &'static str = "encoding-assumed";
    const DESCRIPTION: &'static str = "The file does not say how it is encoded, so an encoding was assumed.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(
            "The file is not UTF-8, so it was read as {encoding}. Look at its accented letters and currency signs: if \
             they are wrong, save the file as “CSV UTF-8”.",
        )
        .text("encoding", self.encoding.name())
    }
}

/// A column that the template does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ColumnIgnored {
    /// The column as the header has it, trimmed; empty for a blank header cell over cells that are not blank;
    /// `None` where the row is hardly a header: it may be a user, with a password.
    pub column: Option<String>,
    /// Its header cell.
    pub cell: String,
}

impl NoticeKind for ColumnIgnored {
    const CODE: &'static str = "column-ignored";
    const DESCRIPTION: &'static str = "The file has a column that is not in the template; it was ignored.";

    fn what(&self) -> Sentence<'_> {
        let sentence = match self.column.as_deref() {
            Some("") => Sentence::new("The column under {cell} has no name, so its cells were ignored."),
            Some(column) => {
                Sentence::new("The column {ignored} ({cell}) is not in the template and was ignored.")
                    .quoted("ignored", column)
            }
            None => Sentence::new("The column under {cell} is not in the template and was ignored."),
        };
        sentence.text("cell", &self.cell)
    }
}
