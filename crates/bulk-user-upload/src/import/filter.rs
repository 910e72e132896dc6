//! Filtering the history by its first five columns.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::record::{ImportRecord, ImportStatus};
use crate::fold::fold;

/// Which imports of a history are wanted: those that meet every part. The default lets all pass.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{ImportFilter, ImportStatus};
///
/// let filter = ImportFilter {
///     status: vec![ImportStatus::Failed, ImportStatus::Interrupted],
///     rows_with_errors: "1..10".parse()?,
///     uploaded_by: Some("Alice".to_owned()),
///     ..ImportFilter::default()
/// };
/// # Ok::<(), bulk_user_upload::CountRangeError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportFilter {
    /// Upload status: one of these; none lets all pass.
    pub status: Vec<ImportStatus>,
    /// Users.
    pub users: CountRange,
    /// Created.
    pub created: CountRange,
    /// Rows with errors.
    pub rows_with_errors: CountRange,
    /// Uploaded by: this login, compared by its key ([`fold`](crate::fold)).
    pub uploaded_by: Option<String>,
}

impl ImportFilter {
    /// Whether an import is wanted.
    pub fn matches(&self, record: &ImportRecord) -> bool {
        (self.status.is_empty() || self.status.contains(&record.status))
            && self.users.contains(record.users)
            && self.created.contains(record.created)
            && self.rows_with_errors.contains(record.rows_with_errors)
            && self.uploaded_by.as_ref().is_none_or(|login| fold(login) == fold(&record.uploaded_by))
    }
}

/// A range of counts, both ends included: `5`, `1..10`, `1..`, `..10`; `..` is all.
///
/// # Example
///
/// ```
/// use bulk_user_upload::CountRange;
///
/// let range: CountRange = "1..".parse()?;
/// assert!(range.contains(1) && !range.contains(0));
/// assert_eq!(range.to_string(), "1..");
/// # Ok::<(), bulk_user_upload::CountRangeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountRange {
    /// The least count.
    pub min: u32,
    /// The greatest count.
    pub max: u32,
}

/// A text that is no range of counts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no range of counts: write 5, 1..10, 1.. or ..10")]
pub struct CountRangeError(String);

impl CountRange {
    /// Every count.
    pub const ALL: Self = Self { min: 0, max: u32::MAX };

    /// Whether a count is within the range.
    pub fn contains(self, count: u32) -> bool {
        (self.min..=self.max).contains(&count)
    }
}

impl Default for CountRange {
    fn default() -> Self {
        Self::ALL
    }
}

impl FromStr for CountRange {
    type Err = CountRangeError;

    fn from_str(text: &str) -> Result<Self, CountRangeError> {
        let number = |text: &str, missing: u32| match text.trim() {
            "" => Ok(missing),
            text => text.parse().map_err(|_| ()),
        };
        let (min, max) = match text.split_once("..") {
            Some((min, max)) => (number(min, 0), number(max, u32::MAX)),
            None if text.trim().is_empty() => (Err(()), Err(())),
            None => (number(text, 0), number(text, 0)),
        };
        match (min, max) {
            (Ok(min), Ok(max)) if min <= max => Ok(Self { min, max }),
            _ => Err(CountRangeError(text.to_owned())),
        }
    }
}

impl fmt::Display for CountRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (least, most) if least == most => write!(f, "{least}"),
            (0, u32::MAX) => f.write_str(".."),
            (0, most) => write!(f, "..{most}"),
            (least, u32::MAX) => write!(f, "{least}.."),
            (least, most) => write!(f, "{least}..{most}"),
        }
    }
}

impl TryFrom<String> for CountRange {
    type Error = CountRangeError;

    fn try_from(text: String) -> Result<Self, CountRangeError> {
        text.parse()
    }
}

impl From<CountRange> for String {
    fn from(range: CountRange) -> Self {
        range.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_they_are_written() {
        for text in ["0", "5", "1..10", "1..", "..10", ".."] {
            assert_eq!(text.parse::<CountRange>().unwrap().to_string(), text);
        }
        assert_eq!(" 1 .. 2 ".parse(), Ok(CountRange { min: 1, max: 2 }));
        for text in ["", "x", "2..1", "-1", "1...2", "1..2..3", "4294967296"] {
            assert_eq!(text.parse::<CountRange>(), Err(CountRangeError(text.to_owned())));
        }
    }
}
