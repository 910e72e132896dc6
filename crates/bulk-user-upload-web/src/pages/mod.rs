//! The pages. Each handler reads what its template shows, and renders it.

mod check;
mod details;
mod files;
mod filter;
mod health;
mod history;
mod import;
mod notices;
mod position;
mod refusal;
mod row;
mod sign_in;
mod undo;
mod upload_form;
mod verdict;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

pub(crate) use self::check::check;
pub(crate) use self::details::details;
pub(crate) use self::files::{errors, template};
pub(crate) use self::health::{healthz, readyz};
pub(crate) use self::history::history;
pub(crate) use self::import::import;
pub(crate) use self::refusal::{not_found, refusal};
pub(crate) use self::row::row;
pub(crate) use self::sign_in::{sign_in, sign_out, signed_in};
pub(crate) use self::undo::{undo, undo_preview};
pub(crate) use self::upload_form::upload;
use crate::refusal::Refusal;

fn render(template: &impl Template) -> Result<Response, Refusal> {
    Ok(Html(template.render().map_err(Refusal::internal)?).into_response())
}
