//! The JSON API under `/api/v1`: what the pages do, for programs. `/api/v1/openapi.json` describes it.
//! Refusals are problem details (RFC 9457).

mod checks;
mod history;
mod imports;
mod openapi;
pub(crate) mod schemas;
mod template;
mod undo;

use axum::Router;
use axum::routing::{get, post};

use crate::state::AppState;

/// The routes of the API.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/openapi.json", get(openapi::openapi))
        .route("/template", get(template::template))
        .route("/checks", post(checks::check))
        .route("/imports", get(history::history).post(imports::import))
        .route("/imports/{id}", get(history::details))
        .route("/imports/{id}/rows", get(history::rows))
        .route("/imports/{id}/errors.csv", get(history::errors))
        .route("/imports/{id}/undo", get(undo::preview).post(undo::undo))
}
