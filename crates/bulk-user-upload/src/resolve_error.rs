//! Why a check has no report, although the directory has answered.

use crate::directory::AnswersError;
use crate::mapping::MappingError;

/// Why the answers of a directory gave no report.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{Answers, Mapping, ResolveError, Template, Upload, check};
///
/// let template = Template::from_toml("[[columns]]\nname = 'Login'\nkind = 'login'")?;
/// let upload = Upload::new("users.csv", "Login\nann\n");
/// let checked = check(&template, upload.with_mapping(Mapping::default().header("Mail", "Login")));
/// let error = checked.resolve(Answers::default()).unwrap_err();
/// assert!(matches!(error, ResolveError::Mapping(_)));
/// # Ok::<(), bulk_user_upload::template::TemplateError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ResolveError {
    /// The number of answers is not that of the questions.
    #[error(transparent)]
    Answers(#[from] AnswersError),
    /// The mapping of the upload does not fit the file or the template. No answers can change that.
    #[error(transparent)]
    Mapping(#[from] MappingError),
}
