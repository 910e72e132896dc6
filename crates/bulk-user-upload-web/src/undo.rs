//! Undoing an import, for the page and the API.

use bulk_user_upload::import::{ImportId, ImportStore, Undo};

use crate::refusal::Refusal;
use crate::state::AppState;
use crate::visibility::require_visible;

/// What an undo would do now.
pub(crate) async fn preview(state: &AppState, login: String, id: ImportId) -> Result<Undo, Refusal> {
    state
        .with_store(move |store| {
            require_visible(store, &login, id)?;
            Ok::<_, Refusal>(store.undo_preview(id, &login)?)
        })
        .await
}

/// Undoes an import. An undo that would deactivate no user is refused.
pub(crate) async fn undo(state: &AppState, login: String, id: ImportId) -> Result<Undo, Refusal> {
    let undo = state
        .with_writer(move |store| {
            require_visible(store, &login, id)?;
            Ok::<_, Refusal>(store.undo(id, &login)?)
        })
        .await?;
    if undo.deactivated.is_empty() {
        return Err(Refusal::NothingToUndo);
    }
    tracing::info!(import = id.0, users = undo.deactivated.len(), "import undone");
    Ok(undo)
}
