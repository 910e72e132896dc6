//! Details of an import: its outcome, how often each error occurs, and each row with its errors and cells.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use bulk_user_upload::import::{
    ImportDetails, ImportId, ImportStatus, ImportStore, ImportedRow, RowOutcome, StoredProblem,
};
use bulk_user_upload_sqlite::SqliteStore;
use serde::Deserialize;

use super::notices::Notices;
use super::render;
use super::row::{Row, Time};
use crate::current_user::CurrentUser;
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::text::{ENGLISH, Text, visible};
use crate::uploader::Uploader;
use crate::visibility::{import_id, visible_details};

/// How many rows a page shows.
const ROWS: usize = 200;

#[derive(Template)]
#[template(path = "details.html")]
struct DetailsTemplate {
    t: &'static Text,
    current_user: Option<CurrentUser>,
    row: Row,
    explained: String,
    file: String,
    undone: Option<UndoneBy>,
    same_file: Option<String>,
    notices: Notices,
    counts: Vec<Count>,
    file_errors: Vec<RowError>,
    with_errors: Vec<RowWithErrors>,
    others: Vec<OtherRow>,
    may_be_undone: bool,
    is_later_page: bool,
    next_rows: Option<u32>,
}

struct UndoneBy {
    text: String,
    at: Time,
}

struct Count {
    title: String,
    count: usize,
}

struct RowWithErrors {
    row: u32,
    login: String,
    errors: Vec<RowError>,
    cells: Vec<Cell>,
}

struct RowError {
    position: String,
    message: String,
}

struct Cell {
    column: String,
    text: String,
    is_wrong: bool,
}

struct OtherRow {
    row: u32,
    login: String,
    outcome: RowOutcome,
}

/// The query: which rows to show.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Rows {
    /// Only rows after this row of the file.
    #[serde(default)]
    after: u32,
}

/// What the page shows, as the database has it.
struct Found {
    details: ImportDetails,
    rows: Vec<ImportedRow>,
    /// Whether an undo would deactivate a user.
    may_be_undone: bool,
}

/// Answers with the details of an import.
pub(crate) async fn details(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Query(Rows { after }): Query<Rows>,
    Uploader { login }: Uploader,
) -> Result<Response, Refusal> {
    let (id, name) = (import_id(&id)?, login.clone());
    let Found { details, mut rows, may_be_undone } =
        state.with_store(move |store| find(store, &name, id, after)).await?;
    let has_more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next_rows = rows.last().filter(|_| has_more).map(|row| row.row);
    let (with_errors, others): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.outcome == RowOutcome::WithErrors);
    let record = &details.record;
    render(&DetailsTemplate {
        t: &ENGLISH,
        current_user: Some(CurrentUser::of(&state.settings, &login)),
        explained: ENGLISH.status_explained(&details),
        file: file(&details),
        undone: record.undone.as_ref().map(|undone| UndoneBy {
            text: ENGLISH.undone(undone.users, &visible(&undone.by)),
            at: Time::of(undone.at),
        }),
        same_file: record.same_file_as.map(|earlier| ENGLISH.same_file(earlier)),
        notices: Notices::of_import(&details),
        counts: details
            .error_counts
            .iter()
            .map(|count| Count { title: count.title.clone(), count: count.count })
            .collect(),
        file_errors: details.file_errors.iter().map(RowError::of).collect(),
        with_errors: with_errors.iter().map(|row| RowWithErrors::of(&details, row)).collect(),
        others: others.iter().map(OtherRow::of).collect(),
        may_be_undone,
        is_later_page: after > 0,
        next_rows,
        row: Row::of(&state, details.record),
    })
}

fn find(store: &SqliteStore, login: &str, id: ImportId, after: u32) -> Result<Found, Refusal> {
    let details = visible_details(store, login, id)?;
    let rows = store.rows_after(id, None, after, ROWS + 1)?;
    let record = &details.record;
    let may_be_undone = record.status != ImportStatus::InProgress
        && record.created > 0
        && !store.undo_preview(id, login)?.deactivated.is_empty();
    Ok(Found { details, rows, may_be_undone })
}

/// The name, the size and the encoding of the file.
fn file(details: &ImportDetails) -> String {
    let file = &details.file;
    let size = file.size.map(|size| ENGLISH.file_size(size));
    let parts = [Some(visible(&file.name)), size, file.encoding.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl RowWithErrors {
    fn of(details: &ImportDetails, row: &ImportedRow) -> Self {
        let is_wrong = |column: &str| {
            row.errors.iter().any(|error| error.column.as_deref().is_some_and(|wrong| is_same(wrong, column)))
        };
        let columns = details.file.columns.iter();
        let cells = columns.zip(&row.cells).map(|(column, cell)| Cell {
            column: visible(column),
            text: visible(cell),
            is_wrong: is_wrong(column),
        });
        Self {
            row: row.row,
            login: visible(row.login.as_deref().unwrap_or_default()),
            errors: row.errors.iter().map(RowError::of).collect(),
            cells: cells.collect(),
        }
    }
}

/// Whether a header of the file names a column of the template: `First name*` names `First name`.
fn is_same(column: &str, header: &str) -> bool {
    let key = |name: &str| {
        let name = bulk_user_upload::fold(name).trim_end_matches('*').to_owned();
        name.replace([' ', '_', '-'], "")
    };
    key(column) == key(header)
}

impl RowError {
    fn of(error: &StoredProblem) -> Self {
        Self {
            position: ENGLISH.position(error.cell.as_deref(), error.column.as_deref()),
            message: visible(&error.message),
        }
    }
}

impl OtherRow {
    fn of(row: &ImportedRow) -> Self {
        Self { row: row.row, login: visible(row.login.as_deref().unwrap_or_default()), outcome: row.outcome }
    }
}
