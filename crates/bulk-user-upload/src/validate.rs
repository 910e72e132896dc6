//! The whole check in one call, for a host that can ask its directory at once.

use crate::check::check;
use crate::directory::{AnswersError, UserDirectory};
use crate::mapping::MappingError;
use crate::report::Report;
use crate::resolve_error::ResolveError;
use crate::template::Template;
use crate::upload::Upload;

/// Why a check gave no report.
#[derive(Debug, thiserror::Error)]
pub enum ValidateError<E> {
    /// The directory failed.
    #[error("the directory could not be asked: {0}")]
    Directory(E),
    /// The number of answers is not that of the questions.
    #[error("the directory answered wrongly: {0}")]
    Answers(#[from] AnswersError),
    /// The mapping of the upload does not fit the file or the template.
    #[error("the mapping cannot be used: {0}")]
    Mapping(#[from] MappingError),
}

impl<E> From<ResolveError> for ValidateError<E> {
    fn from(error: ResolveError) -> Self {
        match error {
            ResolveError::Answers(error) => Self::Answers(error),
            ResolveError::Mapping(error) => Self::Mapping(error),
        }
    }
}

/// Checks a file against a directory: [`check`], then the questions, the answers and the report.
///
/// # Errors
///
/// [`ValidateError`] if the directory fails or gives the wrong number of answers, or if the mapping of the
/// upload does not fit the file. What is wrong with the file is in the report.
///
/// # Example
///
/// ```
/// use bulk_user_upload::{InMemoryDirectory, Template, Upload, validate};
///
/// let directory = InMemoryDirectory::from_json(r#"{"users": [{"login": "alice"}]}"#)?;
/// let upload = Upload::new("users.xlsx", "");
/// let report = validate(&Template::default(), upload, &directory.as_uploader("alice")?)?;
/// assert_eq!(report.errors().next().unwrap().code().as_str(), "file-type-invalid");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn validate<D: UserDirectory + ?Sized>(
    template: &Template,
    upload: Upload,
    directory: &D,
) -> Result<Report, ValidateError<D::Error>> {
    let checked = check(template, upload);
    if let Some(error) = checked.mapping_error() {
        return Err(error.clone().into());
    }
    let answers = checked.questions().ask(directory).map_err(ValidateError::Directory)?;
    Ok(checked.resolve(answers)?)
}
