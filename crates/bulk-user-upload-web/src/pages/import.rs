//! Uploading a file. The import is in the history when the answer is sent, and is carried out in the
//! background.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Redirect;

use crate::refusal::Refusal;
use crate::state::AppState;
use crate::upload;
use crate::uploader::Uploader;

/// Takes an upload, and leads to the history, which shows its progress.
pub(crate) async fn import(
    State(state): State<AppState>,
    Uploader { login }: Uploader,
    request: Request,
) -> Result<Redirect, Refusal> {
    let imports = Arc::clone(&state.imports);
    let accepted = upload::with_upload(&state, login, request, move |store, template, sent, login| {
        imports.accept(store, upload::plan(store, template, sent, login)?, login, None)
    })
    .await?;
    Ok(Redirect::to(&format!("/#import-{}", accepted.id)))
}
