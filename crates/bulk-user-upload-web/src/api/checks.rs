//! Checking a file. The answer is the report, the same JSON as everywhere else.

use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::schemas;
use crate::problem_details::ProblemDetails;
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::upload;
use crate::uploader::{ApiUploader, Uploader};

/// Check a file.
///
/// Reports everything that is wrong with it. Nothing is created or stored. The answer is 200 even if the
/// file has errors: the report lists them.
#[utoipa::path(
    post, path = "/checks", tag = "imports",
    request_body(content = schemas::UploadForm, content_type = "multipart/form-data"),
    responses((status = 200, description = "The report.", body = schemas::Report), ProblemDetails),
)]
pub(crate) async fn check(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    request: Request,
) -> Result<Response, Refusal> {
    let report = upload::with_upload(&state, login, request, |store, template, sent, login| {
        let report = upload::check(store, template, sent.upload, login)?;
        serde_json::to_string(&report).map_err(Refusal::internal)
    })
    .await?;
    Ok(([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], report).into_response())
}
