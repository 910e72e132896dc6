//! The database, for the routes: whatever touches the disk runs on threads made for waiting.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bulk_user_upload_sqlite::{SqliteStore, StoreError, StoreOptions};

use crate::refusal::Refusal;

/// Connections that take turns to read: the database lets readers read while somebody writes, or waits to.
const READERS: usize = 4;

/// The database, opened several times.
#[derive(Debug)]
pub(crate) struct Stores {
    readers: Vec<Arc<SqliteStore>>,
    /// The one that writes for requests, for there is one writer at a time anyway.
    pub(crate) writer: Arc<SqliteStore>,
    turn: AtomicUsize,
}

impl Stores {
    pub(crate) fn open(database: &Path, options: &StoreOptions) -> Result<Self, StoreError> {
        let readers: Result<_, _> =
            (0..READERS).map(|_| options.clone().open(database).map(Arc::new)).collect();
        let writer = Arc::new(options.clone().open(database)?);
        Ok(Self { readers: readers?, writer, turn: AtomicUsize::new(0) })
    }

    pub(crate) fn next_reader(&self) -> Arc<SqliteStore> {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        Arc::clone(&self.readers[turn % self.readers.len()])
    }
}

/// Works on the database, on a thread that may wait for the disk.
pub(crate) async fn on<T, E>(
    store: Arc<SqliteStore>,
    work: impl FnOnce(&SqliteStore) -> Result<T, E> + Send + 'static,
) -> Result<T, Refusal>
where
    T: Send + 'static,
    E: Into<Refusal> + Send + 'static,
{
    let span = tracing::Span::current();
    let done = tokio::task::spawn_blocking(move || span.in_scope(|| work(&store))).await;
    done.map_err(Refusal::internal)?.map_err(Into::into)
}
