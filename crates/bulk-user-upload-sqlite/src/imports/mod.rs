//! Imports and their history in the file.

mod begin;
mod create;
mod history;
mod lease;
mod store;
mod undo;

pub use self::lease::SqliteLease;
