//! The import history, one import of it, its rows, and the file of its rows with errors.

use axum::Json;
use axum::extract::{Path, Query, RawQuery, State};
use axum::response::Response;
use bulk_user_upload::{ImportDetails, ImportId, ImportRecord, ImportedRow, RowOutcome};
use serde::{Deserialize, Serialize};

use super::openapi::Problems;
use super::{as_seen, schemas};
use crate::pages::{details_of, errors_file, import_id, seen};
use crate::query::{HistoryQuery, PAGE};
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::uploader::{ApiUploader, Uploader};

/// The maximum number of rows in an answer.
const MAX_ROWS: u32 = 1_000;

/// A page of the history.
#[derive(Debug, Serialize)]
pub(crate) struct History {
    imports: Vec<ImportRecord>,
    /// The value of `before` for the next page; null if there is none.
    next_before: Option<ImportId>,
}

/// Some rows of an import.
#[derive(Debug, Serialize)]
pub(crate) struct Rows {
    rows: Vec<ImportedRow>,
    /// The value of `after` for the next rows; null if there are none.
    next_after: Option<u32>,
}

/// Which rows are asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WantedRows {
    outcome: Option<RowOutcome>,
    #[serde(default)]
    after: u32,
    #[serde(default = "max_rows")]
    limit: u32,
}

fn max_rows() -> u32 {
    MAX_ROWS
}

/// The import history.
///
/// Newest first, fifty at a time. You see your own imports, and those of people whose permission group's
/// level is at or below your own.
#[utoipa::path(
    get, path = "/imports", tag = "imports", params(schemas::HistoryParameters),
    responses((status = 200, description = "A page of the history.", body = schemas::History), Problems),
)]
pub(crate) async fn history(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    RawQuery(query): RawQuery,
) -> Result<Json<History>, Refusal> {
    let wanted = HistoryQuery::parse(&query.unwrap_or_default())?;
    let mut imports = state
        .with_store(move |store| {
            let records = store.history_visible_to(&login, &wanted.filter, wanted.page())?;
            records
                .into_iter()
                .map(|record| as_seen(store, &login, record))
                .collect::<Result<Vec<_>, Refusal>>()
        })
        .await?;
    let has_more = imports.len() > PAGE;
    imports.truncate(PAGE);
    let next_before = imports.last().filter(|_| has_more).map(|last| last.id);
    Ok(Json(History { imports, next_before }))
}

/// One import.
///
/// Its line of the history, what is known of its file, its notices, and how often each error stands in it.
#[utoipa::path(
    get, path = "/imports/{id}", tag = "imports", params(schemas::ImportParameter),
    responses((status = 200, description = "The import.", body = schemas::ImportDetails), Problems),
)]
pub(crate) async fn details(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    Path(id): Path<String>,
) -> Result<Json<ImportDetails>, Refusal> {
    let id = import_id(&id)?;
    let details = state
        .with_store(move |store| {
            let details = details_of(store, &login, id)?;
            let record = as_seen(store, &login, details.record)?;
            Ok::<_, Refusal>(ImportDetails { record, ..details })
        })
        .await?;
    Ok(Json(details))
}

/// The rows of an import.
///
/// In the order of the file. Of rows whose users were created, or not attempted, no cells are kept.
#[utoipa::path(
    get, path = "/imports/{id}/rows", tag = "imports",
    params(schemas::ImportParameter, schemas::RowsParameters),
    responses((status = 200, description = "Rows of the import.", body = schemas::Rows), Problems),
)]
pub(crate) async fn rows(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    Path(id): Path<String>,
    wanted: Result<Query<WantedRows>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<Rows>, Refusal> {
    let id = import_id(&id)?;
    let WantedRows { outcome, after, limit } = match wanted {
        Ok(Query(wanted)) if (1..=MAX_ROWS).contains(&wanted.limit) => wanted,
        _ => {
            return Err(Refusal::BadRequest(format!(
                "Rows are asked for by `outcome`, `after` and `limit`, which is from 1 to {MAX_ROWS}."
            )));
        }
    };
    let limit = limit as usize;
    let mut rows = state
        .with_store(move |store| {
            seen(store, &login, id)?;
            Ok::<_, Refusal>(store.rows_after(id, outcome, after, limit + 1)?)
        })
        .await?;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let next_after = rows.last().filter(|_| has_more).map(|last| last.row);
    Ok(Json(Rows { rows, next_after }))
}

/// The rows with errors, ready to mend.
///
/// A CSV file of the upload's own columns, and a column `Errors` that says what to do. Passwords are not
/// kept. 404 where the import has no rows with errors.
#[utoipa::path(
    get, path = "/imports/{id}/errors.csv", tag = "imports", params(schemas::ImportParameter),
    responses((status = 200, description = "The file.", body = String, content_type = "text/csv"), Problems),
)]
pub(crate) async fn errors(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let id = import_id(&id)?;
    errors_file(&state, login, id).await
}
