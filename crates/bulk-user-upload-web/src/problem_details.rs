//! Refusals by the API: problem details (RFC 9457), `application/problem+json`.

use std::collections::BTreeMap;

use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bulk_user_upload::problem::EncodingReading;
use serde::Serialize;
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::api::schemas;
use crate::refusal::Refusal;
use crate::text::ENGLISH;

/// Why a request was refused (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProblemDetails {
    /// The kind of problem. It never changes.
    #[serde(rename = "type")]
    #[schema(example = "urn:bulk-user-upload:problem:not-found")]
    kind: String,
    /// The name of the kind.
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// What happened this time, and what to do about it.
    detail: String,
    /// The cells that the samples of `readings` are of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    cells: Vec<String>,
    /// If the encoding must be stated: what the file says in each encoding that it may have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, value_type = Vec<schemas::Reading>)]
    readings: Vec<EncodingReading>,
}

/// The answer to a request that the API refuses.
pub(crate) fn answer(refusal: &Refusal) -> Response {
    let status = refusal.status();
    let (cells, readings) = match refusal {
        Refusal::EncodingNotStated(assumed) => (assumed.cells.clone(), assumed.readings.clone()),
        _ => Default::default(),
    };
    let problem = ProblemDetails {
        kind: format!("urn:bulk-user-upload:problem:{}", kind(refusal)),
        title: ENGLISH.refusal_title(refusal),
        status: status.as_u16(),
        detail: ENGLISH.refusal_detail(refusal),
        cells,
        readings,
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
        Refusal::MappingDoesNotFit(_) => "mapping-does-not-fit",
        Refusal::UnknownEncoding(_) => "unknown-encoding",
        Refusal::EncodingNotStated(_) => "encoding-not-stated",
        Refusal::InProgress(_) => "in-progress",
        Refusal::NothingToUndo => "nothing-to-undo",
        Refusal::Busy => "busy",
        Refusal::Locked => "database-locked",
        Refusal::Internal => "internal",
    }
}

/// The answers that any route may give instead of its own.
impl IntoResponses for ProblemDetails {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let problems = [
            (400, "The request could not be understood: `detail` says why."),
            (401, "You are not signed in, or the password is wrong."),
            (
                403,
                "Your permission group lacks the right `bulk_user_upload`, the request comes from another site, or the proxy that signs users in did \
                 not name one.",
            ),
            (404, "The import does not exist, or you may not see it."),
            (408, "The body took too long."),
            (409, "The import is in progress, or has no users to deactivate."),
            (413, "The file is larger than the size limit."),
            (415, "The body is not a multipart form."),
            (
                422,
                "The Idempotency-Key was already used for another upload; or the encoding that was stated does not exist, or the \
                 mapping does not fit; or the encoding must be stated, and `readings` has what the file may say.",
            ),
            (429, "Too many attempts to sign in: see `Retry-After`."),
            (500, "The request failed inside the server."),
            (503, "Too many imports wait, or another program locks the database: see `Retry-After`."),
        ];
        let schema = || RefOr::Ref(Ref::from_schema_name("ProblemDetails"));
        let problems = problems.into_iter().map(|(status, description)| {
            let response = ResponseBuilder::new()
                .description(description)
                .content("application/problem+json", Content::new(Some(schema())));
            (status.to_string(), RefOr::T(response.build()))
        });
        problems.collect()
    }
}
