//! Notices: what an administrator should know, though it is not an error.

use std::borrow::Cow;

use serde::Serialize;

use super::catalogue::{NoticeKind, SUGGESTION_HELP, notices};
use super::format::quoted;
use super::position::{CellName, NoticePosition};
use super::render;
use super::sentence::{Hole, Sentence};
use crate::Encoding;

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

/// The bytes are not UTF-8, nobody stated an encoding, and they were taken for Windows-1252. A person must choose
/// from the readings, if there are any, before anybody can be created (SPEC section 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EncodingAssumed {
    /// The encoding that was assumed.
    pub encoding: Encoding,
    /// The cells that the samples of the readings are of: `A2`.
    pub cells: Vec<String>,
    /// What the file may say, the most plausible first. Empty if nothing in it depends on the encoding.
    pub readings: Vec<EncodingReading>,
}

/// What a file says in one of the encodings that it may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EncodingReading {
    /// The first of the encodings that read every cell so.
    pub encoding: Encoding,
    /// The cells of [`EncodingAssumed::cells`] as this encoding reads them.
    pub samples: Vec<String>,
}

impl EncodingAssumed {
    /// The notice in a few sentences.
    pub fn message(&self) -> String {
        Notice::from(&FileNotice::new(self.clone())).message()
    }

    /// Of a file in which nothing depends on the encoding.
    pub(crate) fn plain() -> Self {
        Self { encoding: Encoding::WINDOWS_1252, cells: Vec::new(), readings: Vec::new() }
    }
}

impl NoticeKind for EncodingAssumed {
    const CODE: &'static str = "encoding-assumed";
    const DESCRIPTION: &'static str = "The file does not say how it is encoded, so an encoding was assumed. If names \
                                       depend on it, it must be stated before users can be created.";

    fn what(&self) -> Sentence<'_> {
        if self.readings.is_empty() {
            return Sentence::new(
                "The file does not say how it is encoded, so it was read as {encoding}. No cell of a user depends on \
                 that.",
            )
            .text("encoding", self.encoding.name());
        }
        let shown = self.readings.iter().take(MAX_READINGS);
        let readings = shown.map(|EncodingReading { encoding, samples }| {
            let samples: Vec<_> = samples.iter().take(MAX_SAMPLES).map(|sample| quoted(sample)).collect();
            format!("{} ({encoding})", samples.join(", "))
        });
        Sentence::new(
            "The file does not say how it is encoded, so it was read as {encoding}, and that may be wrong: {cells} may \
             read {readings}. State the encoding under which the names are right; nobody is created before.",
        )
        .text("encoding", self.encoding.name())
        .text("cells", self.cells.iter().take(MAX_SAMPLES).cloned().collect::<Vec<_>>().join(", "))
        .fill("readings", Hole::Alternatives(readings.collect()))
    }
}

/// How many readings, and how many samples of each, the sentence names at most.
const MAX_READINGS: usize = 3;
const MAX_SAMPLES: usize = 3;

/// The caller stated an encoding, and the file has a byte-order mark of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EncodingMarked {
    /// The encoding that was stated.
    pub stated: Encoding,
    /// The encoding of the mark.
    pub encoding: Encoding,
}

impl NoticeKind for EncodingMarked {
    const CODE: &'static str = "encoding-marked";
    const DESCRIPTION: &'static str = "The file has a byte-order mark of another encoding than the one that was stated; the mark was followed.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The file says itself that it is {encoding}, so it was read so, and not as {stated}.")
            .text("encoding", self.encoding.name())
            .text("stated", self.stated.name())
    }
}

/// Rows that were passed over to find the header, such as a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RowsAboveHeader {
    /// The rows that are not blank, the first ten of them.
    pub rows: Vec<u32>,
    /// How many rows there are.
    pub count: u32,
}

impl NoticeKind for RowsAboveHeader {
    const CODE: &'static str = "rows-above-header";
    const DESCRIPTION: &'static str =
        "The header is not the first row; the rows above it, such as a title, were passed over.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(
            "The header is not the first row: what stands above it, in {rows}, was passed over. If a user is among it, \
             move the header to the top.",
        )
        .fill("rows", Hole::Rows(&self.rows, self.count))
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

/// A row that repeats the header, as where two files were joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct HeaderRepeated {}

impl NoticeKind for HeaderRepeated {
    const CODE: &'static str = "header-repeated";
    const DESCRIPTION: &'static str =
        "A row repeats the header, as where two files were joined; it was skipped.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new("The row repeats the header and was skipped.")
    }
}

/// A login that a spreadsheet or a person seems to have changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ValueLooksConverted {
    /// What it looks like.
    pub kind: Converted,
}

/// What a changed login looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Converted {
    /// A date: a spreadsheet makes `20-Mar` of `mar-20`.
    Date,
    /// Digits after an apostrophe, by which a spreadsheet was told that they are text.
    Apostrophe,
    /// Text in single or typographic quotation marks, which quote nothing in a CSV file.
    Quoted,
}

impl NoticeKind for ValueLooksConverted {
    const CODE: &'static str = "value-looks-converted";
    const DESCRIPTION: &'static str = "A login looks like a date that a spreadsheet made, or has an apostrophe or quotes that do not belong to it.";

    fn what(&self) -> Sentence<'_> {
        match self.kind {
            Converted::Date => Sentence::new(
                "{column} {value} looks like a date that a spreadsheet made of something else. If it is not what was \
                 meant, format the column as Text and type it again.",
            )
            .of_group(
                "Several cells of {column} look like dates that a spreadsheet made of something else. If they are not \
                 what was meant, format the column as Text and type them again.",
            ),
            Converted::Apostrophe => Sentence::new(
                "{column} {value} begins with an apostrophe, as spreadsheets mark text. It counts as a part of the \
                 login.",
            )
            .of_group(
                "Several cells of {column} begin with an apostrophe, as spreadsheets mark text. It counts as a part of \
                 the login.",
            ),
            Converted::Quoted => Sentence::new(
                "{column} {value} stands in quotation marks that quote nothing in a CSV file. They count as a part of \
                 the login.",
            )
            .of_group(
                "Several cells of {column} stand in quotation marks that quote nothing in a CSV file. They count as a \
                 part of the login.",
            ),
        }
    }
}

/// A name whose letters were lost in an encoding that does not have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ValueLooksLost {}

impl NoticeKind for ValueLooksLost {
    const CODE: &'static str = "value-looks-lost";
    const DESCRIPTION: &'static str = "A name has question marks and no letter: its letters were probably lost in an encoding that lacks them.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(
            "{column} {value} has question marks and no letter: its letters were probably lost when the file was saved \
             in an encoding that lacks them. Type it again, and save the file as “CSV UTF-8”.",
        )
        .of_group(
            "Several cells of {column} have question marks and no letter: their letters were probably lost when the \
             file was saved in an encoding that lacks them. Type them again, and save the file as “CSV UTF-8”.",
        )
    }
}

/// A password with white space at an end, which most people would not type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PasswordOuterSpace {}

impl NoticeKind for PasswordOuterSpace {
    const CODE: &'static str = "password-outer-space";
    const DESCRIPTION: &'static str =
        "A password begins or ends with a space or an invisible character, which is a part of it.";

    fn what(&self) -> Sentence<'_> {
        Sentence::new(
            "The password begins or ends with a space or an invisible character, which is a part of it. If that is not \
             meant, remove it.",
        )
    }
}
