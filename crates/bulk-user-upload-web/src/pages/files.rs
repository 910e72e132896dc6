//! What can be downloaded: the template, and the rows with errors.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bulk_user_upload::{ImportId, ImportStore, RowOutcome, write_stored_rows_with_errors};
use bulk_user_upload_sqlite::SqliteStore;

use super::{details_of, import_id};
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::uploader::Uploader;

/// Answers with the import template.
pub(crate) async fn template(State(state): State<AppState>, _: Uploader) -> Response {
    attachment("bulk-user-upload-template.csv", state.settings.template.csv())
}

/// Answers with the rows with errors of an import, ready to mend.
pub(crate) async fn errors(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Uploader { login }: Uploader,
) -> Result<Response, Refusal> {
    let id = import_id(&id)?;
    errors_file(&state, login, id).await
}

/// The rows with errors of an import that somebody sees. Where it has none, there is no such file.
pub(crate) async fn errors_file(state: &AppState, login: String, id: ImportId) -> Result<Response, Refusal> {
    let csv = state.with_store(move |store| rows_with_errors(store, &login, id)).await?;
    Ok(attachment(&format!("rows-with-errors-{id}.csv"), csv))
}

fn rows_with_errors(store: &SqliteStore, login: &str, id: ImportId) -> Result<Vec<u8>, Refusal> {
    let details = details_of(store, login, id)?;
    let rows = store.rows(id, Some(RowOutcome::WithErrors))?;
    let mut csv = Vec::new();
    match write_stored_rows_with_errors(&details.file, &rows, &mut csv).map_err(Refusal::internal)? {
        0 => Err(Refusal::NotFound),
        _ => Ok(csv),
    }
}

/// A CSV file to save, under a name of ours: nothing that somebody uploaded has a part in it.
fn attachment(name: &str, csv: impl Into<Body>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, csv.into()).into_response()
}
