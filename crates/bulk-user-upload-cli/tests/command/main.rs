//! Tests of the command as a process.

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
