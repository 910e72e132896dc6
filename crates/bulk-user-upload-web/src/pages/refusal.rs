//! A refusal as a page. A user who is not signed in is led to the form to sign in, and from there back.

use askama::Template;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};

use super::render;
use crate::current_user::CurrentUser;
use crate::refusal::Refusal;
use crate::text::{ENGLISH, Text, visible};
use crate::uploader::Uploader;

#[derive(Template)]
#[template(path = "refusal.html")]
struct RefusalTemplate {
    t: &'static Text,
    current_user: Option<CurrentUser>,
    title: &'static str,
    detail: String,
}

/// Answers a request for a page that does not exist.
pub(crate) async fn not_found(_: Result<Uploader, Refusal>) -> Refusal {
    Refusal::NotFound
}

/// The page for a refusal. `asked` is the address to come back to after signing in, if there is one.
pub(crate) fn refusal(refusal: &Refusal, asked: Option<&Uri>, current_user: Option<CurrentUser>) -> Response {
    if *refusal == Refusal::NotSignedIn {
        let next = asked.and_then(Uri::path_and_query).map_or("/", |path| path.as_str());
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        return Redirect::to(&format!("/sign-in?next={next}")).into_response();
    }
    let page = render(&RefusalTemplate {
        t: &ENGLISH,
        current_user,
        title: ENGLISH.refusal_title(refusal),
        detail: visible(&ENGLISH.refusal_detail(refusal)),
    });
    let status = refusal.status();
    match page {
        Ok(page) => (status, page).into_response(),
        Err(_) => status.into_response(),
    }
}
