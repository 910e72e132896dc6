//! The directory in the file: it is loaded from directory JSON, written as directory JSON, and asked by a
//! validation.

mod data;
mod load;
mod passwords;
#[cfg(test)]
mod statements;
mod uploader;

pub use self::load::{Changes, Loaded};
pub use self::uploader::SqliteUploader;
pub(crate) use self::uploader::View;
