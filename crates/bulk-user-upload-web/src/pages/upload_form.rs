//! The form to upload a file: in a dialogue of the history, and on a page of its own for browsers without
//! scripts.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use super::render;
use crate::current_user::CurrentUser;
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::text::{ENGLISH, Text};
use crate::uploader::Uploader;

/// What the form says about the files that it takes.
#[derive(Debug)]
pub(super) struct UploadForm {
    pub(super) file_limits: String,
    pub(super) accept: String,
    pub(super) max_bytes: u64,
}

#[derive(Template)]
#[template(path = "upload.html")]
struct UploadTemplate {
    t: &'static Text,
    current_user: Option<CurrentUser>,
    upload_form: UploadForm,
}

/// Answers with the form.
pub(crate) async fn upload(
    State(state): State<AppState>,
    Uploader { login }: Uploader,
) -> Result<Response, Refusal> {
    render(&UploadTemplate {
        t: &ENGLISH,
        current_user: Some(CurrentUser::of(&state.settings, &login)),
        upload_form: UploadForm::of(&state),
    })
}

impl UploadForm {
    pub(super) fn of(state: &AppState) -> Self {
        let limits = state.settings.template.limits();
        let extensions: Vec<_> =
            limits.extensions().iter().map(|extension| format!(".{extension}")).collect();
        Self {
            file_limits: ENGLISH.file_limits(limits.extensions(), limits.max_bytes()),
            accept: extensions.join(","),
            max_bytes: limits.max_bytes(),
        }
    }
}
