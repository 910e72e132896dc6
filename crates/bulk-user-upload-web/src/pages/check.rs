//! Checking an upload: what would come of it. Nothing is created, and nothing is kept.

use askama::Template;
use axum::extract::{Request, State};
use axum::response::Response;

use super::upload_form::UploadForm;
use super::verdict::{Problem, Prospect, Verdict};
use super::{Reader, render};
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::text::{ENGLISH, Text};
use crate::upload;
use crate::uploader::Uploader;

#[derive(Template)]
#[template(path = "check.html")]
struct CheckTemplate {
    t: &'static Text,
    reader: Option<Reader>,
    verdict: String,
    prospect: String,
    is_ok: bool,
    can_upload: bool,
    valid: u32,
    groups: Vec<Prospect>,
    teams: Vec<Prospect>,
    notices: Vec<String>,
    problems: Vec<Problem>,
    more_problems: Option<String>,
    file_limits: String,
    accept: String,
    max_bytes: u64,
}

/// Answers with the verdict on a file.
pub(crate) async fn check(
    State(state): State<AppState>,
    Uploader { login }: Uploader,
    request: Request,
) -> Result<Response, Refusal> {
    let verdict = upload::with_upload(&state, login.clone(), request, |store, template, sent, login| {
        Ok(Verdict::of(&upload::plan(store, template, sent, login)?))
    })
    .await?;
    let UploadForm { file_limits, accept, max_bytes } = UploadForm::of(&state);
    render(&CheckTemplate {
        t: &ENGLISH,
        reader: Some(Reader::of(&state.settings, &login)),
        verdict: verdict.title,
        prospect: verdict.prospect,
        is_ok: verdict.is_ok,
        can_upload: verdict.can_upload,
        valid: verdict.valid,
        groups: verdict.groups,
        teams: verdict.teams,
        notices: verdict.notices,
        problems: verdict.problems,
        more_problems: verdict.more_problems,
        file_limits,
        accept,
        max_bytes,
    })
}
