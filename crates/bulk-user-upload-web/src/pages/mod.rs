//! The pages: each handler reads what its template shows, and renders it.

mod check;
mod details;
mod files;
mod filter;
mod health;
mod history;
mod import;
mod reader;
mod refusal;
mod row;
mod sign_in;
mod undo;
mod upload_form;
mod verdict;

use std::fmt::Write as _;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use bulk_user_upload::{ImportId, is_invisible};
use bulk_user_upload_sqlite::{SqliteStore, StoreError};

pub(crate) use self::check::check;
pub(crate) use self::details::details;
pub(crate) use self::files::{errors, errors_file, template};
pub(crate) use self::health::{healthz, readyz};
pub(crate) use self::history::history;
pub(crate) use self::import::import;
pub(crate) use self::reader::{Asker, Reader};
pub(crate) use self::refusal::{not_found, refusal};
pub(crate) use self::row::row;
pub(crate) use self::sign_in::{sign_in, sign_out, signed_in};
pub(crate) use self::undo::{undo, undo_preview};
pub(crate) use self::upload_form::upload;
use crate::refusal::Refusal;

fn render(template: &impl Template) -> Result<Response, Refusal> {
    Ok(Html(template.render().map_err(Refusal::internal)?).into_response())
}

/// A text of somebody else's, with the characters written as code points that nobody can see or that turn the line around.
/// The template takes care of markup.
fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) && character != '\n' {
            let _ = write!(shown, "<U+{:04X}>", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Somebody else's import is no more there than one that nobody has made.
pub(crate) fn seen(store: &SqliteStore, login: &str, id: ImportId) -> Result<(), Refusal> {
    if store.sees(login, id)? { Ok(()) } else { Err(Refusal::NotFound) }
}

/// An import by what stands in the address.
pub(crate) fn import_id(text: &str) -> Result<ImportId, Refusal> {
    text.parse().map(ImportId).map_err(|_| Refusal::NotFound)
}

/// What there is of an import that somebody sees.
pub(crate) fn details_of(
    store: &SqliteStore,
    login: &str,
    id: ImportId,
) -> Result<bulk_user_upload::ImportDetails, Refusal> {
    seen(store, login, id)?;
    let details = bulk_user_upload::ImportStore::details(store, id)?;
    details.ok_or_else(|| StoreError::UnknownImport(id).into())
}
