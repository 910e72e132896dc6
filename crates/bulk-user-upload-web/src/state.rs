//! What the routes share.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bulk_user_upload_sqlite::{SqliteStore, StoreError};
use tokio::sync::Semaphore;

use crate::attempts::Attempts;
use crate::imports::Imports;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::shares::Shares;
use crate::store::{Stores, on};

/// Passwords that are verified at once, at the most: fewer than the failures that a login may have, so that somebody who sends
/// many requests at once with the right password does not look like somebody who guesses.
const MAX_VERIFICATIONS: usize = 4;

/// What the routes share: the settings, the database, the imports that are being carried out, and who has tried to sign in.
///
/// It is cheap to clone.
#[derive(Debug, Clone)]
pub struct AppState {
    pub(crate) settings: Arc<Settings>,
    pub(crate) stores: Arc<Stores>,
    pub(crate) imports: Arc<Imports>,
    pub(crate) attempts: Arc<Attempts>,
    /// Uploads that are in memory.
    pub(crate) uploads: Arc<Semaphore>,
    /// Whose they are.
    pub(crate) shares: Arc<Shares>,
    /// Uploads that are being checked, which takes a core each.
    pub(crate) checks: Arc<Semaphore>,
    /// Passwords that are being verified: each takes a core, and the memory that its hash asks for.
    pub(crate) verifications: Arc<Semaphore>,
}

impl AppState {
    /// Opens the database, brings the imports to their end whose process has died, and waits for imports to carry out.
    ///
    /// # Errors
    ///
    /// The database cannot be opened.
    ///
    /// # Panics
    ///
    /// Where the system has no threads to give.
    pub fn open(database: impl AsRef<Path>, settings: Settings) -> Result<Self, StoreError> {
        let database = database.as_ref();
        let stores = Stores::open(database, &settings.store)?;
        let imports = Imports::start(database, Arc::clone(&stores.writer), &settings)?;
        let verifications = settings.hashing_threads.clamp(1, MAX_VERIFICATIONS);
        Ok(Self {
            stores: Arc::new(stores),
            imports: Arc::new(imports),
            attempts: Arc::default(),
            uploads: Arc::new(Semaphore::new(settings.uploads_at_once.max(1))),
            shares: Arc::new(Shares::of(settings.uploads_at_once)),
            checks: Arc::new(Semaphore::new(settings.hashing_threads.max(1))),
            verifications: Arc::new(Semaphore::new(verifications)),
            settings: Arc::new(settings),
        })
    }

    /// Takes no more imports, and returns when those that were accepted have ended. What has not been sealed after `grace`
    /// ends as interrupted, and the history says so; what has been sealed is carried to its end.
    pub async fn stop(&self, grace: Duration) {
        let imports = Arc::clone(&self.imports);
        if tokio::task::spawn_blocking(move || imports.stop(grace)).await.is_err() {
            tracing::error!("imports could not be stopped in order; the next start brings them to their end");
        }
    }

    /// Reads the database.
    pub(crate) async fn with_store<T, E>(
        &self,
        work: impl FnOnce(&SqliteStore) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Refusal>
    where
        T: Send + 'static,
        E: Into<Refusal> + Send + 'static,
    {
        on(self.stores.next_reader(), work).await
    }

    /// Writes to the database, or waits until it can be written to.
    pub(crate) async fn with_writer<T, E>(
        &self,
        work: impl FnOnce(&SqliteStore) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Refusal>
    where
        T: Send + 'static,
        E: Into<Refusal> + Send + 'static,
    {
        on(Arc::clone(&self.stores.writer), work).await
    }
}
