//! Undoing an import.

use axum::Json;
use axum::extract::{Path, State};
use bulk_user_upload::import::Undo;
use serde::Serialize;
use utoipa::ToSchema;

use super::schemas;
use crate::problem_details::ProblemDetails;
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::undo;
use crate::uploader::{ApiUploader, Uploader};
use crate::visibility::import_id;

/// What an undo does, or did.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Undo)]
pub(crate) struct UndoAnswer {
    /// Whether the undo was done; `false` in a preview.
    done: bool,
    #[serde(flatten)]
    #[schema(value_type = schemas::UndoUsers)]
    undo: Undo,
}

/// What an undo would do now.
///
/// Lists the users that would be deactivated, and the users that would be skipped, with the reason.
#[utoipa::path(
    get, path = "/imports/{id}/undo", tag = "imports", params(schemas::ImportParameter),
    responses((status = 200, description = "A preview: nothing is changed.", body = UndoAnswer), ProblemDetails),
)]
pub(crate) async fn preview(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    Path(id): Path<String>,
) -> Result<Json<UndoAnswer>, Refusal> {
    let undo = undo::preview(&state, login, import_id(&id)?).await?;
    Ok(Json(UndoAnswer { done: false, undo }))
}

/// Undo an import.
///
/// Deactivates the users that the import created, except those that were changed since. 409 if there is no
/// user to deactivate, or while the import is in progress.
#[utoipa::path(
    post, path = "/imports/{id}/undo", tag = "imports", params(schemas::ImportParameter),
    responses((status = 200, description = "What was done.", body = UndoAnswer), ProblemDetails),
)]
pub(crate) async fn undo(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    Path(id): Path<String>,
) -> Result<Json<UndoAnswer>, Refusal> {
    let undo = undo::undo(&state, login, import_id(&id)?).await?;
    Ok(Json(UndoAnswer { done: true, undo }))
}
