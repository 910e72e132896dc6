//! Which header is which column, as the caller states it (SPEC section 3).

use std::fmt::Write;

use crate::problem::quoted;
use crate::template::Template;

/// Says which header of a file is which column of the template, where their names differ.
///
/// A mapping goes before names: a mapped header is the column that it is mapped to, whatever its name. Headers
/// and columns are compared as a header is: upper and lower case, spaces, hyphens, full stops, underscores
/// and, at the end, `*` and a part in parentheses do not count.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{Answers, Mapping, Template, Upload, check};
///
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let mapping = Mapping::default().header("E-mail", "Login");
/// let checked = check(&template, Upload::new("users.csv", "E-mail\nann\n").with_mapping(mapping));
/// let report = checked.resolve(Answers::default().logins(vec![false]))?;
/// assert_eq!(report.new_user(0).unwrap().login(), "ann");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    pairs: Vec<(String, String)>,
}

impl Mapping {
    /// Adds a header of the file and the column of the template that it is.
    #[must_use]
    pub fn header(mut self, header: impl Into<String>, column: impl Into<String>) -> Self {
        self.pairs.push((header.into(), column.into()));
        self
    }

    /// The headers, each with its column, in the order in which they were added.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::Mapping;
    ///
    /// let mapping: Mapping = [("E-mail", "Login"), ("Ext", "Extension")].into_iter().collect();
    /// assert_eq!(mapping.pairs().last(), Some(("Ext", "Extension")));
    /// ```
    pub fn pairs(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(header, column)| (header.as_str(), column.as_str()))
    }

    /// Reads a header and its column from one text, as the command takes them: `E-mail=Login`.
    ///
    /// A header or a column may itself contain `=`. The text is split at the last `=` that has a column of the
    /// template after it; if no `=` has, at the last one, and the check says that there is no such column.
    ///
    /// # Errors
    ///
    /// [`MappingError::Pair`] if there is no `=`, or nothing before it or after it.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::{Mapping, Template};
    ///
    /// let template = Template::default();
    /// let pairs = ["E-mail=Login", "Phone=extension"];
    /// let mapping: Mapping =
    ///     pairs.into_iter().map(|pair| Mapping::parse_pair(pair, &template)).collect::<Result<_, _>>()?;
    /// assert_eq!(mapping, Mapping::default().header("E-mail", "Login").header("Phone", "extension"));
    /// # Ok::<(), bulk_user_upload::MappingError>(())
    /// ```
    pub fn parse_pair(pair: &str, template: &Template) -> Result<(String, String), MappingError> {
        let splits = || pair.rmatch_indices('=').map(|(at, _)| (&pair[..at], &pair[at + 1..]));
        let has_column = |(_, column): &(&str, &str)| template.names().column(column).is_some();
        let split = splits().find(has_column).or_else(|| splits().next());
        let is_blank = crate::characters::is_blank;
        match split.filter(|(header, column)| !is_blank(header) && !is_blank(column)) {
            Some((header, column)) => Ok((header.to_owned(), column.to_owned())),
            None => Err(MappingError::Pair(pair.to_owned())),
        }
    }
}

impl<H: Into<String>, C: Into<String>> FromIterator<(H, C)> for Mapping {
    fn from_iter<I: IntoIterator<Item = (H, C)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter().map(|(header, column)| (header.into(), column.into()));
        Self { pairs: pairs.collect() }
    }
}

/// Why a mapping cannot be used. It is the caller's mistake, not one of the file, so it is in no report.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{Mapping, Template, Upload, check};
///
/// let mapping = Mapping::default().header("Mail", "Login");
/// let upload = Upload::new("users.csv", "First name,E-mail\nAnn,ann\n").with_mapping(mapping);
/// let checked = check(&Template::default(), upload);
/// assert_eq!(
///     checked.mapping_error().unwrap().to_string(),
///     "the file has no header “Mail”: it has “First name” and “E-mail”"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// A text that [`Mapping::parse_pair`] cannot read.
    #[error(
        "{} maps no header to a column: write a header, `=` and a column, as in `E-mail=Login`", quoted(.0)
    )]
    Pair(String),
    /// A column that the template does not have.
    #[error(
        "the header {} is mapped to the column {}, which the template does not have: it has {}",
        quoted(header), quoted(column), listed(columns, *count)
    )]
    UnknownColumn {
        /// The header, as the mapping has it.
        header: String,
        /// The column, as the mapping has it.
        column: String,
        /// The columns of the template, the first ten.
        columns: Vec<String>,
        /// The number of columns of the template.
        count: usize,
    },
    /// Two headers of the mapping that are the same in a file.
    #[error(
        "the header {} is mapped twice, the second time as {}: leave one of them out",
        quoted(first),
        quoted(second)
    )]
    HeaderMappedTwice {
        /// The header.
        first: String,
        /// The same header once more, as the mapping has it there.
        second: String,
    },
    /// Two headers of the mapping that are one column.
    #[error(
        "the headers {} and {} are both mapped to the column {}: leave one of them out",
        quoted(first),
        quoted(second),
        quoted(column)
    )]
    ColumnMappedTwice {
        /// The column of the template.
        column: String,
        /// The earlier header, as the mapping has it.
        first: String,
        /// The later header.
        second: String,
    },
    /// A header without any character that is compared.
    #[error("the header {} cannot be mapped: it has no character that counts in a header", quoted(.0))]
    EmptyHeader(String),
    /// The header of the column that the rows-with-errors file adds, which is always ignored.
    #[error("the header {} cannot be mapped: that column is the one of the rows-with-errors file", quoted(.0))]
    ReservedHeader(String),
    /// A header that the file does not have.
    #[error("the file has no header {}{}", quoted(header), it_has(headers, *count))]
    MissingHeader {
        /// The header, as the mapping has it.
        header: String,
        /// The headers that the file has, the first ten; none where the row may be a user, with a password.
        headers: Vec<String>,
        /// The number of headers that the file has; 0 where they are not shown.
        count: usize,
    },
    /// A header that the file has more than once.
    #[error(
        "the file has the header {} {count} times ({}), so it cannot be mapped: rename one of them",
        quoted(header), cells.join(", ")
    )]
    HeaderTwice {
        /// The header, as the mapping has it.
        header: String,
        /// Its cells, the first ten.
        cells: Vec<String>,
        /// The number of its cells.
        count: usize,
    },
    /// A column that the file has under its own name too.
    #[error(
        "the header {} is mapped to the column {}, which the file has under its own name too ({}): leave out the mapping, or rename the header",
        quoted(header), quoted(column), cells.join(", ")
    )]
    ColumnTwice {
        /// The header, as the mapping has it.
        header: String,
        /// The column of the template.
        column: String,
        /// The cells of the other headers that are this column, the first ten.
        cells: Vec<String>,
    },
}

/// The first texts of so many.
fn listed(texts: &[String], count: usize) -> String {
    let mut list = String::new();
    for (index, text) in texts.iter().enumerate() {
        let is_last = index + 1 == count;
        list.push_str(if index == 0 {
            ""
        } else if is_last {
            " and "
        } else {
            ", "
        });
        list.push_str(&quoted(text));
    }
    if texts.len() < count {
        let _ = write!(list, " and {} more", count - texts.len());
    }
    list
}

fn it_has(headers: &[String], count: usize) -> String {
    if headers.is_empty() { String::new() } else { format!(": it has {}", listed(headers, count)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(columns: &str) -> Template {
        Template::from_toml(&format!("[[columns]]\nname = 'Login'\nkind = 'login'\n{columns}")).unwrap()
    }

    #[test]
    fn a_pair_is_split_at_the_last_equals_sign_before_a_column() {
        let template = template("[[columns]]\nname = 'x=y'\nkind = 'text'");
        for (pair, header, column) in [
            ("E-mail=Login", "E-mail", "Login"),
            ("a=b=login", "a=b", "login"),
            ("E-mail=x=y", "E-mail", "x=y"),
            ("x=y=x=y", "x=y", "x=y"),
            (" E-mail = Login ", " E-mail ", " Login "),
            ("a=b=Nowhere", "a=b", "Nowhere"),
        ] {
            let expected = (header.to_owned(), column.to_owned());
            assert_eq!(Mapping::parse_pair(pair, &template).unwrap(), expected, "{pair}");
        }
        for pair in ["", "Login", "=Login", "E-mail=", " = "] {
            let error = Mapping::parse_pair(pair, &template).unwrap_err();
            assert_eq!(error, MappingError::Pair(pair.to_owned()));
        }
    }

    #[test]
    fn a_long_list_is_cut_short() {
        let texts: Vec<_> = ["a", "b", "c"].map(str::to_owned).into();
        assert_eq!(listed(&texts[..1], 1), "“a”");
        assert_eq!(listed(&texts, 3), "“a”, “b” and “c”");
        assert_eq!(listed(&texts, 5), "“a”, “b”, “c” and 2 more");
    }
}
