//! Tests of the engine through its public API.

mod cases;
mod catalogue;
mod directory;
mod export;
mod filters;
mod header;
mod passwords;
mod properties;
mod slipped;
mod support;
mod template;
