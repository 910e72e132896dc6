//! From a multipart body to an [`Upload`]: one file, a few fields, and nothing else.

use std::sync::Arc;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use bulk_user_upload::{ImportMode, ImportPlan, Report, Template, Upload, validate};
use bulk_user_upload_sqlite::SqliteStore;
use tokio::sync::OwnedSemaphorePermit;
use zeroize::Zeroizing;

use crate::refusal::Refusal;
use crate::state::AppState;

/// What a body has beside the file: boundaries, headers, fields.
const ROOM_FOR_MULTIPART: u64 = 16 * 1024;

/// Longer names are cut: no file system has them.
const LONGEST_NAME: usize = 255;

/// What was sent to be checked or imported.
#[derive(Debug)]
pub(crate) struct Sent {
    /// The file.
    pub(crate) upload: Upload,
    /// Whether one error keeps all users from being created.
    pub(crate) mode: ImportMode,
    /// Its turn to take a core, which is over when it has been checked: whoever then waits to write takes none.
    turn: OwnedSemaphorePermit,
}

/// The most that the body of an upload may have, in bytes.
pub(crate) fn body_limit(template: &Template) -> usize {
    usize::try_from(template.limits().max_bytes() + ROOM_FOR_MULTIPART).unwrap_or(usize::MAX)
}

/// Receives an upload of somebody's, and does something with it, the database and their login, each when it is its turn.
pub(crate) async fn with_upload<T: Send + 'static>(
    state: &AppState,
    login: String,
    request: Request,
    work: impl FnOnce(&SqliteStore, &Template, Sent, &str) -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    // One's own place comes first: whoever sends many uploads at once, or slow ones, waits for themselves.
    let share = state.shares.take(&login).await?;
    let in_memory = Arc::clone(&state.uploads).acquire_owned().await.map_err(Refusal::internal)?;
    let multipart = Multipart::from_request(request, &()).await.map_err(|_| Refusal::UnsupportedType)?;
    let (upload, mode) = read(multipart, &state.settings.template).await?;
    let turn = Arc::clone(&state.checks).acquire_owned().await.map_err(Refusal::internal)?;
    let settings = Arc::clone(&state.settings);
    state
        .with_store(move |store| {
            // It goes on, though whoever asked may have gone.
            let _held = (share, in_memory);
            work(store, &settings.template, Sent { upload, mode, turn }, &login)
        })
        .await
}

async fn read(mut multipart: Multipart, template: &Template) -> Result<(Upload, ImportMode), Refusal> {
    let (mut upload, mut mode) = (None, None);
    while let Some(field) = multipart.next_field().await.map_err(|error| refusal(&error))? {
        match field.name() {
            Some("file") if upload.is_none() => upload = file(field, template).await?,
            Some("mode") if mode.is_none() => {
                let text = field.text().await.map_err(|error| refusal(&error))?;
                mode = Some(match &*text {
                    "all-or-nothing" => ImportMode::AllOrNothing,
                    "partial-success" => ImportMode::PartialSuccess,
                    _ => return bad("`mode` is partial-success or all-or-nothing."),
                });
            }
            Some("file") => return bad("Send one file at a time."),
            _ => return bad("An upload has a field `file`, may have a field `mode`, and nothing else."),
        }
    }
    match upload {
        Some(upload) => Ok((upload, mode.unwrap_or_default())),
        None => bad("Choose a file first."),
    }
}

/// Reads the file as far as the template's limit and one byte: whatever is beyond is not kept. `None` where the form was sent
/// without one.
async fn file(mut field: Field<'_>, template: &Template) -> Result<Option<Upload>, Refusal> {
    let name = file_name(field.file_name().unwrap_or_default());
    let max = usize::try_from(template.limits().max_bytes()).unwrap_or(usize::MAX).saturating_add(1);
    let mut bytes = Zeroizing::new(Vec::with_capacity(max.min(128 * 1024)));
    while let Some(chunk) = field.chunk().await.map_err(|error| refusal(&error))? {
        let taken = &chunk[..chunk.len().min(max - bytes.len())];
        if bytes.len() + taken.len() > bytes.capacity() {
            // The room that is left behind is wiped: there may be passwords in it.
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

/// The name alone, without the folders that some clients send.
fn file_name(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    // What is cut is the beginning, so that the extension stays.
    let beginning: usize = name.chars().rev().skip(LONGEST_NAME).map(char::len_utf8).sum();
    name[beginning..].to_owned()
}

fn bad<T>(sentence: &str) -> Result<T, Refusal> {
    Err(Refusal::BadRequest(sentence.to_owned()))
}

/// What broke the body off: its size, its time, or its form.
fn refusal(error: &MultipartError) -> Refusal {
    Refusal::of_body(error)
        .unwrap_or_else(|| Refusal::BadRequest("The body is no multipart form.".to_owned()))
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

/// Checks an upload, and makes it a plan.
pub(crate) fn plan(
    store: &SqliteStore,
    template: &Template,
    sent: Sent,
    login: &str,
) -> Result<ImportPlan, Refusal> {
    let Sent { upload, mode, turn } = sent;
    let report = check(store, template, upload, login)?;
    drop(turn);
    Ok(report.into_plan(mode))
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_name_is_the_name_alone() {
        assert_eq!(file_name("users.csv"), "users.csv");
        assert_eq!(file_name("C:\\Users\\alice\\users.csv"), "users.csv");
        assert_eq!(file_name("../../etc/users.csv"), "users.csv");
        assert_eq!(file_name("<script>.csv"), "<script>.csv", "it is text, and shown as such");
        let long = format!("{}é.csv", "x".repeat(1_000));
        assert_eq!(file_name(&long).chars().count(), 255);
        assert!(file_name(&long).ends_with("xé.csv"));
    }
}
