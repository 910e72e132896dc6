//! The connections to the database. Work on them runs on threads that may wait for the disk.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bulk_user_upload_sqlite::{SqliteStore, StoreError, StoreOptions};

use crate::refusal::Refusal;

/// How many connections take turns to read. They can read while another one writes, or waits to write.
const READERS: usize = 4;

/// The connections to the database.
#[derive(Debug)]
pub(crate) struct Stores {
    readers: Vec<Arc<SqliteStore>>,
    /// Writes for requests. One is enough, because the database has one writer at a time.
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
