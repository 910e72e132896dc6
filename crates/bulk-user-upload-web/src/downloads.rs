//! The CSV files that the page and the API give: the import template, and the rows with errors of an import.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bulk_user_upload::import::{ImportId, ImportStore, RowOutcome, write_stored_rows_with_errors};
use bulk_user_upload_sqlite::SqliteStore;

use crate::refusal::Refusal;
use crate::state::AppState;
use crate::visibility::visible_details;

/// The import template.
pub(crate) fn template(state: &AppState) -> Response {
    attachment("bulk-user-upload-template.csv", state.settings.template.csv())
}

/// The rows with errors of an import that the user may see. An import without such rows has no such file.
pub(crate) async fn rows_with_errors(
    state: &AppState,
    login: String,
    id: ImportId,
) -> Result<Response, Refusal> {
    let csv = state.with_store(move |store| rows_with_errors_csv(store, &login, id)).await?;
    Ok(attachment(&format!("rows-with-errors-{id}.csv"), csv))
}

fn rows_with_errors_csv(store: &SqliteStore, login: &str, id: ImportId) -> Result<Vec<u8>, Refusal> {
    let details = visible_details(store, login, id)?;
    let rows = store.rows(id, Some(RowOutcome::WithErrors))?;
    let mut csv = Vec::new();
    match write_stored_rows_with_errors(&details.file, &rows, &mut csv).map_err(Refusal::internal)? {
        0 => Err(Refusal::NotFound),
        _ => Ok(csv),
    }
}

/// A CSV file to save. Its name is ours: no part of it comes from an upload.
fn attachment(name: &str, csv: impl Into<Body>) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, csv.into()).into_response()
}
