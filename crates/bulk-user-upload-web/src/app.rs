//! The table of routes: the one place that shows the whole.

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

/// Every route of the page and of its API, with what guards them all.
///
/// Requests need their peer's address as [`ConnectInfo`](axum::extract::ConnectInfo) for sign-in attempts to be limited by
/// address and for a proxy to be known; [`serve`](crate::serve()) gives it.
pub fn app(state: AppState) -> Router {
    let settings = &state.settings;
    let guards = ServiceBuilder::new()
        .layer(from_fn(log::remove_odd_request_id))
        .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(log::request_span)
                .on_response(DefaultOnResponse::new().level(Level::INFO))
                // What went wrong inside is told where it did, and that there is too much to do is no error.
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
        // The layer above limits bodies as the template says.
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
        // What browsers keep, and what machines ask, has nothing to do with whoever is signed in.
        .route("/assets/{file}", get(assets::asset))
        .route("/healthz", get(pages::healthz))
        .route("/readyz", get(pages::readyz))
        .layer(guards)
        .with_state(state)
}
