//! What the log says of a request: its number, its route, and the login of the user who sent it.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Span;

/// The header with a request's number in the log. The sender may set it; otherwise the page makes one up.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The span of a request, handed to the layers further in: these open spans of their own.
#[derive(Debug, Clone)]
pub(crate) struct RequestSpan(Span);

impl RequestSpan {
    /// Records who sent the request.
    pub(crate) fn record_user(&self, login: &str) {
        self.0.record("user", login);
    }
}

/// Opens the span of a request. It never holds the query, the body or the headers. It holds the pattern of
/// the route instead of the path, so that a client cannot write into the log.
pub(crate) fn request_span(request: &Request) -> Span {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    tracing::info_span!("request", id, method = %request.method(), route, user = tracing::field::Empty)
}

/// Hands the span of a request on.
pub(crate) async fn hand_on_span(mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(RequestSpan(Span::current()));
    next.run(request).await
}

/// Removes a request number that is not fit for a log: it must be short, and of letters, digits, `-`, `_`
/// and `.`.
pub(crate) async fn remove_odd_request_id(mut request: Request, next: Next) -> Response {
    let is_plain = |id: &HeaderValue| {
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
        (1..=64).contains(&id.len()) && id.as_bytes().iter().all(plain)
    };
    if request.headers().get(REQUEST_ID).is_some_and(|id| !is_plain(id)) {
        request.headers_mut().remove(REQUEST_ID);
    }
    next.run(request).await
}
