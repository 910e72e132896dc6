//! Who reads a page, as its head says; also the head of a page that says why there is no other.

use std::sync::{Arc, OnceLock};

use super::visible;
use crate::settings::Settings;

/// Who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    pub(super) login: String,
    /// Not whom a proxy has signed in: they sign out there.
    pub(super) can_sign_out: bool,
}

/// Travels with a request, for whoever finds out who asks to tell those who render refusals.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asker(Arc<OnceLock<Reader>>);

impl Reader {
    pub(crate) fn of(settings: &Settings, login: &str) -> Self {
        Self { login: visible(login), can_sign_out: !settings.proxy_signs_in() }
    }
}

impl Asker {
    pub(crate) fn is(&self, reader: Reader) {
        // It is found out once.
        let _ = self.0.set(reader);
    }

    pub(crate) fn reader(&self) -> Option<Reader> {
        self.0.get().cloned()
    }
}
