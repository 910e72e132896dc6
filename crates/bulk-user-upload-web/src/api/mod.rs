//! The same as JSON, under `/api/v1`. Refusals are problem details (RFC 9457); what it takes and gives is described at
//! `/api/v1/openapi.json`.

mod checks;
mod history;
mod imports;
mod openapi;
mod schemas;
mod undo;

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use bulk_user_upload::ImportRecord;
use bulk_user_upload_sqlite::SqliteStore;

use crate::pages;
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::uploader::ApiUploader;

/// The routes of the API.
pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/openapi.json", get(openapi::openapi))
        .route("/template", get(template))
        .route("/checks", post(checks::check))
        .route("/imports", get(history::history).post(imports::import))
        .route("/imports/{id}", get(history::details))
        .route("/imports/{id}/rows", get(history::rows))
        .route("/imports/{id}/errors.csv", get(history::errors))
        .route("/imports/{id}/undo", get(undo::preview).post(undo::undo))
}

/// The import template.
///
/// A CSV file with the header to fill in below.
#[utoipa::path(
    get, path = "/template", tag = "imports",
    responses((status = 200, description = "The template.", body = String, content_type = "text/csv"), openapi::Problems),
)]
pub(crate) async fn template(state: State<AppState>, ApiUploader(uploader): ApiUploader) -> Response {
    pages::template(state, uploader).await
}

/// Names no upload of the same file that somebody may not see.
fn as_seen(store: &SqliteStore, login: &str, mut record: ImportRecord) -> Result<ImportRecord, Refusal> {
    if record.same_file_as.is_some() {
        record.same_file_as = store.same_file_visible_to(login, record.id)?;
    }
    Ok(record)
}
