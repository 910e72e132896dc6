//! Whether the service is alive, and whether it is ready to work.

use axum::extract::State;
use bulk_user_upload::import::{HistoryPage, ImportFilter, ImportStore};

use crate::refusal::Refusal;
use crate::state::AppState;

/// The process answers.
pub(crate) async fn healthz() -> &'static str {
    "alive\n"
}

/// The database can be read, and imports are taken.
pub(crate) async fn readyz(State(state): State<AppState>) -> Result<&'static str, Refusal> {
    if !state.imports.is_running() {
        return Err(Refusal::Busy);
    }
    let newest = HistoryPage { before: None, limit: 1 };
    state.with_store(move |store| store.history(&ImportFilter::default(), newest)).await?;
    Ok("ready\n")
}
