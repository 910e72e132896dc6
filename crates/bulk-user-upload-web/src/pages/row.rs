//! A row of the history. The script of the page asks for it again while its import is in progress.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use bulk_user_upload::import::{ImportRecord, ImportStatus, ImportStep};
use jiff::Timestamp;

use super::render;
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::text::{ENGLISH, Text, visible};
use crate::uploader::Uploader;
use crate::visibility::{import_id, visible_details};

/// An import as the history shows it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) record: ImportRecord,
    pub(super) uploaded_by: String,
    pub(super) start: Time,
    pub(super) end: Option<Time>,
    pub(super) progress: Option<Progress>,
}

/// A time in UTC: for the script, which shows it in the time zone of the browser, and for people who do
/// without the script.
#[derive(Debug)]
pub(super) struct Time {
    pub(super) machine: String,
    pub(super) people: String,
}

/// The progress of an import.
#[derive(Debug)]
pub(super) struct Progress {
    pub(super) done: u32,
    pub(super) of: u32,
    pub(super) text: String,
}

#[derive(Template)]
#[template(path = "row.html")]
struct RowTemplate {
    t: &'static Text,
    row: Row,
}

/// Answers with one row.
pub(crate) async fn row(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Uploader { login }: Uploader,
) -> Result<Response, Refusal> {
    let id = import_id(&id)?;
    let details = state.with_store(move |store| visible_details(store, &login, id)).await?;
    render(&RowTemplate { t: &ENGLISH, row: Row::of(&state, details.record) })
}

impl Row {
    pub(super) fn of(state: &AppState, record: ImportRecord) -> Self {
        Self {
            uploaded_by: visible(&record.uploaded_by),
            start: Time::of(record.start),
            end: record.end.map(Time::of),
            progress: (record.status == ImportStatus::InProgress).then(|| Progress::of(state, &record)),
            record,
        }
    }

    pub(super) fn is_in_progress(&self) -> bool {
        self.record.status == ImportStatus::InProgress
    }

    /// Whether the rows with errors can be downloaded: not yet while the import is in progress, because
    /// there may be more of them.
    pub(super) fn has_rows_with_errors(&self) -> bool {
        self.record.rows_with_errors > 0 && !self.is_in_progress()
    }

    /// The icon of the status: the product's tick, cross or spinner. The page shows the name of the status
    /// beside it.
    pub(super) fn icon(&self) -> &'static str {
        match self.record.status {
            ImportStatus::InProgress => "spinner",
            ImportStatus::Succeeded => "tick",
            ImportStatus::Failed | ImportStatus::Interrupted => "cross",
            ImportStatus::Undone => "undo",
        }
    }
}

impl Time {
    pub(super) fn of(time: Timestamp) -> Self {
        Self {
            machine: time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            people: time.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        }
    }
}

impl Progress {
    fn of(state: &AppState, record: &ImportRecord) -> Self {
        // The progress of an import that another process carries out is not known.
        let known = state.imports.progress(record.id);
        let of = known.map_or(record.users, |progress| progress.of).max(1);
        let done = known.map_or(0, |progress| progress.done);
        let is_hashing = known.is_none_or(|progress| progress.step == ImportStep::Hashing);
        Self { done, of, text: ENGLISH.progress(is_hashing, done, of) }
    }
}
