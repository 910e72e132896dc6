//! Signing in and out.

use askama::Template;
use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, FromRequestParts, Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Redirect, Response};
use secrecy::SecretString;
use serde::Deserialize;
use tower_sessions::Session;

use super::render;
use crate::current_user::CurrentUser;
use crate::refusal::Refusal;
use crate::sign_in::verify;
use crate::state::AppState;
use crate::text::{ENGLISH, Text};
use crate::uploader::require_right;
use crate::{proxy, session};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInTemplate<'s> {
    t: &'static Text,
    current_user: Option<CurrentUser>,
    /// What was wrong with the last attempt.
    problem: Option<String>,
    /// The login of the last attempt; never the password.
    entered: &'s str,
    next: &'s str,
}

/// The query: where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

/// The fields of the form.
#[derive(Debug, Deserialize)]
struct SignInForm {
    login: String,
    password: SecretString,
    #[serde(default)]
    next: String,
}

/// Answers with the form.
pub(crate) async fn sign_in(
    State(state): State<AppState>,
    Query(Next { next }): Query<Next>,
) -> Result<Response, Refusal> {
    require_own_sign_in(&state)?;
    render(&SignInTemplate {
        t: &ENGLISH,
        current_user: None,
        problem: None,
        entered: "",
        next: own_path(&next),
    })
}

/// Signs in, or shows the form again with what was wrong.
pub(crate) async fn signed_in(State(state): State<AppState>, request: Request) -> Result<Response, Refusal> {
    require_own_sign_in(&state)?;
    let (mut parts, body) = request.into_parts();
    let session = Session::from_request_parts(&mut parts, &state)
        .await
        .map_err(|(_, error)| Refusal::internal(error))?;
    let address = proxy::client(state.settings.proxy.as_ref(), &parts);
    let form = Form::<SignInForm>::from_request(Request::from_parts(parts, body), &state).await;
    let Form(SignInForm { login, password, next }) = form.map_err(|error| form_refusal(&error))?;
    let next = own_path(&next);
    let verified = match verify(&state, login.clone(), password, address).await {
        // A user without the right gets no session: it would be one less for the others.
        Ok(login) => require_right(&state, login.clone()).await.map(|()| login),
        Err(refusal) => Err(refusal),
    };
    match verified {
        Ok(login) => {
            session::begin(&session, &login).await?;
            tracing::info!(%login, "signed in");
            Ok(Redirect::to(next).into_response())
        }
        Err(refusal @ (Refusal::WrongPassword | Refusal::TooManyAttempts(_))) => {
            let page = render(&SignInTemplate {
                t: &ENGLISH,
                current_user: None,
                problem: Some(ENGLISH.refusal_detail(&refusal)),
                entered: &login,
                next,
            })?;
            // Not 401, which needs a header that asks for Basic or the like: browsers would open a dialogue
            // of their own.
            let status = match refusal.status() {
                StatusCode::UNAUTHORIZED => StatusCode::UNPROCESSABLE_ENTITY,
                status => status,
            };
            let retry = refusal.retry_after().map(|seconds| [(RETRY_AFTER, seconds.to_string())]);
            Ok((status, retry, page).into_response())
        }
        Err(refusal) => Err(refusal),
    }
}

/// Signs out.
pub(crate) async fn sign_out(State(state): State<AppState>, session: Session) -> Result<Redirect, Refusal> {
    require_own_sign_in(&state)?;
    session::end(&session).await?;
    Ok(Redirect::to("/sign-in"))
}

/// Refuses to sign in or out where a proxy does that.
fn require_own_sign_in(state: &AppState) -> Result<(), Refusal> {
    if state.settings.proxy_signs_in() { Err(Refusal::ProxySignsIn) } else { Ok(()) }
}

/// The path, if it is one of this site; otherwise `/`, for it might lead to another site.
fn own_path(next: &str) -> &str {
    let is_own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.bytes().all(|byte| byte.is_ascii_graphic());
    if is_own { next } else { "/" }
}

/// The refusal of a form that cannot be read. It never quotes the form: there is a password in it.
fn form_refusal(rejection: &FormRejection) -> Refusal {
    if let Some(refusal) = Refusal::of_body(rejection) {
        return refusal;
    }
    match rejection.status() {
        status @ (StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNSUPPORTED_MEDIA_TYPE) => {
            Refusal::of_status(status)
        }
        _ => Refusal::BadRequest("The form is incomplete.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn signing_in_leads_nowhere_else() {
        for own in ["/", "/imports/7", "/?status=failed&uploaded_by=J%26"] {
            assert_eq!(own_path(own), own);
        }
        for other in
            ["", "//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "imports/7"]
        {
            assert_eq!(own_path(other), "/", "{other}");
        }
    }
}
