//! The import history: the page itself.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use bulk_user_upload::{CountRange, ImportStatus};

use super::render;
use super::row::Row;
use super::upload_form::UploadForm;
use crate::current_user::CurrentUser;
use crate::query::{HistoryQuery, PAGE};
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::text::{ENGLISH, Text, visible};
use crate::uploader::Uploader;

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryTemplate {
    t: &'static Text,
    current_user: Option<CurrentUser>,
    rows: Vec<Row>,
    /// Why there are no rows. `None` if there never were any: the page then says what to do first.
    nothing: Option<&'static str>,
    /// The query of this very view.
    query: String,
    /// What the view is filtered by.
    chips: Vec<String>,
    statuses: Vec<(ImportStatus, bool)>,
    ranges: [Range; 3],
    filtered_by_login: String,
    newest: Option<String>,
    older: Option<String>,
    upload_form: UploadForm,
}

/// A filter from one count to another.
struct Range {
    label: &'static str,
    name: &'static str,
    min: String,
    max: String,
}

/// Answers with the history.
pub(crate) async fn history(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    Uploader { login }: Uploader,
) -> Result<Response, Refusal> {
    let wanted = HistoryQuery::parse(&query.unwrap_or_default())?;
    let (name, asked) = (login.clone(), wanted.clone());
    let mut records =
        state.with_store(move |store| store.history_visible_to(&name, &asked.filter, asked.page())).await?;
    let has_more = records.len() > PAGE;
    records.truncate(PAGE);
    let last = records.last().map(|record| record.id);
    let first_page = HistoryQuery { before: None, ..wanted.clone() }.to_query();
    let filter = &wanted.filter;
    render(&HistoryTemplate {
        t: &ENGLISH,
        current_user: Some(CurrentUser::of(&state.settings, &login)),
        rows: records.into_iter().map(|record| Row::of(&state, record)).collect(),
        nothing: nothing(&wanted),
        query: wanted.to_query(),
        chips: chips(&wanted),
        statuses: ImportStatus::ALL.map(|status| (status, filter.status.contains(&status))).to_vec(),
        ranges: [
            Range::of(ENGLISH.users, "users", filter.users),
            Range::of(ENGLISH.created, "created", filter.created),
            Range::of(ENGLISH.rows_with_errors, "rows_with_errors", filter.rows_with_errors),
        ],
        filtered_by_login: filter.uploaded_by.clone().unwrap_or_default(),
        newest: wanted
            .before
            .map(|_| if first_page.is_empty() { first_page } else { format!("?{first_page}") }),
        older: last.filter(|_| has_more).map(|last| wanted.next(last)),
        upload_form: UploadForm::of(&state),
    })
}

impl Range {
    fn of(label: &'static str, name: &'static str, range: CountRange) -> Self {
        let bound = |count: u32, none: u32| if count == none { String::new() } else { count.to_string() };
        Self { label, name, min: bound(range.min, 0), max: bound(range.max, u32::MAX) }
    }
}

/// Why the history shows no imports.
fn nothing(wanted: &HistoryQuery) -> Option<&'static str> {
    let filter = &wanted.filter;
    let mut ranges = [filter.users, filter.created, filter.rows_with_errors].into_iter();
    if ranges.any(|range| range.min > range.max) {
        Some(ENGLISH.nothing_in_range)
    } else if wanted.is_filtered() {
        Some(ENGLISH.nothing_matches)
    } else {
        wanted.before.map(|_| ENGLISH.nothing_older)
    }
}

/// What a view is filtered by, in words.
fn chips(wanted: &HistoryQuery) -> Vec<String> {
    if !wanted.is_filtered() {
        return Vec::new();
    }
    let filter = &wanted.filter;
    let statuses = filter.status.iter().map(|&status| ENGLISH.status(status).to_owned());
    let ranges = [
        (ENGLISH.users, filter.users),
        (ENGLISH.created, filter.created),
        (ENGLISH.rows_with_errors, filter.rows_with_errors),
    ];
    let ranges = ranges.into_iter().filter(|(_, range)| *range != CountRange::ALL);
    let ranges = ranges.map(|(label, range)| ENGLISH.range(label, range));
    let login = filter.uploaded_by.iter().map(|login| format!("{}: {}", ENGLISH.uploaded_by, visible(login)));
    statuses.chain(ranges).chain(login).collect()
}
