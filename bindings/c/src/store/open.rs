//! `buu_store`: opening and closing it.

use std::mem::offset_of;
use std::sync::Arc;
use std::time::Duration;

use bulk_user_upload::import::{ImportId, ImportRecord, Resumed, resume_imports};
use bulk_user_upload_sqlite::{Hashing, SqliteStore, StoreError, StoreOptions};
use serde::Serialize;

use crate::error::buu_error;
use crate::file::path_of;
use crate::guard::{free, guard};
use crate::options::{self, Versioned};
use crate::out::Out;
use crate::result::buu_result;
use crate::str::buu_str;
use crate::text::{buu_text, json_of, to_json};

/// Users and the history of their imports, in one `SQLite` file that the command can open too. Any number
/// of threads and processes may use it at once, on one machine.
pub struct buu_store {
    pub(crate) store: Arc<SqliteStore>,
    resumed: String,
}

/// How a store is opened. Begin with `buu_store_options_init()`; 0 stands for the usual value.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct buu_store_options {
    /// `sizeof(buu_store_options)`.
    pub size: usize,
    /// The memory that Argon2id uses for a password, in KiB; usually 19,456. Weaker parameters than the
    /// usual ones are for tests only.
    pub memory_kib: u32,
    /// The passes of Argon2id; usually 2.
    pub passes: u32,
    /// The lanes of Argon2id; usually 1.
    pub lanes: u32,
    /// How long to wait for a file that another process has locked, before `BUU_STORE_BUSY`, in
    /// milliseconds; usually 10,000.
    pub patience_ms: u32,
    /// How long a process must be silent before another one may take over its imports, in milliseconds;
    /// usually 60,000.
    pub lease_ms: u32,
    /// For later versions; must be 0.
    pub reserved: u32,
}

unsafe impl Versioned for buu_store_options {
    const NAME: &'static str = "buu_store_options";
    const FIRST_SIZE: usize = offset_of!(Self, reserved) + size_of::<u32>();
}

impl buu_store_options {
    fn to_rust(self) -> Result<StoreOptions, buu_error> {
        let usual = |value: u32, usual: u32| if value == 0 { usual } else { value };
        let hashing =
            Hashing::new(usual(self.memory_kib, 19_456), usual(self.passes, 2), usual(self.lanes, 1))
                .map_err(buu_error::argument)?;
        let mut options = StoreOptions { hashing, ..StoreOptions::default() };
        if self.patience_ms != 0 {
            options.patience = Duration::from_millis(self.patience_ms.into());
        }
        if self.lease_ms != 0 {
            options.lease = Duration::from_millis(self.lease_ms.into());
        }
        Ok(options)
    }
}

/// Opens a store, and ends the imports whose processes died. Where the file does not exist, it is created:
/// readable for its owner alone, in a folder that must exist. `path` is UTF-8 on Windows, elsewhere any
/// bytes without a NUL. `options` may be NULL.
///
/// Writes `*store`, which the caller frees with `buu_store_free`. Fails with `BUU_STORE_…`,
/// `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_open(
    path: buu_str,
    options: *const buu_store_options,
    store: *mut *mut buu_store,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe {
        guard(error, || {
            let out = Out::new(store, "store")?;
            let path = path_of(path.bytes("path")?)?;
            if path.as_os_str().is_empty() {
                return Err(buu_error::argument("path is empty"));
            }
            let options = options::read_if_any(options)?.map(buu_store_options::to_rust).transpose()?;
            let store = options.unwrap_or_default().open(path)?;
            let resumed: Vec<_> = resume_imports(&store)?.iter().map(ResumedImport::of).collect();
            out.hand_over(buu_store { store: Arc::new(store), resumed: to_json(&resumed) });
            Ok(())
        })
    }
}

/// How an import ended whose process had died.
#[derive(Serialize)]
struct ResumedImport {
    id: ImportId,
    /// Its record; absent where it could not be ended this time.
    record: Option<ImportRecord>,
    error: Option<String>,
}

impl ResumedImport {
    fn of(resumed: &Resumed<StoreError>) -> Self {
        let (record, error) = match &resumed.outcome {
            Ok(record) => (Some(record.clone()), None),
            Err(error) => (None, Some(error.to_string())),
        };
        Self { id: resumed.id, record, error }
    }
}

/// The imports that were ended when the store was opened, as JSON: a list of `{"id": …, "record": …,
/// "error": …}`, usually empty. `error` says why an import could not be ended this time.
///
/// Writes `*json`, which the caller frees with `buu_text_free`. Fails with `BUU_INVALID_ARGUMENT`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_resumed_json(
    store: *const buu_store,
    json: *mut *mut buu_text,
    error: *mut *mut buu_error,
) -> buu_result {
    unsafe { json_of(store, "store", json, error, |store| Ok(store.resumed.clone())) }
}

/// Closes a store, which no other thread may be using. Directories that were made from it still work. NULL:
/// nothing is done.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn buu_store_free(store: *mut buu_store) {
    unsafe { free(store) }
}
