//! The user who sends a request: an active user of the directory whose permission group has the right
//! `bulk_user_upload`.
//!
//! The session says only who signed in. The right is looked up with every request, so a user who loses it
//! is out at once.

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bulk_user_upload_sqlite::StoreError;
use secrecy::SecretString;
use tower_sessions::Session;
use zeroize::Zeroizing;

use crate::current_user::{CurrentUser, CurrentUserSlot};
use crate::log::RequestSpan;
use crate::proxy;
use crate::refusal::Refusal;
use crate::session;
use crate::sign_in::verify;
use crate::state::AppState;

/// The user who asks for a page.
#[derive(Debug, Clone)]
pub(crate) struct Uploader {
    /// The login.
    pub(crate) login: String,
}

/// The user who asks the API. They sign in by a session, or by a login and a password in the header.
#[derive(Debug, Clone)]
pub(crate) struct ApiUploader(pub(crate) Uploader);

impl FromRequestParts<AppState> for Uploader {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        match signed_in(parts, state).await? {
            Some(uploader) => Ok(uploader),
            None => Err(Refusal::NotSignedIn),
        }
    }
}

impl FromRequestParts<AppState> for ApiUploader {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Refusal> {
        if let Some(uploader) = signed_in(parts, state).await? {
            return Ok(Self(uploader));
        }
        let (login, password) = basic(parts).ok_or(Refusal::NotSignedIn)?;
        let address = proxy::client(state.settings.proxy.as_ref(), parts);
        let login = verify(state, login, password, address).await?;
        Ok(Self(entitled(parts, state, login).await?))
    }
}

/// The user whom the proxy or the page has signed in.
async fn signed_in(parts: &mut Parts, state: &AppState) -> Result<Option<Uploader>, Refusal> {
    if state.settings.proxy_signs_in() {
        // The proxy replaces the sign-in of the page: a cookie or a password would be a way around the proxy.
        let login = state.settings.proxy.as_ref().and_then(|proxy| proxy.user(parts));
        let login = login.ok_or(Refusal::ProxySignsIn)?;
        // The proxy knows the user and the directory does not. To sign in again would not help.
        return entitled(parts, state, login).await.map(Some).map_err(|refusal| match refusal {
            Refusal::NotSignedIn => Refusal::MayNotImport,
            refusal => refusal,
        });
    }
    let Ok(session) = Session::from_request_parts(parts, state).await else { return Ok(None) };
    match session::login(&session, state.settings.max_session_age).await? {
        Some(login) => entitled(parts, state, login).await.map(Some),
        None => Ok(None),
    }
}

/// Refuses a user who is not active or lacks the right; of any other, the log then says that they sent the
/// request.
async fn entitled(parts: &Parts, state: &AppState, login: String) -> Result<Uploader, Refusal> {
    if let Some(slot) = parts.extensions.get::<CurrentUserSlot>() {
        slot.set(CurrentUser::of(&state.settings, &login));
    }
    require_right(state, login.clone()).await?;
    if let Some(span) = parts.extensions.get::<RequestSpan>() {
        span.record_user(&login);
    }
    Ok(Uploader { login })
}

/// Refuses a user who is not active or lacks the right.
pub(crate) async fn require_right(state: &AppState, login: String) -> Result<(), Refusal> {
    let may_import = state.with_store::<_, StoreError>(move |store| store.as_uploader(&login)?.may_import());
    if may_import.await? { Ok(()) } else { Err(Refusal::MayNotImport) }
}

/// The login and the password of HTTP Basic.
fn basic(parts: &Parts) -> Option<(String, SecretString)> {
    let value = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = Zeroizing::new(STANDARD.decode(encoded.trim()).ok()?);
    let (login, password) = str::from_utf8(&decoded).ok()?.split_once(':')?;
    Some((login.to_owned(), password.to_owned().into()))
}
