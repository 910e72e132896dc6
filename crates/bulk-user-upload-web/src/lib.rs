//! The Bulk User Upload page, and the same as a JSON API, on users and imports in one `SQLite` file.
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
//! [`app`] is the table of routes, and gives a [`Router`](axum::Router) that a service with pages of its own can nest in its
//! own. It is also the example of how a Rust service embeds the engine: `pages/check.rs` checks an upload, `imports.rs`
//! carries imports out behind the answers.

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
