//! Checking a file: what an upload of it would do. Nothing is created or stored.

use askama::Template;
use axum::extract::{Request, State};
use axum::response::Response;

use super::render;
use super::upload_form::UploadForm;
use super::verdict::Verdict;
use crate::current_user::CurrentUser;
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::text::{ENGLISH, Text};
use crate::upload;
use crate::uploader::Uploader;

#[derive(Template)]
#[template(path = "check.html")]
struct CheckTemplate {
    t: &'static Text,
    current_user: Option<CurrentUser>,
    verdict: Verdict,
    upload_form: UploadForm,
}

/// Answers with the verdict on a file.
pub(crate) async fn check(
    State(state): State<AppState>,
    Uploader { login }: Uploader,
    request: Request,
) -> Result<Response, Refusal> {
    let verdict = upload::with_upload(&state, login.clone(), request, |store, template, sent, login| {
        let (mode, encoding) = (sent.mode, sent.upload.encoding());
        let report = upload::check(store, template, sent.upload, login)?;
        Ok(Verdict::of(&report, mode, encoding))
    })
    .await?;
    render(&CheckTemplate {
        t: &ENGLISH,
        current_user: Some(CurrentUser::of(&state.settings, &login)),
        verdict,
        upload_form: UploadForm::of(&state),
    })
}
