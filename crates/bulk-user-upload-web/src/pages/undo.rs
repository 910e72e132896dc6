//! Undo: a preview that lists the users, and then the undo itself.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use bulk_user_upload::import::SkipReason;

use super::render;
use crate::current_user::CurrentUser;
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::text::{ENGLISH, Text, visible};
use crate::undo;
use crate::uploader::Uploader;
use crate::visibility::import_id;

/// How many users a list shows: more would not be read.
const MAX_USERS: usize = 500;

#[derive(Template)]
#[template(path = "undo.html")]
struct UndoTemplate {
    t: &'static Text,
    current_user: Option<CurrentUser>,
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
    let undo = undo::preview(&state, login.clone(), id).await?;
    let more = |count: usize| (count > MAX_USERS).then(|| ENGLISH.and_more(count - MAX_USERS));
    let deactivated = undo.deactivated.iter().take(MAX_USERS);
    let skipped = undo.skipped.iter().take(MAX_USERS);
    render(&UndoTemplate {
        t: &ENGLISH,
        current_user: Some(CurrentUser::of(&state.settings, &login)),
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

/// Undoes an import, and leads to its details.
pub(crate) async fn undo(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Uploader { login }: Uploader,
) -> Result<Redirect, Refusal> {
    let id = import_id(&id)?;
    undo::undo(&state, login, id).await?;
    Ok(Redirect::to(&format!("/imports/{id}")))
}
