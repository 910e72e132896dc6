//! What the page says about a request that it refuses.

use super::Text;
use crate::refusal::Refusal;

#[allow(clippy::unused_self)]
impl Text {
    /// The title of a refusal: always the same for the same reason.
    pub(crate) fn refusal_title(&self, refusal: &Refusal) -> &'static str {
        match refusal {
            Refusal::NotSignedIn => "Not signed in",
            Refusal::ProxySignsIn => "Not signed in by the proxy",
            Refusal::WrongPassword => "Wrong login or password",
            Refusal::TooManyAttempts(_) => "Too many attempts to sign in",
            Refusal::MayNotImport => "No right to upload users",
            Refusal::CrossSite => "Sent from another site",
            Refusal::NotFound => "Not found",
            Refusal::MethodNotAllowed => "Method not allowed",
            Refusal::BadRequest(_) => "Not understood",
            Refusal::TooLarge => "File size: exceeds limit",
            Refusal::TooSlow => "Too slow",
            Refusal::UnsupportedType => "Unsupported media type",
            Refusal::KeyReused => "Idempotency key already used",
            Refusal::MappingDoesNotFit(_) => "Mapping does not fit",
            Refusal::UnknownEncoding(_) => "Unknown encoding",
            Refusal::EncodingNotStated(_) => "Encoding not stated",
            Refusal::InProgress(_) => "Still in progress",
            Refusal::NothingToUndo => "Nothing to undo",
            Refusal::Busy => "Busy",
            Refusal::Locked => "Database in use",
            Refusal::Internal => "Something went wrong",
        }
    }

    /// What happened this time, and what to do about it.
    pub(crate) fn refusal_detail(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::NotSignedIn => "Sign in first.".to_owned(),
            Refusal::ProxySignsIn => "Only the proxy in front of this page signs users in and out. Open the page through the \
                                      proxy, and sign in there."
                .to_owned(),
            Refusal::WrongPassword => "The login or the password is wrong. Try again.".to_owned(),
            Refusal::TooManyAttempts(_) => {
                let seconds = refusal.retry_after().unwrap_or(1);
                format!("Try again in {seconds} {}.", if seconds == 1 { "second" } else { "seconds" })
            }
            Refusal::MayNotImport => {
                "Your permission group does not have the right `bulk_user_upload`. Ask an administrator for it."
                    .to_owned()
            }
            Refusal::CrossSite => "The request came from another site, so it was refused.".to_owned(),
            Refusal::NotFound => "This page does not exist, or you may not see it.".to_owned(),
            Refusal::MethodNotAllowed => "This address does not accept this kind of request.".to_owned(),
            Refusal::BadRequest(sentence)
            | Refusal::MappingDoesNotFit(sentence)
            | Refusal::UnknownEncoding(sentence) => sentence.clone(),
            Refusal::TooLarge => {
                "The file is larger than the size limit. Split it into smaller files, and upload each.".to_owned()
            }
            Refusal::TooSlow => "The upload took too long. Check your connection, and try again.".to_owned(),
            Refusal::UnsupportedType => "Send the file as a multipart form (multipart/form-data).".to_owned(),
            Refusal::KeyReused => {
                "This Idempotency-Key was already used for another upload. Use a new key for each upload.".to_owned()
            }
            Refusal::EncodingNotStated(assumed) => assumed.message(),
            Refusal::InProgress(id) => {
                format!("Upload {id} is still in progress. Undo it when it has ended.")
            }
            Refusal::NothingToUndo => {
                "This upload has no users to deactivate. Nothing was changed.".to_owned()
            }
            Refusal::Busy => "Too many uploads are waiting, so nothing was uploaded. Try again in a moment.".to_owned(),
            Refusal::Locked => {
                "Another program is writing to the database, so nothing was changed. Try again in a moment.".to_owned()
            }
            Refusal::Internal => "The request failed. Try again. If that does not help, tell an administrator: the log has \
                                  the details."
                .to_owned(),
        }
    }
}
