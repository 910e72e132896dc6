//! Tests of the engine through its public API.

mod cases;
mod catalogue;
mod damage;
mod directory;
mod export;
mod filters;
mod header;
mod passwords;
mod properties;
mod slipped;
mod spreadsheets;
mod support;
mod template;
