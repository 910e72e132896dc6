//! The settings of the page.

use std::thread;
use std::time::Duration;

use bulk_user_upload::Template;
use bulk_user_upload_sqlite::StoreOptions;

use crate::proxy::TrustedProxy;

/// The settings of the page.
///
/// # Example
///
/// ```
/// use bulk_user_upload_web::Settings;
///
/// let settings = Settings { secure_cookies: true, ..Settings::default() };
/// assert_eq!(settings.max_idle.as_secs(), 30 * 60);
/// ```
#[derive(Debug, Clone)]
pub struct Settings {
    /// What uploads must look like: the product's template by default.
    pub template: Template,
    /// How the database is opened and passwords are hashed.
    pub store: StoreOptions,
    /// How many threads hash the passwords of an upload. By default all cores but one, so that pages stay
    /// quick meanwhile.
    pub hashing_threads: usize,
    /// How many imports may wait to be carried out. While so many wait, further ones are refused.
    pub waiting_imports: usize,
    /// How many uploads are received and checked at once; further ones wait. One user may have an eighth of
    /// them. It bounds the memory that uploads take.
    pub uploads_at_once: usize,
    /// How long the body of a request may take to arrive.
    pub body_time: Duration,
    /// How long a client may take to accept the next piece of an answer.
    pub answer_time: Duration,
    /// How many connections one address may hold. The trusted proxy may hold any number.
    pub connections_per_address: usize,
    /// Whether the page is only reached through TLS. Cookies are then marked as `Secure`.
    pub secure_cookies: bool,
    /// How long a user stays signed in without a request.
    pub max_idle: Duration,
    /// How long a user stays signed in at most.
    pub max_session_age: Duration,
    /// A proxy in front of the page. If it signs users in, passwords and cookies do not count.
    pub proxy: Option<TrustedProxy>,
}

impl Settings {
    /// Whether a proxy signs users in, and the page does not.
    pub(crate) fn proxy_signs_in(&self) -> bool {
        self.proxy.as_ref().is_some_and(|proxy| proxy.user_header.is_some())
    }

    /// The name of the session cookie. With the prefix `__Host-`, browsers accept it only through TLS and
    /// from this host.
    pub(crate) fn cookie_name(&self) -> &'static str {
        if self.secure_cookies { "__Host-session" } else { "session" }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self {
            template: Template::default(),
            store: StoreOptions::default(),
            hashing_threads: cores.saturating_sub(1).max(1),
            waiting_imports: 100,
            uploads_at_once: 32,
            body_time: Duration::from_secs(30),
            answer_time: Duration::from_secs(60),
            connections_per_address: 100,
            secure_cookies: false,
            max_idle: Duration::from_secs(30 * 60),
            max_session_age: Duration::from_secs(12 * 60 * 60),
            proxy: None,
        }
    }
}
