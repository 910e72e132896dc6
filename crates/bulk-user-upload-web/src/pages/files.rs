//! The pages' downloads: the template, and the rows with errors.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::downloads;
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::uploader::Uploader;
use crate::visibility::import_id;

/// Answers with the import template.
pub(crate) async fn template(State(state): State<AppState>, _: Uploader) -> Response {
    downloads::template(&state)
}

/// Answers with the rows with errors of an import, ready to correct.
pub(crate) async fn errors(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Uploader { login }: Uploader,
) -> Result<Response, Refusal> {
    downloads::rows_with_errors(&state, login, import_id(&id)?).await
}
