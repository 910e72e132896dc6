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

/// How many passwords are verified at once: fewer than the failures that cost a login no wait. So many
/// requests at once with the right password are not taken for guesses.
const MAX_VERIFICATIONS: usize = 4;

/// What the routes share: the settings, the database, the imports in progress, and the attempts to sign in.
///
/// It is cheap to clone.
///
/// # Example
///
/// ```no_run
/// use bulk_user_upload_web::{AppState, Settings};
///
/// let state = AppState::open("users.db", Settings::default())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct AppState {
    pub(crate) settings: Arc<Settings>,
    pub(crate) stores: Arc<Stores>,
    pub(crate) imports: Arc<Imports>,
    pub(crate) attempts: Arc<Attempts>,
    /// Slots of uploads in memory.
    pub(crate) uploads: Arc<Semaphore>,
    /// How many of those slots each user may have.
    pub(crate) shares: Arc<Shares>,
    /// Slots of uploads that are being checked: each takes a core.
    pub(crate) checks: Arc<Semaphore>,
    /// Slots of passwords that are being verified: each takes a core, and the memory of its hash.
    pub(crate) verifications: Arc<Semaphore>,
}

impl AppState {
    /// Opens the database, and starts the threads that carry imports out. They begin by ending the imports
    /// of processes that have died.
    ///
    /// # Errors
    ///
    /// The database cannot be opened.
    ///
    /// # Panics
    ///
    /// The system has no threads to give.
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

    /// Takes no more imports, and returns when those that were accepted have ended. After `grace`, an
    /// import that is not sealed is interrupted, and the history says so. A sealed import is carried out.
    pub async fn stop(&self, grace: Duration) {
        let imports = Arc::clone(&self.imports);
        if tokio::task::spawn_blocking(move || imports.stop(grace)).await.is_err() {
            tracing::error!("imports could not be stopped in order; the next start ends them");
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

    /// Writes to the database, and waits while another program locks it.
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
