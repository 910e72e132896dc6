//! The user who is signed in, as the head of a page names them.

use std::sync::{Arc, OnceLock};

use crate::settings::Settings;
use crate::text::visible;

/// The user who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct CurrentUser {
    pub(crate) login: String,
    /// A user who was signed in by a proxy signs out there.
    pub(crate) can_sign_out: bool,
}

impl CurrentUser {
    pub(crate) fn of(settings: &Settings, login: &str) -> Self {
        Self { login: visible(login), can_sign_out: !settings.proxy_signs_in() }
    }
}

/// Where a request carries its user from the extractor that finds them to the layer that renders refusals.
#[derive(Debug, Clone, Default)]
pub(crate) struct CurrentUserSlot(Arc<OnceLock<CurrentUser>>);

impl CurrentUserSlot {
    pub(crate) fn set(&self, user: CurrentUser) {
        // A request has one user: a second call would set the same one.
        let _ = self.0.set(user);
    }

    pub(crate) fn get(&self) -> Option<CurrentUser> {
        self.0.get().cloned()
    }
}
