//! Importing a file, once for each `Idempotency-Key`.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bulk_user_upload::import::{ImportId, ImportPlan, ImportRecord, ImportStatus};
use bulk_user_upload::{Encoding, Mapping};
use bulk_user_upload_sqlite::IdempotencyKey;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::schemas;
use crate::problem_details::ProblemDetails;
use crate::refusal::Refusal;
use crate::state::AppState;
use crate::upload;
use crate::uploader::{ApiUploader, Uploader};
use crate::visibility::visible_details;

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// How long a key may be.
const MAX_KEY_LENGTH: usize = 255;

/// Import a file.
///
/// The import is in the history when the answer is sent, and is carried out in the background: ask for it
/// at `Location` until its status is no longer `in-progress`. A file with errors is imported too: users are
/// created for the rows without errors, unless `mode` is `all-or-nothing`.
///
/// An upload that is sent again under the same `Idempotency-Key` within 24 hours is not imported twice: the
/// answer is the import as it is by then. Another upload under that key is refused with 422.
#[utoipa::path(
    post, path = "/imports", tag = "imports",
    params(("Idempotency-Key" = Option<String>, Header, description = "A name for this upload that the sender chooses: 1 to 255 visible ASCII characters.", min_length = 1, max_length = 255, pattern = "^[!-~]+$")),
    request_body(content = schemas::UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 202, description = "The import, as the history shows it.", body = schemas::ImportRecord,
         headers(("Location" = String, description = "Where the import is."),
                 ("Idempotency-Replayed" = Option<bool>, description = "`true` if the upload was sent before."))),
        ProblemDetails
    ),
)]
pub(crate) async fn import(
    State(state): State<AppState>,
    ApiUploader(Uploader { login }): ApiUploader,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Refusal> {
    let key = idempotency_key(&headers)?;
    let imports = Arc::clone(&state.imports);
    let (record, is_repeated) =
        upload::with_upload(&state, login, request, move |store, template, sent, login| {
            let mapping = sent.upload.mapping().clone();
            let plan = upload::plan(store, template, sent, login)?;
            let fingerprint = fingerprint(&plan, &mapping);
            let key = key.as_deref().map(|key| IdempotencyKey { key, fingerprint: &fingerprint });
            let begun = begun(&plan, login);
            let accepted = imports.accept(store, plan, login, key)?;
            let record = match visible_details(store, login, accepted.id) {
                Ok(details) => details.record,
                Err(refusal) if accepted.is_repeated => return Err(refusal),
                // It is accepted, even if it cannot be read.
                Err(refusal) => {
                    tracing::warn!(import = accepted.id.0, ?refusal, "an accepted import cannot be read");
                    ImportRecord { id: accepted.id, ..begun }
                }
            };
            Ok((record, accepted.is_repeated))
        })
        .await?;
    let location = format!("/api/v1/imports/{}", record.id);
    let replayed = is_repeated.then_some([(REPLAYED, HeaderValue::from_static("true"))]);
    Ok((StatusCode::ACCEPTED, [(LOCATION, location)], replayed, Json(record)).into_response())
}

/// The record of an import that begins, without its number.
fn begun(plan: &ImportPlan, login: &str) -> ImportRecord {
    let (file, report) = (plan.file(), plan.report());
    let (users, rows_with_errors) = (report.users(), report.rows_with_errors());
    ImportRecord {
        id: ImportId(0),
        status: ImportStatus::InProgress,
        users,
        created: 0,
        rows_with_errors,
        not_attempted: users.saturating_sub(rows_with_errors),
        uploaded_by: login.to_owned(),
        start: Timestamp::now(),
        end: None,
        file_name: file.name,
        sha256: file.sha256,
        mode: plan.mode(),
        same_file_as: None,
        undone: None,
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let mut keys = headers.get_all(KEY).iter();
    let (key, other) = (keys.next(), keys.next());
    let Some(key) = key else { return Ok(None) };
    let is_key = (1..=MAX_KEY_LENGTH).contains(&key.len()) && key.as_bytes().iter().all(u8::is_ascii_graphic);
    match key.to_str() {
        Ok(key) if is_key && other.is_none() => Ok(Some(key.to_owned())),
        _ => Err(Refusal::BadRequest(format!(
            "Send one Idempotency-Key, of 1 to {MAX_KEY_LENGTH} visible ASCII characters."
        ))),
    }
}

/// A fingerprint of the file, its name, how it is read and the mode of the import.
fn fingerprint(plan: &ImportPlan, mapping: &Mapping) -> String {
    let file = plan.report().file();
    let mut hash = Sha256::new();
    let encoding = file.encoding().map_or("", Encoding::name);
    let parts = [file.sha256().unwrap_or("over the limit"), plan.mode().as_str(), file.name(), encoding];
    for part in parts.into_iter().chain(mapping.pairs().flat_map(|(header, column)| [header, column])) {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
