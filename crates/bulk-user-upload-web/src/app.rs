//! The table of all routes.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{get, post};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::timeout::RequestBodyDeadlineLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::Level;

use crate::log::REQUEST_ID;
use crate::state::AppState;
use crate::{api, assets, headers, log, pages, session, upload};

/// Every route of the page and of its API, with the layers that guard them.
///
/// Requests need the address of their peer as [`ConnectInfo`](axum::extract::ConnectInfo): attempts to sign
/// in are limited by it, and a proxy is recognized by it. [`serve`](crate::serve()) sets it.
///
/// # Example
///
/// ```
/// use axum::body::Body;
/// use axum::http::{Request, StatusCode};
/// use bulk_user_upload_web::{AppState, Settings, app};
/// use tower::ServiceExt;
///
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let database = folder.path().join("users.db");
/// let state = AppState::open(database, Settings::default())?;
/// let answer = app(state).oneshot(Request::get("/readyz").body(Body::empty())?).await?;
/// assert_eq!(answer.status(), StatusCode::OK);
/// # Ok(())
/// # }
/// ```
pub fn app(state: AppState) -> Router {
    let settings = &state.settings;
    let guards = ServiceBuilder::new()
        .layer(from_fn(log::remove_odd_request_id))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(log::request_span)
                .on_response(DefaultOnResponse::new().level(Level::INFO))
                // An internal error is logged where it occurs, and a busy service is no error.
                .on_failure(()),
        )
        .layer(from_fn(log::hand_on_span))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(from_fn(headers::secure))
        .layer(from_fn(headers::render_refusals))
        .layer(CatchPanicLayer::custom(headers::panicked))
        .layer(CsrfLayer::new())
        .layer(RequestBodyLimitLayer::new(upload::body_limit(&settings.template)))
        .layer(RequestBodyDeadlineLayer::new(settings.body_time))
        // `RequestBodyLimitLayer` above limits bodies.
        .layer(DefaultBodyLimit::disable());
    let session = session::layer(settings);

    Router::new()
        .route("/", get(pages::history))
        .route("/sign-in", get(pages::sign_in).post(pages::signed_in))
        .route("/sign-out", post(pages::sign_out))
        .route("/template", get(pages::template))
        .route("/upload", get(pages::upload))
        .route("/checks", post(pages::check))
        .route("/imports", post(pages::import))
        .route("/imports/{id}", get(pages::details))
        .route("/imports/{id}/row", get(pages::row))
        .route("/imports/{id}/errors.csv", get(pages::errors))
        .route("/imports/{id}/undo", get(pages::undo_preview).post(pages::undo))
        .nest("/api/v1", api::routes())
        .fallback(pages::not_found)
        .layer(session)
        // These routes are outside the session layer: they are the same for every user.
        .route("/assets/{file}", get(assets::asset))
        .route("/healthz", get(pages::healthz))
        .route("/readyz", get(pages::readyz))
        .layer(guards)
        .with_state(state)
}
