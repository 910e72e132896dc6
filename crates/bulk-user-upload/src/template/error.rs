//! What can be wrong with a template.

use crate::policy::PolicyError;

/// Why a template cannot be used. These errors are found when it is made.
///
/// # Example
///
/// ```
/// use bulk_user_upload::template::{Column, TemplateError};
/// use bulk_user_upload::Template;
///
/// let error = Template::builder().column(Column::digits("Badge")).build().unwrap_err();
/// assert_eq!(error, TemplateError::NoLogin);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// The text is not a template in JSON or TOML. The message says what is wrong, and where.
    #[error("the template cannot be read: {0}")]
    Syntax(String),
    /// There is no column of the kind `login`.
    #[error("the template has no column of the kind `login`: a user needs a login")]
    NoLogin,
    /// The Login column is not required.
    #[error("the column `{0}` must be required: a user needs a login")]
    LoginNotRequired(String),
    /// More columns than a spreadsheet has.
    #[error("the template has {0} columns, and a spreadsheet has at most 16384")]
    TooManyColumns(usize),
    /// Two columns have a kind of which there may be only one.
    #[error(
        "the columns `{first}` and `{second}` are both of the kind `{kind}`: a template has at most one of those"
    )]
    KindTwice {
        /// The kind, as a template writes it.
        kind: &'static str,
        /// The earlier column.
        first: String,
        /// The later column.
        second: String,
    },
    /// Two names or aliases that are the same in a header.
    #[error(
        "`{first}` and `{second}` are the same name to a header: case, spaces, hyphens, full stops, underscores and, at the end, `*` and a part in parentheses do not count"
    )]
    SameName {
        /// The earlier name or alias.
        first: String,
        /// The later name or alias.
        second: String,
    },
    /// A name or alias without any character that is compared.
    #[error(
        "the column name `{0}` has no character that counts: spaces, hyphens, full stops, underscores and, at the end, `*` and a part in parentheses do not"
    )]
    EmptyName(String),
    /// A hint without a letter or digit, which is all that is compared.
    #[error("the hint `{0}` has no letter or digit, and no other character of it is compared")]
    EmptyHint(String),
    /// A name or alias with a control character, or with white space at an end.
    #[error("the column name `{0}` has a control character, or white space at an end")]
    UnprintableName(String),
    /// A name that ends in `*`, which marks required columns in the template file.
    #[error(
        "the column name `{0}` ends in `*`: leave that out, the template file adds it to required columns"
    )]
    StarredName(String),
    /// The name of the column that the rows-with-errors file adds.
    #[error("the column name `{0}` is taken: the rows-with-errors file has a column `Errors` of its own")]
    ReservedName(String),
    /// The minimum length is above the maximum, or the maximum is 0.
    #[error("the column `{column}` allows no length: min is {min} and max is {max}")]
    Lengths {
        /// The column.
        column: String,
        /// Its minimum length.
        min: usize,
        /// Its maximum length.
        max: usize,
    },
    /// A pattern that is not a regular expression.
    #[error("the pattern of the column `{column}` is not a regular expression: {reason}")]
    Pattern {
        /// The column.
        column: String,
        /// The message of the `regex` crate.
        reason: String,
    },
    /// A column of choices that has no words, a blank word, or two words that are compared as the same.
    #[error("the choices of the column `{column}` are not distinct words: {reason}")]
    Choices {
        /// The column.
        column: String,
        /// What is wrong with the words.
        reason: String,
    },
    /// A file size that is 0 or above [`Limits::MAX_BYTES`](crate::template::Limits::MAX_BYTES).
    #[error("max_bytes is {0}, and must be from 1 to 536870912 (512 MiB)")]
    MaxBytes(u64),
    /// There is no extension, or one that the name of a file cannot have.
    #[error("`{0}` is not a file extension: it has letters and digits only, and there is at least one")]
    Extension(String),
    /// A key that has no meaning for the kind of its column.
    #[error("the column `{column}` is of the kind `{kind}`, which has no `{key}`")]
    Key {
        /// The column.
        column: String,
        /// Its kind, as a template writes it.
        kind: &'static str,
        /// The key.
        key: &'static str,
    },
    /// No password is valid for both the length of its column and the password policy of the template.
    #[error(
        "the column `{column}` takes passwords of {min} to {max} characters, and the template's password policy none of those"
    )]
    PasswordLengths {
        /// The column.
        column: String,
        /// Its minimum length.
        min: usize,
        /// Its maximum length.
        max: usize,
    },
    /// The password policy contradicts itself.
    #[error("the password policy of the template: {0}")]
    PasswordPolicy(#[from] PolicyError),
}

#[cfg(feature = "toml")]
impl TemplateError {
    pub(super) fn syntax_in_toml(error: &toml::de::Error, toml: &str) -> Self {
        let message = error.message();
        Self::Syntax(match error.span() {
            Some(span) => {
                let before = toml.get(..span.start).unwrap_or(toml);
                let line = before.matches('\n').count() + 1;
                let column = before.chars().rev().take_while(|&character| character != '\n').count() + 1;
                format!("{message} at line {line} column {column}")
            }
            None => message.to_owned(),
        })
    }
}
