//! Why a request is not answered as it was asked: one list for the pages and the API, which render it in their own ways.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use bulk_user_upload::{DirectoryError, ImportId, ValidateError};
use bulk_user_upload_sqlite::StoreError;
use http_body_util::LengthLimitError;
use tower_http::timeout::TimeoutError;

/// Why a request is not answered as it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// Nobody is signed in.
    NotSignedIn,
    /// A proxy signs people in, and has not said who asks; what the page itself would take for a sign-in does not count.
    ProxySignsIn,
    /// The login or the password is wrong.
    WrongPassword,
    /// There were too many attempts to sign in; the next one may come after this time.
    TooManyAttempts(Duration),
    /// The group of who is signed in lacks the right `bulk_user_upload`.
    MayNotImport,
    /// The request comes from another site.
    CrossSite,
    /// There is no such page, or it is somebody else's.
    NotFound,
    /// The path knows no such method.
    MethodNotAllowed,
    /// What was sent is not what is expected: a sentence says what.
    BadRequest(String),
    /// The body is larger than an upload can be.
    TooLarge,
    /// The body took too long.
    TooSlow,
    /// The body is of a type that is not expected.
    UnsupportedType,
    /// Another upload was sent under this `Idempotency-Key`.
    KeyReused,
    /// The import is in progress, and cannot be undone yet.
    InProgress(ImportId),
    /// There is nobody whom an undo would deactivate.
    NothingToUndo,
    /// So many imports wait that no more are taken, or the service is being stopped.
    Busy,
    /// Another program keeps the database locked.
    Locked,
    /// Something else, which is in the log and nowhere else.
    Internal,
}

impl Refusal {
    /// What went wrong inside is for the log alone.
    pub(crate) fn internal(error: impl fmt::Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::Internal
    }

    /// What broke a body off, where that was its size or its time: the layers that watch it say so in the depths of an error.
    pub(crate) fn of_body(error: &(dyn Error + 'static)) -> Option<Self> {
        if error.is::<LengthLimitError>() {
            return Some(Self::TooLarge);
        }
        if error.is::<TimeoutError>() {
            return Some(Self::TooSlow);
        }
        Self::of_body(error.source()?)
    }

    /// The refusal that a layer, which knows of none, must have meant.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedType,
            StatusCode::FORBIDDEN => Self::CrossSite,
            status if status.is_client_error() => {
                Self::BadRequest("The request is not one that this page sends.".to_owned())
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
            Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
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

/// The status, the headers, and the refusal itself for the layer that renders it
/// ([`headers::render_refusals`](crate::headers::render_refusals)), which knows whether a page or the API was asked.
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
                tracing::warn!(%error, "a request has waited in vain");
                Self::Locked
            }
            // Somebody who was deactivated since is signed in no more.
            StoreError::Directory(
                DirectoryError::UnknownUploader(_) | DirectoryError::InactiveUploader(_),
            ) => Self::NotSignedIn,
            error => Self::internal(error),
        }
    }
}

impl From<ValidateError<StoreError>> for Refusal {
    fn from(error: ValidateError<StoreError>) -> Self {
        match error {
            ValidateError::Directory(error) => error.into(),
            error @ ValidateError::Answers(_) => Self::internal(error),
        }
    }
}
