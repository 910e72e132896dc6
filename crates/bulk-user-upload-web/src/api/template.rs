//! The import template.

use axum::extract::State;
use axum::response::Response;

use crate::downloads;
use crate::problem_details::ProblemDetails;
use crate::state::AppState;
use crate::uploader::ApiUploader;

/// The import template.
///
/// A CSV file with the header to fill in below.
#[utoipa::path(
    get, path = "/template", tag = "imports",
    responses((status = 200, description = "The template.", body = String, content_type = "text/csv"), ProblemDetails),
)]
pub(crate) async fn template(State(state): State<AppState>, _: ApiUploader) -> Response {
    downloads::template(&state)
}
