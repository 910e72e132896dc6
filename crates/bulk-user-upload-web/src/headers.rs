//! The headers of every answer, and refusals rendered for their readers.

use std::any::Any;

use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::current_user::CurrentUserSlot;
use crate::pages;
use crate::problem_details;
use crate::refusal::Refusal;

/// Nothing is loaded from elsewhere, no script or style is inline, and no site may frame the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Sets the headers of every answer. Answers are not cached unless they say so, as assets do.
pub(crate) async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Renders a refusal: as problem details if the API was asked, as a page otherwise. A refusal by a layer of
/// another crate is recognized by its status.
pub(crate) async fn render_refusals(mut request: Request, next: Next) -> Response {
    let user = CurrentUserSlot::default();
    request.extensions_mut().insert(user.clone());
    let uri = request.uri().clone();
    let is_read = request.method().is_safe();
    let response = next.run(request).await;
    let refusal = match response.extensions().get::<Refusal>() {
        Some(refusal) => refusal.clone(),
        None if response.status().is_client_error() || response.status().is_server_error() => {
            if response.headers().get(CONTENT_TYPE).is_some_and(is_ours) {
                return response;
            }
            Refusal::of_status(response.status())
        }
        None => return response,
    };
    let mut rendered = if uri.path().starts_with("/api/") {
        problem_details::answer(&refusal)
    } else {
        pages::refusal(&refusal, is_read.then_some(&uri), user.get())
    };
    // The other headers of the refusal stay: Retry-After, Allow, cookies.
    for (name, value) in response.headers() {
        if ![CONTENT_TYPE, CONTENT_LENGTH].contains(name) {
            rendered.headers_mut().append(name, value.clone());
        }
    }
    rendered
}

/// Whether the answer has been rendered already.
fn is_ours(content_type: &HeaderValue) -> bool {
    let content_type = content_type.as_bytes();
    content_type.starts_with(b"text/html") || content_type.starts_with(b"application/problem+json")
}

/// The answer after a panic. The text of the panic is only in the log.
#[allow(clippy::needless_pass_by_value)] // `CatchPanicLayer` passes it by value.
pub(crate) fn panicked(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic");
    Refusal::internal(text).into_response()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use http_body_util::BodyExt;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    #[tokio::test]
    async fn a_panic_costs_one_answer_and_says_nothing_of_itself() {
        async fn panics() {
            panic!("canary");
        }
        let router = Router::new()
            .route("/page", get(panics))
            .route("/api/v1/route", get(panics))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn(render_refusals))
            .layer(from_fn(secure));
        for (path, content_type) in
            [("/page", "text/html; charset=utf-8"), ("/api/v1/route", "application/problem+json")]
        {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let response = router.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(response.headers()[CONTENT_TYPE], content_type);
            assert_eq!(response.headers()[X_CONTENT_TYPE_OPTIONS], "nosniff");
            let body = response.into_body().collect().await.unwrap().to_bytes();
            assert!(!str::from_utf8(&body).unwrap().contains("canary"));
        }
    }
}
