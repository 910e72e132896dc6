//! Filtering the history: which filters there are, and which imports each lets through.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::record::{ImportRecord, ImportStatus};
use crate::fold::fold;

/// Which imports of a history are wanted: those that pass every filter in it. The default lets all of them
/// through.
///
/// A field is named after the field of [`ImportRecord`] that it looks at. A host that has names of its own
/// for the filters builds this struct without `..`, and a store takes it apart without `..`: then neither
/// compiles until it knows a new filter. A host that can treat them alike asks [`fields`](Self::fields).
///
/// # Example
///
/// ```
/// use bulk_user_upload::import::{ImportFilter, ImportStatus};
///
/// let filter = ImportFilter {
///     status: vec![ImportStatus::Failed, ImportStatus::Interrupted],
///     rows_with_errors: "1..10".parse()?,
///     uploaded_by: Some("Alice".to_owned()),
///     ..ImportFilter::default()
/// };
/// # Ok::<(), bulk_user_upload::import::CountRangeError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ImportFilter {
    /// Upload status: one of these; an empty list lets all through.
    pub status: Vec<ImportStatus>,
    /// Users.
    pub users: CountRange,
    /// Created.
    pub created: CountRange,
    /// Rows with errors.
    pub rows_with_errors: CountRange,
    /// Uploaded by: this login, compared by its key ([`fold`](crate::fold)).
    pub uploaded_by: Option<String>,
    /// File name: this part of it, both compared by their keys: `MARCH` lets `users-march.csv` through.
    pub file_name: Option<String>,
}

/// One of the filters in an [`ImportFilter`], for a host that shows a form or reads a query.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FilterField<'f> {
    /// Its name, which is that of the field: `rows_with_errors`.
    pub name: &'static str,
    /// The title of the column that it looks at: `Rows with errors`.
    pub title: &'static str,
    /// What it compares, as the end of a sentence that begins with the title: `this login`.
    pub about: &'static str,
    /// Its value, to be read or set.
    pub value: FilterValue<'f>,
}

/// The value of a filter, by its kind.
#[derive(Debug, PartialEq, Eq)]
pub enum FilterValue<'f> {
    /// Any of these; an empty list lets all through.
    Statuses(&'f mut Vec<ImportStatus>),
    /// A count within this range.
    Counts(&'f mut CountRange),
    /// A text; `None` lets all through.
    Text(&'f mut Option<String>),
}

impl ImportFilter {
    /// Whether an import passes every filter.
    pub fn matches(&self, record: &ImportRecord) -> bool {
        let Self { status, users, created, rows_with_errors, uploaded_by, file_name } = self;
        (status.is_empty() || status.contains(&record.status))
            && users.contains(record.users)
            && created.contains(record.created)
            && rows_with_errors.contains(record.rows_with_errors)
            && uploaded_by.as_ref().is_none_or(|login| fold(login) == fold(&record.uploaded_by))
            && file_name.as_ref().is_none_or(|part| fold(&record.file_name).contains(&*fold(part)))
    }

    /// Every filter, in the order of the history's columns.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::import::{FilterValue, ImportFilter};
    ///
    /// let mut filter = ImportFilter::default();
    /// for field in filter.fields() {
    ///     if let FilterValue::Counts(range) = field.value {
    ///         range.min = 1;
    ///     }
    /// }
    /// assert_eq!((filter.users.min, filter.created.min), (1, 1));
    /// ```
    pub fn fields(&mut self) -> impl Iterator<Item = FilterField<'_>> {
        let Self { status, users, created, rows_with_errors, uploaded_by, file_name } = self;
        let field = |name, title, about, value| FilterField { name, title, about, value };
        [
            field("status", "Upload status", "one of these", FilterValue::Statuses(status)),
            field("users", "Users", "so many", FilterValue::Counts(users)),
            field("created", "Created", "so many", FilterValue::Counts(created)),
            field("rows_with_errors", "Rows with errors", "so many", FilterValue::Counts(rows_with_errors)),
            field("uploaded_by", "Uploaded by", "this login", FilterValue::Text(uploaded_by)),
            field("file_name", "File name", "this part of it, in any case", FilterValue::Text(file_name)),
        ]
        .into_iter()
    }
}

/// A range of counts, both ends included: `5`, `1..10`, `1..`, `..10`; `..` is all.
///
/// # Example
///
/// ```
/// use bulk_user_upload::import::CountRange;
///
/// let range: CountRange = "1..".parse()?;
/// assert!(range.contains(1) && !range.contains(0));
/// assert_eq!(range.to_string(), "1..");
/// # Ok::<(), bulk_user_upload::import::CountRangeError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountRange {
    /// The lowest count.
    pub min: u32,
    /// The highest count.
    pub max: u32,
}

/// The error for a text that is not a range of counts.
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
            (min, max) if min == max => write!(f, "{min}"),
            (0, u32::MAX) => f.write_str(".."),
            (0, max) => write!(f, "..{max}"),
            (min, u32::MAX) => write!(f, "{min}.."),
            (min, max) => write!(f, "{min}..{max}"),
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
