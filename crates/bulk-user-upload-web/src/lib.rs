//! The Bulk User Upload page and its JSON API. Users and imports are in one `SQLite` file.
//!
//! ```no_run
//! use bulk_user_upload_web::{AppState, Settings, serve};
//! use std::time::Duration;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let state = AppState::open("users.db", Settings::default())?;
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! let stop = std::future::pending(); // A signal to end.
//! serve(listener, state, stop, Duration::from_secs(30)).await;
//! # Ok(())
//! # }
//! ```
//!
//! [`serve()`] runs the page as a service. [`app()`] gives it as a [`Router`](axum::Router) for a service of
//! your own; its addresses begin at `/`, so give it a host of its own.
//!
//! This crate also shows how a Rust service embeds the engine: `pages/check.rs` checks an upload, and
//! `imports.rs` carries imports out in the background.

#![forbid(unsafe_code)]

mod api;
mod app;
mod assets;
mod attempts;
mod connections;
mod current_user;
mod downloads;
mod headers;
mod imports;
mod log;
mod pages;
mod problem_details;
mod proxy;
mod query;
mod refusal;
mod serve;
mod session;
mod settings;
mod shares;
mod sign_in;
mod state;
mod store;
mod text;
mod undo;
mod upload;
mod uploader;
mod visibility;

pub use crate::app::app;
pub use crate::proxy::TrustedProxy;
pub use crate::serve::serve;
pub use crate::settings::Settings;
pub use crate::state::AppState;
