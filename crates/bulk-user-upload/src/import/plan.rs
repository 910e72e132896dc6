//! What is to be imported.

use serde::{Deserialize, Serialize};

use super::stored::{ImportedRow, RowOutcome, StoredFile, StoredNotice, StoredProblem};
use crate::problem::EncodingAssumed;
use crate::report::{NewUser, Report};

/// Whether an upload with errors creates the users of its other rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportMode {
    /// Rows without errors are created, and rows with errors are handed back.
    #[default]
    PartialSuccess,
    /// If any row has an error, no user is created.
    AllOrNothing,
}

impl ImportMode {
    /// `partial-success` or `all-or-nothing`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PartialSuccess => "partial-success",
            Self::AllOrNothing => "all-or-nothing",
        }
    }
}

/// What is to be imported. It can only be made from a report, so every user in it is valid.
///
/// # Example
///
/// ```
/// use bulk_user_upload::import::ImportMode;
/// use bulk_user_upload::{InMemoryDirectory, Template, Upload, validate};
///
/// let directory = InMemoryDirectory::from_json(r#"{"users": [{"login": "alice"}]}"#)?;
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let upload = || Upload::new("users.csv", "Login\nann\nAlice\n");
/// let report = || validate(&template, upload(), &directory.as_uploader("alice").unwrap());
///
/// let plan = report()?.into_plan(ImportMode::PartialSuccess)?;
/// assert_eq!(plan.new_users().map(|user| user.login()).collect::<Vec<_>>(), ["ann"]);
/// let row = plan.rows_with_errors().next().unwrap();
/// assert_eq!((row.row, row.cells, row.errors[0].number), (3, vec!["Alice".to_owned()], 402));
///
/// let plan = report()?.into_plan(ImportMode::AllOrNothing)?;
/// assert_eq!(plan.new_users().count(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ImportPlan {
    report: Report,
    mode: ImportMode,
}

/// An import was refused because nobody said how the file is encoded, and its users would differ.
///
/// See [`Report::into_plan`] for an example.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .assumed.message())]
#[non_exhaustive]
pub struct EncodingNotStated {
    /// What the file may say, to choose from.
    pub assumed: EncodingAssumed,
}

impl Report {
    /// Makes the report a plan to create the users that may be created.
    ///
    /// # Errors
    ///
    /// [`EncodingNotStated`] if the encoding of the file was assumed, and cells of users depend on it: a person
    /// must choose it first ([`Upload::with_encoding`](crate::Upload::with_encoding)), Windows-1252 too.
    ///
    /// # Example
    ///
    /// ```
    /// use bulk_user_upload::import::ImportMode;
    /// use bulk_user_upload::{Answers, Template, Upload, check};
    ///
    /// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
    /// let upload = || Upload::new("users.csv", *b"Login\n\xC8\xE2\xE0\xED\n");
    /// let report = |upload| check(&template, upload).resolve(Answers::default().logins(vec![false]));
    ///
    /// let error = report(upload())?.into_plan(ImportMode::PartialSuccess).unwrap_err();
    /// let cyrillic = error.assumed.readings.iter().find(|reading| reading.samples == ["Иван"]).unwrap();
    /// let stated = upload().with_encoding(cyrillic.encoding);
    /// let plan = report(stated)?.into_plan(ImportMode::PartialSuccess)?;
    /// assert_eq!(plan.new_users().next().unwrap().login(), "Иван");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn into_plan(self, mode: ImportMode) -> Result<ImportPlan, EncodingNotStated> {
        match self.encoding_in_question() {
            Some(assumed) => Err(EncodingNotStated { assumed: assumed.clone() }),
            None => Ok(ImportPlan { report: self, mode }),
        }
    }
}

impl ImportPlan {
    /// The report that the plan was made from.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Whether one error prevents all users from being created.
    pub fn mode(&self) -> ImportMode {
        self.mode
    }

    /// The users to create, in the order of the file.
    pub fn new_users(&self) -> impl Iterator<Item = NewUser<'_>> {
        let wanted = self.mode == ImportMode::PartialSuccess || self.report.is_ok();
        self.report.new_users().filter(move |_| wanted)
    }

    /// What the history stores of the file.
    pub fn file(&self) -> StoredFile {
        StoredFile::of(&self.report)
    }

    /// The errors of the file and its header, as the history stores them.
    pub fn file_errors(&self) -> Vec<StoredProblem> {
        self.report.file_errors().map(|problem| StoredProblem::from(&problem)).collect()
    }

    /// The notices, as the history stores them.
    pub fn notices(&self) -> Vec<StoredNotice> {
        self.report.notices_to_store().map(|notice| StoredNotice::from(&notice)).collect()
    }

    /// The rows with errors, as the history stores them, in the order of the file.
    pub fn rows_with_errors(&self) -> impl Iterator<Item = ImportedRow> {
        let entries = self.report.entries_with_errors();
        entries.map(|entry| ImportedRow::of(&self.report, entry, RowOutcome::WithErrors))
    }
}
