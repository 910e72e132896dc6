//! Reading a multipart body as an [`Upload`]: one file, at most one `mode` and one `encoding`, any number of `map`,
//! and nothing else.

use std::sync::Arc;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use bulk_user_upload::import::{ImportMode, ImportPlan};
use bulk_user_upload::{Encoding, Mapping, Report, Template, Upload, validate};
use bulk_user_upload_sqlite::SqliteStore;
use tokio::sync::OwnedSemaphorePermit;
use zeroize::Zeroizing;

use crate::refusal::Refusal;
use crate::state::AppState;

/// How many bytes a body may have beside the file: boundaries, headers, fields.
const MAX_MULTIPART_BYTES: u64 = 16 * 1024;

/// How many characters the name of a file may have; longer names are cut. No file system has longer ones.
const MAX_NAME_LENGTH: usize = 255;

/// What was sent to be checked or imported.
#[derive(Debug)]
pub(crate) struct Sent {
    /// The file.
    pub(crate) upload: Upload,
    /// Whether one error keeps all users from being created.
    pub(crate) mode: ImportMode,
    /// The turn to use a core. It ends when the file is checked: an upload that waits to write needs none.
    turn: OwnedSemaphorePermit,
}

/// How many bytes the body of an upload may have.
pub(crate) fn body_limit(template: &Template) -> usize {
    usize::try_from(template.limits().max_bytes() + MAX_MULTIPART_BYTES).unwrap_or(usize::MAX)
}

/// Receives an upload, and calls `work` with it, the database and the login of the user. Each step waits
/// for its turn.
pub(crate) async fn with_upload<T: Send + 'static>(
    state: &AppState,
    login: String,
    request: Request,
    work: impl FnOnce(&SqliteStore, &Template, Sent, &str) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    // The slot of the user's own share comes first, so that a user who sends many or slow uploads makes
    // only themselves wait.
    let share = state.shares.take(&login).await?;
    let in_memory = Arc::clone(&state.uploads).acquire_owned().await.map_err(Refusal::internal)?;
    let multipart = Multipart::from_request(request, &()).await.map_err(|_| Refusal::UnsupportedType)?;
    let (upload, mode) = read(multipart, &state.settings.template).await?;
    let turn = Arc::clone(&state.checks).acquire_owned().await.map_err(Refusal::internal)?;
    let settings = Arc::clone(&state.settings);
    state
        .with_store(move |store| {
            // The slots are held until the work ends, even if the client breaks off.
            let _held = (share, in_memory);
            work(store, &settings.template, Sent { upload, mode, turn }, &login)
        })
        .await
}

async fn read(mut multipart: Multipart, template: &Template) -> Result<(Upload, ImportMode), Refusal> {
    let (mut upload, mut mode, mut encoding) = (None, None, None);
    let mut mapping = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(|error| refusal(&error))? {
        match field.name() {
            Some("file") if upload.is_none() => upload = file(field, template).await?,
            Some("mode") if mode.is_none() => {
                let text = field.text().await.map_err(|error| refusal(&error))?;
                mode = Some(match &*text {
                    "all-or-nothing" => ImportMode::AllOrNothing,
                    "partial-success" => ImportMode::PartialSuccess,
                    _ => return bad("`mode` must be `partial-success` or `all-or-nothing`."),
                });
            }
            Some("encoding") if encoding.is_none() => {
                let label = field.text().await.map_err(|error| refusal(&error))?;
                encoding = Some(Encoding::from_label(&label)?);
            }
            Some("map") => {
                let pair = field.text().await.map_err(|error| refusal(&error))?;
                mapping.push(Mapping::parse_pair(&pair, template)?);
            }
            Some("file") => return bad("Send one file at a time."),
            _ => {
                return bad(
                    "An upload has the field `file`, optionally one `mode`, one `encoding` and any number of `map`, and no \
                     others.",
                );
            }
        }
    }
    let mapping: Mapping = mapping.into_iter().collect();
    match upload {
        Some(upload) => Ok((upload.with_encoding(encoding).with_mapping(mapping), mode.unwrap_or_default())),
        None => bad("Choose a file first."),
    }
}

/// Reads the file up to one byte beyond the template's limit, and ignores the rest. `None` if the form was
/// sent without a file.
async fn file(mut field: Field<'_>, template: &Template) -> Result<Option<Upload>, Refusal> {
    let name = file_name(field.file_name().unwrap_or_default());
    let max = usize::try_from(template.limits().max_bytes()).unwrap_or(usize::MAX).saturating_add(1);
    let mut bytes = Zeroizing::new(Vec::with_capacity(max.min(128 * 1024)));
    while let Some(chunk) = field.chunk().await.map_err(|error| refusal(&error))? {
        let taken = &chunk[..chunk.len().min(max - bytes.len())];
        if bytes.len() + taken.len() > bytes.capacity() {
            // The old buffer is zeroized, because there may be passwords in it.
            let mut larger =
                Zeroizing::new(Vec::with_capacity((2 * bytes.capacity()).max(bytes.len() + taken.len())));
            larger.extend_from_slice(&bytes);
            bytes = larger;
        }
        bytes.extend_from_slice(taken);
    }
    if name.is_empty() && bytes.is_empty() {
        return Ok(None);
    }
    Upload::read(name, &bytes[..], template).map(Some).map_err(Refusal::internal)
}

/// The name without the folders that some clients send.
fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    // The beginning is cut, so that the extension stays.
    let beginning: usize = name.chars().rev().skip(MAX_NAME_LENGTH).map(char::len_utf8).sum();
    name[beginning..].to_owned()
}

fn bad<T>(sentence: &str) -> Result<T, Refusal> {
    Err(Refusal::BadRequest(sentence.to_owned()))
}

/// Why the body could not be read: its size, its time, or its form.
fn refusal(error: &MultipartError) -> Refusal {
    Refusal::of_body(error)
        .unwrap_or_else(|| Refusal::BadRequest("The body is not a multipart form.".to_owned()))
}

/// Checks an upload as one of the directory's users.
pub(crate) fn check(
    store: &SqliteStore,
    template: &Template,
    upload: Upload,
    login: &str,
) -> Result<Report, Refusal> {
    Ok(validate(template, upload, &store.as_uploader(login)?)?)
}

/// Checks an upload, and makes a plan of it.
pub(crate) fn plan(
    store: &SqliteStore,
    template: &Template,
    sent: Sent,
    login: &str,
) -> Result<ImportPlan, Refusal> {
    let Sent { upload, mode, turn } = sent;
    let report = check(store, template, upload, login)?;
    drop(turn);
    report.into_plan(mode).map_err(|error| Refusal::EncodingNotStated(Box::new(error.assumed)))
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_name_has_no_folders() {
        assert_eq!(file_name("users.csv"), "users.csv");
        assert_eq!(file_name("C:\\Users\\alice\\users.csv"), "users.csv");
        assert_eq!(file_name("../../etc/users.csv"), "users.csv");
        assert_eq!(file_name("<script>.csv"), "<script>.csv", "it is text, and shown as such");
        let long = format!("{}é.csv", "x".repeat(1_000));
        assert_eq!(file_name(&long).chars().count(), 255);
        assert!(file_name(&long).ends_with("xé.csv"));
    }
}
