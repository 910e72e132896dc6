//! Notices: what an administrator should know, though it is no error.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::message::quoted;
use crate::Encoding;

/// Something that was decided about a file and is worth a look (SPEC sections 2 and 3).
///
/// # Example
///
/// ```
/// let notice = bulk_user_upload::Notice::ColumnIgnored { column: Some("Notes".to_owned()), cell: "K1".to_owned() };
/// assert_eq!(notice.code(), "column-ignored");
/// assert_eq!(notice.message(), "The column “Notes” (K1) is none of the template's and was ignored.");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// `encoding-assumed`: the bytes are not UTF-8, and were taken for Windows-1252.
    EncodingAssumed {
        /// The encoding that was assumed.
        encoding: Encoding,
    },
    /// `column-ignored`: a column that the template does not know.
    ColumnIgnored {
        /// The column as the header has it, trimmed; empty for a blank header cell over cells that are not blank;
        /// `None` where the row is hardly a header: it may be a user, with a password.
        column: Option<String>,
        /// Its header cell.
        cell: String,
    },
}

impl Notice {
    /// `encoding-assumed` or `column-ignored`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EncodingAssumed { .. } => "encoding-assumed",
            Self::ColumnIgnored { .. } => "column-ignored",
        }
    }

    /// The notice in a sentence.
    pub fn message(&self) -> String {
        match self {
            Self::EncodingAssumed { encoding } => format!(
                "The file is not UTF-8, so it was read as {}. Look at its accented letters and currency signs: if they are \
                 wrong, save the file as “CSV UTF-8”.",
                encoding.name()
            ),
            Self::ColumnIgnored { column: Some(column), cell } if column.is_empty() => {
                format!("The column under {cell} has no name, so its cells were ignored.")
            }
            Self::ColumnIgnored { column: Some(column), cell } => {
                format!("The column {} ({cell}) is none of the template's and was ignored.", quoted(column))
            }
            Self::ColumnIgnored { column: None, cell } => {
                format!("The column under {cell} is none of the template's and was ignored.")
            }
        }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Params<'n> {
    Encoding { encoding: Encoding },
    Column { column: &'n Option<String>, cell: &'n str },
}

impl Serialize for Notice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let params = match self {
            Self::EncodingAssumed { encoding } => Params::Encoding { encoding: *encoding },
            Self::ColumnIgnored { column, cell } => Params::Column { column, cell },
        };
        let mut fields = serializer.serialize_struct("Notice", 3)?;
        fields.serialize_field("code", self.code())?;
        fields.serialize_field("params", &params)?;
        fields.serialize_field("message", &self.message())?;
        fields.end()
    }
}
