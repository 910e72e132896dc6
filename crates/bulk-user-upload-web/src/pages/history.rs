//! The import history: the page itself.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::filter::{FilterInput, InputKind, chips, has_inverted_range};
use super::render;
use super::row::Row;
use super::upload_form::UploadForm;
use crate::current_user::CurrentUser;
use crate::query::{HistoryQuery, PAGE};
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::text::{ENGLISH, Text};
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
    filters: Vec<FilterInput>,
    newest: Option<String>,
    older: Option<String>,
    upload_form: UploadForm,
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
    render(&HistoryTemplate {
        t: &ENGLISH,
        current_user: Some(CurrentUser::of(&state.settings, &login)),
        rows: records.into_iter().map(|record| Row::of(&state, record)).collect(),
        nothing: nothing(&wanted),
        query: wanted.to_query(),
        chips: chips(&wanted.filter),
        filters: FilterInput::all(&wanted.filter),
        newest: wanted
            .before
            .map(|_| if first_page.is_empty() { first_page } else { format!("?{first_page}") }),
        older: last.filter(|_| has_more).map(|last| wanted.next(last)),
        upload_form: UploadForm::of(&state),
    })
}

/// Why the history shows no imports; `None` if there are none at all.
fn nothing(wanted: &HistoryQuery) -> Option<&'static str> {
    if has_inverted_range(&wanted.filter) {
        Some(ENGLISH.nothing_in_range)
    } else if wanted.is_filtered() {
        Some(ENGLISH.nothing_matches)
    } else {
        wanted.before.map(|_| ENGLISH.nothing_older)
    }
}
