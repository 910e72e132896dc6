//! Imports and their history in the file.

mod begin;
mod create;
mod history;
mod lease;
mod once;
mod store;
mod undo;
mod visibility;

pub use self::lease::{LeaseMark, SqliteLease};
pub use self::once::{Begun, IdempotencyKey};
