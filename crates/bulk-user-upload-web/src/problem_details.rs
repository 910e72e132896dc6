//! Refusals as the API gives them: RFC 9457, `application/problem+json`.

use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::refusal::Refusal;
use crate::text::ENGLISH;

/// Why a request was not answered as it was asked (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemDetails {
    /// What kind of problem it is: the same for ever.
    #[serde(rename = "type")]
    #[schema(example = "urn:bulk-user-upload:problem:not-found")]
    kind: String,
    /// The kind in a few words.
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// What it is this time, and what to do about it.
    detail: String,
}

/// The answer of the API to a request that it refuses.
pub(crate) fn answer(refusal: &Refusal) -> Response {
    let status = refusal.status();
    let problem = ProblemDetails {
        kind: format!("urn:bulk-user-upload:problem:{}", kind(refusal)),
        title: ENGLISH.refusal_title(refusal),
        status: status.as_u16(),
        detail: ENGLISH.refusal_detail(refusal),
    };
    let body = serde_json::to_string(&problem).unwrap_or_default();
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if status == StatusCode::UNAUTHORIZED {
        let basic = HeaderValue::from_static("Basic realm=\"Bulk User Upload\", charset=\"UTF-8\"");
        headers.insert(WWW_AUTHENTICATE, basic);
    }
    response
}

fn kind(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotSignedIn => "not-signed-in",
        Refusal::ProxySignsIn => "proxy-signs-in",
        Refusal::WrongPassword => "wrong-password",
        Refusal::TooManyAttempts(_) => "too-many-attempts",
        Refusal::MayNotImport => "may-not-import",
        Refusal::CrossSite => "cross-site",
        Refusal::NotFound => "not-found",
        Refusal::MethodNotAllowed => "method-not-allowed",
        Refusal::BadRequest(_) => "bad-request",
        Refusal::TooLarge => "too-large",
        Refusal::TooSlow => "too-slow",
        Refusal::UnsupportedType => "unsupported-type",
        Refusal::KeyReused => "idempotency-key-reused",
        Refusal::InProgress(_) => "in-progress",
        Refusal::NothingToUndo => "nothing-to-undo",
        Refusal::Busy => "busy",
        Refusal::Locked => "database-locked",
        Refusal::Internal => "internal",
    }
}
