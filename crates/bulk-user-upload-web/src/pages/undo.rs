//! Undo: a preview of whom it would deactivate, and then the deed.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use bulk_user_upload::{ImportStore, SkipReason};

use super::{Reader, import_id, render, seen, visible};
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::text::{ENGLISH, Text};
use crate::uploader::Uploader;

/// More users than these nobody reads.
const MOST: usize = 500;

#[derive(Template)]
#[template(path = "undo.html")]
struct UndoTemplate {
    t: &'static Text,
    reader: Option<Reader>,
    id: i64,
    deactivated: Vec<User>,
    deactivated_count: usize,
    more_deactivated: Option<String>,
    skipped: Vec<SkippedUser>,
    more_skipped: Option<String>,
}

struct User {
    row: u32,
    login: String,
}

struct SkippedUser {
    row: u32,
    login: String,
    reason: SkipReason,
}

/// Answers with a preview.
pub(crate) async fn undo_preview(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Uploader { login }: Uploader,
) -> Result<Response, Refusal> {
    let id = import_id(&id)?;
    let name = login.clone();
    let undo = state
        .with_store(move |store| {
            seen(store, &name, id)?;
            Ok::<_, Refusal>(store.undo_preview(id, &name)?)
        })
        .await?;
    let more = |count: usize| (count > MOST).then(|| ENGLISH.and_more(count - MOST));
    let deactivated = undo.deactivated.iter().take(MOST);
    let skipped = undo.skipped.iter().take(MOST);
    render(&UndoTemplate {
        t: &ENGLISH,
        reader: Some(Reader::of(&state.settings, &login)),
        id: id.0,
        deactivated: deactivated.map(|user| User { row: user.row, login: visible(&user.login) }).collect(),
        deactivated_count: undo.deactivated.len(),
        more_deactivated: more(undo.deactivated.len()),
        skipped: skipped
            .map(|user| SkippedUser { row: user.row, login: visible(&user.login), reason: user.reason })
            .collect(),
        more_skipped: more(undo.skipped.len()),
    })
}

/// Undoes an import, and leads to what came of it.
pub(crate) async fn undo(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Uploader { login }: Uploader,
) -> Result<Redirect, Refusal> {
    let id = import_id(&id)?;
    let undo = state
        .with_writer(move |store| {
            seen(store, &login, id)?;
            Ok::<_, Refusal>(store.undo(id, &login)?)
        })
        .await?;
    if undo.deactivated.is_empty() {
        return Err(Refusal::NothingToUndo);
    }
    tracing::info!(import = id.0, users = undo.deactivated.len(), "import undone");
    Ok(Redirect::to(&format!("/imports/{id}")))
}
