//! The command as its users meet it: from outside.

mod book;
#[cfg(unix)]
mod book_web;
mod cases;
mod common;
mod database;
#[cfg(unix)]
mod deploy;
mod files;
mod generated;
mod passwords;
mod serve;
#[cfg(unix)]
mod stopped;
mod terminal;
mod transcripts;
