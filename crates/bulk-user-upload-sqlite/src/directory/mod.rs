//! The directory in the file: filled from directory JSON, given back as such, and asked by a check.

mod data;
mod load;
mod passwords;
#[cfg(test)]
mod statements;
mod uploader;

pub use self::load::{Changes, Loaded};
pub use self::uploader::SqliteUploader;
pub(crate) use self::uploader::View;
