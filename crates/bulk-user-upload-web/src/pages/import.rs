//! Uploading: the import is in the history before the answer goes out, and is carried out behind it.

use axum::extract::{Request, State};
use axum::response::Redirect;

use crate::refusal::Refusal;
use crate::state::AppState;
use crate::upload;
use crate::uploader::Uploader;

/// Takes an upload, and leads to the history, which shows how far it is.
pub(crate) async fn import(
    State(state): State<AppState>,
    Uploader { login }: Uploader,
    request: Request,
) -> Result<Redirect, Refusal> {
    let (sent, _turn) = upload::receive(&state, request).await?;
    let imports = state.clone();
    let accepted = state
        .with_store(move |store| {
            let plan = upload::plan(store, &imports.settings.template, sent, &login)?;
            imports.imports.accept(store, plan, &login, None)
        })
        .await?;
    Ok(Redirect::to(&format!("/#import-{}", accepted.id)))
}
