//! What a problem says beside its code and its place, as typed values. They serialise to the report's `params`.

use serde::Serialize;

use crate::policy::Unmet;
use crate::template::NameCharacters;

/// The particulars of a [`Problem`](crate::Problem), by its code.
///
/// # Example
///
/// ```
/// let params = bulk_user_upload::Params::Length { min: 1, max: 40, actual: 41 };
/// assert_eq!(serde_json::to_string(&params)?, r#"{"min":1,"max":40,"actual":41}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Params {
    /// The code says it all.
    None {},
    /// Of `file-type-invalid`.
    FileType(FileType),
    /// Of `file-size-exceeds-limit`.
    Limit {
        /// The size that a file may have, in bytes.
        limit: u64,
    },
    /// Of `data-type-mismatch`.
    Expected(Expected),
    /// Of `field-length`, in extended grapheme clusters.
    Length {
        /// The least length.
        min: usize,
        /// The greatest length.
        max: usize,
        /// The length of the cell.
        actual: usize,
    },
    /// Of `name-invalid-characters`.
    Characters {
        /// Each offending character once, in order of appearance.
        characters: Vec<char>,
        /// What the template allows, for the message.
        #[serde(skip)]
        allowed: NameCharacters,
    },
    /// Of `login-duplicate-in-file`.
    OtherRows {
        /// The other rows with this login, the first ten of them.
        rows: Vec<u32>,
        /// How many other rows there are.
        count: u32,
    },
    /// Of `password-policy-complexity-not-met`.
    Unmet {
        /// The rules that are not met.
        unmet: Vec<Unmet>,
    },
    /// Of `template-missing-column`.
    MissingColumn {
        /// The template's column.
        column: String,
    },
    /// Of `template-unknown-column`.
    UnknownColumn {
        /// The column as the header has it, trimmed; `None` where the row is hardly a header: it may be a user, with a
        /// password.
        column: Option<String>,
        /// Where it stands.
        cell: String,
    },
    /// Of `template-duplicate-column`.
    DuplicateColumn {
        /// The template's column.
        column: String,
        /// Where it stands, the first ten of them.
        cells: Vec<String>,
        /// How often it stands there.
        count: usize,
    },
    /// Of `row-field-count`.
    FieldCount {
        /// Cells of the header.
        expected: usize,
        /// Cells of the row, blank ones at its end not counted.
        actual: usize,
    },
    /// Of `row-quoting`.
    Quoting {
        /// What is wrong with the quotes.
        reason: QuotingReason,
        /// The cell in which the damage began.
        cell: String,
    },
    /// Of `creation-failed`.
    Refused {
        /// What the directory said.
        reason: String,
    },
}

/// Why a file is not one that is accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FileType {
    /// The name ends with no accepted extension.
    Extension {
        /// The extension as typed; `None` where the name has none.
        extension: Option<String>,
        /// The accepted ones.
        accepted: Vec<String>,
    },
    /// It begins like an archive, a spreadsheet or a PDF.
    Signature {
        /// `zip`, `ole2`, `pdf`, `gzip`, `7z`, `rar`, `bzip2`, `xz` or `zstd`.
        signature: &'static str,
    },
    /// There is a NUL byte in an encoding that has none.
    NulByte {
        /// In bytes from the start of the file.
        offset: usize,
    },
    /// A byte that the encoding has no character for.
    Undecodable {
        /// The encoding that was being decoded.
        encoding: crate::Encoding,
        /// In bytes from the start of the file.
        offset: usize,
    },
}

/// What a cell should have held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "expected", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Expected {
    /// Text without control, format and line-separator characters.
    Text {
        /// Each offending character once, in order of appearance, as `U+0007`.
        characters: Vec<String>,
    },
    /// `TRUE` or `FALSE`.
    Boolean,
    /// ASCII digits.
    Digits {
        /// What a spreadsheet seems to have done to the cell.
        #[serde(skip_serializing_if = "Option::is_none")]
        hint: Option<SpreadsheetHint>,
    },
    /// Text that a pattern of the template matches.
    Pattern {
        /// The regular expression.
        pattern: String,
    },
    /// One of the words of the template.
    Choice {
        /// The words, the first ten of them.
        choices: Vec<String>,
        /// How many there are, where that is more.
        #[serde(skip_serializing_if = "Option::is_none")]
        count: Option<usize>,
    },
}

/// How a spreadsheet changes digits that it takes for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SpreadsheetHint {
    /// `101` became `101.0`.
    Decimal,
    /// `120000` became `1.2E+05`.
    Exponent,
}

/// What is wrong with the quotes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum QuotingReason {
    /// A quote inside a cell that does not begin with one.
    QuoteInUnquotedCell,
    /// Text between the closing quote and the delimiter.
    TextAfterClosingQuote,
    /// A quote that is never closed.
    UnclosedQuote,
}
