//! Undoing an import.

use axum::Json;
use axum::extract::{Path, State};
use bulk_user_upload::{ImportStore, Undo};
use serde::Serialize;

use super::openapi::Problems;
use super::schemas;
use crate::pages::{import_id, seen};
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::uploader::{ApiUploader, Uploader};

/// What an undo does, or did.
#[derive(Debug, Serialize)]
pub(crate) struct Outcome {
    /// Whether it was done, or is a preview.
    done: bool,
    #[serde(flatten)]
    undo: Undo,
}

/// What an undo would do now.
///
/// Whose users would be deactivated, and whose would be left alone, and why.
#[utoipa::path(
    get, path = "/imports/{id}/undo", tag = "imports", params(schemas::ImportParameter),
    responses((status = 200, description = "A preview: nothing is changed.", body = schemas::Undo), Problems),
)]
pub(crate) async fn preview(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    Path(id): Path<String>,
) -> Result<Json<Outcome>, Refusal> {
    let id = import_id(&id)?;
    let undo = state
        .with_store(move |store| {
            seen(store, &login, id)?;
            Ok::<_, Refusal>(store.undo_preview(id, &login)?)
        })
        .await?;
    Ok(Json(Outcome { done: false, undo }))
}

/// Undo an import.
///
/// Deactivates exactly the users that it created and that nobody has changed since. 409 where that is nobody, and while the
/// import is in progress.
#[utoipa::path(
    post, path = "/imports/{id}/undo", tag = "imports", params(schemas::ImportParameter),
    responses((status = 200, description = "What was done.", body = schemas::Undo), Problems),
)]
pub(crate) async fn undo(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    Path(id): Path<String>,
) -> Result<Json<Outcome>, Refusal> {
    let id = import_id(&id)?;
    let undo = state
        .with_writer(move |store| {
            seen(store, &login, id)?;
            Ok::<_, Refusal>(store.undo(id, &login)?)
        })
        .await?;
    if undo.deactivated.is_empty() {
        return Err(Refusal::NothingToUndo);
    }
    tracing::info!(import = id.0, users = undo.deactivated.len(), "import undone");
    Ok(Json(Outcome { done: true, undo }))
}
