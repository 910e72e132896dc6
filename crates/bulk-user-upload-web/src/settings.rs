//! What whoever runs the page can choose.

use std::thread;
use std::time::Duration;

use bulk_user_upload::Template;
use bulk_user_upload_sqlite::StoreOptions;

use crate::proxy::TrustedProxy;

/// How the page is run.
///
/// # Example
///
/// ```
/// use bulk_user_upload_web::Settings;
///
/// let settings = Settings { secure_cookies: true, ..Settings::default() };
/// assert_eq!(settings.idle.as_secs(), 30 * 60);
/// ```
#[derive(Debug, Clone)]
pub struct Settings {
    /// What uploads must look like: the product's template by default.
    pub template: Template,
    /// How the database is opened, and passwords are hashed.
    pub store: StoreOptions,
    /// On how many threads the passwords of an upload are hashed. All cores but one by default, so that pages stay quick
    /// meanwhile.
    pub hashing_threads: usize,
    /// How many imports may wait to be carried out before further ones are refused for the time being.
    pub waiting_imports: usize,
    /// How many uploads are received and checked at once; others wait. Of one person it is an eighth of these. What an
    /// upload takes in memory, times this, is the most that all of them take.
    pub uploads_at_once: usize,
    /// How long the body of a request may take, all in all.
    pub body_time: Duration,
    /// How long a client may take to take what it has asked for, piece by piece.
    pub answer_time: Duration,
    /// How many connections one address may hold; that of the proxy may hold any number.
    pub connections_of_one: usize,
    /// Whether the page is reached through TLS alone, so that cookies may say that they are for TLS alone.
    pub secure_cookies: bool,
    /// How long somebody stays signed in without doing anything.
    pub idle: Duration,
    /// How long somebody stays signed in at the most.
    pub longest: Duration,
    /// A proxy in front of the page. Where it signs people in, nothing but its word counts: passwords and cookies do not.
    pub proxy: Option<TrustedProxy>,
}

impl Settings {
    /// Whether a proxy signs people in, in place of the page.
    pub(crate) fn proxy_signs_in(&self) -> bool {
        self.proxy.as_ref().is_some_and(|proxy| proxy.user_header.is_some())
    }

    /// What the cookie of the page's own sign-in is called. The prefix makes browsers refuse the cookie where it does not come
    /// through TLS, from this very host.
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
            connections_of_one: 100,
            secure_cookies: false,
            idle: Duration::from_secs(30 * 60),
            longest: Duration::from_secs(12 * 60 * 60),
            proxy: None,
        }
    }
}
