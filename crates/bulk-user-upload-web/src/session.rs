//! Sessions, in memory: a restart signs everyone out.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use tower_sessions::cookie::SameSite;
use tower_sessions::cookie::time::{Duration as CookieDuration, OffsetDateTime};
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

use crate::refusal::Refusal;
use crate::settings::Settings;

/// The key of [`SignedIn`] in a session.
const SIGNED_IN: &str = "signed_in";

/// How many sessions there may be at once.
const MAX_SESSIONS: usize = 10_000;

/// How many sessions one user may have, so that one who signs in again and again does not use up those of
/// others.
const MAX_SESSIONS_PER_USER: usize = 20;

/// Who signed in, and when, in seconds since 1970.
#[derive(Debug, Serialize, Deserialize)]
struct SignedIn {
    login: String,
    at: i64,
}

/// The layer that gives each request its session, by a cookie that scripts cannot read and that browsers do
/// not send with the forms of other sites.
pub(crate) fn layer(settings: &Settings) -> SessionManagerLayer<Sessions> {
    let idle = CookieDuration::try_from(settings.max_idle).unwrap_or(CookieDuration::MAX);
    SessionManagerLayer::new(Sessions::default())
        .with_name(settings.cookie_name())
        .with_http_only(true)
        // Not `Strict`: a link in a mail to a filtered view should open for a user who is signed in.
        .with_same_site(SameSite::Lax)
        .with_secure(settings.secure_cookies)
        .with_expiry(Expiry::OnInactivity(idle))
        .with_always_save(true)
}

/// Signs a user in. The session gets a new id, so that an id which somebody planted or saw before is
/// worthless.
pub(crate) async fn begin(session: &Session, login: &str) -> std::result::Result<(), Refusal> {
    session.cycle_id().await.map_err(Refusal::internal)?;
    let signed_in = SignedIn { login: login.to_owned(), at: Timestamp::now().as_second() };
    session.insert(SIGNED_IN, signed_in).await.map_err(Refusal::internal)
}

/// Signs out.
pub(crate) async fn end(session: &Session) -> std::result::Result<(), Refusal> {
    session.flush().await.map_err(Refusal::internal)
}

/// The user who is signed in, unless they signed in longer than `max_age` ago.
pub(crate) async fn login(
    session: &Session,
    max_age: Duration,
) -> std::result::Result<Option<String>, Refusal> {
    let signed_in = session.get::<SignedIn>(SIGNED_IN).await.map_err(Refusal::internal)?;
    let Some(SignedIn { login, at }) = signed_in else { return Ok(None) };
    let max_age = i64::try_from(max_age.as_secs()).unwrap_or(i64::MAX);
    if Timestamp::now().as_second().saturating_sub(at) >= max_age {
        end(session).await?;
        return Ok(None);
    }
    Ok(Some(login))
}

/// Sessions in memory. Expired ones are dropped when a new one is created.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sessions(Arc<Mutex<HashMap<Id, Record>>>);

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let mut sessions = self.0.lock().await;
        sessions.retain(|_, known| is_active(known));
        make_room(&mut sessions, record);
        if sessions.len() >= MAX_SESSIONS {
            return Err(Error::Backend("there are too many sessions".to_owned()));
        }
        while sessions.contains_key(&record.id) {
            record.id = Id::default();
        }
        sessions.insert(record.id, record.clone());
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // A session that is gone stays gone: the user may have signed out while this request was running.
        if let Some(known) = self.0.lock().await.get_mut(&record.id) {
            *known = record.clone();
        }
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        Ok(self.0.lock().await.get(id).filter(|known| is_active(known)).cloned())
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.lock().await.remove(id);
        Ok(())
    }
}

/// If the user has as many sessions as one may have, drops the one that was unused for the longest time.
fn make_room(sessions: &mut HashMap<Id, Record>, new: &Record) {
    let Some(login) = login_of(new) else { return };
    let theirs = || sessions.values().filter(|known| login_of(known) == Some(login));
    if theirs().count() >= MAX_SESSIONS_PER_USER
        && let Some(oldest) = theirs().min_by_key(|known| known.expiry_date).map(|known| known.id)
    {
        sessions.remove(&oldest);
    }
}

fn login_of(record: &Record) -> Option<&str> {
    record.data.get(SIGNED_IN)?.get("login")?.as_str()
}

fn is_active(record: &Record) -> bool {
    record.expiry_date > OffsetDateTime::now_utc()
}
