//! Tests of the engine through its public API.

mod cases;
mod catalogue;
mod export;
mod filters;
mod passwords;
mod properties;
mod support;
mod template;
