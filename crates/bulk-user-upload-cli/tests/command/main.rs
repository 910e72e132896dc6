//! Tests of the command as a process.

mod book;
mod cases;
mod common;
mod database;
mod files;
mod generated;
mod passwords;
mod serve;
#[cfg(unix)]
mod stopped;
mod terminal;
mod transcripts;
