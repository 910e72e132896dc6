//! The database, for the routes: whatever touches the disk runs on threads made for waiting.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bulk_user_upload_sqlite::{SqliteStore, StoreError, StoreOptions};

use crate::refusal::Refusal;
use crate::state::AppState;

/// Connections that take turns. The one that carries imports out is not among them, so that nobody waits for it: the
/// database lets readers read while somebody writes.
const CONNECTIONS: usize = 4;

/// The database, opened several times.
#[derive(Debug)]
pub(crate) struct Stores {
    stores: Vec<Arc<SqliteStore>>,
    turn: AtomicUsize,
}

impl Stores {
    pub(crate) fn open(database: &Path, options: &StoreOptions) -> Result<Self, StoreError> {
        let stores: Result<_, _> =
            (0..CONNECTIONS).map(|_| options.clone().open(database).map(Arc::new)).collect();
        Ok(Self { stores: stores?, turn: AtomicUsize::new(0) })
    }

    fn next(&self) -> Arc<SqliteStore> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        Arc::clone(&self.stores[turn % self.stores.len()])
    }
}

impl AppState {
    /// Does something with the database.
    pub(crate) async fn with_store<T, E>(
        &self,
        work: impl FnOnce(&SqliteStore) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Refusal>
    where
        T: Send + 'static,
        E: Into<Refusal> + Send + 'static,
    {
        let store = self.stores.next();
        let span = tracing::Span::current();
        let done = tokio::task::spawn_blocking(move || span.in_scope(|| work(&store))).await;
        done.map_err(Refusal::internal)?.map_err(Into::into)
    }
}
