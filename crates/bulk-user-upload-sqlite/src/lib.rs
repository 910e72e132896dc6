//! Users and the history of their imports in one `SQLite` file: a directory to check against, and a store
//! to import into.
//!
//! ```
//! use std::ops::ControlFlow;
//! use bulk_user_upload::directory::DirectoryData;
//! use bulk_user_upload::import::{ImportFilter, ImportMode, ImportStatus, ImportStore, run_import};
//! use bulk_user_upload::{Template, Upload, validate};
//! use bulk_user_upload_sqlite::SqliteStore;
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("users.db");
//! let store = SqliteStore::open(&path)?;
//! store.load(&DirectoryData::from_json(r#"{
//!     "users": [{"login": "alice", "permission_group": "Admin"}],
//!     "permission_groups": [{"name": "Admin", "level": 50, "bulk_user_upload": true}]
//! }"#)?)?;
//!
//! let template = Template::from_toml("
//!     [[columns]]
//!     name = 'Login'
//!     kind = 'login'
//!     [[columns]]
//!     name = 'Password'
//!     kind = 'password'
//! ")?;
//! let upload = Upload::new("users.csv", "Login,Password\nann,Passw0rdX\nAlice,Passw0rdY\n");
//! let report = validate(&template, upload, &store.as_uploader("alice")?)?;
//! let plan = report.into_plan(ImportMode::PartialSuccess)?;
//! let record = run_import(&store, &plan, "alice", &mut |_| ControlFlow::Continue(()))?;
//! assert_eq!((record.created, record.rows_with_errors), (1, 1));
//!
//! let failed = ImportFilter { status: vec![ImportStatus::Failed], ..ImportFilter::default() };
//! assert_eq!(store.history(&failed, Default::default())?, [record.clone()]);
//! let undo = store.undo(record.id, "alice")?;
//! assert_eq!(undo.deactivated[0].login, "ann");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The file is created on first use, and later versions migrate it. Many threads and processes of one
//! machine may use it at once. It must not be on a network file system.

#![forbid(unsafe_code)]

mod database;
mod directory;
mod error;
mod failpoint;
mod hashing;
mod imports;
mod migrations;

pub use crate::database::{SqliteStore, StoreOptions};
pub use crate::directory::{Changes, Loaded, SqliteUploader};
pub use crate::error::StoreError;
pub use crate::hashing::{Hashing, HashingError};
pub use crate::imports::{Begun, IdempotencyKey, LeaseMark, SqliteLease};
