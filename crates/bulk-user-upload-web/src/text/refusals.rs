//! What people are told where a request is not answered as it was asked.

use super::Text;
use crate::refusal::Refusal;

#[allow(clippy::unused_self)]
impl Text {
    /// A refusal in a few words: the same each time.
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
            Refusal::UnsupportedType => "Unsupported type of body",
            Refusal::KeyReused => "Idempotency key used before",
            Refusal::InProgress(_) => "Still in progress",
            Refusal::NothingToUndo => "Nothing to undo",
            Refusal::Busy => "Busy",
            Refusal::Locked => "Database in use",
            Refusal::Internal => "Something went wrong",
        }
    }

    /// A refusal in a sentence or two: what it is this time, and what to do about it.
    pub(crate) fn refusal_detail(&self, refusal: &Refusal) -> String {
        match refusal {
            Refusal::NotSignedIn => "Sign in first.".to_owned(),
            Refusal::ProxySignsIn => "The proxy in front of this page signs people in and out, and nothing else does. Come \
                                      through it, and sign in there."
                .to_owned(),
            Refusal::WrongPassword => "The login or the password is not right. Try again.".to_owned(),
            Refusal::TooManyAttempts(_) => {
                let seconds = refusal.retry_after().unwrap_or(1);
                format!("Try again in {seconds} {}.", if seconds == 1 { "second" } else { "seconds" })
            }
            Refusal::MayNotImport => {
                "Your permission group does not have the right `bulk_user_upload`. Ask an administrator for it."
                    .to_owned()
            }
            Refusal::CrossSite => "The request came from another site, and nothing was done.".to_owned(),
            Refusal::NotFound => "There is no such page, or you may not see it.".to_owned(),
            Refusal::MethodNotAllowed => "This address does not take requests of that kind.".to_owned(),
            Refusal::BadRequest(sentence) => sentence.clone(),
            Refusal::TooLarge => {
                "The file is larger than the size limit. Split it into smaller files, and upload each.".to_owned()
            }
            Refusal::TooSlow => "The upload took too long. Look at your connection, and try again.".to_owned(),
            Refusal::UnsupportedType => "Send the file as a multipart form (multipart/form-data).".to_owned(),
            Refusal::KeyReused => {
                "Another upload was sent under this Idempotency-Key. Give each upload a key of its own.".to_owned()
            }
            Refusal::InProgress(id) => {
                format!("Upload {id} is still in progress. Undo it when it has ended.")
            }
            Refusal::NothingToUndo => {
                "There is nobody whom an undo of this upload would deactivate. Nothing was changed.".to_owned()
            }
            Refusal::Busy => "Too many uploads are waiting. Try again in a moment; nothing was uploaded.".to_owned(),
            Refusal::Locked => {
                "Another program is writing to the database. Try again in a moment; nothing was changed.".to_owned()
            }
            Refusal::Internal => "The request could not be carried out. Try again, and tell an administrator \
                                  where that does not help: the log says more."
                .to_owned(),
        }
    }
}
