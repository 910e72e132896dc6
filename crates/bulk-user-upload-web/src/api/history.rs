//! The import history, one import of it, its rows, and the file with its rows with errors.

use axum::Json;
use axum::extract::{Path, Query, RawQuery, State};
use axum::response::Response;
use bulk_user_upload::import::{ImportDetails, ImportId, ImportRecord, ImportedRow, RowOutcome};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::schemas;
use crate::downloads;
use crate::problem_details::ProblemDetails;
use crate::query::{HistoryQuery, PAGE};
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::uploader::{ApiUploader, Uploader};
use crate::visibility::{import_id, require_visible, visible_details, visible_record};

/// How many rows an answer has.
const MAX_ROWS: u32 = 1_000;

/// A page of the history.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct History {
    #[schema(value_type = Vec<schemas::ImportRecord>)]
    imports: Vec<ImportRecord>,
    /// The `before` of the next page; null on the last page.
    #[schema(required, value_type = Option<i64>)]
    next_before: Option<ImportId>,
}

/// Some rows of an import.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Rows {
    #[schema(value_type = Vec<schemas::ImportedRow>)]
    rows: Vec<ImportedRow>,
    /// The `after` of the next rows; null after the last row.
    #[schema(required)]
    next_after: Option<u32>,
}

/// The query of [`rows`].
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
    responses((status = 200, description = "A page of the history.", body = History), ProblemDetails),
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
                .map(|record| visible_record(store, &login, record))
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
/// Its line of the history, what is known about its file, its notices, and how often each error occurs.
#[utoipa::path(
    get, path = "/imports/{id}", tag = "imports", params(schemas::ImportParameter),
    responses((status = 200, description = "The import.", body = schemas::ImportDetails), ProblemDetails),
)]
pub(crate) async fn details(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    Path(id): Path<String>,
) -> Result<Json<ImportDetails>, Refusal> {
    let id = import_id(&id)?;
    Ok(Json(state.with_store(move |store| visible_details(store, &login, id)).await?))
}

/// The rows of an import.
///
/// In the order of the file. Rows whose users were created or not attempted have no cells.
#[utoipa::path(
    get, path = "/imports/{id}/rows", tag = "imports",
    params(schemas::ImportParameter, schemas::RowsParameters),
    responses((status = 200, description = "Rows of the import.", body = Rows), ProblemDetails),
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
                "The query has `outcome`, `after` and `limit`, which is from 1 to {MAX_ROWS}."
            )));
        }
    };
    let limit = limit as usize;
    let mut rows = state
        .with_store(move |store| {
            require_visible(store, &login, id)?;
            Ok::<_, Refusal>(store.rows_after(id, outcome, after, limit + 1)?)
        })
        .await?;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let next_after = rows.last().filter(|_| has_more).map(|last| last.row);
    Ok(Json(Rows { rows, next_after }))
}

/// The rows with errors, ready to correct.
///
/// A CSV file with the columns of the upload, and a column `Errors` that says what to do. It has no
/// passwords. 404 if the import has no rows with errors.
#[utoipa::path(
    get, path = "/imports/{id}/errors.csv", tag = "imports", params(schemas::ImportParameter),
    responses((status = 200, description = "The file.", body = String, content_type = "text/csv"), ProblemDetails),
)]
pub(crate) async fn errors(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    downloads::rows_with_errors(&state, login, import_id(&id)?).await
}
