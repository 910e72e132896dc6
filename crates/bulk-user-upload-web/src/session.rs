//! Sessions: who has signed in, kept in memory, so that a restart signs everybody out.

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

/// Where the session says who signed in.
const SIGNED_IN: &str = "signed_in";

/// There are no more sessions than that at once.
const MOST: usize = 10_000;

/// One person has no more than that: somebody who signs in again and again takes nobody else's place.
const MAX_OF_ONE: usize = 20;

/// Who signed in, and when, in seconds since 1970.
#[derive(Debug, Serialize, Deserialize)]
struct SignedIn {
    login: String,
    at: i64,
}

/// The layer that gives each request its session, by a cookie that scripts cannot read and other sites cannot post.
pub(crate) fn layer(settings: &Settings) -> SessionManagerLayer<Sessions> {
    let idle = CookieDuration::try_from(settings.idle).unwrap_or(CookieDuration::MAX);
    SessionManagerLayer::new(Sessions::default())
        .with_name(settings.cookie_name())
        .with_http_only(true)
        // A link to a filtered view, sent by mail, opens for whoever is signed in.
        .with_same_site(SameSite::Lax)
        .with_secure(settings.secure_cookies)
        .with_expiry(Expiry::OnInactivity(idle))
        .with_always_save(true)
}

/// Signs somebody in, under a new number: one that somebody else may know from before is worth nothing.
pub(crate) async fn begin(session: &Session, login: &str) -> std::result::Result<(), Refusal> {
    session.cycle_id().await.map_err(Refusal::internal)?;
    let signed_in = SignedIn { login: login.to_owned(), at: Timestamp::now().as_second() };
    session.insert(SIGNED_IN, signed_in).await.map_err(Refusal::internal)
}

/// Signs out.
pub(crate) async fn end(session: &Session) -> std::result::Result<(), Refusal> {
    session.flush().await.map_err(Refusal::internal)
}

/// Who is signed in, unless that was too long ago.
pub(crate) async fn login(
    session: &Session,
    longest: Duration,
) -> std::result::Result<Option<String>, Refusal> {
    let signed_in = session.get::<SignedIn>(SIGNED_IN).await.map_err(Refusal::internal)?;
    let Some(SignedIn { login, at }) = signed_in else { return Ok(None) };
    let longest = i64::try_from(longest.as_secs()).unwrap_or(i64::MAX);
    if Timestamp::now().as_second().saturating_sub(at) >= longest {
        end(session).await?;
        return Ok(None);
    }
    Ok(Some(login))
}

/// Sessions in memory. Those that have run out are thrown away before new ones are taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sessions(Arc<Mutex<HashMap<Id, Record>>>);

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let mut sessions = self.0.lock().await;
        sessions.retain(|_, known| is_active(known));
        give_way(&mut sessions, record);
        if sessions.len() >= MOST {
            return Err(Error::Backend("there are too many sessions".to_owned()));
        }
        while sessions.contains_key(&record.id) {
            record.id = Id::default();
        }
        sessions.insert(record.id, record.clone());
        Ok(())
    }

    async fn save(&self, record: &Record) -> Result<()> {
        // Somebody may have signed out in the meantime: a request that began before brings nobody back.
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

/// Where somebody has as many sessions as one may have, the one goes that was not used for the longest time.
fn give_way(sessions: &mut HashMap<Id, Record>, new: &Record) {
    let Some(login) = login_of(new) else { return };
    let theirs = || sessions.values().filter(|known| login_of(known) == Some(login));
    if theirs().count() >= MAX_OF_ONE
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
