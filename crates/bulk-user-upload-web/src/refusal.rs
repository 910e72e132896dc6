//! Why a request is refused. The page and the API share the reasons, and render them in their own ways.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use bulk_user_upload::directory::DirectoryError;
use bulk_user_upload::import::ImportId;
use bulk_user_upload::problem::{EncodingAssumed, UnknownEncoding};
use bulk_user_upload::{MappingError, ValidateError};
use bulk_user_upload_sqlite::StoreError;
use http_body_util::LengthLimitError;
use tower_http::timeout::TimeoutError;

use crate::text::capitalised;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The request is not signed in.
    NotSignedIn,
    /// A proxy signs users in, and named none for this request. Passwords and cookies do not count then.
    ProxySignsIn,
    /// The login or the password is wrong.
    WrongPassword,
    /// There were too many attempts to sign in; the next one has to wait this long.
    TooManyAttempts(Duration),
    /// The permission group of the user lacks the right `bulk_user_upload`.
    MayNotImport,
    /// The request comes from another site.
    CrossSite,
    /// The page does not exist, or the user may not see it.
    NotFound,
    /// The route does not have this method.
    MethodNotAllowed,
    /// The request could not be understood: a sentence says why.
    BadRequest(String),
    /// The body is larger than an upload may be.
    TooLarge,
    /// The body took too long.
    TooSlow,
    /// The body is of a type that is not expected.
    UnsupportedType,
    /// Another upload was sent under this `Idempotency-Key`.
    KeyReused,
    /// The mapping of headers to columns does not fit the file or the template: a sentence says why.
    MappingDoesNotFit(String),
    /// The encoding that was stated does not exist: a sentence says which there are.
    UnknownEncoding(String),
    /// The encoding of the file must be stated before an import: these are its readings.
    EncodingNotStated(Box<EncodingAssumed>),
    /// The import is in progress, and cannot be undone yet.
    InProgress(ImportId),
    /// There are no users that an undo would deactivate.
    NothingToUndo,
    /// Too many imports wait, or the service is being stopped.
    Busy,
    /// Another program keeps the database locked.
    Locked,
    /// Something else, which only the log describes.
    Internal,
}

impl Refusal {
    /// Logs an internal error, and gives the refusal, which says nothing about it.
    pub(crate) fn internal(error: impl fmt::Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::Internal
    }

    /// The refusal of a body that was broken off for its size or its time. The layers that watch these
    /// report them as the source of an error.
    pub(crate) fn of_body(error: &(dyn Error + 'static)) -> Option<Self> {
        if error.is::<LengthLimitError>() {
            return Some(Self::TooLarge);
        }
        if error.is::<TimeoutError>() {
            return Some(Self::TooSlow);
        }
        Self::of_body(error.source()?)
    }

    /// The refusal that a layer of another crate means by a status.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedType,
            StatusCode::FORBIDDEN => Self::CrossSite,
            status if status.is_client_error() => {
                Self::BadRequest("The request could not be understood.".to_owned())
            }
            _ => Self::Internal,
        }
    }

    /// The status of the answer.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotSignedIn | Self::WrongPassword => StatusCode::UNAUTHORIZED,
            Self::TooManyAttempts(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::ProxySignsIn | Self::MayNotImport | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::UnsupportedType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::KeyReused
            | Self::MappingDoesNotFit(_)
            | Self::UnknownEncoding(_)
            | Self::EncodingNotStated(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::InProgress(_) | Self::NothingToUndo => StatusCode::CONFLICT,
            Self::Busy | Self::Locked => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// After how many seconds the same request may be answered.
    pub(crate) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooManyAttempts(wait) => Some(wait.as_secs().max(1)),
            Self::Busy | Self::Locked => Some(10),
            _ => None,
        }
    }
}

/// The status, the headers, and the refusal itself. The layer `render_refusals`, which knows whether the
/// page or the API was asked, adds the body.
impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_after() {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::MayNotImport(_) => Self::MayNotImport,
            StoreError::UnknownImport(_) => Self::NotFound,
            StoreError::InProgress(id) => Self::InProgress(id),
            StoreError::KeyReused => Self::KeyReused,
            StoreError::Busy(_) => {
                tracing::warn!(%error, "a request has waited for a locked database");
                Self::Locked
            }
            // A user who was deactivated is no longer signed in.
            StoreError::Directory(
                DirectoryError::UnknownUploader(_) | DirectoryError::InactiveUploader(_),
            ) => Self::NotSignedIn,
            error => Self::internal(error),
        }
    }
}

impl From<MappingError> for Refusal {
    fn from(error: MappingError) -> Self {
        Self::MappingDoesNotFit(sentence(&error))
    }
}

impl From<UnknownEncoding> for Refusal {
    fn from(error: UnknownEncoding) -> Self {
        Self::UnknownEncoding(sentence(&error))
    }
}

/// An error as a sentence.
fn sentence(error: &dyn Error) -> String {
    format!("{}.", capitalised(&error.to_string()))
}

impl From<ValidateError<StoreError>> for Refusal {
    fn from(error: ValidateError<StoreError>) -> Self {
        match error {
            ValidateError::Directory(error) => error.into(),
            ValidateError::Mapping(error) => error.into(),
            error @ ValidateError::Answers(_) => Self::internal(error),
        }
    }
}
